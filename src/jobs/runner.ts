import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, run, type Task, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { atOnce } from './fetching.ts';
import type { Liveness } from './liveness.ts';

/** Jobs that one replica works on at the same time. */
export const concurrency = 6;
/** Jobs are fetched by one for all: whoever ends one asks nobody, but waits to be handed the next. */
const fetched = {
  size: atOnce,
  // What was fetched while all are busy goes back soon: another replica may be free.
  ttl: 500,
};
/** What the library says when it could not fetch, which it tells in no other way. */
const unfetched = /^Error occurred fetching jobs/;
/** The ends of jobs are noted together, of so many ms since the first; a job counts as held until its end is noted. */
const endingMs = 1;
/** For noting the ends of jobs that have just ended. */
const notingMs = 2000;

export interface JobRunner {
  /** The database failed it, by this error: which jobs it has taken, and which ends were noted, is not known any more. */
  lost: Promise<unknown>;
  /** Takes no more jobs, waits for those that run, and gives back those whose end could not be noted. */
  end(): Promise<void>;
}

/** One pool of workers under a name of its own, which lives until the database fails it. */
export async function startRunner(deps: {
  pool: pg.Pool;
  tasks: Record<string, Task>;
  liveness: Liveness;
}): Promise<JobRunner> {
  const { liveness } = deps;
  const events: WorkerEvents = new EventEmitter();
  const running = new Set<Promise<unknown>>();
  let name = '';
  /** It runs none of the jobs that it may still get. */
  let isLost = false;
  let heard: (message: string, meta?: { error?: unknown }) => void = () => {};

  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id;
    liveness.add(name);
  });
  const lost = new Promise<unknown>((resolve) => {
    events.on('pool:gracefulShutdown', ({ message }) => resolve(message));
    const lose = ({ error }: { error: unknown }) => {
      isLost = true;
      resolve(error);
    };
    events.on('pool:fatalError', lose);
    events.on('worker:fatalError', lose);
    heard = (message, meta) => {
      if (unfetched.test(message)) lose({ error: meta?.error ?? message });
    };
  });

  /** What runs under a name is known, so that the name is kept until it has ended. */
  const tracked =
    (task: Task): Task =>
    async (payload, helpers) => {
      if (isLost) throw new Error('this worker is at its end');
      const work = Promise.resolve(task(payload, helpers));
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
      }
    };

  const runner = await run({
    pgPool: deps.pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: new Logger(() => (_level, message, meta) => heard(message, meta)),
    taskList: Object.fromEntries(Object.entries(deps.tasks).map(([key, task]) => [key, tracked(task)])),
    events,
    // Without a delay, be it none, a failure to note a job's end is a rejection that nobody hears.
    preset: { worker: { localQueue: fetched, completeJobBatchDelay: endingMs, failJobBatchDelay: 0 } },
  });

  async function end(): Promise<void> {
    // After a failure the library may wait for ever for ends that it cannot note: what counts is that nothing runs.
    const ended = runner.stop().catch(() => {});
    while (running.size > 0) await Promise.allSettled(running);
    await Promise.race([ended, sleep(notingMs, undefined, { ref: false })]);
    liveness.remove(name);
  }

  let ending: Promise<void> | undefined;
  return {
    lost,
    end() {
      ending ??= end();
      return ending;
    },
  };
}
