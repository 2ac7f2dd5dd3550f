-- A status is a stage of the request's own plan, or how it ended: which stages there are is the organisation's.
ALTER TABLE "user_id_request" ALTER COLUMN "status" DROP DEFAULT, ALTER COLUMN "status" TYPE TEXT;
ALTER TABLE "user_id_decision" ALTER COLUMN "stage" TYPE TEXT;
ALTER TABLE "user_id_request" ADD COLUMN "voices" INTEGER NOT NULL DEFAULT 0, ALTER COLUMN "status" SET DEFAULT 'WAITING_ATASAN';
DROP TYPE "user_id_status";

-- A stage may have several voices, in the order in which they were given; one person has one (A-9, I-6).
ALTER TABLE "user_id_decision" ADD COLUMN "groups" INTEGER[] NOT NULL DEFAULT '{0}', ADD COLUMN "nth" INTEGER;
UPDATE "user_id_decision" d SET "nth" = o."nth" FROM (
  SELECT "request_id", "stage", "round", row_number() OVER (ORDER BY "decided_at", "round",
    array_position('{WAITING_ATASAN,WAITING_VERIFICATOR,WAITING_MANAGER,WAITING_EXECUTOR}'::text[], "stage")) AS "nth"
  FROM "user_id_decision") o
WHERE (d."request_id", d."stage", d."round") = (o."request_id", o."stage", o."round");
CREATE SEQUENCE "user_id_decision_nth_seq" AS INTEGER OWNED BY "user_id_decision"."nth";
SELECT setval('user_id_decision_nth_seq', (SELECT coalesce(max("nth"), 0) + 1 FROM "user_id_decision"), false);
ALTER TABLE "user_id_decision" ALTER COLUMN "nth" SET DEFAULT nextval('user_id_decision_nth_seq'), ALTER COLUMN "nth" SET NOT NULL,
  DROP CONSTRAINT "user_id_decision_pkey", ADD CONSTRAINT "user_id_decision_pkey" PRIMARY KEY ("request_id", "stage", "round", "person_id");
UPDATE "user_id_request" r SET "voices" = (SELECT count(*) FROM "user_id_decision" d WHERE d."request_id" = r."id");

-- CreateTable
CREATE TABLE "approval_stage" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "kinds" "user_id_kind"[] DEFAULT ARRAY[]::"user_id_kind"[],
    "systems" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "groups" JSONB,
    "needed" INTEGER NOT NULL DEFAULT 1,
    "one_rejects" BOOLEAN NOT NULL DEFAULT true,
    "remind_after" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "escalate_after" INTEGER,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "approval_stage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_id_stage" (
    "request_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "stage_id" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "groups" JSONB,
    "needed" INTEGER NOT NULL,
    "one_rejects" BOOLEAN NOT NULL,
    "remind_after" INTEGER[],
    "escalate_after" INTEGER,

    CONSTRAINT "user_id_stage_pkey" PRIMARY KEY ("request_id","place")
);

-- CreateIndex
CREATE UNIQUE INDEX "approval_stage_code_key" ON "approval_stage"("code");

-- CreateIndex
CREATE UNIQUE INDEX "user_id_stage_request_id_stage_key" ON "user_id_stage"("request_id", "stage");

-- CreateIndex
CREATE INDEX "user_id_stage_stage_id_idx" ON "user_id_stage"("stage_id");

-- AddForeignKey
ALTER TABLE "user_id_stage" ADD CONSTRAINT "user_id_stage_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "user_id_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_id_stage" ADD CONSTRAINT "user_id_stage_stage_id_fkey" FOREIGN KEY ("stage_id") REFERENCES "approval_stage"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot express.

-- The manuals' four stages: who decides them and what they are called is the program's, and the last one is always there (U-8, U-15).
INSERT INTO "approval_stage" ("code", "place", "name") VALUES ('ATASAN', 10, 'Atasan Pemohon'), ('VERIFICATOR', 20, 'ICT Verificator'),
  ('MANAGER', 30, 'ICT Manager'), ('EXECUTOR', 900, 'ICT Executor');
