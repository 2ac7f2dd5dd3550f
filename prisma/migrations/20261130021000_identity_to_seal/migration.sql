-- NIKs and telephone numbers get places where they are sealed. What stands there in clear the program seals before the next migration, which
-- takes the clear ones away (src/db/seal-clear.ts).
ALTER TABLE "satker_user" RENAME COLUMN "nik" TO "clear_nik";
ALTER TABLE "satker_user" RENAME COLUMN "phone" TO "clear_phone";
ALTER TABLE "satker_user" ALTER COLUMN "clear_nik" DROP NOT NULL, ALTER COLUMN "clear_phone" DROP NOT NULL,
  ADD COLUMN "nik" BYTEA, ADD COLUMN "phone" BYTEA, ADD COLUMN "nik_hash" TEXT;

ALTER TABLE "digit_registration" RENAME COLUMN "nik" TO "clear_nik";
ALTER TABLE "digit_registration" RENAME COLUMN "phone" TO "clear_phone";
ALTER TABLE "digit_registration" ADD COLUMN "nik" BYTEA, ADD COLUMN "phone" BYTEA, ADD COLUMN "nik_hash" TEXT;

ALTER TABLE "digit_sandbox_account" RENAME COLUMN "nik" TO "clear_nik";
ALTER TABLE "digit_sandbox_account" RENAME COLUMN "phone" TO "clear_phone";
ALTER TABLE "digit_sandbox_account" ADD COLUMN "phone" BYTEA, ADD COLUMN "nik_hash" TEXT;

ALTER TABLE "portal_session" RENAME COLUMN "nik" TO "clear_nik";
ALTER TABLE "portal_session" ADD COLUMN "nik_hash" TEXT;
