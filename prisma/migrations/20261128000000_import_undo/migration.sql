-- CreateEnum
CREATE TYPE "import_undo" AS ENUM ('PLANNED', 'TAKING', 'TAKEN', 'KEPT');

-- AlterEnum
ALTER TYPE "import_status" ADD VALUE 'UNDOING';
ALTER TYPE "import_status" ADD VALUE 'UNDONE';

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "planned_at" TIMESTAMPTZ(3),
ADD COLUMN     "undo_by_id" INTEGER,
ADD COLUMN     "undo_reason" TEXT,
ADD COLUMN     "undo_surface" TEXT;

-- AlterTable
ALTER TABLE "import_row" ADD COLUMN     "change" JSONB,
ADD COLUMN     "kept" JSONB,
ADD COLUMN     "record" TEXT,
ADD COLUMN     "undo" "import_undo";

-- AlterTable
ALTER TABLE "import_sheet" ADD COLUMN     "changed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "kept" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unchanged" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "undoable" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "undone" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "partner_account" ADD COLUMN     "hub_sent_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "partner_withdrawal" (
    "account_name" TEXT NOT NULL,
    "account" JSONB NOT NULL,
    "import_id" INTEGER NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "refusal" TEXT,

    CONSTRAINT "partner_withdrawal_pkey" PRIMARY KEY ("account_name")
);

-- CreateIndex
CREATE INDEX "partner_withdrawal_import_id_idx" ON "partner_withdrawal"("import_id");

-- CreateIndex
CREATE INDEX "form_draft_person_id_idx" ON "form_draft"("person_id");

-- CreateIndex
CREATE INDEX "portal_session_person_id_idx" ON "portal_session"("person_id");

-- CreateIndex
CREATE INDEX "role_grant_granted_by_id_idx" ON "role_grant"("granted_by_id");

-- CreateIndex
CREATE INDEX "satker_user_requester_id_idx" ON "satker_user"("requester_id");

-- CreateIndex
CREATE INDEX "secretary_mapping_created_by_id_idx" ON "secretary_mapping"("created_by_id");

-- CreateIndex
CREATE INDEX "whitelist_grant_granted_by_id_idx" ON "whitelist_grant"("granted_by_id");

-- AddForeignKey
ALTER TABLE "partner_withdrawal" ADD CONSTRAINT "partner_withdrawal_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_undo_by_id_fkey" FOREIGN KEY ("undo_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot express.

-- What the hub may know already.
UPDATE "partner_account" SET "hub_sent_at" = "created_at";

-- What an import changes or leaves as it is, and what undoing it leaves, for their counts and lists (I-10).
CREATE INDEX "import_row_change_idx" ON "import_row" ("import_id", ("change" ? 'from'), "sheet", "n") WHERE "change" IS NOT NULL;
CREATE INDEX "import_row_kept_idx" ON "import_row" ("import_id", "sheet", "n") WHERE "kept" IS NOT NULL;

-- What the directory hub still has to be told of accounts that were taken back.
CREATE INDEX "partner_withdrawal_untold_idx" ON "partner_withdrawal" ("account_name")
  WHERE "told_at" IS NULL AND "refusal" IS NULL;
