-- Whom an approved registration alone has let in is called by the name that Dukcapil confirmed with it (S-4, I-1), and no
-- longer as they called themselves in chat.
UPDATE "person" p SET "name" = s."name"
FROM (
  SELECT DISTINCT ON ("email") "email", "name" FROM "satker_user"
  WHERE "status" IN ('ACTIVE', 'DORMANT') AND "removed_at" IS NULL ORDER BY "email", "id" DESC
) s
WHERE s."email" = p."email" AND p."registered" AND p."nopek" IS NULL AND p."employment" IS NULL AND p."unit_id" IS NULL
  AND NOT EXISTS (SELECT FROM "role_grant" g WHERE g."person_id" = p."id" AND g."role" <> 'SATKER_USER')
  AND NOT EXISTS (SELECT FROM "unit_head" h WHERE h."person_id" = p."id");
