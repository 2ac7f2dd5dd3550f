import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Messenger, Undeliverable } from '../../src/chat/messenger.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import { forgetEnded, tellWaiting } from '../../src/jobs/failing.ts';
import type { People } from '../../src/people/contexts.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { refresh, refreshLater } from '../../src/posted/post.ts';
import { retryUnreached } from '../../src/posted/unreached.ts';
import { ownRetention } from '../../src/retention/own.ts';
import { retentionJobs } from '../../src/retention/run.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { plantPerson } from '../support/planted-people.ts';
import { daysIn, takeStep, usualDays } from '../support/retention.ts';

let database: SampleDatabase;
let db: Database;
let clicks: Database;
let person: number;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  clicks = openDatabase(database.url, { timeoutMs: 60_000 });
  person = await plantPerson(db, 'penerima@nusantara.example', 'PENERIMA');
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, direct) VALUES ('slack', 'T1', 'U1', $1, 'D1')`,
    [person],
  );
});
afterAll(async () => {
  await clicks.close();
  await db.close();
  await database.drop();
});
beforeEach(() => db.query('WITH noted AS (DELETE FROM failing_job) DELETE FROM posted_card'));

const card = (key: string, more: { postedAt?: Date; failure?: string; subject?: string }) =>
  db.query(
    `INSERT INTO posted_card (key, card, subject, args, person_id, thread, live, created_at, posted_at, failure, message_id, platform, channel)
     VALUES ($1, 'user-id.root', $8, '{}', $2, $1, true, now(), $3, $4, $5, $6, $7)`,
    [
      key,
      person,
      more.postedAt,
      more.failure,
      ...(more.postedAt ? ['17.1', 'slack', 'D1'] : [null, null, null]),
      more.subject ?? 'user-id:1',
    ],
  );

const everybody = { t: translate('id'), actor: { id: 0, roles: [] }, surface: 'slack' } as unknown as Context;
const jobs = () =>
  deliveryJobs({
    db,
    people: { contextOf: async () => everybody } as unknown as People,
    messengers: [
      {
        platform: 'slack',
        post: async () => {
          throw new Undeliverable('is_archived');
        },
        find: async () => null,
        lookup: async () => null,
      } as Partial<Messenger> as Messenger,
    ],
    cards: new Map([['user-id.root', async () => ({ title: 'UID-1', parts: [], buttons: [] })]]),
    overview: () => Promise.reject(new Error('nobody has a Home')),
    clock: () => new Date(),
    log: collectLog(),
  });

/** Does it while somebody changes the record, who holds its first copy by then and takes the others only once it waits for that, or has waited for nothing. */
async function besideAChange(
  work: () => Promise<unknown>,
  change: (tx: Tx) => Promise<unknown> = (tx) => refresh(tx, 'user-id:1'),
): Promise<void> {
  let done: Promise<unknown> = Promise.resolve();
  await clicks.transaction(withoutDeadline, async (tx) => {
    await tx.query(`SELECT 1 FROM posted_card WHERE key = 'pertama' FOR UPDATE`);
    let isDone = false;
    done = work().finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    await expect
      .poll(async () => {
        const [waiting] = await db.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return isDone || waiting?.count === 1;
      })
      .toBe(true);
    await change(tx);
  });
  await done;
}

const failureOf = async (key: string) =>
  (await db.query<{ failure: string | null }>('SELECT failure FROM posted_card WHERE key = $1', [key]))[0]
    ?.failure;

describe('U-13 whoever changes a record while one of its cards', () => {
  it('is tried again for somebody who can be reached now waits for nobody in a circle', async () => {
    await card('pertama', { postedAt: new Date() });
    await card('kedua', { failure: 'no_chat_account' });
    await besideAChange(() => db.transaction(withoutDeadline, (tx) => retryUnreached(tx, person)));
    expect(await failureOf('kedua')).toBeNull();
  });

  it('cannot be delivered waits for nobody in a circle', async () => {
    await card('pertama', { postedAt: new Date() });
    await card('kedua', {});
    await besideAChange(() => jobs()['posted.deliver']({ thread: 'kedua' }));
    expect(await failureOf('kedua')).toBe('is_archived');
  });

  it('says less at the end of its period waits for nobody in a circle', async () => {
    const now = new Date();
    await card('pertama', { postedAt: now });
    await card('kedua', { postedAt: now });
    await db.query(
      `UPDATE posted_card SET card = 'satker.report', args = '{"said": 1}', created_at = now() - interval '2 years' WHERE key = 'kedua'`,
    );
    const told = retentionJobs({
      db,
      clock: () => now,
      rules: ownRetention.filter(({ kind }) => kind === 'posted.told'),
      daysKept: daysIn(usualDays),
      most: 100,
    });
    await told['retention.begin']({});
    const step = (await takeStep(db)) ?? { run: 0 };
    await besideAChange(() => told['retention.step'](step));
    expect(await db.query(`SELECT args FROM posted_card WHERE key = 'kedua'`)).toEqual([{ args: {} }]);
    // The record's cards are brought up to date all the same.
    const asked = await db.query(
      `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'erasure.named'`,
    );
    expect(asked).toHaveLength(1);
  });
});

describe('U-13 whoever changes several records at once, whose copies are in another order than they are, while', () => {
  const records = ['user-id:1', 'user-id:2'];
  beforeEach(async () => {
    await card('pertama', { postedAt: new Date(), subject: 'user-id:2' });
    await card('kedua', { postedAt: new Date() });
    // Jobs that are done with by now.
    await db.query(
      `INSERT INTO failing_job (job_id, name, records, failures, reason, error, reference)
       SELECT -n, 'imports.run', ARRAY['user-id:' || n], 2, 'program', 'gagal', 'R' || n FROM generate_series(1, 2) AS n`,
    );
  });
  const besideSeveral = (work: () => Promise<unknown>) =>
    besideAChange(work, (tx) => refreshLater(tx, records));
  const revisions = () => db.query('SELECT key, revision FROM posted_card ORDER BY id');
  const bothTwice = [
    { key: 'pertama', revision: 2 },
    { key: 'kedua', revision: 2 },
  ];

  it('a job fails that their cards wait for waits for nobody in a circle', async () => {
    await besideSeveral(() =>
      tellWaiting(db, '-3', { failures: 2, isLast: false }, async () => [...records]),
    );
    expect(await revisions()).toEqual(bothTwice);
  });

  it('jobs are done with that their cards waited for waits for nobody in a circle', async () => {
    await besideSeveral(() => forgetEnded(db));
    expect(await revisions()).toEqual(bothTwice);
  });
});
