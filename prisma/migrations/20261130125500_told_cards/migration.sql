-- What a card is told lies in the database for as long as it stands: it is told ids, and reads whom it names. What cards were told before that loses the
-- names, the account and the cells that it had.
UPDATE posted_card SET args = (args - 'by') || jsonb_build_object('problems',
    (SELECT coalesce(jsonb_agg(p || '{"value":"…"}'), '[]') FROM jsonb_array_elements(args->'problems') p))
  WHERE card = 'satker.report' AND jsonb_typeof(args->'problems') = 'array';

UPDATE posted_card c SET args = (c.args - 'by') || jsonb_build_object('by', coalesce(e.actor_id, 0))
  FROM posted_card o LEFT JOIN audit_entry e ON e.id = substring(o.key FROM '^channel:[0-9]+ ([0-9]{1,18})$')::bigint
  WHERE o.id = c.id AND c.card = 'pintu.channel' AND jsonb_typeof(c.args->'by') = 'string';

UPDATE posted_card c SET args = CASE WHEN l.id IS NULL THEN '{}' ELSE jsonb_build_object('link', l.id) END
  FROM posted_card o LEFT JOIN market_link l ON o.subject = 'market-satker:' || l.satker_id AND o.args->>'account' = l.email
    AND o.key LIKE '% ' || to_char(l.linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  WHERE o.id = c.id AND c.card = 'market.mapped' AND c.args ? 'account';

-- What is told of files is emptied, the oldest first.
CREATE INDEX "posted_card_told_idx" ON "posted_card" ("created_at", "id")
  WHERE card IN ('satker.report', 'pintu.refused-file', 'pintu.waiting-file') AND args <> '{}';

-- The name of a sheet is what somebody called it: it goes with the rest of what its import says.
UPDATE import_sheet s SET name = '' FROM import i WHERE i.id = s.import_id AND i.emptied_at IS NOT NULL;
