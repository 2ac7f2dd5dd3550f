-- CreateEnum
CREATE TYPE "partner_kind" AS ENUM ('PARTNER', 'SECRETARY');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('READING', 'CHECKED', 'RUNNING', 'DONE', 'CANCELLED', 'REFUSED');

-- AlterTable
ALTER TABLE "posted_card" ADD COLUMN     "under" TEXT;

-- CreateTable
CREATE TABLE "position" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit_id" INTEGER,
    "holder_id" INTEGER,
    "parent_id" INTEGER,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "position_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_account" (
    "person_id" INTEGER NOT NULL,
    "account_name" TEXT NOT NULL,
    "contact_email" TEXT,
    "phone" TEXT,
    "company" TEXT NOT NULL,
    "kind" "partner_kind" NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "import_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "position_code" TEXT,
    "hub_refusal" TEXT,

    CONSTRAINT "partner_account_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_role" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "application_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "whitelist_grant" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "role_id" INTEGER NOT NULL,
    "granted_by_id" INTEGER,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "whitelist_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secretary_mapping" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "position_id" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "end_set_on" DATE NOT NULL,
    "let_end" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submission" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "secretary_mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mapping_notice" (
    "mapping_id" INTEGER NOT NULL,
    "ends_on" DATE NOT NULL,
    "days" SMALLINT NOT NULL,
    "made_on" DATE NOT NULL,
    "told" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "mapping_notice_pkey" PRIMARY KEY ("mapping_id","ends_on","days")
);

-- CreateTable
CREATE TABLE "import" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'READING',
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "source" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "surface" TEXT NOT NULL,
    "run_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "refusal" JSONB,
    "followed_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_sheet" (
    "import_id" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "titles" TEXT[],
    "fields" JSONB NOT NULL,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "done_through" INTEGER NOT NULL DEFAULT 0,
    "examples" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "import_sheet_pkey" PRIMARY KEY ("import_id","position")
);

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" INTEGER NOT NULL,
    "sheet" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" JSON NOT NULL,
    "data" JSONB NOT NULL,
    "problems" JSONB,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","sheet","n")
);

-- CreateIndex
CREATE UNIQUE INDEX "position_code_key" ON "position"("code");

-- CreateIndex
CREATE INDEX "position_holder_id_idx" ON "position"("holder_id");

-- CreateIndex
CREATE INDEX "position_parent_id_idx" ON "position"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "partner_account_account_name_key" ON "partner_account"("account_name");

-- CreateIndex
CREATE INDEX "partner_account_import_id_idx" ON "partner_account"("import_id");

-- CreateIndex
CREATE INDEX "partner_account_parent_id_idx" ON "partner_account"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_name_key" ON "application"("name");

-- CreateIndex
CREATE UNIQUE INDEX "application_role_application_id_name_key" ON "application_role"("application_id", "name");

-- CreateIndex
CREATE INDEX "whitelist_grant_person_id_idx" ON "whitelist_grant"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "secretary_mapping_number_key" ON "secretary_mapping"("number");

-- CreateIndex
CREATE UNIQUE INDEX "secretary_mapping_submission_key" ON "secretary_mapping"("submission");

-- CreateIndex
CREATE INDEX "secretary_mapping_person_id_id_idx" ON "secretary_mapping"("person_id", "id" DESC);

-- CreateIndex
CREATE INDEX "secretary_mapping_position_id_idx" ON "secretary_mapping"("position_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_number_key" ON "import"("number");

-- CreateIndex
CREATE UNIQUE INDEX "import_source_key" ON "import"("source");

-- CreateIndex
CREATE INDEX "import_sha256_idx" ON "import"("sha256");

-- CreateIndex
CREATE INDEX "import_person_id_idx" ON "import"("person_id");

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "position"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_account" ADD CONSTRAINT "partner_account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_account" ADD CONSTRAINT "partner_account_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_account" ADD CONSTRAINT "partner_account_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_account" ADD CONSTRAINT "partner_account_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_role" ADD CONSTRAINT "application_role_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "whitelist_grant" ADD CONSTRAINT "whitelist_grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "whitelist_grant" ADD CONSTRAINT "whitelist_grant_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "application_role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "whitelist_grant" ADD CONSTRAINT "whitelist_grant_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secretary_mapping" ADD CONSTRAINT "secretary_mapping_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secretary_mapping" ADD CONSTRAINT "secretary_mapping_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secretary_mapping" ADD CONSTRAINT "secretary_mapping_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mapping_notice" ADD CONSTRAINT "mapping_notice_mapping_id_fkey" FOREIGN KEY ("mapping_id") REFERENCES "secretary_mapping"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_run_by_id_fkey" FOREIGN KEY ("run_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_sheet" ADD CONSTRAINT "import_sheet_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot express.

-- The numbers of imports and mappings.
CREATE SEQUENCE "import_number";
CREATE SEQUENCE "mapping_number";

-- No two mappings of one person to one position overlap; one that was ended stands in nobody's way (P-10).
ALTER TABLE "secretary_mapping" ADD CONSTRAINT "secretary_mapping_dates" CHECK ("ends_on" >= "starts_on");
ALTER TABLE "secretary_mapping" ADD CONSTRAINT "secretary_mapping_overlap" EXCLUDE USING gist (
  int4range("person_id", "person_id", '[]') WITH &&,
  int4range("position_id", "position_id", '[]') WITH &&,
  daterange("starts_on", "ends_on", '[]') WITH &&
) WHERE ("ended_at" IS NULL);
CREATE INDEX "secretary_mapping_due_idx" ON "secretary_mapping" ("ends_on", "id") WHERE "ended_at" IS NULL;
CREATE INDEX "mapping_notice_untold_idx" ON "mapping_notice" ("made_on", "mapping_id") WHERE NOT "told";

-- Somebody has a role of an application once at a time (P-9).
CREATE UNIQUE INDEX "whitelist_grant_open_key" ON "whitelist_grant" ("person_id", "role_id") WHERE "withdrawn_at" IS NULL;

-- What the directory hub still has to be told.
CREATE INDEX "partner_account_hub_idx" ON "partner_account" ("person_id")
  WHERE "position_code" IS NULL AND "hub_refusal" IS NULL;

-- People by words of their name or address, and account names among addresses (P-4, P-8).
CREATE INDEX "person_words_idx" ON "person"
  USING gin (to_tsvector('simple', translate("name" || ' ' || "email", '.,@/_''+&:()-', '            ')));
CREATE INDEX "person_account_name_idx" ON "person" (split_part("email", '@', 1));
-- Those known by their address alone, whom an import may raise (P-4).
CREATE INDEX "person_unregistered_idx" ON "person" ("email") WHERE NOT "registered";
CREATE INDEX "unit_name_idx" ON "unit" (lower("name"));

-- The failed rows of an import, for its list and its file (P-6).
CREATE INDEX "import_row_failed_idx" ON "import_row" ("import_id", "sheet", "n") WHERE "problems" IS NOT NULL;

-- The applications of the bundle for secretaries (P-9).
INSERT INTO "application" ("name") VALUES ('P-Office 2.0'), ('Universal Apps');
INSERT INTO "application_role" ("application_id", "name")
  SELECT a."id", r."name" FROM (VALUES ('P-Office 2.0', 'Member User'), ('P-Office 2.0', 'Secretary User'),
    ('P-Office 2.0', 'Admin User'), ('Universal Apps', 'Member')) AS r("application", "name")
  JOIN "application" a ON a."name" = r."application";
