import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { stuckGroups } from '../../src/jobs/stuck.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 1, timeoutMs: 30_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** A job as the worker keeps it; `set` is SQL. */
async function job(name: string, set: string): Promise<void> {
  await db.query(`SELECT enqueue_job($1, '{"nik": "3173051201900001"}')`, [name]);
  await db.query(
    `UPDATE graphile_worker._private_jobs j SET ${set} FROM graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier = $1`,
    [name],
  );
}
const minutesAgo = (n: number) => `now() - interval '${n} minutes'`;

it('says what is due or runs for more than ten minutes, without what it is given, and nothing of what has failed for good', async () => {
  await job('mail.send', `run_at = ${minutesAgo(12)}`);
  await job('imports.run', `run_at = ${minutesAgo(30)}, locked_at = ${minutesAgo(20)}, locked_by = 'one'`);
  await job('posted.refresh', `run_at = ${minutesAgo(9)}`);
  await job('satker.digit', `run_at = ${minutesAgo(30)}, locked_at = ${minutesAgo(9)}, locked_by = 'one'`);
  await job('audit.note', `run_at = ${minutesAgo(30)}, attempts = max_attempts`);
  await job('sign.crl', `run_at = now() + interval '1 hour'`);
  const found = await stuckGroups(db);
  expect(found.map(({ name, running, jobs }) => [name, running, jobs])).toEqual([
    ['imports.run', true, 1],
    ['mail.send', false, 1],
  ]);
  expect(JSON.stringify(found)).not.toContain('3173');
});
