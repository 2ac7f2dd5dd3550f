import { type DeadlineKind, fallsOf } from './kind.ts';

/** SQL of a kind's records that were counted before `$1`, the next `$4` of them after the last one seen, `$2` and `$3`. */
function walking({ table, open, counted }: DeadlineKind, columns: string, where: string): string {
  const [column, type] = 'day' in counted ? [counted.day, 'date'] : [counted.moment, 'timestamptz'];
  return `SELECT r.id, ${column} AS at, ${columns} FROM ${table} r
    WHERE ${open} AND ${column} < $1::${type} AND (${column}, r.id) > ($2::${type}, $3::int) AND ${where}
    ORDER BY ${column}, r.id LIMIT $4 FOR UPDATE OF r SKIP LOCKED`;
}

/** SQL: the notice of a record's reminder, `$6` of the kind `$5`: of its deadline, or of a later day to which that was put off. */
const noticeOf = (kind: DeadlineKind): string =>
  `SELECT 1 FROM deadline_notice n WHERE n.kind = $5 AND n.record = r.id AND n.days = $6::int AND n.falls_on >= ${fallsOf(kind)}`;

/** SQL: the next records whose deadline has come; `$5` to `$7` where nothing ends unreminded: kind, last reminder, today. */
export function dueToEnd(kind: DeadlineKind): string {
  const reminded = `EXISTS (${noticeOf(kind)} AND n.made_on < $7::date)`;
  return `SELECT id, at::text AS at, "fallsOn" FROM (${walking(
    kind,
    `${fallsOf(kind)}::text AS "fallsOn"`,
    kind.end?.onlyReminded ? reminded : 'true',
  )}) AS due ORDER BY due.at, due.id`;
}

/** SQL: notes a reminder of the next records that are due for it, `$6` days before; `$7` is today. Answers the last of them. */
export function reminding(kind: DeadlineKind): string {
  const { end, reminded = 'true', givenOn, unit = 'NULL::int' } = kind;
  const falls = fallsOf(kind);
  const due = walking(
    kind,
    `${end?.onlyReminded ? `greatest(${falls}, $7::date + 1)` : falls} AS falls_on, ${unit} AS unit_id`,
    `${reminded} AND ${givenOn ? `${falls} - $6::int > ${givenOn}` : 'true'} AND NOT EXISTS (${noticeOf(kind)})`,
  );
  return `WITH due AS MATERIALIZED (${due}), noted AS (
      INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on) SELECT $5, id, falls_on, $6, unit_id, $7 FROM due
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT at::text AS at, id, (SELECT count(*)::int FROM due) AS found, (SELECT count(*)::int FROM noted) AS noted
    FROM due ORDER BY due.at DESC, due.id DESC LIMIT 1`;
}
