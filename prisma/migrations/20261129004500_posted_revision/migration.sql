-- Whether a record's copies were brought up to date while one of them was on its way is a comparison of numbers.
ALTER TABLE "posted_card" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0;
