import type { Task } from 'graphile-worker';
import { RetryLater, traceOf } from '../core/errors.ts';
import type { JobName } from '../core/jobs.ts';
import type { Log } from '../core/log.ts';
import type { Jobs } from '../core/names.ts';
import type { TextKey } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { noteFailure, passOn, tellWaiting } from './failing.ts';
import type { FetchedJob } from './fetching.ts';
import { makeKnown } from './names.ts';
import { reasonOf } from './reason.ts';

/** The work behind one job name. It is run at least once and must end in the same state each time. */
export interface Job<Name extends JobName> {
  (payload: Jobs[Name]): Promise<void>;
  readonly says: TextKey;
  readonly waiting?: Waiting<Name>;
}

/** Jobs by their names: each with words for it, and no other than is declared. */
export type JobsDone = { [Name in JobName]?: Job<Name> };

/** All jobs that are declared with such a beginning: whoever declares one that nobody does does not compile. */
export type JobsOf<Prefix extends string> = {
  [Name in JobName as Name extends Prefix | `${Prefix}.${string}` ? Name : never]: Job<Name>;
};

/**
 * The records whose cards wait for a job, `import:42`: they say so when it keeps failing (`withTrouble`) and are brought up to
 * date when that begins and when it is over. Where no card stands yet, one is posted here, once.
 */
export type Waiting<Name extends JobName> = (tx: Tx, payload: Jobs[Name]) => Promise<string[]>;

/** Work with its name and its words; with `waiting`, whose cards wait for it, and whether their records move on by it. */
export function job<Name extends JobName>(
  name: Name,
  says: TextKey,
  work: (payload: Jobs[Name]) => Promise<void>,
  waiting?: Waiting<Name>,
  { movesOn = false } = {},
): Job<Name> {
  makeKnown(name, { says, movesOn });
  return Object.assign((payload: Jobs[Name]) => work(payload), { says, waiting });
}

/** A job as the worker runs it: what it throws decides whether, when and as what it is tried again. */
export function taskOf<Name extends JobName>(name: Name, job: Job<Name>, db: Database, log: Log): Task {
  /** Keeps that this try has failed; the log says so under the reference that people see. */
  async function failed(
    row: FetchedJob,
    error: unknown,
    jobId: string | null,
    isLast: boolean,
  ): Promise<void> {
    const payload = row.payload as Jobs[Name];
    const unheard = (what: string) => (fault: unknown) => {
      log.warn({ job: name, jobId: row.id, error: traceOf(fault) }, what);
      return null;
    };
    const noted =
      jobId &&
      (await noteFailure(db, { jobId, name, key: row.key, error }).catch(
        unheard('a failed job could not be noted'),
      ));
    log.warn(
      {
        job: name,
        jobId: row.id,
        payload: loggable(payload),
        attempt: row.attempts,
        reason: reasonOf(error),
        ...(noted && { reference: noted.reference, failures: noted.failures }),
        error: traceOf(error),
      },
      'job failed',
    );
    const { waiting } = job;
    if (!noted || !jobId || !waiting) return;
    await tellWaiting(db, jobId, { failures: noted.failures, isLast }, (tx) => waiting(tx, payload)).catch(
      unheard('the cards that wait for a failing job could not be found'),
    );
  }

  /** What it was replaced by while it ran, to which goes on what is known of its failures; null where it still does its work itself. */
  async function passedOn(row: FetchedJob): Promise<Replacement | null> {
    const replaced = await replacementOf(db, row);
    if (replaced?.by) await passOn(db, row.id, replaced.by).catch(() => undefined);
    return replaced;
  }

  return async (payload, { job: row }) => {
    try {
      await job(payload as Jobs[Name]);
    } catch (error) {
      const replaced = await passedOn(row);
      if (!(error instanceof RetryLater)) {
        const isLast = !replaced && row.attempts >= row.max_attempts;
        await failed(row, error, replaced ? replaced.by : row.id, isLast);
      }
      // The other one does the work: this one is done with.
      if (replaced) return;
      if (error instanceof RetryLater) {
        const later = await postpone(db, row, error);
        // Somebody has asked for the same work at this very moment.
        if (!later) await passedOn(row);
        else await passOn(db, row.id, later).catch(() => undefined);
        log.info(
          { job: name, payload: loggable(payload), seconds: error.seconds },
          'the neighbour asked us to come back later',
        );
        return;
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

/** The job that came in with the same key while this one ran; null in it when that one has ended already. */
interface Replacement {
  by: string | null;
}

async function replacementOf(db: Database, { id, key }: FetchedJob): Promise<Replacement | null> {
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
 * Waiting because a neighbour said so is not a failed attempt: the same job is there anew, for later, and this one is done with. That is one statement, so
 * that whoever asks for the same work meanwhile replaces either of the two. (A job that is replaced before the worker has noted its failure is
 * spent and stays for ever.) Null where that has happened already.
 */
async function postpone(
  db: Database,
  { id, key }: FetchedJob,
  { seconds, message }: RetryLater,
): Promise<string | null> {
  const [later] = await db.query<{ id: string }>(
    `WITH postponed AS (
       UPDATE graphile_worker._private_jobs j SET key = NULL FROM graphile_worker._private_jobs o
       WHERE j.id = $1 AND o.id = j.id AND j.key IS NOT DISTINCT FROM $4 RETURNING o.*
     )
     INSERT INTO graphile_worker._private_jobs (job_queue_id, task_id, payload, priority, max_attempts, attempts, key, created_at, run_at, last_error)
     SELECT job_queue_id, task_id, payload, priority, max_attempts, greatest(attempts - 1, 0), key, created_at, now() + make_interval(secs => $2), $3
     FROM postponed RETURNING id::text`,
    [id, seconds, message, key],
  );
  return later?.id ?? null;
}
