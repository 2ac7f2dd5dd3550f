import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { RetryLater } from '../../src/core/errors.ts';
import type { Database } from '../../src/db/database.ts';
import { type EnqueueOptions, enqueue } from '../../src/jobs/enqueue.ts';
import { failingGroups, runAgain, troublesOf, type Which } from '../../src/jobs/failing.ts';
import { type JobsDone, type JobWorker, job, startWorker } from '../../src/jobs/worker.ts';
import { collectLog, type Logged } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { type TestJob, type TestWork, testJobs } from '../support/test-jobs.ts';

let database: TestDatabase;
let db: Database;
let log: Logged;
let worker: JobWorker | undefined;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  log = collectLog();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await db.close();
  await database.drop();
});

async function start(work: Parameters<typeof testJobs>[0]): Promise<void> {
  await startAll(testJobs(work));
}

async function startAll(jobs: JobsDone, by: Database = db): Promise<void> {
  worker = await startWorker(database.url, by, jobs, log);
}

/** A database in which `ask` is done right before, or after, a job is put off: once. */
function asking(ask: () => Promise<void>, when: 'before' | 'after'): Database {
  let asked = false;
  return {
    ...db,
    async query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
      const isPostponing = !asked && text.includes('postponed');
      if (isPostponing) asked = true;
      if (isPostponing && when === 'before') await ask();
      const rows = await db.query<Row>(text, values);
      if (isPostponing && when === 'after') await ask();
      return rows;
    },
  };
}

const add = (name: TestJob, options: EnqueueOptions = {}) =>
  db.transaction(withoutDeadline, (tx) => enqueue(tx, name, {}, options));
/** Lets what waits for its next try have it at once. */
const hurry = () =>
  db.query(
    'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND attempts < max_attempts',
  );
const again = (which: Which) => db.transaction(withoutDeadline, (tx) => runAgain(tx, which));
const noted = () =>
  db.query<{ failures: number; records: string[] }>('SELECT failures, records FROM failing_job');
/** Waits, without the pauses between tries, until this many have failed. */
const failedTimes = (failures: number) =>
  expect
    .poll(async () => {
      const [found] = await noted();
      if ((found?.failures ?? 0) < failures) await hurry();
      return found?.failures ?? 0;
    })
    .toBeGreaterThanOrEqual(failures);
const jobs = () => db.query<{ id: string }>('SELECT id::text FROM graphile_worker._private_jobs');
const refreshes = () =>
  db.query<{ subject: string }>(
    `SELECT payload->>'subject' AS subject FROM graphile_worker._private_jobs WHERE key LIKE 'refresh %' ORDER BY 1`,
  );

/** A job that fails until it is mended. */
function breakable(error: unknown = new TypeError('copyFrom is not a function')) {
  let isBroken = true;
  let runs = 0;
  return {
    mend: () => {
      isBroken = false;
    },
    runs: () => runs,
    job: async () => {
      runs += 1;
      if (isBroken) throw error;
    },
  };
}

describe('a job that fails', () => {
  it('is told of from its second try on, with its reason and a reference that every line of the log has', async () => {
    const work = breakable(new Error('not read', { cause: new TypeError('copyFrom is not a function') }));
    await start({ work: work.job });
    await add('work');
    await failedTimes(1);
    const [first] = await noted();
    if (first?.failures === 1) expect(await failingGroups(db)).toEqual([]);
    await failedTimes(2);
    const [group] = await failingGroups(db);
    expect(group).toMatchObject({
      name: 'work',
      reason: 'program',
      jobs: 1,
      dead: 0,
      error: 'not read: copyFrom is not a function',
      nextTry: expect.any(Date),
    });
    expect(group?.reference).toMatch(/^[0-9A-F]{8}$/);
    const lines = log.lines.filter(({ message }) => message === 'job failed');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const { fields } of lines) {
      expect(fields).toMatchObject({ job: 'work', reason: 'program', reference: group?.reference });
      expect(fields.error).toMatch(/caused by TypeError: copyFrom is not a function/);
    }
  });

  it('is not told of any more once it has succeeded', async () => {
    const work = breakable();
    await start({ work: work.job });
    await add('work');
    await failedTimes(2);
    expect(await failingGroups(db)).toHaveLength(1);
    work.mend();
    await expect.poll(() => hurry().then(() => failingGroups(db))).toEqual([]);
    await expect.poll(noted).toEqual([]);
  });

  it('goes on being counted when the same work is asked for anew between its tries', async () => {
    const work = breakable();
    await start({ work: work.job });
    for (let n = 1; n <= 3; n += 1) {
      await add('work', { key: 'same' });
      await failedTimes(n);
    }
    expect(await failingGroups(db)).toMatchObject([{ jobs: 1 }]);
  });

  it('goes on being counted when the same work is asked for anew during each of its tries', async () => {
    let tries = 0;
    await start({
      async work() {
        tries += 1;
        if (tries < 4) await add('work', { key: 'same' });
        throw new Error('again');
      },
    });
    await add('work', { key: 'same' });
    await failedTimes(4);
    expect(await noted()).toHaveLength(1);
  });

  it('goes on being counted, once, when the same work is asked for anew between its failure and its end', async () => {
    let asked = 0;
    await startAll({
      work: job(
        'work' as TestJob,
        'jobs.name.announce',
        async () => {
          throw new Error('again');
        },
        // The failure is noted, and the worker has not heard of it yet.
        async () => {
          asked += 1;
          if (asked === 1) await add('work', { key: 'same' });
          return [];
        },
      ),
    } as JobsDone);
    await add('work', { key: 'same' });
    await failedTimes(4);
    await expect.poll(async () => (await jobs()).length).toBe(1);
    expect(asked).toBeGreaterThan(1);
    expect(await failingGroups(db)).toMatchObject([{ jobs: 1, dead: 0 }]);
  });

  it('is one job when it is asked for anew after it was given up', async () => {
    const work = breakable();
    await start({ work: work.job });
    await add('work', { key: 'same' });
    await failedTimes(1);
    await db.query('UPDATE graphile_worker._private_jobs SET attempts = max_attempts');
    await expect.poll(async () => (await failingGroups(db))[0]?.dead).toBe(1);
    work.mend();
    await add('work', { key: 'same' });
    await expect.poll(async () => (await jobs()).length).toBe(0);
    await expect.poll(noted).toEqual([]);
  });

  it('has not failed when it was asked to come back later', async () => {
    let tries = 0;
    await start({
      async work() {
        tries += 1;
        throw new RetryLater(0);
      },
    });
    await add('work');
    await expect.poll(() => hurry().then(() => tries)).toBeGreaterThan(2);
    expect(await noted()).toEqual([]);
    expect(await failingGroups(db)).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'is one job, and done, when it was asked to come back later and the same work is asked for anew right %s that',
    async (when) => {
      let tries = 0;
      const later = asking(() => add('work', { key: 'same' }), when);
      await startAll(
        testJobs({
          async work() {
            tries += 1;
            if (tries === 1) throw new RetryLater(3600);
          },
        }),
        later,
      );
      await add('work', { key: 'same' });
      await expect.poll(() => jobs()).toEqual([]);
      expect(tries).toBe(2);
      expect(await failingGroups(db)).toEqual([]);
    },
  );

  it('is grouped with others of its name and reason, the most first', async () => {
    const ours = breakable();
    const theirs = breakable(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }));
    await start({ ours: ours.job, theirs: theirs.job });
    await add('theirs');
    for (let n = 0; n < 3; n += 1) await add('ours');
    await expect
      .poll(async () => {
        await hurry();
        return (await failingGroups(db)).map(({ name, reason, jobs }) => ({ name, reason, jobs }));
      })
      .toEqual([
        { name: 'ours', reason: 'program', jobs: 3 },
        { name: 'theirs', reason: 'network', jobs: 1 },
      ]);
  });
});

