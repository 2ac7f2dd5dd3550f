import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Messenger, PlatformFault } from '../../src/chat/messenger.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { standingsOf, staysOf } from '../../src/erasure/stands.ts';
import type { Arrived } from '../../src/imports/arrived.ts';
import { sheetArrived } from '../../src/imports/arrived.ts';
import type { People } from '../../src/people/contexts.ts';
import { whoseOf } from '../../src/personal-data/held.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { noteStray } from '../../src/posted/fail-over.ts';
import { post } from '../../src/posted/post.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { allErasable, beginErasure, eraseAll } from '../support/erasing.ts';
import { openDatabase } from '../support/open-database.ts';
import { plantPerson } from '../support/planted-people.ts';

const clock = () => new Date('2036-12-01T03:00:00Z');
const t = translate('id');

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Gate {
  opened: Promise<void>;
  open(): void;
}
function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What was said anew where cards stand: `channel: title`. */
let said: string[];
let fails: Error | null;
/** Holds the platform's answer to what is posted. */
let answers: Promise<void>;
let posting: Gate;
let one: number;
let other: number;
let people = 0;
beforeEach(async () => {
  await db.query('DELETE FROM posted_card');
  await db.query('DELETE FROM graphile_worker._private_jobs');
  said = [];
  fails = null;
  answers = Promise.resolve();
  posting = gate();
  people++;
  one = await plantPerson(db, `percakapan.${people}@nusantara.example`, `SATU${people}`);
  other = await plantPerson(db, `tetangga.${people}@nusantara.example`, `DUA${people}`);
  await leaves(one);
});

const messenger = {
  platform: 'slack',
  async post({ channel, card }) {
    said.push(`${channel}: ${card.title}`);
    posting.open();
    await answers;
    return '18.1';
  },
  find: async () => null,
  async update({ channel }, { title }) {
    if (fails) throw fails;
    said.push(`${channel}: ${title}`);
    return 'updated';
  },
} as Partial<Messenger> as Messenger;
const everybody = { t, actor: { id: 0, roles: [] }, surface: 'slack' } as unknown as Context;
const jobs = () =>
  deliveryJobs({
    db,
    people: {
      contextOf: async () => everybody,
      contextAt: async (id: number) => (id === one ? null : everybody),
      channelContext: () => everybody,
    } as unknown as People,
    messengers: [messenger],
    cards: new Map([['user-id.root', async () => ({ title: 'UID-1', parts: [], buttons: [] })]]),
    overview: () => Promise.reject(new Error('nobody has a Home')),
    clock,
    log: collectLog(),
  });

/** A card that stands in a conversation with somebody. */
const stands = (key: string, person: number, channel: string, { card = 'user-id.root', live = true } = {}) =>
  db.query(
    `INSERT INTO posted_card (key, card, subject, args, person_id, platform, channel, thread, message_id, live, posted_at)
     VALUES ($1, $2, 'user-id:1', '{}', $3, 'slack', $4, $1, '17.1', $5, now())`,
    [key, card, person, channel, live],
  );
/** One that is to be posted to somebody. */
const due = (key: string, person: number, live: boolean) =>
  db.query(
    `INSERT INTO posted_card (key, card, subject, args, person_id, thread, live) VALUES ($1, 'user-id.root', 'user-id:1', '{}', $2, $1, $3)`,
    [key, person, live],
  );
