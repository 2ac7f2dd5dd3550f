import type { JobCall, JobName } from '../core/jobs.ts';
import type { Jobs } from '../core/names.ts';
import type { Tx } from '../db/database.ts';

export interface EnqueueOptions {
  /** A waiting job with the same key is replaced, so that the work is done once. */
  key?: string;
  /** Jobs of one queue run one after the other, in order, over all replicas. */
  queue?: string;
  /** Work with lanes of its own, so that a slow neighbour, or a flood of visitors, holds up only what is for or by them. */
  lane?: Lane;
  /** Not before; where it waits for a card, no longer than until then. */
  runAt?: Date;
  /** The key of a posted card that it waits for: where that stands already, or cannot, it is done at once. */
  afterCard?: string;
}

/**
 * The worker keeps every queue name for ever and looks at all that are busy for each job it takes, so the names that
 * callers give share this many. Two that share one merely wait for each other.
 */
const queues = 256;
/**
 * How many jobs of a lane run at the same time: fewer in all than a replica works on, so that others get their turn. What
 * visitors cause, for whom nobody vouches, comes after everything else that is due, however much of it there is; what one person has done to many records at once comes after what
 * people do one by one, and after what each of those few that were done just now has to tell.
 */
export const lanes = {
  mail: { atOnce: 3, priority: 0 },
  visitors: { atOnce: 1, priority: 10 },
  'visitors mail': { atOnce: 1, priority: 10 },
  bulk: { atOnce: 2, priority: 5 },
  retention: { atOnce: 1, priority: 20 },
};

export type Lane = keyof typeof lanes;

/** All queues that there are, as `adding` names them, in one order. */
export const queueNames: readonly string[] = [
  ...Array.from({ length: queues }, (_, n) => `queue ${n}`),
  ...Object.entries(lanes).flatMap(([lane, { atOnce }]) =>
    Array.from({ length: atOnce }, (_, n) => `${lane} ${n}`),
  ),
].sort();

/** A job that is to be done. */
export type JobSpec = JobCall & EnqueueOptions;

/** SQL: the queue of the worker that a caller's name for it, an expression, stands for. */
export const queueName = (expression: string): string =>
  `'queue ' || (hashtext(${expression}) & ${queues - 1})`;

/**
 * Adds jobs in the caller's transaction: they exist if and only if that transaction commits. Jobs carry ids,
 * never rendered texts; a job may run more than once and has to end in the same state each time. `enqueue_job` is a function of ours
 * in the place of the worker's, which takes five statements for each and may lose one.
 */
export async function enqueueAll(tx: Tx, jobs: readonly JobSpec[]): Promise<void> {
  if (jobs.length > 0) await tx.query(`SELECT ${adding} FROM ${jobsIn('$1')}`, [jobsValue(jobs)]);
}

/**
 * SQL: adds a job `j` of `jobsIn`. What has a key has a queue too: only of such work does the end count from whoever has it, so that what is asked
 * for anew meanwhile is not gone with it (`fetching.ts`).
 */
export const adding = `enqueue_job(j.name, j.payload, queue_name := coalesce(j.lane || ' ' || abs(hashtext(j.key) % j.lanes), ${queueName('coalesce(j.queue, j.key)')}),
       job_key := j.key, run_at := CASE WHEN (SELECT c.message_id IS NOT NULL OR c.failure IS NOT NULL FROM posted_card c
         WHERE c.key = j."afterCard") THEN NULL ELSE j."runAt" END, priority := j.priority)`;

/** SQL: the jobs `j` of a parameter that holds `jobsValue`. */
export const jobsIn = (parameter: string): string =>
  `jsonb_to_recordset(${parameter}::jsonb) AS j(name text, payload json, key text, queue text, lane text, lanes int, "runAt" timestamptz, "afterCard" text, priority int)`;

export const jobsValue = (jobs: readonly JobSpec[]): string =>
  JSON.stringify(
    [...jobs].sort(byKey).map(({ lane, ...job }) => ({
      ...job,
      lane,
      lanes: lane ? lanes[lane].atOnce : 1,
      priority: lane ? lanes[lane].priority : 0,
    })),
  );

/** Each holds the job that has its key until the commit: whoever adds several does so in one order (docs/architecture.md, locks). */
const byKey = ({ key: one = '' }: JobSpec, { key: other = '' }: JobSpec): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** Adds one job: see `enqueueAll`. */
export function enqueue<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: Jobs[Name],
  options: EnqueueOptions = {},
): Promise<void> {
  return enqueueAll(tx, [{ name, payload, ...options } as JobSpec]);
}

/** SQL: what the workers hear of new jobs by. */
export const telling = `pg_notify('jobs:insert', '{"count":1}')`;

/** SQL: has the jobs with these keys, a query of them, done now, if they wait for their time. */
export const hastening = (keys: string): string =>
  `UPDATE graphile_worker._private_jobs j SET run_at = now() FROM (
     SELECT id FROM graphile_worker._private_jobs WHERE key = ANY(ARRAY(${keys})) AND run_at > now() AND attempts = 0 AND locked_at IS NULL
     ORDER BY key COLLATE "C" FOR UPDATE
   ) AS due WHERE j.id = due.id RETURNING ${telling}`;
