import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Messenger } from '../../src/chat/messenger.ts';
import { everybody } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { JobCall, JobName } from '../../src/core/jobs.ts';
import { named } from '../../src/core/same-person.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import type { Job, JobsDone } from '../../src/jobs/worker.ts';
import type { People } from '../../src/people/contexts.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { post, refresh } from '../../src/posted/post.ts';
import { collectLog } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4, timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const now = new Date('2026-06-01T03:00:00Z');
const people = {
  contextOf: async () => null,
  channelContext: (surface: 'slack') => ({
    actor: { id: everybody, name: '', email: '', registered: false, roles: [], identity: named({}) },
    surface,
    now,
    t: translate('id'),
    time: (at: Date) => formatTime('id', 'Asia/Jakarta', at),
  }),
} as unknown as People;

/** What the record says, and what is done while a message of it is on its way. */
let state = 'awal';
let meanwhile: () => Promise<void>;
let shown: string[] = [];
beforeEach(async () => {
  state = 'awal';
  shown = [];
  meanwhile = async () => {};
  await db.query('TRUNCATE posted_card CASCADE');
  await db.query('DELETE FROM graphile_worker._private_jobs');
});

const saying = (card: Card) => shown.push(card.title);
const messenger = {
  platform: 'slack',
  async post({ card }) {
    saying(card);
    await meanwhile();
    return '1.1';
  },
  async update(_ref, card) {
    saying(card);
    return 'updated';
  },
  find: async () => '1.1',
} as Pick<Messenger, 'platform' | 'post' | 'update' | 'find'> as Messenger;

const jobs = (): JobsDone =>
  deliveryJobs({
    db,
    people,
    messengers: [messenger],
    cards: new Map([['user-id.root', async () => ({ title: state, parts: [], buttons: [] })]]),
    overview: () => Promise.reject(new Error('nobody has a Home')),
    clock: () => now,
    log: collectLog(),
  });

const record = 'record:1';
const thread = `${record} channel`;

/** Does the jobs that are due, in their order; answers their names. */
async function work(): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const [job] = await db.query<JobCall>(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id AND j.id = (SELECT min(id) FROM graphile_worker._private_jobs) RETURNING t.identifier AS name, j.payload`,
    );
    if (!job) return done;
    done.push(job.name);
    await (jobs()[job.name] as Job<JobName> | undefined)?.(job.payload);
  }
}

const posting = () =>
  db.transaction(withoutDeadline, (tx) =>
    post(tx, [
      {
        key: thread,
        card: 'user-id.root',
        subject: record,
        live: true,
        channel: { platform: 'slack', channel: 'C1' },
      },
    ]),
  );

describe('a card on its way', () => {
  it('U-13 is posted once, and nothing more where its record stays as it is', async () => {
    await posting();
    expect(await work()).toEqual(['posted.deliver']);
    expect(shown).toEqual(['awal']);
    // What is refreshed for another reason changes nothing that stands there.
    await db.transaction(withoutDeadline, (tx) => refresh(tx, record));
    expect(await work()).toEqual(['posted.refresh']);
    expect(shown).toEqual(['awal']);
  });

  it('U-13 is brought up to date where its record has changed meanwhile, though that was refreshed before it stood', async () => {
    await posting();
    meanwhile = async () => {
      state = 'kemudian';
      await db.transaction(withoutDeadline, (tx) => refresh(tx, record));
      const [due] = await db.query<{ id: string }>('SELECT id::text FROM graphile_worker._private_jobs');
      await jobs()['posted.refresh']?.({ subject: record });
      await db.query('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [due?.id]);
      expect(shown).toEqual(['awal']);
    };
    expect(await work()).toEqual(['posted.deliver', 'posted.refresh']);
    expect(shown).toEqual(['awal', 'kemudian']);
  });

  it('U-13 has the Homes of those who hold a card of it shown anew, also where none of these is kept up to date', async () => {
    await db.query(`INSERT INTO person (id, email, name) VALUES (7, 'rina@nusantara.example', 'Rina')`);
    await db.query(
      `INSERT INTO chat_identity (platform, tenant, external_id, person_id, home_since) VALUES ('slack', 'T1', 'U7', 7, $1)`,
      [now],
    );
    await db.transaction(withoutDeadline, (tx) =>
      post(tx, [{ key: thread, card: 'user-id.root', subject: record, live: false, personId: 7 }]),
    );
    await db.query('DELETE FROM graphile_worker._private_jobs');
    await db.transaction(withoutDeadline, (tx) => refresh(tx, record));
    expect(await work()).toEqual(['posted.refresh', 'posted.home']);
  });

  it('U-10 that was sent before a crash is found, and brought up to date', async () => {
    await posting();
    await db.query(`UPDATE posted_card SET attempted_at = $1`, [now]);
    state = 'kemudian';
    expect(await work()).toEqual(['posted.deliver', 'posted.refresh']);
    expect(shown).toEqual(['kemudian']);
  });
});
