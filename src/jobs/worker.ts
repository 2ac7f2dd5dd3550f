import { Logger, type Runner, run } from 'graphile-worker';
import pg from 'pg';
import { messageOf, RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { holdLiveness, type Liveness } from './liveness.ts';

/** The work behind one job name. It is run at least once and must end in the same state each time. */
export type Job = (payload: Record<string, unknown>) => Promise<void>;

export interface JobWorker {
  stop(): Promise<void>;
}

/** Jobs that one replica works on at the same time. */
const concurrency = 6;

/** Starts the worker of this replica. Failed jobs are retried with growing pauses and stay as dead letters. */
export async function startWorker(url: string, jobs: Record<string, Job>, log: Log): Promise<JobWorker> {
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 2 });
  // A connection that breaks, idle or in use, is replaced; unheard, its error would end us.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const liveness: Liveness = await holdLiveness(url, log);
  let runner: Runner;
  try {
    runner = await run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      pollInterval: 2000,
      logger: new Logger(() => () => {}),
      taskList: Object.fromEntries(
        Object.entries(jobs).map(([name, job]) => [name, taskOf(name, job, pool, log)]),
      ),
      events: liveness.events,
    });
  } catch (error) {
    await liveness.stop();
    await pool.end();
    throw error;
  }
  return {
    async stop() {
      await runner.stop();
      await liveness.stop();
      await pool.end();
    },
  };
}

type Task = NonNullable<NonNullable<Parameters<typeof run>[0]['taskList']>[string]>;

function taskOf(name: string, job: Job, pool: pg.Pool, log: Log): Task {
  return async (payload, helpers) => {
    try {
      await job(payload as Record<string, unknown>);
    } catch (error) {
      if (error instanceof RetryLater) {
        await postpone(pool, helpers.job.id, error.seconds);
        log.info({ job: name, payload, seconds: error.seconds }, 'the neighbour asked us to come back later');
      } else {
        log.warn(
          { job: name, payload, attempt: helpers.job.attempts, error: messageOf(error) },
          'job failed',
        );
      }
      throw error;
    }
  };
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
