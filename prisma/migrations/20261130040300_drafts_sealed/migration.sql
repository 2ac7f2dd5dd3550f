-- Nothing may stand in clear that was not sealed: then the program was not the one that migrated.
DO $$ BEGIN
  IF EXISTS (SELECT FROM form_draft WHERE "values" IS NULL)
  THEN RAISE EXCEPTION 'drafts are not sealed yet: start the program, which seals them'; END IF;
END $$;

-- The table is written anew for its generated column, so that its files hold nothing of the dropped one.
ALTER TABLE "form_draft" DROP COLUMN "clear_values", ALTER COLUMN "values" SET NOT NULL,
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("values")) STORED;
ALTER TABLE "form_draft" ADD CONSTRAINT "form_draft_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
