/**
 * SQL: the bytes of an entry `e` as a leaf of the log's tree, version 1: a line of JSON, canonical by RFC 8785 since its names stand in
 * their order and it holds nothing but text, null and its version (`to_json` escapes what `JSON.stringify` does, and alike). `data` is text in
 * the form that PostgreSQL gives jsonb, so that no reader's numbers come into it. docs/audit-log.md says the same to those who compute it.
 *
 * It is no function of the database: whoever may change one of those could have a check read something else than what stands there.
 */
export const leafLine = `format(
  '{"action":%s,"actor":%s,"actorId":%s,"at":%s,"data":%s,"fromState":%s,"id":%s,"reason":%s,"subject":%s,"surface":%s,"toState":%s,"v":1}',
  to_json(e.action), to_json(e.actor), coalesce(to_json(e.actor_id::text)::text, 'null'),
  to_json(to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), coalesce(to_json(e.data::text)::text, 'null'),
  coalesce(to_json(e.from_state)::text, 'null'), to_json(e.id::text), coalesce(to_json(e.reason)::text, 'null'), to_json(e.subject),
  to_json(e.surface), coalesce(to_json(e.to_state)::text, 'null'))`;
