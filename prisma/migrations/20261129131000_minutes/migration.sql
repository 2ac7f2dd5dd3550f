-- CreateTable
CREATE TABLE "minutes" (
    "id" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "attachment_id" INTEGER NOT NULL,
    "signer" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "minutes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_certificate" (
    "id" SERIAL NOT NULL,
    "authority_id" INTEGER NOT NULL,
    "serial" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "private_key" BYTEA,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "minutes_token_hash_key" ON "minutes"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "minutes_attachment_id_key" ON "minutes"("attachment_id");

-- CreateIndex
CREATE INDEX "minutes_person_id_idx" ON "minutes"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "minutes_subject_entry_id_person_id_key" ON "minutes"("subject", "entry_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_certificate_serial_key" ON "product_certificate"("serial");

-- CreateIndex
CREATE UNIQUE INDEX "product_certificate_fingerprint_key" ON "product_certificate"("fingerprint");

-- CreateIndex
CREATE INDEX "product_certificate_authority_id_idx" ON "product_certificate"("authority_id");

-- AddForeignKey
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_attachment_id_fkey" FOREIGN KEY ("attachment_id") REFERENCES "attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_certificate" ADD CONSTRAINT "product_certificate_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One signs at a time.
CREATE UNIQUE INDEX "product_certificate_current" ON "product_certificate"(("superseded_at" IS NULL)) WHERE "superseded_at" IS NULL;
