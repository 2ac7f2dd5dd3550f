-- CreateEnum
CREATE TYPE "satker_user_status" AS ENUM ('REGISTERED', 'ACTIVE', 'DORMANT', 'INACTIVE', 'REJECTED');

-- CreateEnum
CREATE TYPE "satker_removal" AS ENUM ('WITHDRAWN', 'REPLACED', 'SUPERSEDED', 'DELETED');

-- CreateEnum
CREATE TYPE "satker_ticket_kind" AS ENUM ('REGISTRATION', 'DELETION', 'REACTIVATION');

-- CreateEnum
CREATE TYPE "satker_ticket_status" AS ENUM ('WAITING', 'RETURNED', 'DONE', 'REJECTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "channel_purpose" AS ENUM ('SATKER', 'KPPN', 'ADMINS', 'IMPORTS');

-- AlterEnum
ALTER TYPE "unit_kind" ADD VALUE 'SATKER';
ALTER TYPE "unit_kind" ADD VALUE 'KPPN';

-- A file belongs to a record of any desk, not to User ID requests alone.
ALTER TABLE "attachment" ADD COLUMN "record" TEXT;
UPDATE "attachment" SET "record" = 'user-id:' || "request_id" WHERE "request_id" IS NOT NULL;
ALTER TABLE "attachment" DROP COLUMN "request_id";

-- AlterTable
ALTER TABLE "portal_session" ADD COLUMN     "nik" TEXT;

-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "kppn_id" INTEGER;

-- CreateTable
CREATE TABLE "satker_user" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "nik" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nip" TEXT,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "letter_number" TEXT NOT NULL,
    "document_id" INTEGER,
    "status" "satker_user_status" NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "requester_id" INTEGER,
    "surface" TEXT NOT NULL,
    "submission_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_login_at" TIMESTAMPTZ(3),
    "counted_from" TIMESTAMPTZ(3),
    "warned" SMALLINT NOT NULL DEFAULT 0,
    "warned_on" DATE,
    "removal" "satker_removal",
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "satker_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "satker_ticket" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "satker_ticket_kind" NOT NULL,
    "status" "satker_ticket_status" NOT NULL DEFAULT 'WAITING',
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "requester_id" INTEGER NOT NULL,
    "surface" TEXT NOT NULL,
    "note" TEXT,
    "document_id" INTEGER,
    "user_id" INTEGER,
    "reason" TEXT,
    "submission_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "satker_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digit_registration" (
    "id" SERIAL NOT NULL,
    "nik" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nip" TEXT,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),

    CONSTRAINT "digit_registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "satker_notice" (
    "user_id" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "days" SMALLINT NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "made_on" DATE NOT NULL,
    "told" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "satker_notice_pkey" PRIMARY KEY ("user_id","due_on","days")
);

-- CreateTable
CREATE TABLE "satker_day" (
    "day" DATE NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "satker_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "digit_sandbox_account" (
    "nik" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nip" TEXT,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "password_hash" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "digit_sandbox_account_pkey" PRIMARY KEY ("nik")
);

