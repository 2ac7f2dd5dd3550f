-- Telephone numbers of partners get a place where they are sealed, those of accounts that were taken back too. What stands there in clear the program
-- seals before the next migration, which takes it away (src/db/seal-clear.ts).
ALTER TABLE "partner_account" RENAME COLUMN "phone" TO "clear_phone";
ALTER TABLE "partner_account" ADD COLUMN "phone" BYTEA;
ALTER TABLE "partner_withdrawal" ADD COLUMN "clear_phone" TEXT, ADD COLUMN "phone" BYTEA;
UPDATE "partner_withdrawal" SET "clear_phone" = "account"->>'phone', "account" = "account" - 'phone';
