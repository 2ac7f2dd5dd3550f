-- Nothing may stand in clear that was not sealed: then the program was not the one that migrated.
DO $$ BEGIN
  IF EXISTS (SELECT FROM satker_user WHERE clear_nik IS NOT NULL AND nik IS NULL)
    OR EXISTS (SELECT FROM digit_registration WHERE nik IS NULL)
    OR EXISTS (SELECT FROM digit_sandbox_account WHERE nik_hash IS NULL)
    OR EXISTS (SELECT FROM portal_session WHERE clear_nik IS NOT NULL AND nik_hash IS NULL)
  THEN RAISE EXCEPTION 'NIKs are not sealed yet: start the program, which seals them'; END IF;
END $$;

-- Each table is written anew for its generated column, so that its files hold nothing of the dropped ones.
ALTER TABLE "satker_user" DROP COLUMN "clear_nik", DROP COLUMN "clear_phone",
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("nik")) STORED;
ALTER TABLE "satker_user" ADD CONSTRAINT "satker_user_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id"),
  ADD CONSTRAINT "satker_user_one_key" CHECK (data_key_of("phone") = "key_id");
CREATE UNIQUE INDEX "satker_user_current_key" ON "satker_user" ("unit_id", "nik_hash")
  WHERE "removed_at" IS NULL AND "status" IN ('REGISTERED', 'ACTIVE', 'DORMANT');
CREATE INDEX "satker_user_nik_hash_idx" ON "satker_user" ("nik_hash") WHERE "removed_at" IS NULL;

ALTER TABLE "digit_registration" DROP COLUMN "clear_nik", DROP COLUMN "clear_phone",
  ALTER COLUMN "nik" SET NOT NULL, ALTER COLUMN "phone" SET NOT NULL, ALTER COLUMN "nik_hash" SET NOT NULL,
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("nik")) STORED;
ALTER TABLE "digit_registration" ADD CONSTRAINT "digit_registration_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id"),
  ADD CONSTRAINT "digit_registration_one_key" CHECK (data_key_of("phone") = "key_id");
CREATE UNIQUE INDEX "digit_registration_nik_hash_key" ON "digit_registration"("nik_hash");

ALTER TABLE "digit_sandbox_account" DROP COLUMN "clear_nik", DROP COLUMN "clear_phone",
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("phone")) STORED;
ALTER TABLE "digit_sandbox_account" ADD CONSTRAINT "digit_sandbox_account_pkey" PRIMARY KEY ("nik_hash"),
  ADD CONSTRAINT "digit_sandbox_account_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");

ALTER TABLE "portal_session" DROP COLUMN "clear_nik";
CREATE INDEX "portal_session_nik_hash_idx" ON "portal_session" ("nik_hash") WHERE "nik_hash" IS NOT NULL;

-- As before, by the hashes of NIKs.
CREATE OR REPLACE FUNCTION identity_of(p person) RETURNS jsonb LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  mailboxes text[] := mailboxes_of(p.email);
  niks text[];
  people jsonb;
BEGIN
  SELECT coalesce(array_agg(DISTINCT s.nik_hash) FILTER (WHERE s.nik_hash IS NOT NULL), '{}') INTO niks FROM satker_user s
  WHERE mailbox_of(s.email) = ANY(mailboxes) AND s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE');
  IF niks <> '{}' THEN
    SELECT array_agg(DISTINCT found.mailbox) INTO mailboxes FROM (
      SELECT unnest(mailboxes) AS mailbox
      UNION ALL
      SELECT unnest(mailboxes_of(s.email)) FROM satker_user s
      WHERE s.nik_hash = ANY(niks) AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE')
    ) found;
  END IF;
  SELECT jsonb_build_object('persons', jsonb_agg(found.id), 'nopeks', coalesce(jsonb_agg(found.nopek) FILTER (WHERE found.nopek IS NOT NULL), '[]'))
  INTO people FROM (
    SELECT p.id, p.nopek UNION SELECT q.id, q.nopek FROM person q WHERE mailbox_of(q.email) = ANY(mailboxes)
  ) found;
  RETURN people || jsonb_build_object('mailboxes', mailboxes, 'niks', niks);
END;
$$;
