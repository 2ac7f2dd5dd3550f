-- What is told of all that falls due stands in one table, whichever desk it is of.
CREATE TABLE "deadline_notice" (
    "kind" TEXT NOT NULL,
    "record" INTEGER NOT NULL,
    "falls_on" DATE NOT NULL,
    "days" SMALLINT NOT NULL,
    "unit_id" INTEGER,
    "made_on" DATE NOT NULL,
    "told" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "deadline_notice_pkey" PRIMARY KEY ("kind","record","days","falls_on")
);

CREATE TABLE "deadline_day" (
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deadline_day_pkey" PRIMARY KEY ("kind","day")
);

-- What was told stays told, and what waits to be told is told.
INSERT INTO "deadline_notice" ("kind", "record", "falls_on", "days", "unit_id", "made_on", "told")
SELECT 'satker.dormancy', "user_id", "due_on", "days", "unit_id", "made_on", "told" FROM "satker_notice"
UNION ALL SELECT 'partner.expiry', "mapping_id", "ends_on", "days", NULL, "made_on", "told" FROM "mapping_notice";

INSERT INTO "deadline_day" ("kind", "day", "ended_at") SELECT 'satker.dormancy', "day", "ended_at" FROM "satker_day";

DROP TABLE "satker_notice";
DROP TABLE "satker_day";
DROP TABLE "mapping_notice";

CREATE INDEX "deadline_notice_kind_made_on_unit_id_idx" ON "deadline_notice"("kind", "made_on", "unit_id");
CREATE INDEX "deadline_notice_untold_idx" ON "deadline_notice" ("kind", "made_on", "record") WHERE NOT "told";

-- Which reminders a user has had is what was told: the rows in the order in which they fall due are enough (S-16, S-17).
DROP INDEX "satker_user_due_idx";
ALTER TABLE "satker_user" DROP COLUMN "warned", DROP COLUMN "warned_on";
CREATE INDEX "satker_user_due_idx" ON "satker_user" ("counted_from", "id")
  WHERE "removed_at" IS NULL AND "status" = 'ACTIVE';

-- Jobs of the desks' own runs: the one run does what they were to do.
DO $$ BEGIN
  IF to_regclass('graphile_worker._private_jobs') IS NOT NULL THEN
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t WHERE t.id = j.task_id
      AND t.identifier IN ('satker.dormancy', 'satker.notices', 'partner.mappings', 'partner.notices');
  END IF;
END $$;
