import type { Principal } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { principalJson } from './actors.ts';

/** Somebody for whom another person stood in until lately. */
export interface FormerPrincipal extends Principal {
  endedAt: Date;
  /** Null where it was over by itself. */
  endedBy: string | null;
}

/** A form that was opened before is not open for longer. */
const latelyMs = 24 * 60 * 60_000;

/** Those for whom this person does not stand in any more, and did a day ago; the last first. */
export async function formerPrincipals(
  db: Queryable,
  substituteId: number,
  now: Date,
): Promise<FormerPrincipal[]> {
  const rows = await db.query<{ principal: Principal; endedAt: Date; endedBy: string | null }>(
    `SELECT ${principalJson} AS principal, d.ended_at AS "endedAt", b.name AS "endedBy"
     FROM delegation d JOIN person q ON q.id = d.principal_id LEFT JOIN person b ON b.id = d.ended_by_id
     WHERE d.substitute_id = $1 AND d.begun_at IS NOT NULL AND d.ended_at > $2 ORDER BY d.ended_at DESC`,
    [substituteId, new Date(now.getTime() - latelyMs)],
  );
  return rows.map(({ principal, endedAt, endedBy }) => ({ ...principal, endedAt, endedBy }));
}
