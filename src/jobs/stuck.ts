import type { Queryable } from '../core/queryable.ts';
import { stuckMinutes, toldFrom } from './failing.ts';

const mostGroups = 3;

/** Jobs of one name that are taken and do not end, or are due and taken by nobody. None of them is given up. */
export interface StuckGroup {
  name: string;
  running: boolean;
  jobs: number;
  since: Date;
}

/** What is stuck, the longest first, as the database's clock has it. What `failingGroups` has is not here. */
export function stuckGroups(db: Queryable): Promise<StuckGroup[]> {
  return db.query<StuckGroup>(
    `SELECT t.identifier AS name, j.locked_at IS NOT NULL AS running, count(*)::int AS jobs,
       min(coalesce(j.locked_at, j.run_at)) AS since
     FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     LEFT JOIN failing_job f ON f.job_id = j.id
     WHERE coalesce(j.locked_at, j.run_at) < now() - make_interval(mins => $1)
       AND (j.locked_at IS NOT NULL OR j.attempts < j.max_attempts) AND coalesce(f.failures, 0) < ${toldFrom}
     GROUP BY t.identifier, j.locked_at IS NOT NULL ORDER BY since LIMIT $2`,
    [stuckMinutes, mostGroups],
  );
}
