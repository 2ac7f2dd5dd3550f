import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { RetryLater } from '../../src/core/errors.ts';
import type { Database } from '../../src/db/database.ts';
import {
  type EnqueueOptions,
  enqueue,
  enqueueAll,
  type JobSpec,
  type Lane,
  lanes,
} from '../../src/jobs/enqueue.ts';
import { concurrency } from '../../src/jobs/runner.ts';
import { type JobWorker, startWorker } from '../../src/jobs/worker.ts';
import { collectLog } from '../support/bot.ts';
import { connected, createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { type TestJob, type TestWork, testJobs } from '../support/test-jobs.ts';

let database: TestDatabase;
let db: Database;
let workers: JobWorker[];
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  workers = [];
});
afterEach(async () => {
  for (const worker of workers) await worker.stop();
  await db.close();
  await database.drop();
});

async function start(work: Parameters<typeof testJobs>[0]): Promise<void> {
  workers.push(await startWorker(database.url, db, testJobs(work), collectLog()));
}

const add = (name: TestJob, payload: { n?: number } = {}, options: EnqueueOptions = {}) =>
  db.transaction(withoutDeadline, (tx) => enqueue(tx, name, payload, options));
const left = () =>
  db.query<{ attempts: number; last_error: string | null }>(
    'SELECT attempts, last_error FROM graphile_worker.jobs',
  );
const allDone = () => expect.poll(left).toEqual([]);

/** A job that runs until it is let go. */
function gate(): { job: TestWork; entered: Promise<void>; leave(): void; runs(): number } {
  let runs = 0;
  let enter = (): void => undefined;
  let leave = (): void => undefined;
  const entered = new Promise<void>((resolve) => (enter = resolve));
  const left = new Promise<void>((resolve) => (leave = resolve));
  return {
    entered,
    leave: () => leave(),
    runs: () => runs,
    async job() {
      runs += 1;
      enter();
      await left;
    },
  };
}

