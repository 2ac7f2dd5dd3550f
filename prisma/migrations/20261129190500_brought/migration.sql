-- Whether somebody has brought a file, which counts towards what they may bring in a day; what we make or copy for them does not.
ALTER TABLE "attachment" ADD COLUMN "is_brought" BOOLEAN NOT NULL DEFAULT true;
UPDATE "attachment" SET "is_brought" = false WHERE "source" LIKE 'signed:%' OR "source" LIKE 'minutes:%';
