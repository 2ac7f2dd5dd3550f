import type { PersonalColumn } from './line.ts';

/** SQL: a column of `e` as text, in the form that PostgreSQL gives jsonb, so that no reader's numbers come into it. */
const text = (column: PersonalColumn): string => (column === 'data' ? 'e.data::text' : `e.${column}`);
const isErased = (column: PersonalColumn): string => `octet_length(e.${column}_opening) = 32`;

const json = (value: string): string => `coalesce(to_json(${value})::text, 'null')`;
const hex = (value: string): string => `'"' || encode(${value}, 'hex') || '"'`;
const committed = (column: PersonalColumn): string =>
  `CASE WHEN ${isErased(column)} THEN ${hex(`e.${column}_opening`)} WHEN e.${column} IS NULL THEN 'null'
     ELSE ${hex(`sha256(e.${column}_opening || convert_to(${text(column)}, 'UTF8'))`)} END`;

const members = (version: 1 | 2, of: (column: PersonalColumn) => string): string => `format(
  '{"action":%s,"actor":%s,"actorId":%s,"at":%s,"data":%s,"fromState":%s,"id":%s,"reason":%s,"subject":%s,"surface":%s,"toState":%s,"v":${version}}',
  to_json(e.action), ${of('actor')}, ${json('e.actor_id::text')},
  to_json(to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), ${of('data')},
  ${json('e.from_state')}, to_json(e.id::text), ${of('reason')}, to_json(e.subject), to_json(e.surface), ${json('e.to_state')})`;

/**
 * SQL: the bytes of an entry `e` as a leaf of the log's tree: a line of JSON, canonical by RFC 8785 since its names stand in
 * their order and it holds nothing but text, null and its version (`to_json` escapes what `JSON.stringify` does, and alike). Of each column that speaks of
 * people version 2 has SHA-256 of 16 random bytes and its UTF-8. Those bytes stand beside the column as its opening; once it is erased what the leaf has
 * stands in their place, so that nobody can try what it said. An entry that was written before there were openings is of version 1, which has its
 * columns as they are; once erased its line has the hash of its leaf alone. docs/audit-log.md says the same to those who compute it.
 *
 * It is no function of the database: whoever may change one of those could have a check read something else than what stands there.
 */
export const leafLine = `CASE WHEN e.leaf IS NOT NULL THEN format('{"erased":%s,"id":%s,"v":1}', ${hex('e.leaf')}, to_json(e.id::text))
  WHEN e.actor_opening IS NULL THEN ${members(1, (column) => json(text(column)))}
  ELSE ${members(2, committed)} END`;

const opened = (column: PersonalColumn): string =>
  `CASE WHEN NOT (${isErased(column)}) THEN '"${column}":{"salt":' || ${hex(`e.${column}_opening`)} || ',"value":' || to_json(${text(column)})::text || '}' END`;

/** SQL: what shows to whoever has the leaf what its columns said, behind a tab; nothing for version 1, which says it itself. */
export const openings = `CASE WHEN e.actor_opening IS NULL THEN ''
  ELSE E'\\t{' || concat_ws(',', ${opened('actor')}, ${opened('data')}, ${opened('reason')}) || '}' END`;

/** SQL: something was erased from entry `e`, or was made to look so. It is the condition of an index. */
export const isAnyErased = `(e.leaf IS NOT NULL OR octet_length(e.actor_opening) <> 16 OR octet_length(e.reason_opening) <> 16 OR octet_length(e.data_opening) <> 16 OR e.erased_by IS NOT NULL)`;

/** SQL: the columns that were erased from `e`, of version 2. */
export const erasedColumns = `array_remove(ARRAY[CASE WHEN ${isErased('actor')} THEN 'actor' END, CASE WHEN ${isErased('reason')} THEN 'reason' END,
  CASE WHEN ${isErased('data')} THEN 'data' END], NULL)`;
