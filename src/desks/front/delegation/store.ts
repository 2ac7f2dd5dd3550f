import type { Context } from '../../../core/context.ts';
import type { Day } from '../../../core/day.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { formatPeriod } from '../../../core/texts/index.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates extends Record<Standing, true> {}
}

/** Who stands in for whom, on which days (I-6). */
export interface Delegation {
  id: number;
  principal: Somebody;
  substitute: Somebody;
  from: Day;
  to: Day;
  /** Why an ADMIN has named a substitute for somebody else. */
  reason: string | null;
  madeBy: Somebody;
  begunAt: Date | null;
  endedAt: Date | null;
  /** Null where it was over by itself, or one of the two has left. */
  endedBy: string | null;
}

interface Somebody {
  id: number;
  name: string;
}

export type Standing = 'PLANNED' | 'STANDING' | 'ENDED';

export const standingOf = ({ begunAt, endedAt }: Pick<Delegation, 'begunAt' | 'endedAt'>): Standing =>
  endedAt ? 'ENDED' : begunAt ? 'STANDING' : 'PLANNED';

const somebody = (who: string) => `json_build_object('id', ${who}.id, 'name', ${who}.name)`;
const columns = `d.id, ${somebody('p')} AS principal, ${somebody('s')} AS substitute, d.from_day::text AS "from", d.to_day::text AS "to", d.reason,
  ${somebody('m')} AS "madeBy", d.begun_at AS "begunAt", d.ended_at AS "endedAt", e.name AS "endedBy"`;
const tables = `delegation d JOIN person p ON p.id = d.principal_id JOIN person s ON s.id = d.substitute_id
  JOIN person m ON m.id = d.made_by_id LEFT JOIN person e ON e.id = d.ended_by_id`;

export async function loadDelegation(db: Queryable, id: number): Promise<Delegation | null> {
  const rows = await db.query<Delegation>(`SELECT ${columns} FROM ${tables} WHERE d.id = $1`, [id]);
  return rows[0] ?? null;
}

/** The delegation that this person's form with this key has made. */
export async function madeWith(db: Queryable, key: string, makerId: number): Promise<Delegation | null> {
  const rows = await db.query<Delegation>(
    `SELECT ${columns} FROM ${tables} WHERE d.submission_key = $1 AND d.made_by_id = $2`,
    [key, makerId],
  );
  return rows[0] ?? null;
}

/** Those that stand or are to come, the next ones first: of this person on either side, or of everybody. */
export async function openDelegations(
  db: Queryable,
  personId: number | null,
  limit: number,
): Promise<Delegation[]> {
  return db.query<Delegation>(
    `SELECT ${columns} FROM ${tables} WHERE d.ended_at IS NULL AND ($1::int IS NULL OR $1 IN (d.principal_id, d.substitute_id))
     ORDER BY d.from_day, d.id LIMIT $2`,
    [personId, limit],
  );
}

/** Another one of the same principal on one of these days; whoever makes one holds the principal. */
export async function overlapping(
  db: Queryable,
  { principalId, from, to }: { principalId: number; from: Day; to: Day },
): Promise<Delegation | null> {
  const rows = await db.query<Delegation>(
    `SELECT ${columns} FROM ${tables} WHERE d.principal_id = $1 AND d.ended_at IS NULL AND d.from_day <= $3::date AND d.to_day >= $2::date
     ORDER BY d.from_day LIMIT 1`,
    [principalId, from, to],
  );
  return rows[0] ?? null;
}

/** `1–5 Juni 2026`, or the only day. */
export const daysOf = ({ t }: Pick<Context, 't'>, { from, to }: Pick<Delegation, 'from' | 'to'>): string =>
  formatPeriod(t.language, from, to);
