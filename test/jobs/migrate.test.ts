import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { takingJobs } from '../../src/jobs/fetching.ts';
import { migrateJobs } from '../../src/jobs/migrate.ts';
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

describe('replicas that start at the same moment', () => {
  it('U-13 all find the worker’s tables complete, and none of them ends because another one was there', async () => {
    for (let round = 0; round < 5; round += 1) {
      await db.query('DROP FUNCTION IF EXISTS graphile_worker._said_to_be_free() CASCADE');
      await db.query(`DROP FUNCTION IF EXISTS graphile_worker.${takingJobs}`);
      await Promise.all(Array.from({ length: 4 }, () => migrateJobs(database.url)));
      expect(await db.query(`SELECT 1 FROM pg_trigger WHERE tgname = '_said_to_be_free'`)).toHaveLength(1);
      expect(await db.query('SELECT 1 FROM pg_proc WHERE proname = $1', [takingJobs])).toHaveLength(1);
    }
  });

  it('U-13 have what this version of the program adds, whatever another one has left under its names', async () => {
    const sources = () =>
      db.query<{ prosrc: string }>('SELECT prosrc FROM pg_proc WHERE proname = ANY($1) ORDER BY proname', [
        ['_said_to_be_free', takingJobs],
      ]);
    await migrateJobs(database.url);
    const ours = await sources();
    expect(ours).toHaveLength(2);
    await db.query(
      `CREATE OR REPLACE FUNCTION graphile_worker.${takingJobs}(pool text, tasks int[]) RETURNS SETOF graphile_worker._private_jobs
       LANGUAGE plpgsql AS $$ BEGIN RETURN; END $$`,
    );
    expect(await sources()).not.toEqual(ours);
    await migrateJobs(database.url);
    expect(await sources()).toEqual(ours);
  });
});
