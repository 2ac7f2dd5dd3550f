import type { Task } from 'graphile-worker';
import type pg from 'pg';
import { messageOf, RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** The work behind one job name. It is run at least once and must end in the same state each time. */
export type Job = (payload: Record<string, unknown>) => Promise<void>;

/** A job as the worker runs it: what it throws decides whether, when and as what it is tried again. */
export function taskOf(name: string, job: Job, pool: pg.Pool, log: Log): Task {
  return async (payload, helpers) => {
    try {
      await job(payload as Record<string, unknown>);
    } catch (error) {
      if (await isReplaced(pool, helpers.job)) return;
      if (error instanceof RetryLater) {
        await postpone(pool, helpers.job.id, error.seconds);
        log.info(
          { job: name, payload: loggable(payload), seconds: error.seconds },
          'the neighbour asked us to come back later',
        );
      } else {
        log.warn(
          { job: name, payload: loggable(payload), attempt: helpers.job.attempts, error: messageOf(error) },
          'job failed',
        );
      }
      throw error;
    }
  };
}

/** What of a payload may stand in a log: numbers and the names of records; neither addresses nor what somebody typed. */
function loggable(payload: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(payload ?? {}).filter(
      ([, value]) => typeof value === 'number' || /^[a-z][\w:. -]{0,80}$/i.test(String(value)),
    ),
  );
}

/** While it ran, a job with the same key came in: that one does the work, and this one has not failed. */
async function isReplaced(pool: pg.Pool, job: { id: string; key: string | null }): Promise<boolean> {
  if (job.key === null) return false;
  const found = await pool
    .query('SELECT 1 FROM graphile_worker._private_jobs WHERE id = $1 AND key IS NULL', [job.id])
    .catch(() => null);
  return found?.rowCount === 1;
}

/**
 * Waiting because a neighbour said so is not a failed attempt. The worker adds its own pause (from 1 s, by the
 * number of attempts) to the time that is set here.
 */
async function postpone(pool: pg.Pool, jobId: string, seconds: number): Promise<void> {
  await pool.query(
    `UPDATE graphile_worker._private_jobs
     SET attempts = greatest(attempts - 1, 0), run_at = now() + make_interval(secs => $2)
     WHERE id = $1`,
    [jobId, seconds],
  );
}