/** Somebody who has not left, and where they are reached. */
async function isReached(person: number, direct: string): Promise<void> {
  await db.query('UPDATE person SET active = true, left_at = NULL WHERE id = $1', [person]);
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, direct) VALUES ('slack', 'T1', 'U' || $1::int, $1::int, $2)`,
    [person, direct],
  );
}
const leaves = (person: number) =>
  db.query('UPDATE person SET active = false, left_at = now() WHERE id = $1', [person]);
const placesOf = async () =>
  Object.fromEntries(
    (
      await db.query<{ key: string; place: string }>(
        `SELECT key, coalesce(channel, '') || CASE WHEN live THEN ' live' ELSE '' END AS place FROM posted_card ORDER BY key`,
      )
    ).map(({ key, place }) => [key, place]),
  );
const erase = async () => eraseAll(db, await beginErasure(db, one, clock()), clock);
const standing = async (kind: string) => {
  const theirs = { ...(await whoseOf(db, one)), subjects: [] };
  return (await standingsOf(db, allErasable, { theirs, now: clock() })).find((all) => all.kind.kind === kind);
};

describe('T-3 where cards stand with somebody who is erased', () => {
  it('is forgotten: of history at once, of a live copy once that has said there that it is theirs no more; another’s copy goes on', async () => {
    await stands('riwayat', one, 'D-ONE', { live: false });
    await stands('hidup', one, 'D-ONE');
    await stands('tetangga', other, 'D-OTHER');
    await erase();
    expect(await placesOf()).toEqual({ riwayat: '', hidup: 'D-ONE live', tetangga: 'D-OTHER live' });
    await jobs()['posted.refresh']({ subject: 'user-id:1' });
    expect(said.sort()).toEqual([`D-ONE: ${t('chat.noLongerSeen.title')}`, 'D-OTHER: UID-1']);
    expect(await placesOf()).toEqual({ riwayat: '', hidup: '', tetangga: 'D-OTHER live' });
    // Nothing is said there again, and nothing fails that would be.
    await jobs()['posted.refresh']({ subject: 'user-id:1' });
    expect(said).toHaveLength(2);
  });

  it('asks for its live copies to be brought up to date, also where they say already that they are theirs no more', async () => {
    await stands('hidup', one, 'D-ONE');
    await jobs()['posted.refresh']({ subject: 'user-id:1' });
    expect(said).toHaveLength(1);
    await erase();
    const asked = await db.query(
      `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'posted.refresh'`,
    );
    expect(asked).toContainEqual({ key: 'refresh user-id:1' });
    await jobs()['posted.refresh']({ subject: 'user-id:1' });
    expect(said).toHaveLength(1);
    expect(await placesOf()).toEqual({ hidup: '' });
  });

  it('waits for a platform that is away, and is forgotten where that does not find the message any more', async () => {
    await stands('hidup', one, 'D-ONE');
    await erase();
    fails = new PlatformFault('service_unavailable');
    await expect(jobs()['posted.refresh']({ subject: 'user-id:1' })).rejects.toBe(fails);
    expect(await placesOf()).toEqual({ hidup: 'D-ONE live' });
    fails = null;
    await jobs()['posted.refresh']({ subject: 'user-id:1' });
    expect(await placesOf()).toEqual({ hidup: '' });
  });

  it.each([
    { live: true, at: 'D-ONE live' },
    { live: false, at: '' },
  ])('is forgotten of a card that was on its way all the while (live: $live)', async ({ live, at }) => {
    await isReached(one, 'D-ONE');
    await due('di jalan', one, live);
    const answer = gate();
    answers = answer.opened;
    const delivered = jobs()['posted.deliver']({ thread: 'di jalan' });
    await Promise.race([posting.opened, delivered]);
    await leaves(one);
    await erase();
    answer.open();
    await delivered;
    expect(said).toEqual(['D-ONE: UID-1']);
    // It is told there as the others are that it is theirs no more, where it is kept up to date.
    expect(await placesOf()).toEqual({ 'di jalan': at });
    const asked = await db.query(`SELECT 1 FROM graphile_worker.jobs WHERE key = 'refresh user-id:1'`);
    expect(asked).toHaveLength(live ? 1 : 0);
    await jobs()['posted.refresh']({ subject: 'user-id:1' });
    expect(said.slice(1)).toEqual(live ? [`D-ONE: ${t('chat.noLongerSeen.title')}`] : []);
    expect(await placesOf()).toEqual({ 'di jalan': '' });
  });

  it('gets nothing of what had not been sent yet; where another platform may have taken it is not noted', async () => {
    await isReached(one, 'D-ONE');
    await due('menunggu', one, true);
    await leaves(one);
    await erase();
    await isReached(one, 'D-ONE');
    await jobs()['posted.deliver']({ thread: 'menunggu' });
    expect(said).toEqual([]);
    const [card] = await db.query<{ id: number; failure: string | null }>(
      'SELECT id, failure FROM posted_card',
    );
    expect(card?.failure).toBe('nothing to show');
    await noteStray(db, { cardId: card?.id ?? 0, platform: 'slack', channel: 'D-ONE', since: clock() });
    expect(await db.query('SELECT 1 FROM stray_copy')).toEqual([]);
  });

  it('takes no further card: what is posted below is not tried again and again', async () => {
    await stands('akar', one, 'D-ONE', { live: false });
    await erase();
    await db.transaction(withoutDeadline, (tx) =>
      post(tx, [
        {
          key: 'balasan',
          card: 'user-id.root',
          subject: 'user-id:1',
          thread: 'akar',
          personId: one,
          live: false,
        } as never,
      ]),
    );
    await jobs()['posted.deliver']({ thread: 'akar' });
    expect(
      await db.query(`SELECT failure IS NOT NULL AS "isGivenUp" FROM posted_card WHERE key = 'balasan'`),
    ).toEqual([{ isGivenUp: true }]);
  });

  it('is not looked in for what may have reached another platform while one was away', async () => {
    await stands('hidup', one, 'D-ONE');
    await stands('tetangga', other, 'D-OTHER');
    await db.query(
      `INSERT INTO stray_copy (card_id, platform, channel, since) SELECT id, 'teams', channel || '-T', now() FROM posted_card`,
    );
    await erase();
    expect(await db.query('SELECT channel FROM stray_copy')).toEqual([{ channel: 'D-OTHER-T' }]);
  });

  it('is not looked in either for what was noted while the card was being closed', async () => {
    await stands('hidup', one, 'D-ONE');
    const [card] = await db.query<{ id: number }>('SELECT id FROM posted_card');
    const waiting = async () =>
      (
        await db.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).length;
    let erased: Promise<unknown> = Promise.resolve();
    await db.transaction(withoutDeadline, async (tx) => {
      await noteStray(tx, { cardId: card?.id ?? 0, platform: 'teams', channel: 'D-ONE-T', since: clock() });
      let isErased = false;
      erased = erase().finally(() => {
        isErased = true;
      });
      erased.catch(() => undefined);
      await expect.poll(async () => isErased || (await waiting()) === 1).toBe(true);
      expect(isErased).toBe(false);
    });
    await erased;
    expect(await db.query('SELECT channel FROM stray_copy')).toEqual([]);
  });

  it('stays while they are let in, and where it is by a witness of the log that is read back (T-1)', async () => {
    await stands('hidup', one, 'D-ONE');
    await db.query('UPDATE person SET active = true, left_at = NULL WHERE id = $1', [one]);
    expect(await standing('posted.conversations')).toMatchObject({ due: 0, inUse: 1 });
    await db.query('UPDATE person SET active = false, left_at = now() WHERE id = $1', [one]);
    expect(await standing('posted.conversations')).toMatchObject({ due: 1, inUse: 0 });
    await stands('saksi', one, 'D-ONE', { card: 'pintu.audit-note', live: false });
    expect(await standing('posted.conversations')).toMatchObject({ due: 1, inUse: 0 });
    const theirs = { ...(await whoseOf(db, one)), subjects: [] };
    expect(await staysOf(db, allErasable, { theirs, now: clock() })).toContain('erasure.stays.checks');
    await erase();
    await jobs()['posted.refresh']({ subject: 'user-id:1' });
    expect(await placesOf()).toEqual({ hidup: '', saksi: 'D-ONE' });
  });
});

describe('T-3 a file that waits in a channel to be read', () => {
  const arrived = (person: number): Arrived => ({
    personId: person,
    platform: 'slack',
    file: { source: `slack:F${person}`, name: `Gaji ${person}.xlsx`, size: 1 },
    channel: { platform: 'slack', channel: 'C1', under: '16.1' },
    kinds: [],
  });
  /** It could not be read so far, and its card says so in the channel. */
  const waits = async (person: number) => {
    const { file } = arrived(person);
    await db.transaction(withoutDeadline, (tx) => sheetArrived(tx, arrived(person)));
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, platform, channel, under, thread, message_id, live, posted_at)
       VALUES ($1, 'pintu.waiting-file', $2, $3, 'slack', 'C1', '16.1', $1, '17.1', true, now())`,
      [`sheet ${person} ${file.source} waits`, `file:${person}`, JSON.stringify({ file: file.name })],
    );
  };
  const named = async () =>
    (
      await db.query<{ name: string }>(
        `SELECT args->>'file' AS name FROM posted_card WHERE args->>'file' IS NOT NULL
         UNION SELECT payload->'file'->>'name' FROM graphile_worker._private_jobs WHERE payload->'file' IS NOT NULL ORDER BY 1`,
      )
    ).map(({ name }) => name);

  it('loses its name with whoever brought it, on its card and with the job that would read it, and no other one does', async () => {
    for (const person of [one, other]) await waits(person);
    expect(await named()).toEqual([one, other].map((id) => `Gaji ${id}.xlsx`));
    await erase();
    expect(await named()).toEqual([`Gaji ${other}.xlsx`]);
    // The card in the channel says so.
    const asked = await db.query(
      `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'posted.refresh'`,
    );
    expect(asked).toContainEqual({ key: `refresh file:${one}` });
    expect(asked).not.toContainEqual({ key: `refresh file:${other}` });
  });

  it('is in use as long as it is to be read for somebody who is let in; its card is not once it was read', async () => {
    await waits(one);
    await db.query('UPDATE person SET active = true, left_at = NULL WHERE id = $1', [one]);
    for (const kind of ['posted.told', 'files.given'])
      expect(await standing(kind), kind).toMatchObject({ due: 0, inUse: 1 });
    await db.query(`DELETE FROM graphile_worker._private_jobs`);
    expect(await standing('posted.told')).toMatchObject({ due: 1, inUse: 0 });
  });

  it('is left to whoever reads it at this moment: without its person that ends by itself', async () => {
    await waits(one);
    await db.query('UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = $1', [
      'seseorang',
    ]);
    expect(await standing('files.given')).toMatchObject({ due: 0, inUse: 1 });
  });
});
