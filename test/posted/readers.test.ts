import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Messenger } from '../../src/chat/messenger.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { JobCall, JobName } from '../../src/core/jobs.ts';
import { momentOf } from '../../src/core/moment.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { turnJob } from '../../src/desks/front/delegation/turn.ts';
import { becomeDormant } from '../../src/desks/satker/dormancy/deadline.ts';
import { moveOn } from '../../src/desks/satker/registrations/rows.ts';
import { lanes } from '../../src/jobs/enqueue.ts';
import type { Job, JobsDone } from '../../src/jobs/worker.ts';
import { answerClaim, claimsWaiting } from '../../src/people/claims.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { withdrawRole, writeGrant } from '../../src/people/grants.ts';
import { endWayIn } from '../../src/people/ways-in.ts';
import { bindChannel, bindingSeen, releaseChannel } from '../../src/posted/binding.ts';
import { boundChannel } from '../../src/posted/channels.ts';
import { columns, type Row, standing } from '../../src/posted/copies.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { collectLog, sampleDatabase } from '../support/bot.ts';
import { contextFor, give } from '../support/everything.ts';
import { leaving } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
let admin: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 6, timeoutMs: 60_000 });
  await give(db, 'dewi.lestari', 'ADMIN');
  admin = await contextFor(db, await idOf('SELECT id FROM person WHERE email LIKE $1', 'dewi.lestari@%'));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const now = new Date('2026-11-21T03:00:00Z');
const people = createPeople({
  get db() {
    return db;
  },
  clock: () => now,
  reached: async () => {},
  spoken: (_surface, language) => translate(language),
  timeZone: 'Asia/Jakarta',
  defaultLanguage: () => 'id',
});
const idOf = async (sql: string, ...values: unknown[]): Promise<number> => {
  const [row] = await db.query<{ id: number }>(sql, values);
  if (!row) throw new Error(`nothing is found by ${sql}`);
  return row.id;
};

/** A card that says by which rights it is read: as records are seen by one of them or another, it stands for cards of every kind. */
async function rightsCard({ actor }: Context, _id: number, _args: object, moment: Queryable): Promise<Card> {
  const [held] = await moment.query(
    `SELECT ARRAY(SELECT s.code FROM role_grant g JOIN unit s ON s.kppn_id = g.unit_id WHERE g.person_id = $1 AND g.withdrawn_at IS NULL ORDER BY 1) AS satkers,
       ARRAY(SELECT unit_id FROM satker_user WHERE email = $2 AND status = 'ACTIVE' AND removed_at IS NULL ORDER BY 1) AS active,
       ARRAY(SELECT code FROM position WHERE holder_id = $1 ORDER BY 1) AS positions,
       ARRAY(SELECT unit_id FROM unit_head WHERE person_id = $1 ORDER BY 1) AS heads`,
    [actor.id, actor.email],
  );
  const { email, registered, roles, standsInFor } = actor;
  const principals = standsInFor.map((one) => [one.name, one.roles]);
  return {
    title: JSON.stringify({ email, registered, roles, principals, ...held }),
    parts: [],
    buttons: [],
  };
}
const cards = new Map([['user-id.root', rightsCard]]);

/** What stands in chat, by channel and message. */
const chat = new Map<string, string>();
const shows = ({ title, parts }: Card) => JSON.stringify([title, parts]);
const messenger = {
  platform: 'slack',
  async post({ channel, key, card }) {
    chat.set(`${channel} ${key}`, shows(card));
    return key;
  },
  async update({ channel, messageId }, card) {
    chat.set(`${channel} ${messageId}`, shows(card));
    return 'updated';
  },
  find: async () => null,
} as Pick<Messenger, 'platform' | 'post' | 'update' | 'find'> as Messenger;

