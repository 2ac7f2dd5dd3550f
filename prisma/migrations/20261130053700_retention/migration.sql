-- What is kept for a while, and when it was last looked through (T-3).
ALTER TABLE "address_claim" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "attachment" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
ALTER TABLE "certificate" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "import" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "market_link" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "new_phone" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "partner_account" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "satker_ticket" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "satker_user" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "secretary_mapping" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "signing" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);
ALTER TABLE "user_id_request" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);

CREATE TABLE "retention_run" (
    "id" SERIAL NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "retention_run_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "retention_removal" (
    "run_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "from_at" TIMESTAMPTZ(3),
    "from_id" BIGINT NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "retention_removal_pkey" PRIMARY KEY ("run_id", "kind")
);
ALTER TABLE "retention_removal" ADD CONSTRAINT "retention_removal_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "retention_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One run at a time over all replicas.
CREATE UNIQUE INDEX "retention_run_open" ON "retention_run" ((true)) WHERE "ended_at" IS NULL;

-- Along what large tables are walked: only what is still to come to its end, so that a run reads no more than it removes and what it spares.
CREATE INDEX "user_id_request_closed" ON "user_id_request" ("status_since", "id") WHERE "emptied_at" IS NULL AND "status" IN ('COMPLETED', 'REJECTED', 'WITHDRAWN');
CREATE INDEX "satker_user_closed" ON "satker_user" (coalesce("removed_at", "status_since"), "id") WHERE "emptied_at" IS NULL AND ("status" IN ('INACTIVE', 'REJECTED') OR "removed_at" IS NOT NULL);
CREATE INDEX "satker_ticket_closed" ON "satker_ticket" ("status_since", "id") WHERE "emptied_at" IS NULL AND "status" IN ('DONE', 'REJECTED', 'WITHDRAWN');
CREATE INDEX "secretary_mapping_closed" ON "secretary_mapping" ("ended_at", "id") WHERE "emptied_at" IS NULL AND "ended_at" IS NOT NULL;
CREATE INDEX "attachment_kept" ON "attachment" ("created_at", "id") WHERE "removed_at" IS NULL;
CREATE INDEX "sent_mail_sent_at" ON "sent_mail" ("sent_at");
CREATE INDEX "import_ended" ON "import" ("status_since", "id") WHERE "status" IN ('DONE', 'CANCELLED', 'REFUSED', 'UNDONE');
