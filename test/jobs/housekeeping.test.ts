import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { housekeepingJob, sweep } from '../../src/jobs/housekeeping.ts';
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
const left = async (table: 'taken_delivery' | 'used_key') =>
  (await db.query<{ key: string }>(`SELECT key FROM ${table} ORDER BY key`)).map(({ key }) => key);

describe('I-5 housekeeping', () => {
  it('removes what has served its purpose for as long as is said of it, of everybody and of a desk, and nothing else', async () => {
    await db.query('CREATE TABLE used_key (key text PRIMARY KEY, taken_at timestamptz NOT NULL)');
    await db.query(`INSERT INTO used_key VALUES ('2 days', $1), ('4 days', $2)`, [daysAgo(2), daysAgo(4)]);
    // What keeps a platform's repeats away is stamped by the database, whatever our own clock shows.
    await db.query(
      `INSERT INTO taken_delivery (key, taken_at) SELECT d || ' days', now() - make_interval(days => d) FROM unnest('{2,4}'::int[]) d`,
    );
    const desks = [sweep('DELETE FROM used_key WHERE taken_at < $1', 3)];
    const job = housekeepingJob(db, () => now, desks);
    await job({});
    await job({});
    expect(await left('taken_delivery')).toEqual(['2 days']);
    expect(await left('used_key')).toEqual(['2 days']);
  });

  it('G-3 forgets the secret of an enrolment that was left, and none that is confirmed', async () => {
    await db.query(`INSERT INTO person (email, name) VALUES ('ponsel@x', 'Ponsel')`);
    for (const confirmed of [null, daysAgo(2)])
      await db.query(
        `INSERT INTO authenticator (person_id, secret, begun_at, confirmed_at) SELECT id, '', $1, $2 FROM person`,
        [daysAgo(2), confirmed],
      );
    await housekeepingJob(db, () => now, [])({});
    expect(await db.query('SELECT confirmed_at FROM authenticator')).toEqual([{ confirmed_at: daysAgo(2) }]);
  });
});
