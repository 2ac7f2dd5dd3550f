-- AlterTable
ALTER TABLE "user_id_decision" ADD COLUMN     "on_behalf_of_id" INTEGER;

-- CreateTable
CREATE TABLE "delegation" (
    "id" SERIAL NOT NULL,
    "principal_id" INTEGER NOT NULL,
    "substitute_id" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "reason" TEXT,
    "made_by_id" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "submission_key" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" INTEGER,

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "delegation_submission_key_key" ON "delegation"("submission_key");

-- CreateIndex
CREATE INDEX "delegation_principal_id_idx" ON "delegation"("principal_id");

-- CreateIndex
CREATE INDEX "delegation_substitute_id_idx" ON "delegation"("substitute_id");

-- CreateIndex
CREATE INDEX "delegation_made_by_id_idx" ON "delegation"("made_by_id");

-- CreateIndex
CREATE INDEX "delegation_ended_by_id_idx" ON "delegation"("ended_by_id");

-- CreateIndex
CREATE INDEX "user_id_decision_on_behalf_of_id_request_id_idx" ON "user_id_decision"("on_behalf_of_id", "request_id" DESC);

-- AddForeignKey
ALTER TABLE "user_id_decision" ADD CONSTRAINT "user_id_decision_on_behalf_of_id_fkey" FOREIGN KEY ("on_behalf_of_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_principal_id_fkey" FOREIGN KEY ("principal_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_substitute_id_fkey" FOREIGN KEY ("substitute_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_ended_by_id_fkey" FOREIGN KEY ("ended_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot express.

-- One person at a time stands in for somebody; one that has ended stands in nobody's way (I-6).
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_days" CHECK ("to_day" >= "from_day");
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_two" CHECK ("substitute_id" <> "principal_id");
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_overlap" EXCLUDE USING gist (
  int4range("principal_id", "principal_id", '[]') WITH &&,
  daterange("from_day", "to_day", '[]') WITH &&
) WHERE ("ended_at" IS NULL);

-- For whom somebody stands in now: asked of everybody who acts.
CREATE INDEX "delegation_standing_idx" ON "delegation" ("substitute_id") WHERE "begun_at" IS NOT NULL AND "ended_at" IS NULL;
-- What begins and what ends by the day.
CREATE INDEX "delegation_open_idx" ON "delegation" ("from_day") WHERE "ended_at" IS NULL;

-- Who holds something (A-1): see src/records/holders.ts, whose rule this function is in SQL. In their own right, first, whom `barred`
-- does not tell of (I-4); then whoever stands in for one of those now, and is none of the barred either (I-6). What is held in
-- person nobody does for somebody else. `for_id` is whose right it is, where that is not their own.
DROP FUNCTION holders_of(jsonb, jsonb);
CREATE FUNCTION holders_of(holdings jsonb, barred jsonb) RETURNS TABLE (id int, name text, for_id int, for_name text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 AS $$
  WITH held AS MATERIALIZED (
    SELECT (h.one->>'personId')::int AS person_id, h.one->'inPerson' IS NULL AS is_passed_on
    FROM jsonb_array_elements(holdings) AS h(one) WHERE h.one->'personId' IS NOT NULL
    UNION
    SELECT g.person_id, h.one->'inPerson' IS NULL FROM jsonb_array_elements(holdings) AS h(one)
    JOIN role_grant g ON g.role = (h.one->>'role')::role AND g.withdrawn_at IS NULL
      AND (h.one->'unitId' IS NULL OR g.unit_id = (h.one->>'unitId')::int)
  ), own AS MATERIALIZED (
    SELECT p.id, p.name, bool_or(held.is_passed_on) AS is_passed_on FROM held JOIN person p ON p.id = held.person_id
    WHERE p.active AND NOT same_person(identity_of(p), barred) GROUP BY p.id
  ), able AS (
    SELECT own.id, own.name, NULL::int AS for_id, NULL::text AS for_name FROM own
    UNION ALL
    SELECT s.id, s.name, own.id, own.name FROM own
    JOIN delegation d ON d.principal_id = own.id AND d.begun_at IS NOT NULL AND d.ended_at IS NULL
    JOIN person s ON s.id = d.substitute_id
    WHERE own.is_passed_on AND s.active AND NOT same_person(identity_of(s), barred)
  )
  SELECT DISTINCT ON (able.id) able.id, able.name, able.for_id, able.for_name FROM able
  ORDER BY able.id, able.for_id NULLS FIRST
$$;
