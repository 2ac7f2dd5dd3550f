-- Nothing may stand in clear that was not sealed: then the program was not the one that migrated.
DO $$ BEGIN
  IF EXISTS (SELECT FROM partner_account WHERE clear_phone IS NOT NULL AND phone IS NULL)
    OR EXISTS (SELECT FROM partner_withdrawal WHERE clear_phone IS NOT NULL AND phone IS NULL)
  THEN RAISE EXCEPTION 'telephone numbers of partners are not sealed yet: start the program, which seals them'; END IF;
END $$;

-- Each table is written anew for its generated column, so that its files hold nothing of the dropped one.
ALTER TABLE "partner_account" DROP COLUMN "clear_phone",
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("phone")) STORED;
ALTER TABLE "partner_account" ADD CONSTRAINT "partner_account_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
ALTER TABLE "partner_withdrawal" DROP COLUMN "clear_phone",
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("phone")) STORED;
ALTER TABLE "partner_withdrawal" ADD CONSTRAINT "partner_withdrawal_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
