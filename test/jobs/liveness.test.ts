import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { giveBack } from '../../src/jobs/liveness.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let client: pg.Client;
let other: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  other = new pg.Client({ connectionString: database.url });
  await Promise.all([client.connect(), other.connect()]);
});
afterAll(async () => {
  await Promise.all([client.end(), other.end()]);
  await database.drop();
});

const add = () => other.query(`SELECT graphile_worker.add_job('posted.refresh', '{}', job_key := 'same')`);

it.each([1, 2, 3])(
  'work that is asked for anew while it is given back is one job that runs: before statement %i',
  async (at) => {
    await client.query('DELETE FROM graphile_worker._private_jobs');
    await add();
    await client.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now(), attempts = 1`,
    );

    let asked: Promise<unknown> | undefined;
    let isDone = false;
    const isWaiting = async () => {
      const { rows } = await client.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    };
    let statement = 0;
    const query = async (...args: [string, unknown[]]) => {
      // The first one begins the transaction.
      if (statement === at) {
        asked = add().finally(() => {
          isDone = true;
        });
        await expect.poll(async () => isDone || (await isWaiting())).toBe(true);
      }
      statement += 1;
      return client.query(...args);
    };
    await giveBack({ query } as unknown as pg.Client, ['dead']);
    await asked;
    expect(asked).toBeDefined();

    // Whoever asked before the first statement has the work done by a second job, and the first once more.
    const { rows } = await client.query(
      'SELECT key, attempts < max_attempts AS runs, locked_by FROM graphile_worker._private_jobs ORDER BY id',
    );
    expect(rows.filter(({ key }) => key === 'same')).toHaveLength(1);
    for (const row of rows) expect(row).toMatchObject({ runs: true, locked_by: null });
  },
);
