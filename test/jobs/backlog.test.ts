import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformFault } from '../../src/chat/messenger.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { enqueue } from '../../src/jobs/enqueue.ts';
import { type JobWorker, startWorker } from '../../src/jobs/worker.ts';
import { collectLog } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { testJobs } from '../support/test-jobs.ts';

let database: TestDatabase;
let db: Database;
let worker: JobWorker | undefined;
let isDown: boolean;
let tried: number[];
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  isDown = true;
  tried = [];
});
afterEach(async () => {
  await worker?.stop();
  await db.close();
  await database.drop();
});

const deliver = async ({ n }: { n?: number }): Promise<void> => {
  tried.push(Number(n));
  if (isDown) throw new PlatformFault('service_unavailable');
};
const jobs = () =>
  db.query<{ n: number; attempts: number; far: boolean }>(
    `SELECT (payload->>'n')::int AS n, attempts, run_at > now() + interval '1 hour' AS far
     FROM graphile_worker._private_jobs ORDER BY id`,
  );

/** This many deliveries, which have all failed for hours: the next tries are hours away. */
async function owe(many: number): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    for (let n = 0; n < many; n += 1) await enqueue(tx, 'work', { n }, { queue: 'one' });
  });
  worker = await startWorker(database.url, db, testJobs({ work: deliver }), collectLog());
  await expect
    .poll(async () => (await db.query('SELECT 1 FROM failing_job')).length, { interval: 20 })
    .toBe(many);
  await expect.poll(async () => (await jobs()).every(({ attempts }) => attempts > 0)).toBe(true);
  await db.query(
    `UPDATE graphile_worker._private_jobs SET attempts = 12, run_at = now() + interval '6 hours'`,
  );
  tried = [];
  await db.query(`UPDATE failing_job SET failures = 12, tried_at = now() - interval '3 hours'`);
}

describe('what an outage of hours has held up', () => {
  it('U-13 goes out by itself soon after the first answer, in the order in which it was asked for', async () => {
    await owe(12);
    isDown = false;
    await expect.poll(jobs).toEqual([]);
    expect(tried).toEqual(Array.from({ length: 12 }, (_, n) => n));
  });

  it('U-13 is tried by one of it now and then while the outage lasts, which uses up nobody’s tries', async () => {
    await owe(12);
    await expect.poll(() => tried).toEqual([0]);
    await expect.poll(async () => (await jobs()).filter(({ far }) => far).length).toBe(12);
    expect((await jobs()).map(({ attempts }) => attempts)).toEqual(Array.from({ length: 12 }, () => 12));
    // Another time it is another one, so that one which fails for ever does not hold up the rest.
    await db.query(`UPDATE failing_job SET tried_at = tried_at - interval '1 minute'`);
    await expect.poll(() => tried).toEqual([0, 1]);
  });
});
