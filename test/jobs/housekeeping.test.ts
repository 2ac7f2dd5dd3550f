import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { housekeepingJob } from '../../src/jobs/housekeeping.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const now = new Date('2026-11-21T03:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60_000);

describe('I-5 housekeeping', () => {
  it('removes what keeps repeats of the platforms away some days later, by the clock of the database, and alarms that are long over', async () => {
    await db.query(
      `INSERT INTO taken_delivery (key, taken_at) SELECT d || ' days', now() - make_interval(days => d) FROM unnest('{2,4}'::int[]) d`,
    );
    await db.query('INSERT INTO alarm (begun_at, ended_at) VALUES ($1, $2), ($1, $3)', [
      daysAgo(200),
      daysAgo(181),
      daysAgo(179),
    ]);
    const job = housekeepingJob(db, () => now);
    await job({});
    await job({});
    expect(await db.query('SELECT key FROM taken_delivery')).toEqual([{ key: '2 days' }]);
    expect(await db.query('SELECT ended_at FROM alarm')).toEqual([{ ended_at: daysAgo(179) }]);
  });
});
