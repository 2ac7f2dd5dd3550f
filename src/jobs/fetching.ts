import type { DbJob } from 'graphile-worker';
import pg from 'pg';

/** Jobs that are fetched at once: one more than what a decision tells its people by, so that nobody looks once more for a fourth. */
export const atOnce = 4;

/** By what name the library fetches as many. */
const theirs = `get_job${atOnce}/graphile_worker`;

/** The function that takes them instead. It is called by how many: replicas of two versions each have their own. */
export const takingJobs = `_take_${atOnce}_jobs`;

/** By what name the library notes the ends of jobs that have a queue: $1 their ids, $2 the pool that has done them. */
const ending = 'complete_job_q/graphile_worker';

/**
 * SQL: the library's own (0.17.3), but for one thing: an end counts from whoever has the job. A pool that was frozen and comes back
 * may end one that another has taken meanwhile. By the library's it would be gone, and with it what the other one frees the queue by,
 * which nobody would take a job of any more; or work that was asked for since it was given back would go with it. Several are locked by their keys, in
 * the order in which whoever adds several has them.
 */
const endJobs = `WITH held AS (
    SELECT id FROM graphile_worker._private_jobs WHERE id = ANY($1::bigint[]) AND locked_by = $2::text ORDER BY key COLLATE "C" FOR UPDATE
  ), ended AS (
    DELETE FROM graphile_worker._private_jobs j USING held WHERE j.id = held.id RETURNING j.job_queue_id
  )
  UPDATE graphile_worker._private_job_queues q SET locked_by = NULL, locked_at = NULL
  FROM ended WHERE q.id = ended.job_queue_id AND q.locked_by = $2::text`;

/** On which channel workers hear of new jobs. */
const newJobs = 'jobs:insert';

/**
 * How often a session passes on that there are new jobs: what comes in between is looked for together. The library's own delay forgets
 * whoever is told within it (findings/graphile-worker-refetch-delay.sh).
 */
export const tellingMs = 2;

/** What the library and `taskOf` read of a job; each more would be described anew with each fetch. */
const read = ['id', 'job_queue_id', 'task_id', 'payload', 'key', 'attempts', 'max_attempts'] as const;

/** A job as it is fetched: of what the library says that it has, no more is there. */
export type FetchedJob = Pick<DbJob, (typeof read)[number]>;

type Release = (error?: Error | boolean) => void;

/**
 * A session of the worker, in which several jobs are fetched by one way to the database, and ended by whoever has them. The library's own statement for that may
 * bring two of one queue, which then run at the same time; ours takes one after the other, as if each had been asked for by itself.
 * The first that is told of after a while is looked for at once; what is told of shortly after it, together.
 */
export class WorkerClient extends pg.Client {
  #isTold = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #release: Release | undefined;

  /** How the pool has it back: once. The library gives it back a second time where its session is cut in the middle of a statement. */
  get release(): Release | undefined {
    return this.#release;
  }

  set release(release: Release | undefined) {
    let isBack = false;
    this.#release = (error) => {
      if (isBack) return;
      isBack = true;
      release?.(error);
    };
  }

  override emit(event: string, ...told: unknown[]): boolean {
    if (event !== 'notification' || !isOfNewJobs(told[0])) return super.emit(event, ...told);
    if (this.#isTold) return true;
    this.#isTold = true;
    const tell = () => {
      this.#isTold = false;
      this.#toldAt = performance.now();
      super.emit(event, ...told);
    };
    const sinceThen = performance.now() - this.#toldAt;
    if (sinceThen >= tellingMs) queueMicrotask(tell);
    else setTimeout(tell, tellingMs - sinceThen);
    return true;
  }

  override query(...asked: unknown[]): never {
    const [statement] = asked;
    if (isNamed(statement, theirs))
      return super.query({
        ...statement,
        text: `SELECT ${read.join(', ')} FROM graphile_worker.${takingJobs}($1, $2)`,
      }) as never;
    if (isNamed(statement, ending)) return super.query({ ...statement, text: endJobs }) as never;
    return super.query(...(asked as [string])) as never;
  }
}

/** A count below one, which tells of none, goes its own way. */
const isOfNewJobs = (told: unknown): boolean =>
  typeof told === 'object' &&
  told !== null &&
  'channel' in told &&
  told.channel === newJobs &&
  !('payload' in told && String(told.payload).includes('"count":-'));

const isNamed = (asked: unknown, name: string): asked is pg.QueryConfig =>
  typeof asked === 'object' && asked !== null && 'name' in asked && asked.name === name;

/**
 * SQL: takes jobs for a pool, those of these tasks that are due. Each is looked for as the library looks for one (0.17.3), after the queue of
 * the one before has been taken; but of all queues only those of jobs that come up are locked, as each lock is a write
 * (findings/graphile-worker-take-locks-queues.sh). Busy ones are read
 * once for each, so that what waits in them, however much it is, is passed over by a comparison.
 */
export const takeJobs = `CREATE OR REPLACE FUNCTION graphile_worker.${takingJobs}(pool text, tasks int[])
RETURNS SETOF graphile_worker._private_jobs LANGUAGE plpgsql AS $$
DECLARE taken graphile_worker._private_jobs;
BEGIN
  FOR each IN 1..${atOnce} LOOP
    SELECT * INTO taken FROM graphile_worker._private_jobs j
    WHERE is_available AND run_at <= now() AND task_id = ANY(tasks) AND (job_queue_id IS NULL
      OR job_queue_id <> ALL(ARRAY(SELECT id FROM graphile_worker._private_job_queues WHERE NOT is_available))
        AND EXISTS (SELECT FROM graphile_worker._private_job_queues q WHERE q.id = j.job_queue_id AND q.is_available FOR UPDATE SKIP LOCKED))
    ORDER BY priority, run_at LIMIT 1 FOR UPDATE SKIP LOCKED;
    EXIT WHEN NOT FOUND;
    UPDATE graphile_worker._private_job_queues SET locked_by = pool, locked_at = now() WHERE id = taken.job_queue_id;
    UPDATE graphile_worker._private_jobs j SET attempts = j.attempts + 1, locked_by = pool, locked_at = now()
    WHERE j.id = taken.id RETURNING j.* INTO taken;
    RETURN NEXT taken;
  END LOOP;
END $$`;