ALTER TABLE "approval_stage" ADD CONSTRAINT "approval_stage_own" CHECK (
  ("code" IN ('ATASAN', 'VERIFICATOR', 'MANAGER', 'EXECUTOR')) = ("groups" IS NULL));
ALTER TABLE "approval_stage" ADD CONSTRAINT "approval_stage_last" CHECK (
  "code" <> 'EXECUTOR' OR ("active" AND "needed" = 1 AND "kinds" = '{}' AND "systems" = '{}'));
ALTER TABLE "approval_stage" ADD CONSTRAINT "approval_stage_needed" CHECK ("needed" BETWEEN 1 AND 20);

-- Who holds each group of an own stage now, as `src/records/holders.ts` has it: heads are those that the unit has today, and a
-- superior's superior is found along the register's line from whom the request names.
CREATE FUNCTION held_in(groups jsonb, atasan int) RETURNS jsonb LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT jsonb_agg(coalesce((
      SELECT jsonb_agg(h.held) FROM jsonb_array_elements(g.members) AS m(one) CROSS JOIN LATERAL (
        SELECT jsonb_build_object('role', m.one->>'role') AS held WHERE m.one ? 'role'
        UNION ALL SELECT jsonb_build_object('personId', (m.one->>'person')::int) WHERE m.one ? 'person'
        UNION ALL SELECT jsonb_build_object('personId', u.person_id) FROM unit_head u WHERE u.unit_id = (m.one->>'head')::int
        UNION ALL SELECT jsonb_build_object('personId', l.id) FROM (
          WITH RECURSIVE line AS (
            SELECT atasan AS id, 1 AS level
            UNION ALL SELECT p.superior_id, l.level + 1 FROM line l JOIN person p ON p.id = l.id WHERE l.level < (m.one->>'superior')::int
          ) SELECT id FROM line WHERE level = (m.one->>'superior')::int AND id IS NOT NULL) l WHERE m.one ? 'superior'
      ) h), '[]') ORDER BY g.place)
  FROM jsonb_array_elements(groups) WITH ORDINALITY AS g(members, place)
$$;

-- Who decides a stage, as its sheet says it: `ICT_MANAGER; KEPALA U-01 + nama@perusahaan.example; ATASAN 2`. Null where it names what there
-- is not.
CREATE FUNCTION deciders_of(said text) RETURNS jsonb LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN bool_and(g.members IS NOT NULL) THEN jsonb_agg(g.members ORDER BY g.place) END FROM (
    SELECT s.place, CASE WHEN bool_and(d.one IS NOT NULL) THEN jsonb_agg(d.one ORDER BY m.place) END AS members
    FROM string_to_table(said, ' + ') WITH ORDINALITY AS s(words, place)
    CROSS JOIN LATERAL string_to_table(s.words, '; ') WITH ORDINALITY AS m(word, place)
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('superior', coalesce(nullif(substr(m.word, 8), ''), '1')::int) AS one WHERE m.word ~ '^ATASAN( [1-9])?$'
      UNION ALL SELECT jsonb_build_object('head', u.id) FROM unit u WHERE m.word = 'KEPALA ' || u.code
      UNION ALL SELECT jsonb_build_object('person', p.id) FROM person p WHERE p.email = m.word
      UNION ALL SELECT jsonb_build_object('role', m.word) WHERE m.word = ANY(enum_range(NULL::role)::text[])
    ) d ON true GROUP BY s.place) g
$$;

CREATE FUNCTION deciders_said(groups jsonb) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT string_agg((SELECT string_agg(CASE
        WHEN m.one ? 'role' THEN m.one->>'role'
        WHEN m.one ? 'superior' THEN 'ATASAN' || coalesce(' ' || nullif(m.one->>'superior', '1'), '')
        WHEN m.one ? 'head' THEN 'KEPALA ' || (SELECT u.code FROM unit u WHERE u.id = (m.one->>'head')::int)
        ELSE (SELECT p.email FROM person p WHERE p.id = (m.one->>'person')::int) END, '; ' ORDER BY m.place)
      FROM jsonb_array_elements(g.members) WITH ORDINALITY AS m(one, place)), ' + ' ORDER BY g.place)
  FROM jsonb_array_elements(groups) WITH ORDINALITY AS g(members, place)
$$;
