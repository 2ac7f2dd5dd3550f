-- A list may be empty; it is never missing.
ALTER TABLE "failing_job" ALTER COLUMN "records" SET NOT NULL;
ALTER TABLE "import_sheet" ALTER COLUMN "titles" SET NOT NULL;
