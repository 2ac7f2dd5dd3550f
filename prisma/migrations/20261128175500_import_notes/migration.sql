-- What of a spreadsheet was left out of its import.
ALTER TABLE "import" ADD COLUMN "notes" JSONB NOT NULL DEFAULT '[]';
