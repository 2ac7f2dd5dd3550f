-- Nothing may stand in clear that was not sealed: then the program was not the one that migrated.
DO $$ BEGIN
  IF EXISTS (SELECT FROM attachment WHERE content IS NULL)
  THEN RAISE EXCEPTION 'files are not sealed yet: start the program, which seals them'; END IF;
END $$;

-- The table is written anew for its generated column, so that its files hold nothing of the dropped one. What is there without bytes names no key.
ALTER TABLE "attachment" DROP COLUMN "clear_content", ALTER COLUMN "content" SET NOT NULL,
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of(nullif(substring("content" FROM 1 FOR 4), ''))) STORED;
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
CREATE INDEX "attachment_key_id_idx" ON "attachment" ("key_id");
