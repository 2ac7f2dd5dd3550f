-- What was typed into forms that are not sent yet gets a place where it is sealed. What stands there in clear the program seals before the next
-- migration, which takes the clear one away (src/db/seal-clear.ts).
ALTER TABLE "form_draft" RENAME COLUMN "values" TO "clear_values";
ALTER TABLE "form_draft" ALTER COLUMN "clear_values" DROP NOT NULL, ADD COLUMN "values" BYTEA;
