import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { enqueue, enqueueAll } from '../../src/jobs/enqueue.ts';
import { letterWithCard } from '../../src/neighbours/mail/mailer.ts';
import { refresh } from '../../src/posted/post.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

let database: SampleDatabase;
let db: Database;
let worker: pg.Client;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  worker = new pg.Client({ connectionString: database.url });
  await worker.connect();
});
afterAll(async () => {
  await worker.end();
  await db.close();
  await database.drop();
});

const jobs = (task: string) =>
  db.query<{ key: string | null; locked: boolean }>(
    `SELECT key, locked_at IS NOT NULL AS locked FROM graphile_worker.jobs WHERE task_identifier = $1 ORDER BY id`,
    [task],
  );

describe('a job with the key of one that a worker takes at this moment', () => {
  it.each([
    [
      'deadlines.tell',
      () =>
        db.transaction(withoutDeadline, (tx) => enqueue(tx, 'deadlines.tell', {}, { key: 'deadlines.tell' })),
    ],
    ['posted.refresh', () => db.transaction(withoutDeadline, (tx) => refresh(tx, 'user-id:1'))],
  ] as const)('A-2 is added beside it: %s', async (task, add) => {
    await add();
    // As the worker takes it, whose transaction ends a moment later.
    await worker.query('BEGIN');
    await worker.query(
      `UPDATE graphile_worker._private_jobs j SET locked_by = 'a worker', locked_at = now(), attempts = attempts + 1
       FROM graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier = $1`,
      [task],
    );
    const adding = add();
    const waiting = () => db.query(`SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`);
    await expect.poll(waiting).toHaveLength(1);
    await worker.query('COMMIT');
    await adding;
    expect(await jobs(task)).toEqual([
      { key: null, locked: true },
      { key: expect.any(String), locked: false },
    ]);
  });
});

describe('a job that is added by one statement', () => {
  /** Each adds it in a transaction that is undone, by one way, to a table with only what is there before. */
  async function left(added: string, before: string): Promise<unknown[]> {
    await worker.query('BEGIN');
    try {
      await worker.query('DELETE FROM graphile_worker._private_jobs');
      if (before) await worker.query(before);
      await worker.query(added);
      const { rows } = await worker.query(
        `SELECT t.identifier, q.queue_name, j.payload, j.priority, j.attempts, j.max_attempts, j.last_error, j.key, j.locked_by, j.flags, j.revision,
           j.run_at - now() AS due FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id ORDER BY j.id`,
      );
      return rows;
    } finally {
      await worker.query('ROLLBACK');
    }
  }
  const waiting = `SELECT graphile_worker.add_job('posted.home', '{"a": 1}', 'queue 1', now() + interval '1 day', 7, 'known', 3, ARRAY['f'])`;
  const known = (change: string) =>
    `DO $do$ BEGIN PERFORM graphile_worker.add_job('posted.home', '{"a": 1}', 'queue 1', NULL, 7, 'known'); UPDATE graphile_worker._private_jobs SET ${change}; END $do$`;

  it.each([
    ['is new', ''],
    ['replaces one that waits', waiting],
    ['replaces one that waits for its next try', known(`attempts = 3, last_error = 'refused'`)],
    ['joins one that runs', known(`attempts = 1, locked_at = now(), locked_by = 'a worker'`)],
    ['joins one that was given up', known('attempts = max_attempts')],
  ])('A-2 is left as by the function of the library: one that %s', async (_, before) => {
    for (const given of [
      `'posted.refresh', '{"b": 2}', queue_name := 'queue 2', job_key := 'known', priority := 5`,
      `'posted.refresh', '{"b": 2}', job_key := 'known', run_at := now() + interval '2 days'`,
      `'posted.refresh', NULL, queue_name := 'queue 1'`,
      `'named.never', '{"b": 2}', queue_name := 'queue that nobody has named', job_key := 'known'`,
      `'posted.refresh', '{"b": 2}', queue_name := 'queue that nobody has named', job_key := 'known'`,
    ]) {
      const ours = await left(`SELECT enqueue_job(${given})`, before);
      expect(ours).not.toEqual([]);
      expect(ours, given).toEqual(await left(`SELECT graphile_worker.add_job(${given})`, before));
    }
  });

  it('U-10 wakes the workers once, however many are added in a transaction', async () => {
    const heard: unknown[] = [];
    const listener = new pg.Client({ connectionString: database.url });
    await listener.connect();
    try {
      listener.on('notification', ({ payload }) => heard.push(payload));
      await listener.query('LISTEN "jobs:insert"');
      await db.transaction(withoutDeadline, async (tx) => {
        for (const key of ['one', 'two']) await enqueue(tx, 'deadlines.tell', {}, { key });
      });
      await db.transaction(withoutDeadline, (tx) => enqueue(tx, 'deadlines.tell', {}, { key: 'three' }));
      await expect.poll(() => heard).toEqual(['{"count":1}', '{"count":1}']);
    } finally {
      await listener.end();
    }
  });
});

describe('a letter that leads to a card', () => {
  const card = (key: string, told: { messageId?: string; failure?: string }) =>
    db.query(
      `INSERT INTO posted_card (key, card, subject, args, thread, live, message_id, failure) VALUES ($1, 'user-id.approval', 'user-id:1', '{}', $1, true, $2, $3)`,
      [key, told.messageId ?? null, told.failure ?? null],
    );
  const waits = async (key: string) => {
    await db.transaction(withoutDeadline, (tx) =>
      enqueueAll(tx, [
        letterWithCard({
          key,
          letter: 'user-id.waiting',
          subject: 1,
          args: { personId: 1, stage: 'WAITING_ATASAN' },
        }),
      ]),
    );
    const [job] = await db.query<{ waits: boolean }>(
      `SELECT run_at > now() AS waits FROM graphile_worker.jobs WHERE key = 'mail ' || $1`,
      [key],
    );
    return job?.waits;
  };

  it.each([
    ['stands already', { messageId: '1.1' }, false],
    ['cannot stand', { failure: 'no_chat_account' }, false],
    ['is still to be brought', {}, true],
  ] as const)(
    'U-10 waits for it only where it is still to be brought: one that %s',
    async (name, told, isWaiting) => {
      await card(name, told);
      expect(await waits(name)).toBe(isWaiting);
      // Told once more, while it waits in its queue.
      expect(await waits(name)).toBe(isWaiting);
    },
  );
});
