import type { Queryable } from '../core/queryable.ts';

/** The longest of our jobs, a large import, makes way before. */
export const stuckMinutes = 10;
const mostGroups = 3;

/** Jobs of one name that are taken and do not end, or are due and taken by nobody. None of them is given up. */
export interface StuckGroup {
  name: string;
  running: boolean;
  jobs: number;
  since: Date;
}

/** What is stuck, the longest first, as the database's clock has it. One that fails is here as well as in `failingGroups` where nobody takes it when it is due again. */
export function stuckGroups(db: Queryable): Promise<StuckGroup[]> {
  return db.query<StuckGroup>(
    `SELECT t.identifier AS name, j.locked_at IS NOT NULL AS running, count(*)::int AS jobs,
       min(coalesce(j.locked_at, j.run_at)) AS since
     FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE coalesce(j.locked_at, j.run_at) < now() - make_interval(mins => $1)
       AND (j.locked_at IS NOT NULL OR j.attempts < j.max_attempts)
     GROUP BY t.identifier, j.locked_at IS NOT NULL ORDER BY since LIMIT $2`,
    [stuckMinutes, mostGroups],
  );
}
