import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from '../core/errors.ts';
import type { JobName } from '../core/jobs.ts';
import type { Log } from '../core/log.ts';
import { growingPauseMs, watchOutage } from '../core/outage.ts';
import type { Database } from '../db/database.ts';
import { openSession } from '../db/pool.ts';
import { requireWrites } from '../db/writes.ts';
import { WorkerClient } from './fetching.ts';
import { holdLiveness } from './liveness.ts';
import { addJobNames } from './migrate.ts';
import { watchRecovery } from './recovery.ts';
import { concurrency, type JobRunner, startRunner } from './runner.ts';
import { type Job, type JobsDone, taskOf } from './task.ts';

export { type Job, type JobsDone, type JobsOf, job } from './task.ts';

export interface JobWorker {
  stop(): Promise<void>;
}

/** Of the database, one for each job at work, one that listens, and the one by which others know that it lives. */
export const connections = concurrency + 2;

/** Between attempts to go on after the database failed. */
const firstPauseMs = 500;
const longestPauseMs = 4000;
/** A runner that lives for so long shows that the database serves again. */
const steadyMs = 2000;

/**
 * Starts the worker of this replica. Failed jobs are retried with growing pauses and stay as dead letters. When
 * the database fails a runner, by its silence or by taking no changes, another one takes its place as soon as that is over,
 * and the jobs of the first, given back, run again; `returned` is told first that the database is back. `db` is the jobs' own:
 * what is kept of failures goes through it, and a job that succeeds needs none of it.
 */
export async function startWorker(
  url: string,
  db: Database,
  jobs: JobsDone,
  log: Log,
  options: { silentMs?: number; returned?: () => Promise<unknown> } = {},
): Promise<JobWorker> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections - 1,
    keepAlive: true,
    Client: WorkerClient,
  });
  // A connection that breaks, idle or in use, is replaced; unheard, its error would end us.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const [liveness] = await Promise.all([holdLiveness(url, log, options.silentMs), openSession(pool)]);
  const tasks = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [name, taskOf(name as JobName, job as Job<JobName>, db, log)]),
  );
  const begin = () => startRunner({ pool, tasks, liveness });

  let runner: JobRunner;
  try {
    await addJobNames(pool, Object.keys(tasks));
    runner = await begin();
  } catch (error) {
    await liveness.stop();
    await pool.end();
    throw error;
  }
  const recovery = watchRecovery(db, log);

  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  const ends: Promise<void>[] = [];

  const outage = watchOutage(log, {
    begins: 'the database failed the worker, which waits until it can go on',
    ends: 'the worker runs again',
  });

  /** Attempts to go on since a runner was last seen to live. */
  let attempts = 0;

  async function keepRunning(): Promise<void> {
    for (;;) {
      const steady = setTimeout(() => {
        attempts = 0;
        outage.isOver();
      }, steadyMs).unref();
      const cause = await Promise.race([runner.lost, stopped]);
      clearTimeout(steady);
      if (signal.aborted) return;
      outage.goesOn(cause);
      ends.push(runner.end());
      const next = await untilBegun();
      if (!next) return;
      runner = next;
    }
  }

  async function untilBegun(): Promise<JobRunner | undefined> {
    while (!signal.aborted) {
      await sleep(growingPauseMs(attempts, firstPauseMs, longestPauseMs), undefined, { signal }).catch(
        () => {},
      );
      attempts += 1;
      try {
        await requireWrites(db);
        await options.returned?.();
        return await begin();
      } catch (error) {
        log.debug({ attempts, error: messageOf(error) }, 'the worker cannot begin yet');
      }
    }
    return undefined;
  }
  const kept = keepRunning();

  return {
    async stop() {
      stopping.abort();
      await kept;
      await Promise.all([...ends, runner.end()]);
      await recovery.stop();
      await liveness.stop();
      await pool.end();
    },
  };
}
