-- The chain of HMACs that seals were until now is kept as it is: it is checked once, when the entries under it are sealed anew.
ALTER TABLE "audit_seal" RENAME TO "audit_former_seal";
ALTER TABLE "audit_former_seal" RENAME CONSTRAINT "audit_seal_pkey" TO "audit_former_seal_pkey";
ALTER TABLE "audit_former_seal" RENAME CONSTRAINT "audit_seal_entry_id_fkey" TO "audit_former_seal_entry_id_fkey";
ALTER INDEX "audit_seal_entry_id_key" RENAME TO "audit_former_seal_entry_id_key";
ALTER TRIGGER "audit_seal_append_only" ON "audit_former_seal" RENAME TO "audit_former_seal_append_only";
ALTER TABLE "audit_head" RENAME TO "audit_former_head";
ALTER TABLE "audit_former_head" RENAME CONSTRAINT "audit_head_pkey" TO "audit_former_head_pkey";
ALTER TABLE "audit_former_head" RENAME CONSTRAINT "audit_head_one" TO "audit_former_head_one";

-- CreateTable
CREATE TABLE "audit_seal" (
    "position" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "size" BIGINT NOT NULL,
    "frontier" BYTEA NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "audit_key" (
    "id" SERIAL NOT NULL,
    "origin" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "private_key" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "size" BIGINT NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_entry_id_key" ON "audit_seal"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_checkpoint_day_key" ON "audit_checkpoint"("day");

-- AddForeignKey
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "audit_check" ADD COLUMN "frontier" BYTEA, ADD COLUMN "witnesses" JSONB;
ALTER TABLE "bound_channel" ADD COLUMN "team" TEXT;

-- The log only grows (I-5).
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_checkpoint_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- There is one head, and one key that signs.
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_one" CHECK ("one");
CREATE UNIQUE INDEX "audit_key_signing" ON "audit_key" ("retired_at") NULLS NOT DISTINCT WHERE "retired_at" IS NULL;

-- A check that runs over the change of the log began with the seals of before: whoever wants it asks for it anew.
UPDATE "audit_check" SET "ended_at" = now() WHERE "ended_at" IS NULL;

-- Every entry is sealed anew, as a leaf of the tree.
INSERT INTO "audit_unsealed" ("entry_id") SELECT "id" FROM "audit_entry" ON CONFLICT DO NOTHING;
