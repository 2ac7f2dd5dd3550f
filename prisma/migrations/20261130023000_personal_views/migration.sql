-- Who was shown a NIK whole, or a file of a record, when and by what (T-3): opening the same again within a quarter of an hour counts up.
CREATE TYPE "viewed" AS ENUM ('NIK', 'FILE');
CREATE TYPE "viewed_by" AS ENUM ('CARD', 'POSTED', 'PAPER', 'PREVIEW', 'DOWNLOAD', 'LINK', 'EXPORT');
CREATE TABLE "personal_view" (
  "id" BIGSERIAL PRIMARY KEY,
  "viewer_id" INTEGER REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "subject" TEXT NOT NULL,
  "what" "viewed" NOT NULL,
  "file_id" INTEGER,
  "surface" TEXT NOT NULL,
  "by" "viewed_by" NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  "first_at" TIMESTAMPTZ(3) NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  "times" INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX "personal_view_once" ON "personal_view" ("subject", "viewer_id", "what", "file_id", "surface", "by", "since") NULLS NOT DISTINCT;
CREATE INDEX "personal_view_viewer_id_idx" ON "personal_view" ("viewer_id");
CREATE INDEX "personal_view_last_at_idx" ON "personal_view" ("last_at");
