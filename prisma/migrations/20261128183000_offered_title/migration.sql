-- What stands behind a name and has to be accepted as a title by whoever approves the registration (S-4).
ALTER TABLE "satker_user" ADD COLUMN     "offered_title" TEXT,
ADD COLUMN     "score_without_title" SMALLINT;
