-- Who holds something (A-1): see src/records/holders.ts, whose rule this function is in SQL. Whom `barred` tells of is left out (I-4),
-- which is asked of the few who hold it, never of everybody.
CREATE FUNCTION holders_of(holdings jsonb, barred jsonb) RETURNS SETOF person LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 AS $$
  WITH held AS MATERIALIZED (
    SELECT (h.one->>'personId')::int AS id FROM jsonb_array_elements(holdings) AS h(one) WHERE h.one->'personId' IS NOT NULL
    UNION
    SELECT g.person_id FROM jsonb_array_elements(holdings) AS h(one)
    JOIN role_grant g ON g.role = (h.one->>'role')::role AND g.withdrawn_at IS NULL
      AND (h.one->'unitId' IS NULL OR g.unit_id = (h.one->>'unitId')::int)
  )
  SELECT p.* FROM held JOIN person p USING (id) WHERE p.active AND NOT same_person(identity_of(p), barred)
$$;
