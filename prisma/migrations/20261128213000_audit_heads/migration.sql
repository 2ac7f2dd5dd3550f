-- CreateTable
CREATE TABLE "audit_unsealed" (
    "entry_id" BIGINT NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "position" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "audit_check" (
    "id" SERIAL NOT NULL,
    "asked_by_id" INTEGER NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "seals" BIGINT NOT NULL,
    "note" TEXT,
    "position" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA,
    "entry" BIGINT NOT NULL DEFAULT 0,
    "mac" BYTEA,
    "ended_at" TIMESTAMPTZ(3),
    "unsealed" INTEGER,
    "finding" JSONB,

    CONSTRAINT "audit_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_check_asked_by_id_idx" ON "audit_check"("asked_by_id");

-- AddForeignKey
ALTER TABLE "audit_check" ADD CONSTRAINT "audit_check_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One check at a time: it reads the whole log.
CREATE UNIQUE INDEX "audit_check_running_key" ON "audit_check" ("ended_at") NULLS NOT DISTINCT WHERE "ended_at" IS NULL;

-- There is one head.
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_one" CHECK ("one");

-- What waits for its seal is written down with the entry: to look for it costs the same, however long the log is.
CREATE FUNCTION "wait_for_seal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "audit_unsealed" ("entry_id") SELECT "id" FROM "written";
  RETURN NULL;
END $$;
CREATE TRIGGER "audit_entry_unsealed" AFTER INSERT ON "audit_entry" REFERENCING NEW TABLE AS "written"
  FOR EACH STATEMENT EXECUTE FUNCTION "wait_for_seal"();
INSERT INTO "audit_unsealed" ("entry_id")
  SELECT e."id" FROM "audit_entry" e WHERE NOT EXISTS (SELECT 1 FROM "audit_seal" s WHERE s."entry_id" = e."id");