/** Does all that is due of these jobs. */
async function work(): Promise<void> {
  const jobs: JobsDone = deliveryJobs({
    db,
    people,
    messengers: [messenger],
    cards,
    overview: () => Promise.reject(new Error('nobody has a Home')),
    clock: () => now,
    log: collectLog(),
  });
  for (;;) {
    const [due] = await db.query<JobCall>(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id AND j.id = (SELECT min(id) FROM graphile_worker._private_jobs) RETURNING t.identifier AS name, j.payload`,
    );
    if (!due) return;
    if (due.name.startsWith('posted.')) await (jobs[due.name] as Job<JobName> | undefined)?.(due.payload);
  }
}

/** What is due of a record that nobody decides any more; a person's two stand for those of all records that they have. */
async function posted(to: { personId: number } | { channel: string }): Promise<string[]> {
  const channel = 'channel' in to ? to.channel : `D${to.personId}`;
  const personId = 'personId' in to ? to.personId : null;
  const keys = ['1', '2'].map((n) => `record:${channel}${n} card`);
  for (const key of keys)
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, person_id, platform, channel, thread, message_id, live, posted_at)
       VALUES ($1, 'user-id.root', split_part($1, ' ', 1), '{}', $2, 'slack', $3, $1, $1, true, $4)`,
      [key, personId, channel, now],
    );
  for (const key of keys)
    await db.query(
      `SELECT enqueue_job('posted.refresh', json_build_object('subject', split_part($1, ' ', 1)))`,
      [key],
    );
  await work();
  return keys.map((key) => `${channel} ${key}`);
}

let made = 0;
/** Somebody with one of everything that rights are made of, and whoever stands in for them. */
async function somebody(): Promise<{ id: number; substitute: number; unit: number; user: number }> {
  made += 1;
  const n = String(made);
  const person = (called: string) =>
    idOf(
      `WITH p AS (INSERT INTO person (email, name, registered) VALUES ($1 || $2 || '@nusantara.example', $1, true) RETURNING id),
         l AS (INSERT INTO chat_identity (platform, tenant, external_id, person_id, direct) SELECT 'slack', 'T1', 'U' || id, id, 'D' || id FROM p)
       SELECT id FROM p`,
      called,
      n,
    );
  const [id, substitute] = [await person('pemegang'), await person('pengganti')];
  await db.query(
    `INSERT INTO role_grant (person_id, role, unit_id) SELECT $1, r.role::role, u.id FROM (VALUES ('ICT_MANAGER', NULL), ('KPPN_OFFICER', 'KPPN-JKT1')) r(role, code)
     LEFT JOIN unit u USING (code)`,
    [id],
  );
  await db.query('INSERT INTO position (code, name, holder_id) VALUES ($1, $1, $2)', [`P${n}`, id]);
  await db.query(`INSERT INTO unit_head (unit_id, person_id) SELECT id, $1 FROM unit WHERE code = 'HO-FIN'`, [
    id,
  ]);
  await db.query(
    `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key, begun_at)
     VALUES ($1, $2, '2026-11-01', '2026-11-21', $1, $3, $4, $3)`,
    [id, substitute, now, n],
  );
  const unit = await idOf(
    `INSERT INTO unit (code, name, kind, kppn_id) SELECT $1, $1, 'SATKER', id FROM unit WHERE code = 'KPPN-JKT1' RETURNING id`,
    `S${n}`,
  );
  const user = await idOf(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
     SELECT $1, $2, $1, name, email, 'ST', 'ACTIVE', $4, 'system', $1, $4 FROM person WHERE id = $3 RETURNING id`,
    `readers ${n}`,
    unit,
    id,
    now,
  );
  return { id, substitute, unit, user };
}

type Somebody = Awaited<ReturnType<typeof somebody>>;
const grantOf = ({ id }: Somebody, role = 'ICT_MANAGER') =>
  idOf(
    'SELECT id FROM role_grant WHERE person_id = $1 AND role = $2::role ORDER BY id DESC LIMIT 1',
    id,
    role,
  );
const linkOf = ({ id }: Somebody) => idOf('SELECT id FROM chat_identity WHERE person_id = $1', id);

/** Every way in which what somebody reads by becomes another, and whether it is so for who stands in for them too. */
const ways: Record<string, { done(one: Somebody): Promise<unknown>; substitute?: true; personally?: false }> =
  {
    'their role is withdrawn': {
      done: async (one) => withdrawRole({ db, leaving }, admin, await grantOf(one), 'Pindah'),
      substitute: true,
    },
    'they are given a role': {
      done: ({ id }) =>
        db.transaction(withoutDeadline, (tx) =>
          writeGrant(tx, admin, { personId: id, role: 'ICT_EXECUTOR', unitId: null }),
        ),
      substitute: true,
    },
    'they have left': {
      done: ({ id }) =>
        db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [id], { ...admin, reason: 'Keluar' })),
      substitute: true,
    },
    'their account is a guest’s, or gone': {
      done: async (one) => endWayIn(db, admin, 'link', await linkOf(one), 'Tamu'),
    },
    'they are in no register any more': {
      done: ({ id }) => db.query('UPDATE person SET registered = false WHERE id = $1', [id]),
    },
    'their address is another one': {
      done: ({ id }) => db.query(`UPDATE person SET email = 'lama.' || email WHERE id = $1`, [id]),
    },
    'the unit is another office’s': {
      done: ({ unit }) => db.query('UPDATE unit SET kppn_id = NULL WHERE id = $1', [unit]),
    },
    'they head the unit no more': {
      done: ({ id }) => db.query('DELETE FROM unit_head WHERE person_id = $1', [id]),
    },
    'their position is another one’s': {
      done: ({ id }) =>
        db.query('UPDATE position SET holder_id = $2 WHERE holder_id = $1', [id, admin.actor.id]),
    },
    'they come to hold a position that is new': {
      done: ({ id }) =>
        db.query(`INSERT INTO position (code, name, holder_id) VALUES ('B' || $1::int, 'Baru', $1)`, [id]),
    },
    'they are no active user of the satker any more': {
      done: ({ user }) =>
        db.transaction(withoutDeadline, (tx) => moveOn(tx, { id: user, status: 'ACTIVE' }, 'INACTIVE', now)),
    },
    'they become dormant there': {
      done: ({ user }) =>
        db.transaction(withoutDeadline, (tx) =>
          becomeDormant(tx, [{ id: user, fallsOn: '2026-11-21' }], { now, day: '2026-11-21' }),
        ),
    },
    'the time in which somebody stands in for them is over': {
      done: () =>
        turnJob({ db, clock: () => new Date('2026-11-22T03:00:00Z'), timeZone: 'Asia/Jakarta' })({}),
      substitute: true,
      personally: false,
    },
  };

/** What a copy ought to show now. */
async function ought(at: string): Promise<string> {
  const [row] = await db.query<Row>(`SELECT ${columns} FROM posted_card WHERE channel || ' ' || key = $1`, [
    at,
  ]);
  const stands = row && (await standing({ cards, people }, row, momentOf(db)));
  if (!stands) throw new Error(`${at} is not there`);
  return shows(stands.card);
}

describe('what somebody has in chat of records, whether these still wait or not', () => {
  it.each(Object.entries(ways))('I-3 is brought up to date when %s', async (_, way) => {
    const one = await somebody();
    const own = await posted({ personId: one.id });
    const theirs = await posted({ personId: one.substitute });
    const before = new Map(chat);
    await way.done(one);
    await work();
    for (const at of [...own, ...theirs]) expect(chat.get(at)).toBe(await ought(at));
    for (const at of way.personally === false ? theirs : own) expect(chat.get(at)).not.toBe(before.get(at));
    if (way.substitute) for (const at of theirs) expect(chat.get(at)).not.toBe(before.get(at));
  });

  it('I-3 says no more on an account that is not theirs any more, and what it said before once it is again', async () => {
    const one = await somebody();
    const [at = ''] = await posted({ personId: one.id });
    const before = chat.get(at);
    await endWayIn(db, admin, 'link', await linkOf(one), 'Tamu');
    await work();
    expect(chat.get(at)).toContain(translate('id')('chat.noLongerSeen'));
    await db.query(
      `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T1', 'U' || $1::int, $1)`,
      [one.id],
    );
    await work();
    expect(chat.get(at)).toContain(translate('id')('chat.noLongerSeen'));
    await db.query(`UPDATE chat_identity SET direct = 'D' || person_id WHERE person_id = $1`, [one.id]);
    await work();
    expect(chat.get(at)).toBe(before);
  });

  it('I-1 I-3 says no more on the account in whose place another one has come', async () => {
    const one = await somebody();
    const [at = ''] = await posted({ personId: one.id });
    const before = chat.get(at);
    const claim = await idOf(
      `INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at)
       SELECT 'slack', 'T1', 'UBARU' || id, email, name, id, $2 FROM person WHERE id = $1 RETURNING id`,
      one.id,
      now,
    );
    const asked = (await claimsWaiting(db, [claim]))[0];
    if (!asked) throw new Error('nothing is asked');
    await db.transaction(withoutDeadline, (tx) =>
      answerClaim(tx, leaving, admin, asked, 'SAME', 'Akun baru'),
    );
    await work();
    expect(chat.get(at)).not.toBe(before);
    expect(chat.get(at)).toContain(translate('id')('chat.noLongerSeen'));
    // Its own conversation has come to be known since.
    await db.query(`UPDATE chat_identity SET direct = 'DBARU' || person_id WHERE person_id = $1`, [one.id]);
    await work();
    expect(chat.get(at)).toContain(translate('id')('chat.noLongerSeen'));
  });

  it('I-3 of however many one statement is about is asked for once, a hundred people at a time, where what is done to many waits', async () => {
    await work();
    await db.query(
      `WITH p AS (INSERT INTO person (email, name, registered) SELECT 'banyak.' || n || '@nusantara.example', n, true FROM generate_series(1, 250) n RETURNING id)
       INSERT INTO posted_card (key, card, subject, args, person_id, thread, live) SELECT 'banyak:' || id, 'user-id.root', 'banyak:' || id, '{}', id, 'banyak:' || id, true FROM p`,
    );
    const asked = () =>
      db.query<{ people: number; lane: string; priority: number }>(
        `SELECT json_array_length(p.payload->'people') AS people, j.queue_name AS lane, j.priority FROM graphile_worker.jobs j
         JOIN graphile_worker._private_jobs p USING (id) WHERE j.task_identifier = 'posted.readers' ORDER BY 1 DESC`,
      );
    const those = `email LIKE 'banyak.%'`;
    await db.query(`UPDATE person SET position = 'Lain' WHERE ${those}`);
    expect(await asked()).toEqual([]);
    await db.query(`UPDATE person SET registered = false WHERE ${those}`);
    const jobs = await asked();
    expect(jobs.map(({ people }) => people)).toEqual([100, 100, 50]);
    const all = Array.from({ length: lanes.bulk.atOnce }, (_, n) => `bulk ${n}`);
    for (const { lane, priority } of jobs) {
      expect(all).toContain(lane);
      expect(priority).toBe(lanes.bulk.priority);
    }
    await db.query('DELETE FROM graphile_worker._private_jobs');
    await db.query(`DELETE FROM posted_card WHERE key LIKE 'banyak:%'`);
  });

  it('I-3 of more than a step takes is all brought up to date', async () => {
    const one = await somebody();
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, person_id, platform, channel, thread, message_id, live, posted_at, content_hash)
       SELECT 'many:' || n, 'user-id.root', 'many:' || n, '{}', $1, 'slack', 'D' || $1::int, 'many:' || n, 'many:' || n, true, $2, 'earlier' FROM generate_series(1, 1001) n`,
      [one.id, now],
    );
    await withdrawRole({ db, leaving }, admin, await grantOf(one), 'Pindah');
    await work();
    expect(
      await db.query(`SELECT key FROM posted_card WHERE key LIKE 'many:%' AND content_hash = 'earlier'`),
    ).toEqual([]);
    await db.query(`DELETE FROM posted_card WHERE key LIKE 'many:%'`);
  });
});

describe('what stands in a channel', () => {
  const place = (channel: string) => ({ platform: 'slack' as const, tenant: 'T1', channel });
  const bound = (channel: string, purpose: 'ADMINS' | 'IMPORTS', seen = '') =>
    bindChannel(db, admin, { place: place(channel), name: channel, purpose, unitId: null, seen });
  const seenAt = async (channel: string) => bindingSeen(await boundChannel(db, place(channel)));

  it.each([
    [
      'for nothing',
      async (channel: string, id: number) => releaseChannel(db, admin, id, `Pindah dari ${channel}`),
    ],
    ['for something else', async (channel: string) => bound(channel, 'IMPORTS', await seenAt(channel))],
  ])('I-3 I-9 says no more once it is bound %s, nor does what was still to come', async (purpose, rebind) => {
    const channel = `C ${purpose}`;
    const id = await bound(channel, 'ADMINS');
    await work();
    const copies = await posted({ channel });
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, platform, channel, thread, live) VALUES ($1, 'user-id.root', 'record:late', '{}', 'slack', $2, $1, true)`,
      [`late ${channel}`, channel],
    );
    await rebind(channel, id);
    await db.query(`SELECT enqueue_job('posted.deliver', json_build_object('thread', $1::text))`, [
      `late ${channel}`,
    ]);
    await work();
    for (const at of copies) expect(chat.get(at)).toContain(translate('id')('chat.noLongerSeen'));
    expect(chat.has(`${channel} late ${channel}`)).toBe(false);
  });

  /** The card of an import in the thread where its file was dropped. */
  async function imported(channel: string): Promise<string> {
    const key = `import:${await idOf(
      `INSERT INTO import (status_since, file_name, sha256, source, person_id, surface, created_at) VALUES ($1, 'a.xlsx', '', $2, $3, 'slack', $1) RETURNING id`,
      now,
      channel,
      admin.actor.id,
    )}`;
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, platform, channel, under, thread, message_id, live, posted_at)
       VALUES ($1, 'user-id.root', $1, '{}', 'slack', $2, '1.1', $1, $1, true, $3)`,
      [key, channel, now],
    );
    await db.query(`SELECT enqueue_job('posted.refresh', json_build_object('subject', $1::text))`, [key]);
    await work();
    return `${channel} ${key}`;
  }

  it.each([
    [
      'is released',
      async (channel: string, id: number) => releaseChannel(db, admin, id, `Pindah dari ${channel}`),
    ],
    [
      'is bound for something else, and then released',
      async (channel: string, id: number) => {
        await bound(channel, 'ADMINS', await seenAt(channel));
        await releaseChannel(db, admin, id, 'Selesai');
      },
    ],
  ])('P-6 of an import goes on where its file was dropped, when the channel %s', async (how, changed) => {
    const channel = `C impor ${how}`;
    const id = await bound(channel, 'IMPORTS');
    await work();
    const at = await imported(channel);
    const before = chat.get(at);
    expect(before).toBeDefined();
    await changed(channel, id);
    await work();
    expect(chat.get(at)).toBe(before);
  });

  it('I-3 I-9 is closed while a record that has copies there is changed: each waits for the other in one order', async () => {
    const one = await somebody();
    const channel = 'C urutan';
    const id = await bound(channel, 'ADMINS');
    await work();
    const [elsewhere, there] = await db.query<{ id: number }>(
      `INSERT INTO posted_card (key, card, subject, args, person_id, platform, channel, thread, message_id, live, posted_at)
       SELECT 'urutan ' || c, 'user-id.root', 'record:urutan', '{}', p, 'slack', c, 'urutan ' || c, 'urutan ' || c, true, $3
       FROM (VALUES ('D' || $1::int, $1::int), ($2::text, NULL)) v(c, p) RETURNING id`,
      [one.id, channel, now],
    );
    const locking = 'SELECT id FROM posted_card WHERE id = $1 FOR UPDATE';
    let released: Promise<void> | undefined;
    await db.transaction(withoutDeadline, async (tx) => {
      await tx.query(locking, [elsewhere?.id]);
      released = releaseChannel(db, admin, id, 'Selesai');
      await expect
        .poll(() =>
          db.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        )
        .toHaveLength(1);
      await tx.query(locking, [there?.id]);
    });
    await released;
    await work();
    expect(chat.get(`${channel} urutan ${channel}`)).toContain(translate('id')('chat.noLongerSeen'));
  });
});