describe('jobs', () => {
  it('of one queue run one at a time and in their order, on two workers', async () => {
    const seen: number[] = [];
    let running = 0;
    let most = 0;
    const job: TestWork = async ({ n }) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(Number(n));
      running -= 1;
    };
    await db.transaction(withoutDeadline, async (tx) => {
      for (let n = 0; n < 30; n += 1) await enqueue(tx, 'count', { n }, { queue: 'one', runAt: new Date(n) });
    });
    await start({ count: job });
    await start({ count: job });
    await allDone();
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n));
    expect(most).toBe(1);
  });

  it('share a bounded number of queues, however many names there are', async () => {
    await db.transaction(withoutDeadline, async (tx) => {
      for (let n = 0; n < 1500; n += 1) await enqueue(tx, 'nothing', {}, { queue: `thread ${n}` });
    });
    const queues = await db.query('SELECT 1 FROM graphile_worker._private_job_queues');
    // The lanes' own among them.
    expect(queues.length).toBeLessThanOrEqual(256 + 8);
  });

  it('find their queues and their names there, for which two who made them at once in another order would wait in a circle', async () => {
    const queues = () =>
      db.query('SELECT queue_name FROM graphile_worker._private_job_queues ORDER BY queue_name');
    const names = () => db.query('SELECT identifier FROM graphile_worker._private_tasks ORDER BY identifier');
    const before = await queues();
    await start({ nothing: () => Promise.resolve(), count: () => Promise.resolve() });
    const known = await names();
    await db.transaction(withoutDeadline, async (tx) => {
      for (let n = 0; n < 1500; n += 1) await enqueue(tx, 'nothing', {}, { queue: `thread ${n}` });
      for (const lane of Object.keys(lanes) as Lane[])
        for (let n = 0; n < 50; n += 1) await enqueue(tx, 'count', {}, { lane, key: `${lane} ${n}` });
    });
    expect(await queues()).toEqual(before);
    expect(await names()).toEqual(known);
  });

  it('that are added together are so in the order of their keys, so that nobody who adds the same waits in a circle', async () => {
    const addAll = (keys: readonly string[]) =>
      db.transaction(withoutDeadline, (tx) =>
        enqueueAll(
          tx,
          keys.map((key) => ({ name: 'nothing', payload: {}, key }) as JobSpec),
        ),
      );
    const keys = Array.from({ length: 200 }, (_, n) => `key ${n}`);
    await addAll(keys);
    for (let round = 0; round < 10; round += 1) await Promise.all([addAll(keys), addAll(keys.toReversed())]);
    expect(await left()).toHaveLength(keys.length);
  });

  it.each(Object.entries(lanes))(
    'of the lane “%s” run so many at once, on two workers',
    async (name, { atOnce }) => {
      let [running, most] = [0, 0];
      const full = gate();
      const job: TestWork = async (given) => {
        running += 1;
        most = Math.max(most, running);
        if (running === atOnce) await full.job(given);
        else await full.entered;
        running -= 1;
      };
      for (let n = 0; n < 30; n += 1)
        await add('count', { n }, { lane: name as Lane, key: `in a lane ${n}` });
      await start({ count: job });
      await start({ count: job });
      await full.entered;
      full.leave();
      await allDone();
      expect(most).toBe(atOnce);
    },
  );

  it('run so many at once on one worker, and the next when one of them has ended', async () => {
    const gates = Array.from({ length: concurrency + 1 }, gate);
    for (let n = 0; n < gates.length; n += 1) await add('count', { n }, { runAt: new Date(n) });
    await start({ count: async (given) => gates[Number(given.n)]?.job(given) });
    const [first, ...others] = gates;
    const last = others.pop();
    await Promise.all([first, ...others].map((one) => one?.entered));
    expect(last?.runs()).toBe(0);
    first?.leave();
    await last?.entered;
    for (const one of gates) one.leave();
    await allDone();
  });

  it('exist if and only if their transaction commits', async () => {
    const failed = db.transaction(withoutDeadline, async (tx) => {
      await enqueue(tx, 'nothing', {});
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await left()).toEqual([]);
  });

  it('that a neighbour asked to wait come back after that time, and do not count it as a failure', async () => {
    const at: number[] = [];
    await start({
      async ask() {
        at.push(Date.now());
        if (at.length === 1) throw new RetryLater(1);
      },
    });
    await add('ask');
    await expect.poll(left).toEqual([{ attempts: 0, last_error: 'retry in 1 s' }]);
    await allDone();
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it('that were replaced while they ran leave no dead letter when they fail', async () => {
    const first = gate();
    let runs = 0;
    await start({
      async work() {
        runs += 1;
        if (runs > 1) return;
        await first.job({});
        throw new Error('too old');
      },
    });
    await add('work', {}, { key: 'same', queue: 'same' });
    await first.entered;
    await add('work', {}, { key: 'same', queue: 'same' });
    first.leave();
    await allDone();
    expect(runs).toBe(2);
  });
});

describe('a living worker', () => {
  it('keeps the job it runs when its sessions are cut, and others look for dead ones', async () => {
    const long = gate();
    await start({ work: long.job });
    await add('work');
    await long.entered;
    await start({ work: long.job });
    const holders = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 7431002
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await expect.poll(() => db.query(holders)).toHaveLength(2);
    const before = (await db.query<{ pid: number }>(holders)).map((row) => row.pid);
    await db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    // Both names are held again, by new sessions, before anybody has looked twice.
    await expect
      .poll(
        async () =>
          (await db.query<{ pid: number }>(holders)).filter((row) => !before.includes(row.pid)).length,
      )
      .toBeGreaterThanOrEqual(2);
    await add('work', {}, { runAt: new Date(Date.now() + 4500) });
    // By the time the second job runs, dead workers were looked for more than twice.
    await expect.poll(() => long.runs()).toBe(2);
    long.leave();
    await allDone();
    expect(long.runs()).toBe(2);
  });
});

describe('a worker that is', () => {
  /** A job that was taken by somebody of this name. */
  async function takenBy(name: string): Promise<() => number> {
    await add('work', {}, { queue: 'of the one who took it' });
    await db.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now(), attempts = 1`,
      [name],
    );
    await db.query(`UPDATE graphile_worker._private_job_queues SET locked_by = $1, locked_at = now()`, [
      name,
    ]);
    let runs = 0;
    workers.push(
      await startWorker(
        database.url,
        db,
        testJobs({
          async work() {
            runs += 1;
          },
        }),
        collectLog(),
        { silentMs: 3000 },
      ),
    );
    return () => runs;
  }

  it('dead has its jobs taken over within seconds', async () => {
    const runs = await takenBy('pool-of-the-dead');
    await allDone();
    expect(runs()).toBe(1);
  });

  it('frozen has its jobs taken over when it has been silent for long enough', async () => {
    // It holds its name, as a frozen process does, and says nothing any more.
    await connected(database.url, async (frozen) => {
      await frozen.query(`SELECT pg_advisory_lock_shared(7431002, hashtext('pool-of-the-frozen'))`);
      const runs = await takenBy('pool-of-the-frozen');
      await allDone();
      expect(runs()).toBe(1);
    });
  });

  it.each<EnqueueOptions>([{ queue: 'one' }, { key: 'one' }, { key: 'one', lane: 'bulk' }])(
    'back from a freeze ends nothing that another has taken meanwhile, neither the job nor its queue: %j',
    async (options) => {
      const slow = gate();
      await start({ work: slow.job });
      await add('work', {}, options);
      await slow.entered;
      await connected(database.url, async (other) => {
        await other.query(`SELECT pg_advisory_lock_shared(7431002, hashtext('pool-of-the-other'))`);
        for (const table of ['jobs', 'job_queues'])
          await db.query(
            `UPDATE graphile_worker._private_${table} SET locked_by = 'pool-of-the-other' WHERE locked_at IS NOT NULL`,
          );
        slow.leave();
        // It notes the end of what it has done.
        for (const worker of workers.splice(0)) await worker.stop();
        for (const table of ['jobs', 'job_queues'])
          expect(
            await db.query(
              `SELECT locked_by FROM graphile_worker._private_${table} WHERE locked_at IS NOT NULL`,
            ),
          ).toEqual([{ locked_by: 'pool-of-the-other' }]);
      });
    },
  );
});
