import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { openDatabase } from '../db/database.ts';
import { holdLiveness } from './liveness.ts';
import { watchRecovery } from './recovery.ts';
import { concurrency, type JobRunner, startRunner } from './runner.ts';
import { type Job, taskOf } from './task.ts';

export { awaited, type Job } from './task.ts';

export interface JobWorker {
  stop(): Promise<void>;
}

/** Between attempts to go on after the database failed. */
const pauseMs = 500;

/**
 * Starts the worker of this replica. Failed jobs are retried with growing pauses and stay as dead letters. When
 * the database fails a runner, another one takes its place as soon as the database answers again, and the jobs
 * of the first, given back, run again.
 */
export async function startWorker(
  url: string,
  jobs: Record<string, Job>,
  log: Log,
  options: { silentMs?: number } = {},
): Promise<JobWorker> {
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 1, keepAlive: true });
  // A connection that breaks, idle or in use, is replaced; unheard, its error would end us.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  // What is kept of failures; a job that succeeds needs none of it.
  const db = openDatabase(url, { max: 2, timeoutMs: 60_000 });
  const liveness = await holdLiveness(url, log, options.silentMs);
  const tasks = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [name, taskOf(name, job, db, log)]),
  );
  const begin = () => startRunner({ pool, tasks, liveness });

  let runner: JobRunner;
  try {
    runner = await begin();
  } catch (error) {
    await liveness.stop();
    await Promise.all([pool.end(), db.close()]);
    throw error;
  }
  const recovery = watchRecovery(db, log);

  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  const ends: Promise<void>[] = [];

  async function keepRunning(): Promise<void> {
    for (;;) {
      await Promise.race([runner.lost, stopped]);
      if (signal.aborted) return;
      log.warn({}, 'the database failed the worker; another one follows');
      ends.push(runner.end());
      const next = await untilBegun();
      if (!next) return;
      runner = next;
      log.info({}, 'the worker runs again');
    }
  }

  async function untilBegun(): Promise<JobRunner | undefined> {
    while (!signal.aborted) {
      try {
        return await begin();
      } catch (error) {
        log.debug({ error: messageOf(error) }, 'the worker cannot begin yet');
        await sleep(pauseMs, undefined, { signal }).catch(() => {});
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
      await Promise.all([pool.end(), db.close()]);
    },
  };
}
