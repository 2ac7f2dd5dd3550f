-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "institution" TEXT;

-- CreateTable
CREATE TABLE "procurement_satker" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "is_main" BOOLEAN NOT NULL DEFAULT false,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "procurement_satker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "satker_company" (
    "id" SERIAL NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "company_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "mapped_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "satker_company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market_link" (
    "id" SERIAL NOT NULL,
    "satker_id" INTEGER NOT NULL,
    "company_id" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "market_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market_sandbox_company" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "postal_code" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "registered_by" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "market_sandbox_company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market_sandbox_user" (
    "email" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "market_sandbox_user_pkey" PRIMARY KEY ("email")
);

-- CreateTable
CREATE TABLE "market_sandbox_account" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "company_id" INTEGER NOT NULL,
    "satker" TEXT,

    CONSTRAINT "market_sandbox_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "market_sandbox_sign_in" (
    "token_hash" BYTEA NOT NULL,
    "account_id" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "market_sandbox_sign_in_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "procurement_satker_unit_id_idx" ON "procurement_satker"("unit_id");

-- CreateIndex
CREATE INDEX "market_link_company_id_idx" ON "market_link"("company_id");

-- CreateIndex
CREATE UNIQUE INDEX "market_sandbox_company_key_key" ON "market_sandbox_company"("key");

-- CreateIndex
CREATE UNIQUE INDEX "market_sandbox_company_registered_by_name_key" ON "market_sandbox_company"("registered_by", "name");

-- CreateIndex
CREATE UNIQUE INDEX "market_sandbox_account_email_company_id_key" ON "market_sandbox_account"("email", "company_id");

-- AddForeignKey
ALTER TABLE "procurement_satker" ADD CONSTRAINT "procurement_satker_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "procurement_satker" ADD CONSTRAINT "procurement_satker_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_company" ADD CONSTRAINT "satker_company_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market_link" ADD CONSTRAINT "market_link_satker_id_fkey" FOREIGN KEY ("satker_id") REFERENCES "procurement_satker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market_link" ADD CONSTRAINT "market_link_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "satker_company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market_sandbox_account" ADD CONSTRAINT "market_sandbox_account_email_fkey" FOREIGN KEY ("email") REFERENCES "market_sandbox_user"("email") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market_sandbox_account" ADD CONSTRAINT "market_sandbox_account_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "market_sandbox_company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "market_sandbox_sign_in" ADD CONSTRAINT "market_sandbox_sign_in_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "market_sandbox_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Which K/L/P/D there are is asked while somebody types.
CREATE INDEX "unit_institution_idx" ON "unit"("institution");
-- One main satker an officer, and each satker once (M-1).
CREATE UNIQUE INDEX "procurement_satker_main" ON "procurement_satker"("person_id") WHERE "is_main" AND "removed_at" IS NULL;
CREATE UNIQUE INDEX "procurement_satker_once" ON "procurement_satker"("person_id", "unit_id") WHERE "removed_at" IS NULL;
-- One satker, one company, both ways (M-2).
CREATE UNIQUE INDEX "satker_company_unit" ON "satker_company"("unit_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "satker_company_company" ON "satker_company"("company_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "market_link_satker" ON "market_link"("satker_id") WHERE "ended_at" IS NULL;
