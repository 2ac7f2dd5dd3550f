-- Nothing may lie as it did that was not sealed anew: then the program was not the one that migrated.
DO $$ BEGIN
  IF EXISTS (SELECT FROM authenticator WHERE secret IS NULL)
    OR EXISTS (SELECT FROM signer WHERE former_phone IS NOT NULL AND phone IS NULL OR former_initial IS NOT NULL AND initial IS NULL)
    OR EXISTS (SELECT FROM certificate WHERE former_private_key IS NOT NULL AND private_key IS NULL)
    OR EXISTS (SELECT FROM product_certificate WHERE former_private_key IS NOT NULL AND private_key IS NULL)
    OR EXISTS (SELECT FROM certificate_authority WHERE root_key IS NULL OR key IS NULL)
  THEN RAISE EXCEPTION 'secrets are not sealed under data keys yet: start the program, which seals them'; END IF;
END $$;

-- Each table is written anew for its generated column, so that its files hold nothing of the dropped ones.
ALTER TABLE "authenticator" DROP COLUMN "former_secret", ALTER COLUMN "secret" SET NOT NULL,
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("secret")) STORED;
ALTER TABLE "authenticator" ADD CONSTRAINT "authenticator_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
ALTER TABLE "signer" DROP COLUMN "former_phone", DROP COLUMN "former_initial",
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (coalesce(data_key_of("phone"), data_key_of("initial"))) STORED,
  ADD CONSTRAINT "signer_one_key" CHECK (data_key_of("phone") = data_key_of("initial"));
ALTER TABLE "signer" ADD CONSTRAINT "signer_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
ALTER TABLE "certificate" DROP COLUMN "former_private_key",
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("private_key")) STORED;
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
ALTER TABLE "product_certificate" DROP COLUMN "former_private_key",
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("private_key")) STORED;
ALTER TABLE "product_certificate" ADD CONSTRAINT "product_certificate_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
ALTER TABLE "certificate_authority" DROP COLUMN "former_root_key", DROP COLUMN "former_key",
  ALTER COLUMN "root_key" SET NOT NULL, ALTER COLUMN "key" SET NOT NULL,
  ADD COLUMN "key_id" INTEGER GENERATED ALWAYS AS (data_key_of("key")) STORED,
  ADD CONSTRAINT "certificate_authority_one_key" CHECK (data_key_of("root_key") = data_key_of("key"));
ALTER TABLE "certificate_authority" ADD CONSTRAINT "certificate_authority_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "data_key"("id");