describe('a job that gave up', () => {
  async function giveUp(work: TestWork): Promise<void> {
    await start({ work });
    await db.query(`SELECT graphile_worker.add_job('work', '{}'::json, max_attempts := 1)`);
    await expect.poll(() => failingGroups(db)).toMatchObject([{ dead: 1, nextTry: null }]);
  }

  it('is told of at once, and runs again when somebody has it run', async () => {
    const work = breakable();
    await giveUp(work.job);
    work.mend();
    expect(await again({ name: 'work', reason: 'database' })).toEqual([]);
    expect(await again({ name: 'work', reason: 'program' })).toHaveLength(1);
    await expect.poll(work.runs).toBe(2);
    await expect.poll(() => failingGroups(db)).toEqual([]);
  });

  it('runs again with all others that failed, whatever they are called and why', async () => {
    const work = breakable();
    await giveUp(work.job);
    await db.query(`SELECT graphile_worker.add_job('of-old', '{}'::json, max_attempts := 1)`);
    await db.query(`UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE task_id =
      (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'of-old')`);
    work.mend();
    expect(await again('all')).toHaveLength(2);
    await expect.poll(work.runs).toBe(2);
    await expect.poll(() => failingGroups(db)).toEqual([]);
  });

  it('is told of without a note of ours as well: one of before there were any', async () => {
    await db.query(`SELECT graphile_worker.add_job('of-old', '{}'::json, max_attempts := 1)`);
    await db.query(
      `UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = E'out of paper\\nat print'`,
    );
    expect(await failingGroups(db)).toMatchObject([
      { name: 'of-old', dead: 1, failures: 1, reason: 'program', error: 'out of paper' },
    ]);
  });
});

describe('the records that wait for a job', () => {
  it('are brought up to date when it keeps failing, know why, and are brought up to date when it is over', async () => {
    const work = breakable();
    await startAll({
      work: job('work', 'jobs.name.housekeeping', work.job, async () => ['import:1', 'import:2']),
    });
    await add('work');
    await failedTimes(1);
    await failedTimes(2);
    await expect.poll(refreshes).toEqual([{ subject: 'import:1' }, { subject: 'import:2' }]);
    expect(await troublesOf(db, 'import:2')).toMatchObject([{ name: 'work', reason: 'program' }]);
    expect(await troublesOf(db, 'import:3')).toEqual([]);
    // Not with every further failure.
    await db.query(`DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'refresh %'`);
    await failedTimes(3);
    expect(await refreshes()).toEqual([]);
    work.mend();
    // The last try may be noted already and not have ended yet.
    await expect.poll(() => again({ record: 'import:1' })).toHaveLength(1);
    await expect.poll(refreshes).toEqual([{ subject: 'import:1' }, { subject: 'import:2' }]);
    expect(await troublesOf(db, 'import:1')).toEqual([]);
  });

  it('are found at a later failure where the same fault kept us from finding them', async () => {
    const work = breakable();
    let isAway = true;
    await startAll({
      work: job('work', 'jobs.name.housekeeping', work.job, async (tx) => {
        await tx.query(isAway ? 'SELECT 1 FROM no_such_table' : 'SELECT 1');
        return ['import:1'];
      }),
    });
    await add('work');
    await failedTimes(2);
    expect(await failingGroups(db)).toHaveLength(1);
    expect(await troublesOf(db, 'import:1')).toEqual([]);
    isAway = false;
    await expect.poll(() => hurry().then(() => troublesOf(db, 'import:1'))).toHaveLength(1);
  });
});
