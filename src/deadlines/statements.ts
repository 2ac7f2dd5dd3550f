import { type DeadlineKind, fallsOf } from './kind.ts';

/** SQL: whether it stands for a record `r` that was counted in a window, before `$1` and not before `$2`. */
function inWindow({ open, counted }: DeadlineKind): string {
  const [column, type] = 'day' in counted ? [counted.day, 'date'] : [counted.moment, 'timestamptz'];
  return `${open} AND ${column} >= $2::${type} AND ${column} < $1::${type}`;
}

/** SQL: the notice of a record's reminder, `$4` of the kind `$3`: of its deadline, or of a later day to which that was put off. */
const noticeOf = (kind: DeadlineKind): string =>
  `SELECT 1 FROM deadline_notice n WHERE n.kind = $3 AND n.record = r.id AND n.days = $4::int AND n.falls_on >= ${fallsOf(kind)}`;

/** SQL: all records of a window, by their ids alone. No order and no limit: so many are joined with what was told as a whole. */
const found = (kind: DeadlineKind, where: string): string =>
  `SELECT coalesce(array_agg(r.id), '{}') AS ids FROM ${kind.table} r WHERE ${inWindow(kind)} AND ${where}`;

/** SQL: those of `ids` that are of the window still, locked; what somebody else holds at this moment is passed over. */
const held = (kind: DeadlineKind, columns: string, ids: string): string =>
  `SELECT r.id, ${columns} FROM ${kind.table} r WHERE r.id = ANY(${ids}::int[]) AND ${inWindow(kind)}
   ORDER BY r.id FOR UPDATE OF r SKIP LOCKED`;

/** SQL: the records whose deadline has come; where nothing ends unreminded, whose reminder `$4` was made before the day `$5`. */
export const dueToEnd = (kind: DeadlineKind): string =>
  found(kind, kind.end?.onlyReminded ? `EXISTS (${noticeOf(kind)} AND n.made_on < $5::date)` : 'true');

export const heldToEnd = (kind: DeadlineKind): string =>
  held(kind, `${fallsOf(kind)}::text AS "fallsOn"`, '$3');

/** SQL: the records that are to be reminded of, `$4` days before, and were not. */
export function dueToRemind(kind: DeadlineKind): string {
  const { reminded = 'true', givenOn } = kind;
  const wanted = givenOn ? `${reminded} AND ${fallsOf(kind)} - $4::int > ${givenOn}` : reminded;
  return found(kind, `${wanted} AND NOT EXISTS (${noticeOf(kind)})`);
}

/** SQL: notes on the day `$5` that these records, `$6`, are reminded of; answers which. */
export function noteReminders(kind: DeadlineKind): string {
  const { end, unit = 'NULL::int' } = kind;
  const falls = end?.onlyReminded ? `greatest(${fallsOf(kind)}, $5::date + 1)` : fallsOf(kind);
  return `WITH due AS (${held(kind, `${falls} AS falls_on, ${unit} AS unit_id`, '$6')})
    INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on) SELECT $3, id, falls_on, $4::int, unit_id, $5 FROM due
    ON CONFLICT DO NOTHING RETURNING record`;
}
