-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "unit_kind" AS ENUM ('HO', 'UNIT');

-- CreateEnum
CREATE TYPE "employment" AS ENUM ('ORGANIK_PKWT', 'TKJP', 'UNIT');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('ICT_VERIFICATOR', 'ICT_MANAGER', 'ICT_EXECUTOR', 'DIRECTORY_ADMIN', 'KPPN_OFFICER', 'SATKER_USER', 'PROCUREMENT_OFFICER', 'ADMIN');

-- CreateEnum
CREATE TYPE "user_id_kind" AS ENUM ('UNIT', 'HO_ORGANIK_PKWT', 'HO_TKJP');

-- CreateEnum
CREATE TYPE "user_id_status" AS ENUM ('WAITING_ATASAN', 'WAITING_VERIFICATOR', 'WAITING_MANAGER', 'WAITING_EXECUTOR', 'COMPLETED', 'REJECTED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "unit" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "unit_kind" NOT NULL,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" TEXT,
    "nopek" TEXT,
    "employment" "employment",
    "unit_id" INTEGER,
    "superior_id" INTEGER,
    "registered" BOOLEAN NOT NULL DEFAULT true,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "language" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_head" (
    "unit_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,

    CONSTRAINT "unit_head_pkey" PRIMARY KEY ("unit_id","person_id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "unit_id" INTEGER,
    "granted_by_id" INTEGER,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_identity" (
    "id" SERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "locale" TEXT,
    "direct" TEXT,
    "home_since" TIMESTAMPTZ(3),
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_active_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform_system" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "platform_system_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_id_request" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "user_id_kind" NOT NULL,
    "status" "user_id_status" NOT NULL DEFAULT 'WAITING_ATASAN',
    "requester_id" INTEGER NOT NULL,
    "surface" TEXT NOT NULL,
    "nopek" TEXT,
    "name" TEXT NOT NULL,
    "position" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "atasan_id" INTEGER NOT NULL,
    "note" TEXT,
    "submission_key" TEXT NOT NULL,
    "new_user_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_id_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_id_platform" (
    "request_id" INTEGER NOT NULL,
    "system_id" INTEGER NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "user_id_platform_pkey" PRIMARY KEY ("request_id","system_id")
);

-- CreateTable
CREATE TABLE "user_id_decision" (
    "request_id" INTEGER NOT NULL,
    "stage" "user_id_status" NOT NULL,
    "approved" BOOLEAN NOT NULL,
    "person_id" INTEGER NOT NULL,
    "surface" TEXT NOT NULL,
    "reason" TEXT,
    "submission_key" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_id_decision_pkey" PRIMARY KEY ("request_id","stage")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,
    "source" TEXT NOT NULL,
    "uploader_id" INTEGER NOT NULL,
    "request_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_draft" (
    "id" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "form_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posted_card" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "card" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "person_id" INTEGER,
    "platform" TEXT,
    "channel" TEXT,
    "thread" TEXT NOT NULL,
    "message_id" TEXT,
    "live" BOOLEAN NOT NULL,
    "attempted_at" TIMESTAMPTZ(3),
    "posted_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "content_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "posted_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "taken_delivery" (
    "key" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "taken_delivery_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sent_mail" (
    "key" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sent_mail_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" INTEGER,
    "actor" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT,
    "reason" TEXT,
    "data" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "position" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "request_id" INTEGER NOT NULL,
    "password_hash" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "last_login_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "token_hash" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "portal_session" (
    "token_hash" BYTEA NOT NULL,
    "account_id" INTEGER,
    "person_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "unit_code_key" ON "unit"("code");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "person_nopek_key" ON "person"("nopek");

-- CreateIndex
CREATE INDEX "person_superior_id_idx" ON "person"("superior_id");

-- CreateIndex
CREATE INDEX "person_unit_id_idx" ON "person"("unit_id");

-- CreateIndex
CREATE INDEX "unit_head_person_id_idx" ON "unit_head"("person_id");

-- CreateIndex
CREATE INDEX "role_grant_person_id_idx" ON "role_grant"("person_id");

-- CreateIndex
CREATE INDEX "chat_identity_person_id_idx" ON "chat_identity"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_identity_platform_tenant_external_id_key" ON "chat_identity"("platform", "tenant", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "platform_system_name_key" ON "platform_system"("name");

-- CreateIndex
CREATE UNIQUE INDEX "user_id_request_number_key" ON "user_id_request"("number");

-- CreateIndex
CREATE UNIQUE INDEX "user_id_request_submission_key_key" ON "user_id_request"("submission_key");

-- CreateIndex
CREATE INDEX "user_id_request_requester_id_idx" ON "user_id_request"("requester_id");

-- CreateIndex
CREATE INDEX "user_id_request_atasan_id_idx" ON "user_id_request"("atasan_id");

-- CreateIndex
CREATE INDEX "user_id_request_email_idx" ON "user_id_request"("email");

-- CreateIndex
CREATE INDEX "user_id_request_status_id_idx" ON "user_id_request"("status", "id" DESC);

-- CreateIndex
CREATE INDEX "user_id_decision_person_id_idx" ON "user_id_decision"("person_id");

-- CreateIndex
CREATE INDEX "attachment_request_id_idx" ON "attachment"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_uploader_id_source_key" ON "attachment"("uploader_id", "source");

-- CreateIndex
CREATE INDEX "form_draft_updated_at_idx" ON "form_draft"("updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "posted_card_key_key" ON "posted_card"("key");

-- CreateIndex
CREATE INDEX "posted_card_subject_idx" ON "posted_card"("subject");

-- CreateIndex
CREATE INDEX "taken_delivery_taken_at_idx" ON "taken_delivery"("taken_at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject", "id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_entry_id_key" ON "audit_seal"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_user_id_key" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_request_id_key" ON "account"("request_id");

-- CreateIndex
CREATE INDEX "account_email_idx" ON "account"("email");

-- CreateIndex
CREATE INDEX "one_time_link_expires_at_idx" ON "one_time_link"("expires_at");

-- CreateIndex
CREATE INDEX "portal_session_expires_at_idx" ON "portal_session"("expires_at");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_superior_id_fkey" FOREIGN KEY ("superior_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_head" ADD CONSTRAINT "unit_head_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_head" ADD CONSTRAINT "unit_head_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_identity" ADD CONSTRAINT "chat_identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_request" ADD CONSTRAINT "user_id_request_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_request" ADD CONSTRAINT "user_id_request_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_request" ADD CONSTRAINT "user_id_request_atasan_id_fkey" FOREIGN KEY ("atasan_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_platform" ADD CONSTRAINT "user_id_platform_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "user_id_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_platform" ADD CONSTRAINT "user_id_platform_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "platform_system"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_decision" ADD CONSTRAINT "user_id_decision_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "user_id_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_decision" ADD CONSTRAINT "user_id_decision_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_uploader_id_fkey" FOREIGN KEY ("uploader_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "user_id_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_draft" ADD CONSTRAINT "form_draft_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "user_id_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal_session" ADD CONSTRAINT "portal_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal_session" ADD CONSTRAINT "portal_session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot express.

-- U-1: numbers are generated, never reused, and may leave gaps.
CREATE SEQUENCE "user_id_number";

-- One open grant of a role per person and unit.
CREATE UNIQUE INDEX "role_grant_open_key" ON "role_grant" ("person_id", "role", "unit_id") NULLS NOT DISTINCT
  WHERE "withdrawn_at" IS NULL;
CREATE INDEX "role_grant_role_open_idx" ON "role_grant" ("role") WHERE "withdrawn_at" IS NULL;

-- Addresses and User IDs are compared in lower case, so they are kept in lower case.
ALTER TABLE "person" ADD CONSTRAINT "person_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "user_id_request" ADD CONSTRAINT "user_id_request_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_form" CHECK ("user_id" ~ '^[a-z0-9._-]{3,64}$');

-- What is still to be posted, found without reading what has been.
CREATE INDEX "posted_card_unposted_idx" ON "posted_card" ("thread", "id") WHERE "posted_at" IS NULL AND "failure" IS NULL;
CREATE INDEX "posted_card_live_idx" ON "posted_card" ("subject") WHERE "live" AND "posted_at" IS NOT NULL;

-- I-5: the audit only grows.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
