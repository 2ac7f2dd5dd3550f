-- As before, but planned once: where the planner knows the values of an array it prefers to plan for them, which took longer than what it found. And it knows what that
-- costs: in a small register it was asked of everybody, for the sake of one.
CREATE OR REPLACE FUNCTION identity_of(p person) RETURNS jsonb LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 AS $$
DECLARE
  mailboxes text[] := mailboxes_of(p.email);
  niks text[];
  people jsonb;
BEGIN
  SELECT coalesce(array_agg(DISTINCT s.nik_hash) FILTER (WHERE s.nik_hash IS NOT NULL), '{}') INTO niks FROM satker_user s
  WHERE mailbox_of(s.email) = ANY((SELECT mailboxes)::text[]) AND s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE');
  IF niks <> '{}' THEN
    SELECT array_agg(DISTINCT found.mailbox) INTO mailboxes FROM (
      SELECT unnest(mailboxes) AS mailbox
      UNION ALL
      SELECT unnest(mailboxes_of(s.email)) FROM satker_user s
      WHERE s.nik_hash = ANY((SELECT niks)::text[]) AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE')
    ) found;
  END IF;
  SELECT jsonb_build_object('persons', jsonb_agg(found.id), 'nopeks', coalesce(jsonb_agg(found.nopek) FILTER (WHERE found.nopek IS NOT NULL), '[]'))
  INTO people FROM (
    SELECT p.id, p.nopek UNION SELECT q.id, q.nopek FROM person q WHERE mailbox_of(q.email) = ANY((SELECT mailboxes)::text[])
  ) found;
  RETURN people || jsonb_build_object('mailboxes', mailboxes, 'niks', niks);
END;
$$;
