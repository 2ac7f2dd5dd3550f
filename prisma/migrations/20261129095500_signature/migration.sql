-- CreateEnum
CREATE TYPE "signer_method" AS ENUM ('AUTHENTICATOR');

-- CreateEnum
CREATE TYPE "certificate_revocation" AS ENUM ('OWN', 'ADMIN', 'NEW_PHONE', 'LEFT');

-- CreateEnum
CREATE TYPE "new_phone_status" AS ENUM ('WAITING', 'APPROVED', 'REJECTED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "signer" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "phone" BYTEA,
    "method" "signer_method",
    "initial" BYTEA,
    "initial_at" TIMESTAMPTZ(3),
    "enrolled_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" SERIAL NOT NULL,
    "signer_id" INTEGER NOT NULL,
    "authority_id" INTEGER NOT NULL,
    "serial" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "private_key" BYTEA,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "ends_on" DATE NOT NULL,
    "expired_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revocation" "certificate_revocation",
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_authority" (
    "id" SERIAL NOT NULL,
    "root" BYTEA NOT NULL,
    "root_key" BYTEA NOT NULL,
    "der" BYTEA NOT NULL,
    "key" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "crl" BYTEA,
    "crl_number" INTEGER NOT NULL DEFAULT 0,
    "crl_made_at" TIMESTAMPTZ(3),
    "crl_next_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "new_phone" (
    "id" SERIAL NOT NULL,
    "signer_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "new_phone_status" NOT NULL DEFAULT 'WAITING',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_on" DATE NOT NULL,
    "submission_key" TEXT NOT NULL,

    CONSTRAINT "new_phone_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "signer_person_id_key" ON "signer"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_serial_key" ON "certificate"("serial");

-- CreateIndex
CREATE INDEX "certificate_authority_id_idx" ON "certificate"("authority_id");

-- CreateIndex
CREATE INDEX "certificate_signer_id_idx" ON "certificate"("signer_id");

-- CreateIndex
CREATE UNIQUE INDEX "new_phone_submission_key_key" ON "new_phone"("submission_key");

-- CreateIndex
CREATE INDEX "new_phone_status_asked_on_idx" ON "new_phone"("status", "asked_on");

-- AddForeignKey
ALTER TABLE "signer" ADD CONSTRAINT "signer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_signer_id_fkey" FOREIGN KEY ("signer_id") REFERENCES "signer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "new_phone" ADD CONSTRAINT "new_phone_signer_id_fkey" FOREIGN KEY ("signer_id") REFERENCES "signer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One certificate of a signer at a time is theirs to sign with (G-5), one authority issues, one new phone is asked for (G-8).
CREATE UNIQUE INDEX "certificate_current" ON "certificate"("signer_id") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "certificate_authority_issuing" ON "certificate_authority"(("retired_at" IS NULL)) WHERE "retired_at" IS NULL;
CREATE UNIQUE INDEX "new_phone_waiting" ON "new_phone"("signer_id") WHERE "status" = 'WAITING';
-- What falls due is found by its day (G-6).
CREATE INDEX "certificate_ends" ON "certificate"("ends_on") WHERE "superseded_at" IS NULL AND "expired_at" IS NULL AND "revoked_at" IS NULL;