-- CreateTable
CREATE TABLE "bound_channel" (
    "id" SERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" "channel_purpose" NOT NULL,
    "unit_id" INTEGER,
    "bound_by_id" INTEGER NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bound_channel_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "satker_user_number_key" ON "satker_user"("number");

-- CreateIndex
CREATE UNIQUE INDEX "satker_user_submission_key_key" ON "satker_user"("submission_key");

-- CreateIndex
CREATE INDEX "satker_user_email_idx" ON "satker_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "satker_ticket_number_key" ON "satker_ticket"("number");

-- CreateIndex
CREATE UNIQUE INDEX "satker_ticket_submission_key_key" ON "satker_ticket"("submission_key");

-- CreateIndex
CREATE INDEX "satker_ticket_requester_id_idx" ON "satker_ticket"("requester_id");

-- CreateIndex
CREATE INDEX "satker_ticket_user_id_idx" ON "satker_ticket"("user_id");

-- CreateIndex
CREATE INDEX "satker_ticket_unit_id_status_idx" ON "satker_ticket"("unit_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "digit_registration_nik_key" ON "digit_registration"("nik");

-- CreateIndex
CREATE INDEX "satker_notice_made_on_unit_id_idx" ON "satker_notice"("made_on", "unit_id");

-- CreateIndex
CREATE INDEX "bound_channel_unit_id_idx" ON "bound_channel"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "bound_channel_platform_tenant_channel_key" ON "bound_channel"("platform", "tenant", "channel");

-- CreateIndex
CREATE INDEX "attachment_record_idx" ON "attachment"("record");

-- CreateIndex
CREATE INDEX "unit_kppn_id_idx" ON "unit"("kppn_id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_kppn_id_fkey" FOREIGN KEY ("kppn_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_user" ADD CONSTRAINT "satker_user_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_user" ADD CONSTRAINT "satker_user_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "attachment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_user" ADD CONSTRAINT "satker_user_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_ticket" ADD CONSTRAINT "satker_ticket_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_ticket" ADD CONSTRAINT "satker_ticket_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_ticket" ADD CONSTRAINT "satker_ticket_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "attachment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satker_ticket" ADD CONSTRAINT "satker_ticket_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "satker_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bound_channel" ADD CONSTRAINT "bound_channel_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bound_channel" ADD CONSTRAINT "bound_channel_bound_by_id_fkey" FOREIGN KEY ("bound_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot express.

-- The numbers of registrations and tickets.
CREATE SEQUENCE "satker_number";

-- One row with status 1, 2 or 3 per satker and NIK (S-9, S-10, S-11).
CREATE UNIQUE INDEX "satker_user_current_key" ON "satker_user" ("unit_id", "nik")
  WHERE "removed_at" IS NULL AND "status" IN ('REGISTERED', 'ACTIVE', 'DORMANT');

-- The list: a satker's rows, newest first, of any or of one status, at the same cost on every page.
CREATE INDEX "satker_user_list_idx" ON "satker_user" ("unit_id", "id" DESC) WHERE "removed_at" IS NULL;
CREATE INDEX "satker_user_status_list_idx" ON "satker_user" ("unit_id", "status", "id" DESC) WHERE "removed_at" IS NULL;
CREATE INDEX "satker_user_nik_idx" ON "satker_user" ("nik" text_pattern_ops) WHERE "removed_at" IS NULL;
CREATE INDEX "satker_user_words_idx" ON "satker_user"
  USING gin (to_tsvector('simple', translate("name" || ' ' || coalesce("nip", '') || ' ' || "email", '.,@/_''+&:()-', '            ')))
  WHERE "removed_at" IS NULL;

-- The daily dormancy run: for each number of reminders given, the rows in the order in which they fall due (S-16, S-17).
CREATE INDEX "satker_user_due_idx" ON "satker_user" ("warned", "counted_from")
  WHERE "removed_at" IS NULL AND "status" = 'ACTIVE';
CREATE INDEX "satker_notice_untold_idx" ON "satker_notice" ("made_on", "user_id") WHERE NOT "told";

CREATE INDEX "portal_session_nik_idx" ON "portal_session" ("nik") WHERE "nik" IS NOT NULL;

-- A user is asked for once at a time to be reactivated (S-19).
CREATE UNIQUE INDEX "satker_ticket_reactivation_key" ON "satker_ticket" ("user_id")
  WHERE "kind" = 'REACTIVATION' AND "status" = 'WAITING';

-- The newest card of a channel, and of a person, for what could not be brought there.
CREATE INDEX "posted_card_channel_idx" ON "posted_card" ("platform", "channel", "id" DESC) WHERE "person_id" IS NULL;
CREATE INDEX "posted_card_person_live_idx" ON "posted_card" ("person_id", "id" DESC) WHERE "live";
