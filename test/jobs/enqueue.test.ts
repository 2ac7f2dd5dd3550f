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
