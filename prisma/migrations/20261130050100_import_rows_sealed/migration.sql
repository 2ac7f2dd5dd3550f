-- Nothing may stand in clear that was not sealed: then the program was not the one that migrated.
DO $$ BEGIN
  IF EXISTS (SELECT FROM import_row r WHERE NOT EXISTS
    (SELECT FROM import_block b WHERE b.import_id = r.import_id AND b.sheet = r.sheet AND r.n BETWEEN b.first AND b.last))
  THEN RAISE EXCEPTION 'rows of imports are not sealed yet: start the program, which seals them'; END IF;
END $$;

-- The last change has the table written anew, so that its files hold nothing of the dropped columns.
ALTER TABLE "import_row" DROP COLUMN "clear_cells", DROP COLUMN "clear_data", DROP COLUMN "clear_problems", DROP COLUMN "clear_change",
  ALTER COLUMN "row" TYPE INTEGER USING "row" + 0;
CREATE INDEX "import_row_failed_idx" ON "import_row" ("import_id", "sheet", "n") WHERE "failed";
CREATE INDEX "import_row_change_idx" ON "import_row" ("import_id", "changes", "sheet", "n") WHERE "changes" IS NOT NULL;
