-- What lies under keys that come from the root key gets a place where it is sealed under data keys, which are rotated: secrets of authenticators, what
-- signers gave, private keys of certificates. What stands there the program seals anew before the next migration (src/db/seal-clear.ts).
ALTER TABLE "authenticator" RENAME COLUMN "secret" TO "former_secret";
ALTER TABLE "authenticator" ALTER COLUMN "former_secret" DROP NOT NULL, ADD COLUMN "secret" BYTEA;
ALTER TABLE "signer" RENAME COLUMN "phone" TO "former_phone";
ALTER TABLE "signer" RENAME COLUMN "initial" TO "former_initial";
ALTER TABLE "signer" ADD COLUMN "phone" BYTEA, ADD COLUMN "initial" BYTEA;
ALTER TABLE "certificate" RENAME COLUMN "private_key" TO "former_private_key";
ALTER TABLE "certificate" ADD COLUMN "private_key" BYTEA;
ALTER TABLE "product_certificate" RENAME COLUMN "private_key" TO "former_private_key";
ALTER TABLE "product_certificate" ADD COLUMN "private_key" BYTEA;
ALTER TABLE "certificate_authority" RENAME COLUMN "root_key" TO "former_root_key";
ALTER TABLE "certificate_authority" RENAME COLUMN "key" TO "former_key";
ALTER TABLE "certificate_authority" ALTER COLUMN "former_root_key" DROP NOT NULL, ALTER COLUMN "former_key" DROP NOT NULL,
  ADD COLUMN "root_key" BYTEA, ADD COLUMN "key" BYTEA;
