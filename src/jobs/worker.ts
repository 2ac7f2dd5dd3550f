import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { holdLiveness } from './liveness.ts';
import { concurrency, type JobRunner, startRunner } from './runner.ts';
import { type Job, taskOf } from './task.ts';

export type { Job } from './task.ts';

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
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 2, keepAlive: true });
  // A connection that breaks, idle or in use, is replaced; unheard, its error would end us.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const liveness = await holdLiveness(url, log, options.silentMs);
  const tasks = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [name, taskOf(name, job, pool, log)]),
  );
  const begin = () => startRunner({ pool, tasks, liveness });

  let runner: JobRunner;
  try {
    runner = await begin();
  } catch (error) {
    await liveness.stop();
    await pool.end();
    throw error;
  }

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
      await liveness.stop();
      await pool.end();
    },
  };
}
