-- A stage may be entered, and decided, more than once.
ALTER TABLE "user_id_decision" ADD COLUMN "round" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "user_id_decision" DROP CONSTRAINT "user_id_decision_pkey", ADD CONSTRAINT "user_id_decision_pkey" PRIMARY KEY ("request_id", "stage", "round");

-- What was told of a request went by the stage; now it goes by the entry of the log that led there. What has been posted and
-- sent is known by the new keys, so that nothing is told again.
CREATE TEMPORARY TABLE "told" ON COMMIT DROP AS
SELECT e."subject", e."id"::text AS "entry", coalesce(e."to_state", '') AS "to",
  CASE e."action" WHEN 'user-id.submitted' THEN 'SUBMITTED' WHEN 'user-id.withdrawn' THEN 'WITHDRAWN' ELSE e."from_state" END AS "step"
FROM "audit_entry" e
WHERE e."action" IN ('user-id.submitted', 'user-id.approved', 'user-id.confirmed', 'user-id.rejected', 'user-id.withdrawn');

UPDATE "posted_card" c SET "key" = c."subject" || ' requester ' || t."entry", "args" = json_build_object('entry', t."entry")
FROM "told" t WHERE c."card" = 'user-id.step' AND c."subject" = t."subject" AND c."key" = c."subject" || ' requester ' || t."step";

UPDATE "posted_card" c SET "key" = c."subject" || ' ' || t."entry" || ' ' || c."person_id",
  "thread" = CASE WHEN c."thread" = c."key" THEN c."subject" || ' ' || t."entry" || ' ' || c."person_id" ELSE c."thread" END
FROM "told" t WHERE c."card" = 'user-id.approval' AND c."subject" = t."subject" AND c."key" = c."subject" || ' ' || t."to" || ' ' || c."person_id"
  -- The job that brings one that has not arrived yet knows it by its thread.
  AND c."posted_at" IS NOT NULL;

UPDATE "sent_mail" m SET "key" = t."subject" || ' ' || t."entry" || ' ' || split_part(m."key", ' ', 3)
FROM "told" t WHERE m."key" LIKE 'user-id:%' AND split_part(m."key", ' ', 1) = t."subject" AND split_part(m."key", ' ', 2) = t."to" AND t."to" LIKE 'WAITING%';
