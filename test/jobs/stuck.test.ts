import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { failingGroups } from '../../src/jobs/failing.ts';
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

it('says once of a job that fails and is due again without being taken: among those that fail', async () => {
  const waits = async (failures: number) => {
    await db.query(
      `INSERT INTO failing_job (job_id, name, records, failures, reason, error, reference)
       SELECT j.id, 'audit.seal', '{}', $1, 'database', 'connection refused', 'A1B2C3D4'
       FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'audit.seal'
       ON CONFLICT (job_id) DO UPDATE SET failures = $1`,
      [failures],
    );
    const [failing, stuck] = await Promise.all([failingGroups(db), stuckGroups(db)]);
    const named = (groups: { name: string }[]) => groups.filter(({ name }) => name === 'audit.seal').length;
    return { failing: named(failing), stuck: named(stuck), overdue: failing.some(({ overdue }) => overdue) };
  };
  await job('audit.seal', `run_at = ${minutesAgo(12)}, attempts = 1`);
  expect(await waits(1)).toEqual({ failing: 0, stuck: 1, overdue: false });
  expect(await waits(2)).toEqual({ failing: 1, stuck: 0, overdue: true });
  await db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
  expect(await waits(3)).toEqual({ failing: 1, stuck: 0, overdue: false });
});
