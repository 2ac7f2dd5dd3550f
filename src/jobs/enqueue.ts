import type { Tx } from '../db/database.ts';

export interface EnqueueOptions {
  /** A waiting job with the same key is replaced, so that the work is done once. */
  key?: string;
  /** Jobs of one queue run one after the other, in order, over all replicas. */
  queue?: string;
  /** Work with lanes of its own, so that a slow neighbour, or a flood of visitors, holds up only what is for or by them. */
  lane?: Lane;
  runAt?: Date;
}

/**
 * The worker keeps every queue name for ever and looks at all of them for each job it takes, so the names that
 * callers give share this many. Two that share one merely wait for each other.
 */
const queues = 256;
/**
 * How many jobs of a lane run at the same time: fewer in all than a replica works on, so that others get their turn. What
 * visitors cause, for whom nobody vouches, comes after everything else that is due, however much of it there is.
 */
const lanes = {
  mail: { atOnce: 3, priority: 0 },
  visitors: { atOnce: 1, priority: 10 },
  'visitors mail': { atOnce: 1, priority: 10 },
};

export type Lane = keyof typeof lanes;

/**
 * Adds a job in the caller's transaction: it exists if and only if that transaction commits. Jobs carry ids,
 * never rendered texts; a job may run more than once and has to end in the same state each time.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: object,
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.query(
    `SELECT 1 FROM graphile_worker.add_job($1, $2::json,
       queue_name := coalesce($6 || ' ' || abs(hashtext($4) % $7), 'queue ' || (hashtext($3) & ${queues - 1})), job_key := $4, run_at := $5,
       priority := $8)`,
    [
      name,
      JSON.stringify(payload),
      options.queue ?? null,
      options.key ?? null,
      options.runAt ?? null,
      options.lane ?? null,
      options.lane ? lanes[options.lane].atOnce : 1,
      options.lane ? lanes[options.lane].priority : 0,
    ],
  );
}

/** Has the job with this key done now, if it waits for its time. */
export async function hasten(tx: Pick<Tx, 'query'>, key: string): Promise<void> {
  // Added anew rather than given another time: of that no worker would hear until it next looks by itself.
  await tx.query(
    `SELECT graphile_worker.add_job(j.task_identifier, p.payload, queue_name := j.queue_name, job_key := j.key, priority := p.priority)
     FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id)
     WHERE j.key = $1 AND j.run_at > now() AND j.attempts = 0 AND j.locked_at IS NULL`,
    [key],
  );
}
