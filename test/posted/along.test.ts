import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Messenger, Undeliverable } from '../../src/chat/messenger.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { RetryLater } from '../../src/core/errors.ts';
import { named } from '../../src/core/same-person.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { enqueueAll } from '../../src/jobs/enqueue.ts';
import { letterWithCard } from '../../src/neighbours/mail/mailer.ts';
import type { People } from '../../src/people/contexts.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { post } from '../../src/posted/post.ts';
import { collectLog } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4, timeoutMs: 60_000 });
  await db.query(
    `INSERT INTO person (id, email, name) VALUES (7, 'rina@nusantara.example', 'Rina'), (8, 'bima@nusantara.example', 'Bima')`,
  );
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, direct) VALUES ('slack', 'T1', 'U7', 7, 'D7'), ('slack', 'T1', 'U8', 8, 'D8')`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const now = new Date('2026-06-01T03:00:00Z');
const people = {
  contextOf: async (id: number) => ({
    actor: { id, name: '', email: '', registered: true, roles: [], identity: named({}) },
    surface: 'slack',
    now,
    t: translate('id'),
    time: (at: Date) => formatTime('id', 'Asia/Jakarta', at),
  }),
} as unknown as People;

/** What is posted where, in order; and what stands in the way of a card. */
let posted: string[] = [];
let meanwhile: (key: string) => void | Promise<void>;
beforeEach(async () => {
  posted = [];
  meanwhile = () => {};
  await db.query('TRUNCATE posted_card CASCADE');
  await db.query('DELETE FROM graphile_worker._private_jobs');
});
afterEach(() => {
  vi.restoreAllMocks();
});

const messenger = {
  platform: 'slack',
  async post({ channel, key }) {
    await meanwhile(key);
    posted.push(`${channel} ${key}`);
    return `${posted.length}.1`;
  },
  find: async () => null,
} as Pick<Messenger, 'platform' | 'post' | 'find'> as Messenger;

/** Does the job of a thread, whose queue is busy as long as it lasts. */
async function deliver(thread: string): Promise<void> {
  const busy = (by: string) =>
    db.query(
      `UPDATE graphile_worker._private_job_queues q SET locked_by = 'a worker', locked_at = ${by}
       FROM graphile_worker._private_jobs j WHERE j.job_queue_id = q.id AND j.key = 'deliver ' || $1`,
      [thread],
    );
  await busy('now()');
  await deliverHere(thread).finally(() => busy('NULL'));
}

const deliverHere = (thread: string) =>
  deliveryJobs({
    db,
    people,
    messengers: [messenger],
    cards: new Map([['user-id.root', async () => ({ title: 'Permohonan', parts: [], buttons: [] })]]),
    overview: () => Promise.reject(new Error('nobody has a Home')),
    clock: () => now,
    log: collectLog(),
  })['posted.deliver']({ thread });

const owed = (personId: number, ...keys: string[]) =>
  db.transaction(withoutDeadline, (tx) =>
    post(
      tx,
      keys.map((key) => ({
        key,
        card: 'user-id.root',
        subject: `record:${key}`,
        live: false,
        personId,
        ...(key.includes(' ') && { thread: key.split(' ')[0] }),
      })),
    ),
  );

/** The keys of the jobs that are left, but for the one that runs. */
const left = async () =>
  (
    await db.query<{ key: string }>(
      `SELECT key FROM graphile_worker._private_jobs WHERE key LIKE 'deliver %' ORDER BY key`,
    )
  ).map(({ key }) => key);
/** The statements in this database that wait for somebody's lock. */
const waiting = () =>
  db.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);
/** Which cards are looked for before they are sent again. */
const sought = async () =>
  (
    await db.query<{ key: string }>(
      'SELECT key FROM posted_card WHERE attempted_at IS NOT NULL AND posted_at IS NULL ORDER BY id',
    )
  ).map(({ key }) => key);

describe('what is due to somebody in several threads', () => {
  it("U-10 goes out by the first of their jobs, thread by thread, and the others end; nobody else's does", async () => {
    await owed(7, 'a', 'a 1');
    await owed(8, 'b');
    await owed(7, 'c', 'c 1');
    await deliver('c');
    expect(posted).toEqual(['D7 c', 'D7 c 1', 'D7 a', 'D7 a 1']);
    expect(await left()).toEqual(['deliver b', 'deliver c']);
  });

  it('U-10 goes out in turns of eight threads', async () => {
    await owed(7, ...Array.from({ length: 12 }, (_, n) => `t${n + 10}`));
    await deliver('t10');
    expect(posted).toHaveLength(8);
    expect(await left()).toEqual(['deliver t10', 'deliver t18', 'deliver t19', 'deliver t20', 'deliver t21']);
  });

  it('U-10 is left to its own job where that has failed, or waits for its time', async () => {
    await owed(7, 'a', 'b', 'c', 'd');
    await db.query(`UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE key = 'deliver b'`);
    await db.query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour' WHERE key = 'deliver c'`,
    );
    await deliver('a');
    expect(posted).toEqual(['D7 a', 'D7 d']);
    expect(await left()).toEqual(['deliver a', 'deliver b', 'deliver c']);
  });

  it('U-10 is left to its own job from the first on that fails, which says so itself; only that one is looked for', async () => {
    await owed(7, 'a', 'b', 'c', 'd');
    meanwhile = (key) => {
      if (key === 'c') throw new Error('the platform broke');
    };
    await deliver('a');
    expect(posted).toEqual(['D7 a', 'D7 b']);
    expect(await left()).toEqual(['deliver a', 'deliver c', 'deliver d']);
    expect(await sought()).toEqual(['c']);
    await expect(deliver('c')).rejects.toThrow('the platform broke');
  });

  it('U-10 waits where the platform asks for that, and nothing of it is looked for', async () => {
    await owed(7, 'a', 'b', 'c');
    meanwhile = () => {
      throw new RetryLater(1);
    };
    await expect(deliver('a')).rejects.toThrow(RetryLater);
    expect(posted).toEqual([]);
    expect(await left()).toEqual(['deliver a', 'deliver b', 'deliver c']);
    expect(await sought()).toEqual([]);
  });

  it('U-10 goes on after a card that nobody takes', async () => {
    await owed(7, 'a', 'b', 'c');
    meanwhile = (key) => {
      if (key === 'b') throw new Undeliverable('too long');
    };
    await deliver('a');
    expect(posted).toEqual(['D7 a', 'D7 c']);
    expect(await left()).toEqual(['deliver a']);
    expect(await db.query(`SELECT failure FROM posted_card WHERE key = 'b'`)).toEqual([
      { failure: 'too long' },
    ]);
  });

  it('U-10 keeps the job of a thread in which something is due anew by then', async () => {
    await owed(7, 'a', 'b', 'c');
    meanwhile = async (key) => {
      if (key === 'b') await owed(7, 'b 2');
    };
    await deliver('a');
    expect(posted).toEqual(['D7 a', 'D7 b', 'D7 c']);
    expect(await left()).toEqual(['deliver a', 'deliver b']);
    await deliver('b');
    expect(posted).toEqual(['D7 a', 'D7 b', 'D7 c', 'D7 b 2']);
  });

  it('T-3 is taken anew where posting the others has taken long: who may see it may be another by then', async () => {
    await owed(7, 'a', 'b', 'c');
    const begun = performance.now();
    meanwhile = (key) => {
      if (key === 'b') vi.spyOn(performance, 'now').mockReturnValue(begun + 1500);
    };
    await deliver('a');
    expect(posted).toEqual(['D7 a', 'D7 b']);
    expect(await left()).toEqual(['deliver a', 'deliver c']);
    expect(await sought()).toEqual([]);
  });

  it('A-2 holds the jobs of the letters that lead there by their keys, as whoever adds several does', async () => {
    await owed(7, 'b', 'a');
    const letter = (key: string) =>
      letterWithCard({
        key,
        letter: 'user-id.waiting',
        subject: 1,
        args: { personId: 7, stage: 'WAITING_ATASAN' },
      });
    await db.transaction(withoutDeadline, (tx) => enqueueAll(tx, [letter('a'), letter('b')]));
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      const hold = (key: string) =>
        other.query('SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1 FOR UPDATE NOWAIT', [key]);
      await other.query('BEGIN');
      await hold('mail a');
      const delivered = deliver('b');
      await expect.poll(() => waiting()).toHaveLength(1);
      await hold('mail b');
      await other.query('ROLLBACK');
      await delivered;
    } finally {
      await other.end();
    }
    const due = await db.query(
      `SELECT key FROM graphile_worker.jobs WHERE key LIKE 'mail %' AND run_at <= now() ORDER BY key`,
    );
    expect(due).toEqual([{ key: 'mail a' }, { key: 'mail b' }]);
  });

  it('U-10 is looked for first after a crash, whichever of their jobs comes first', async () => {
    await owed(7, 'a', 'b');
    await db.query('UPDATE posted_card SET attempted_at = $1', [now]);
    const sought: string[] = [];
    vi.spyOn(messenger, 'find').mockImplementation(async (_channel, _under, key) => {
      sought.push(key);
      return key === 'b' ? '9.9' : null;
    });
    await deliver('a');
    expect(sought).toEqual(['a', 'b']);
    expect(posted).toEqual(['D7 a']);
    expect(await db.query(`SELECT message_id AS at FROM posted_card WHERE key = 'b'`)).toEqual([
      { at: '9.9' },
    ]);
  });

  it('U-10 is noted at once on a platform that cannot be asked what stands there', async () => {
    await owed(7, 'a', 'b');
    const { find } = messenger;
    delete messenger.find;
    const standing = () =>
      db.query<{ key: string }>('SELECT key FROM posted_card WHERE message_id IS NOT NULL');
    let before: unknown;
    meanwhile = async (key) => {
      if (key === 'b') before = await standing();
    };
    await deliver('a').finally(() => Object.assign(messenger, { find }));
    expect(before).toEqual([{ key: 'a' }]);
    expect(await left()).toEqual(['deliver a']);
  });

  it('U-10 is left to its own job where that is in no queue that is busy by this one, or is being asked for anew', async () => {
    await owed(7, 'a', 'b', 'c');
    await db.query(
      `UPDATE graphile_worker._private_jobs SET job_queue_id = (SELECT id FROM graphile_worker._private_job_queues WHERE queue_name = 'bulk 0') WHERE key = 'deliver b'`,
    );
    const asking = new pg.Client({ connectionString: database.url });
    await asking.connect();
    try {
      meanwhile = async (key) => {
        if (key !== 'c') return;
        await asking.query('BEGIN');
        await asking.query(`SELECT 1 FROM graphile_worker._private_jobs WHERE key = 'deliver c' FOR UPDATE`);
      };
      await deliver('a');
    } finally {
      await asking.end();
    }
    expect(posted).toEqual(['D7 a', 'D7 c']);
    expect(await left()).toEqual(['deliver a', 'deliver b', 'deliver c']);
  });

  it('A-2 is put back in the order of ids, as whoever changes its record holds it', async () => {
    await owed(7, 'a', 'b', 'c');
    // The later rows lie first.
    await db.query(`UPDATE posted_card SET args = args WHERE key = 'c'`);
    await db.query(`UPDATE posted_card SET args = args WHERE key = 'b'`);
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      const hold = (key: string) =>
        other.query('SELECT 1 FROM posted_card WHERE key = $1 FOR UPDATE NOWAIT', [key]);
      meanwhile = async () => {
        await other.query('BEGIN');
        await hold('b');
        throw new RetryLater(1);
      };
      const delivered = deliver('a').catch((error) => error);
      await expect.poll(() => waiting()).toHaveLength(1);
      await hold('c');
      await other.query('ROLLBACK');
      expect(await delivered).toBeInstanceOf(RetryLater);
    } finally {
      await other.end();
    }
  });
});
