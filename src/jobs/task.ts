import type { JobHelpers, Task } from 'graphile-worker';
import { RetryLater, traceOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Database, Tx } from '../db/database.ts';
import { noteFailure, passOn } from './failing.ts';
import { reasonOf } from './reason.ts';

/** The work behind one job name. It is run at least once and must end in the same state each time. */
export type Job = (payload: Record<string, unknown>) => Promise<void>;

/** Work that cards say is under way. */
export interface AwaitedJob {
  run: Job;
  /**
   * The records whose cards wait for this job, `import:42`: they are brought up to date when it keeps failing and when that
   * is over, and show it by `troubleOf`. Where there is no card yet, whoever waits is told here, once.
   */
  waiting(tx: Tx, payload: Record<string, unknown>, reference: string): Promise<string[]>;
}

/** A job as the worker runs it: what it throws decides whether, when and as what it is tried again. */
export function taskOf(name: string, given: Job | AwaitedJob, db: Database, log: Log): Task {
  const job: AwaitedJob = typeof given === 'function' ? { run: given, waiting: async () => [] } : given;

  /** Keeps that this try has failed, and says so in the log under the reference that it is known by. */
  async function failed(row: JobRow, error: unknown, replaced: Replacement | null): Promise<void> {
    const payload = row.payload as Record<string, unknown>;
    const jobId = replaced ? replaced.by : row.id;
    const noting = async () => {
      if (jobId === null) return { reason: reasonOf(error) };
      if (replaced) await passOn(db, row.id, jobId);
      const isLast = !replaced && row.attempts >= row.max_attempts;
      const waiting = (tx: Tx, reference: string) => job.waiting(tx, payload, reference);
      return noteFailure(db, { jobId, name, error, isLast, waiting });
    };
    const noted = await noting().catch((unnoted) => {
      log.warn({ job: name, error: traceOf(unnoted) }, 'a failed job could not be noted');
      return { reason: reasonOf(error) };
    });
    log.warn(
      {
        job: name,
        jobId: row.id,
        payload: loggable(payload),
        attempt: row.attempts,
        ...noted,
        error: traceOf(error),
      },
      'job failed',
    );
  }

  return async (payload, { job: row }) => {
    try {
      await job.run(payload as Record<string, unknown>);
    } catch (error) {
      const replaced = await replacementOf(db, row);
      if (!(error instanceof RetryLater)) await failed(row, error, replaced);
      // That one does the work: this one is done with.
      if (replaced) return;
      if (error instanceof RetryLater) {
        await postpone(db, row.id, error.seconds);
        log.info(
          { job: name, payload: loggable(payload), seconds: error.seconds },
          'the neighbour asked us to come back later',
        );
      }
      throw error;
    }
  };
}

type JobRow = JobHelpers['job'];

/** What of a payload may stand in a log: numbers and the names of records; neither addresses nor what somebody typed. */
function loggable(payload: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(payload ?? {}).filter(
      ([, value]) => typeof value === 'number' || /^[a-z][\w:. -]{0,80}$/i.test(String(value)),
    ),
  );
}

/** The job that came in with the same key while this one ran; null in it when that one has ended already. */
interface Replacement {
  by: string | null;
}

async function replacementOf(db: Database, { id, key }: JobRow): Promise<Replacement | null> {
  if (key === null) return null;
  const found = await db
    .query<Replacement>(
      `SELECT (SELECT new.id::text FROM graphile_worker._private_jobs new WHERE new.key = $2) AS by
       FROM graphile_worker._private_jobs old WHERE old.id = $1 AND old.key IS NULL`,
      [id, key],
    )
    .catch(() => []);
  return found[0] ?? null;
}

/**
 * Waiting because a neighbour said so is not a failed attempt. The worker adds its own pause (from 1 s, by the
 * number of attempts) to the time that is set here.
 */
async function postpone(db: Database, jobId: string, seconds: number): Promise<void> {
  await db.query(
    `UPDATE graphile_worker._private_jobs
     SET attempts = greatest(attempts - 1, 0), run_at = now() + make_interval(secs => $2)
     WHERE id = $1`,
    [jobId, seconds],
  );
}
