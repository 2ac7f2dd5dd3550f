-- What was typed into rows of imports gets a place where it is sealed: blocks of rows. What stands there in clear the program seals before the next
-- migration, which takes the clear columns away (src/db/seal-clear.ts). Of each row stays in clear what lists and counts go by.
CREATE TABLE "import_block" (
    "import_id" INTEGER NOT NULL,
    "sheet" SMALLINT NOT NULL,
    "first" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,
    "cells" BYTEA NOT NULL,
    "rows" BYTEA NOT NULL,
    "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("rows")) STORED,

    CONSTRAINT "import_block_pkey" PRIMARY KEY ("import_id","sheet","first"),
    CONSTRAINT "import_block_one_key" CHECK (data_key_of("cells") = "key_id"),
    CONSTRAINT "import_block_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id")
);
-- What is sealed cannot be made smaller.
ALTER TABLE "import_block" ALTER COLUMN "cells" SET STORAGE EXTERNAL, ALTER COLUMN "rows" SET STORAGE EXTERNAL;

ALTER TABLE "import" ADD COLUMN "noticed" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "import_row" ADD COLUMN "failed" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "changes" BOOLEAN,
  ADD COLUMN "marks" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "import_row" RENAME COLUMN "cells" TO "clear_cells";
ALTER TABLE "import_row" RENAME COLUMN "data" TO "clear_data";
ALTER TABLE "import_row" RENAME COLUMN "problems" TO "clear_problems";
ALTER TABLE "import_row" RENAME COLUMN "change" TO "clear_change";
ALTER TABLE "import_row" ALTER COLUMN "clear_cells" DROP NOT NULL, ALTER COLUMN "clear_data" DROP NOT NULL;
UPDATE "import_row" SET "failed" = "clear_problems" IS NOT NULL, "changes" = "clear_change" ? 'from',
  "marks" = string_to_array(coalesce("clear_data"->>'marks', ''), ' ');
