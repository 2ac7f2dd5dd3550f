import type { Queryable } from '../core/queryable.ts';
import { telling } from './enqueue.ts';
import type { Reason } from './reason.ts';

/** After an outage of hours the next try of a job may be hours away. Meanwhile, this often, one of those that wait is tried. */
const scoutSeconds = 45;
/** Between the turns of what an outage has held up, and the longest that all of it may take, however much it is. */
const turnSeconds = 0.05;
const allTurnsSeconds = 200;

/**
 * Jobs that failed for what somebody else has to answer for, and whose next try is not soon. One that a neighbour asked to
 * wait, by \`RetryLater\`, waits as long as it was asked to.
 */
const waiting = `
  FROM failing_job f JOIN graphile_worker._private_jobs j ON j.id = f.job_id
  WHERE f.reason <> 'program' AND j.locked_at IS NULL AND j.attempts < j.max_attempts
    AND j.run_at > now() + make_interval(secs => ${turnSeconds}) AND j.last_error NOT LIKE 'retry in %'`;

/**
 * Has one job of each reason tried whose jobs all wait for long: the one that was not tried for longest, so that a job which
 * fails by itself does not stand in the way for ever. The try does not count, or an outage would use them all up.
 */
export async function sendScouts(db: Queryable): Promise<void> {
  const sent = await db.query(
    `WITH quiet AS (
       SELECT f.reason FROM failing_job f JOIN graphile_worker._private_jobs j ON j.id = f.job_id
       WHERE f.reason <> 'program' AND j.attempts < j.max_attempts GROUP BY f.reason
       HAVING max(f.tried_at) < now() - make_interval(secs => $1) AND min(j.run_at) > now() + make_interval(secs => $1)
         AND bool_and(j.locked_at IS NULL)
     ), scouts AS (
       SELECT DISTINCT ON (f.reason) j.id ${waiting} AND f.reason IN (SELECT reason FROM quiet)
       ORDER BY f.reason, f.tried_at, j.id
     )
     UPDATE graphile_worker._private_jobs j SET run_at = now(), attempts = greatest(j.attempts - 1, 0)
     FROM scouts WHERE j.id = scouts.id AND j.locked_at IS NULL AND j.run_at > now() RETURNING j.id`,
    [scoutSeconds],
  );
  if (sent.length > 0) await wakeWorkers(db);
}

/**
 * One of the jobs that failed for this reason is done with: the others get their turns one after the other, in the order in
 * which they were asked for. Should it not be over after all, the try does not count.
 */
export async function release(db: Queryable, reason: Reason): Promise<void> {
  const released = await db.query(
    `WITH held AS (
       SELECT j.id, row_number() OVER (ORDER BY j.id) - 1 AS turn, count(*) OVER () AS of ${waiting} AND f.reason = $1
     )
     UPDATE graphile_worker._private_jobs j SET attempts = greatest(j.attempts - 1, 0), run_at = least(j.run_at,
       now() + make_interval(secs => held.turn * least($2::float, $3::float / held.of)))
     FROM held WHERE j.id = held.id AND j.locked_at IS NULL RETURNING j.id`,
    [reason, turnSeconds, allTurnsSeconds],
  );
  if (released.length > 0) await wakeWorkers(db);
}

/** The workers hear of new jobs only; without a word they would look within two seconds. */
export async function wakeWorkers(db: Queryable): Promise<void> {
  await db.query(`SELECT ${telling}`);
}
