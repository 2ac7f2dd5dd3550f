-- An address is not a person (I-1): what was a person's stays theirs, and an address that comes back is a question.

-- CreateEnum
CREATE TYPE "claim_outcome" AS ENUM ('SAME', 'ANOTHER', 'REJECTED');

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "left_at" TIMESTAMPTZ(3);

-- Whoever is inactive without having left is found at every start, and leaves.
CREATE INDEX "person_unleft_idx" ON "person" ("id") WHERE NOT "active" AND "left_at" IS NULL;

-- A User ID belongs to the person that it was made for: until now only their address said who that is.
INSERT INTO "person" ("email", "name", "registered")
SELECT DISTINCT ON (a."email") a."email", r."name", false FROM "account" a JOIN "user_id_request" r ON r."id" = a."request_id"
ORDER BY a."email", a."id"
ON CONFLICT ("email") DO NOTHING;

ALTER TABLE "account" ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "person_id" INTEGER;
UPDATE "account" a SET "person_id" = p."id" FROM "person" p WHERE p."email" = a."email";
ALTER TABLE "account" ALTER COLUMN "person_id" SET NOT NULL,
DROP COLUMN "email";

-- CreateTable
CREATE TABLE "former_chat_identity" (
    "id" SERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_chat_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address_claim" (
    "id" SERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT,
    "person_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "claim_outcome",
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,
    "reason" TEXT,

    CONSTRAINT "address_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_proposal" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "unit_id" INTEGER,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approved" BOOLEAN,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,
    "reason" TEXT,

    CONSTRAINT "role_proposal_pkey" PRIMARY KEY ("id")
);

-- Second accounts of a workspace that act as somebody by their address alone: the first one stays, the others are asked about.
WITH "second" AS (
    DELETE FROM "chat_identity" i WHERE EXISTS (SELECT 1 FROM "chat_identity" o WHERE o."platform" = i."platform"
        AND o."tenant" = i."tenant" AND o."person_id" = i."person_id" AND (o."linked_at", o."id") < (i."linked_at", i."id"))
    RETURNING i.*
), "former" AS (
    INSERT INTO "former_chat_identity" ("platform", "tenant", "external_id", "person_id", "linked_at", "ended_at")
    SELECT "platform", "tenant", "external_id", "person_id", "linked_at", now() FROM "second"
)
INSERT INTO "audit_entry" ("at", "actor", "surface", "action", "subject", "from_state")
SELECT now(), 'migration', 'system', 'person.unlinked', 'person:' || "person_id",
    concat_ws(':', "platform", "tenant", "external_id") FROM "second";

-- CreateIndex
CREATE INDEX "former_chat_identity_platform_tenant_external_id_idx" ON "former_chat_identity"("platform", "tenant", "external_id");

-- CreateIndex
CREATE INDEX "former_chat_identity_person_id_idx" ON "former_chat_identity"("person_id");

-- CreateIndex
CREATE INDEX "address_claim_platform_tenant_external_id_idx" ON "address_claim"("platform", "tenant", "external_id");

-- CreateIndex
CREATE INDEX "address_claim_person_id_idx" ON "address_claim"("person_id");

-- CreateIndex
CREATE INDEX "address_claim_decided_by_id_idx" ON "address_claim"("decided_by_id");

-- One question at a time about an account and a person.
CREATE UNIQUE INDEX "address_claim_open_key" ON "address_claim" ("platform", "tenant", "external_id", "person_id") WHERE "outcome" IS NULL;

-- CreateIndex
CREATE INDEX "role_proposal_person_id_idx" ON "role_proposal"("person_id");

-- CreateIndex
CREATE INDEX "role_proposal_unit_id_idx" ON "role_proposal"("unit_id");

-- CreateIndex
CREATE INDEX "role_proposal_decided_by_id_idx" ON "role_proposal"("decided_by_id");

CREATE UNIQUE INDEX "role_proposal_open_key" ON "role_proposal" ("person_id", "role", coalesce("unit_id", 0)) WHERE "approved" IS NULL;

-- CreateIndex
CREATE INDEX "account_person_id_idx" ON "account"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_identity_platform_tenant_person_id_key" ON "chat_identity"("platform", "tenant", "person_id");

-- AddForeignKey
ALTER TABLE "former_chat_identity" ADD CONSTRAINT "former_chat_identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address_claim" ADD CONSTRAINT "address_claim_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address_claim" ADD CONSTRAINT "address_claim_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_proposal" ADD CONSTRAINT "role_proposal_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_proposal" ADD CONSTRAINT "role_proposal_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_proposal" ADD CONSTRAINT "role_proposal_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
