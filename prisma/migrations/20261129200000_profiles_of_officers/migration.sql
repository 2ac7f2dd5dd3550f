-- A profile ends with the role of its officer. Those whose officer lost it before that was so end now, with how they come in.
WITH ended AS (
  UPDATE procurement_satker s SET removed_at = now(), changed_at = now()
  WHERE s.removed_at IS NULL AND NOT EXISTS (SELECT FROM role_grant g
    WHERE g.person_id = s.person_id AND g.role = 'PROCUREMENT_OFFICER' AND g.withdrawn_at IS NULL)
  RETURNING s.id, s.unit_id
), links AS (
  UPDATE market_link l SET ended_at = now() FROM ended e WHERE l.satker_id = e.id AND l.ended_at IS NULL
)
INSERT INTO audit_entry (at, actor, surface, action, subject, to_state, data)
SELECT now(), 'Satu Pintu', 'system', 'market.left', 'market-satker:' || e.id, 'REMOVED', jsonb_build_object('unitId', e.unit_id) FROM ended e;
