import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { atOnce, tellingMs, WorkerClient } from '../../src/jobs/fetching.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  db = new WorkerClient({ connectionString: database.url });
  await db.connect();
});
beforeEach(() => db.query('DELETE FROM graphile_worker._private_jobs'));
afterAll(async () => {
  await db.end();
  await database.drop();
});

const add = (key: string, queue: string | null, priority = 0) =>
  db.query('SELECT graphile_worker.add_job($1, job_key := $2, queue_name := $3, priority := $4)', [
    'posted.refresh',
    key,
    queue,
    priority,
  ]);

/** As the library asks, by the name that it has for as many. */
async function fetched(pool = 'one'): Promise<string[]> {
  const { rows: tasks } = await db.query('SELECT id FROM graphile_worker._private_tasks');
  const { rows } = await db.query({
    name: `get_job${atOnce}/graphile_worker`,
    text: 'SELECT whatever the library asks',
    values: [pool, tasks.map(({ id }) => id)],
  });
  for (const row of rows) expect(row).toMatchObject({ attempts: 1, task_id: tasks[0].id });
  const { rows: held } = await db.query(
    'SELECT id FROM graphile_worker._private_jobs WHERE locked_by = $1 AND id = ANY($2)',
    [pool, rows.map(({ id }) => id)],
  );
  expect(held).toHaveLength(rows.length);
  return rows.map(({ key }) => key);
}

const done = (key: string) =>
  db.query(
    `WITH done AS (DELETE FROM graphile_worker._private_jobs WHERE key = $1 RETURNING job_queue_id)
     UPDATE graphile_worker._private_job_queues q SET locked_by = NULL, locked_at = NULL FROM done WHERE q.id = done.job_queue_id`,
    [key],
  );

it('several jobs are fetched at once, but of one queue the next only once the one before is done', async () => {
  for (const key of ['a1', 'a2', 'a3']) await add(key, 'a');
  await add('b1', 'b');
  expect(await fetched()).toEqual(['a1', 'b1']);
  expect(await fetched('two')).toEqual([]);
  await done('a1');
  expect(await fetched('two')).toEqual(['a2']);
});

it('they come in their order, the urgent first, and as many as were asked for', async () => {
  await add('later', null, 5);
  for (const key of ['one', 'two', 'three', 'four', 'five']) await add(key, null);
  expect(await fetched()).toEqual(['one', 'two', 'three', 'four']);
  expect(await fetched()).toEqual(['five', 'later']);
});

it('what a flood has left in one queue stands in nobody’s way', async () => {
  for (let n = 0; n < 50; n += 1) await add(`flood ${n}`, 'flood');
  await add('mine', 'mine');
  expect(await fetched()).toEqual(['flood 0', 'mine']);
});

it('ends that are noted together hold their jobs by their keys, as whoever adds several does', async () => {
  await add('z', 'queue of z');
  await add('a', 'queue of a');
  expect((await fetched()).toSorted()).toEqual(['a', 'z']);
  const { rows: jobs } = await db.query<{ id: string }>(
    'SELECT id FROM graphile_worker._private_jobs ORDER BY id',
  );
  const adding = new pg.Client({ connectionString: database.url });
  await adding.connect();
  try {
    const hold = (key: string) =>
      adding.query('SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1 FOR UPDATE NOWAIT', [key]);
    await adding.query('BEGIN');
    await hold('a');
    const noted = db.query({
      name: 'complete_job_q/graphile_worker',
      text: 'UPDATE whatever the library asks',
      values: [jobs.map(({ id }) => id), 'one'],
    });
    await expect
      .poll(async () => {
        // Within a transaction what others do is read once.
        await adding.query('SELECT pg_stat_clear_snapshot()');
        const { rows } = await adding.query(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%_private_job_queues%' AND pid <> pg_backend_pid() AND datname = current_database()",
        );
        return rows.length;
      })
      .toBe(1);
    await hold('z');
    await adding.query('COMMIT');
    await noted;
    expect((await db.query('SELECT 1 FROM graphile_worker._private_jobs')).rows).toEqual([]);
  } finally {
    await adding.end();
  }
});

it('the first that is told of is looked for at once, and those shortly after it together', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  try {
    const told: string[] = [];
    const listening = new WorkerClient();
    listening.on('notification', ({ payload = '' }) => told.push(payload));
    const tell = async (payload: string) => {
      listening.emit('notification', { channel: 'jobs:insert', payload });
      await Promise.resolve();
    };
    await tell('first');
    expect(told).toEqual(['first']);
    for (const one of ['second', 'third', 'fourth']) await tell(one);
    expect(told).toEqual(['first']);
    // What tells of none is no news of jobs, and waits for nothing.
    await tell('{"count":-1}');
    expect(told).toEqual(['first', '{"count":-1}']);
    await vi.advanceTimersByTimeAsync(tellingMs);
    expect(told).toEqual(['first', '{"count":-1}', 'second']);
    await vi.advanceTimersByTimeAsync(tellingMs);
    await tell('later');
    expect(told.at(-1)).toBe('later');
  } finally {
    vi.useRealTimers();
  }
});
