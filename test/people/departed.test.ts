import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ended, Messenger } from '../../src/chat/messenger.ts';
import { RetryLater } from '../../src/core/errors.ts';
import type { Database } from '../../src/db/database.ts';
import { departedJob } from '../../src/desks/front/departed.ts';
import { accountChanged, endIfDeparted } from '../../src/people/departed.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs, now } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

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
beforeEach(async () => {
  await db.query('DELETE FROM chat_identity');
  await db.query('DELETE FROM posted_card');
  await db.query('DELETE FROM graphile_worker._private_jobs');
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id) SELECT 'slack', 'T1', 'U ' || split_part(email, '@', 1), id FROM person`,
  );
});

/** A platform that says of these accounts that they have ended, or fails at the question. */
const platform = (
  name: 'slack' | 'teams',
  answer: (account: string) => boolean,
  why: Ended = 'deactivated',
): Pick<Messenger, 'platform' | 'tenant' | 'whyEnded'> => ({
  platform: name,
  tenant: 'T1',
  whyEnded: async (account) => (answer(account) ? why : null),
});
const looks = (...messengers: ReturnType<typeof platform>[]) =>
  departedJob({
    db,
    messengers: messengers as unknown as Messenger[],
    desks: [],
    clock: () => now,
    log: collectLog(),
  })({});

const accountsOf = async (account: string) =>
  db.query<{ platform: string }>('SELECT platform FROM chat_identity WHERE person_id = $1', [
    (await actingAs(db, account)).actor.id,
  ]);
const asked = () => db.query<{ card: string }>(`SELECT card FROM posted_card WHERE card = 'pintu.departed'`);
const isDewi = (account: string) => account === 'U dewi.lestari';

describe('the chat account of somebody who decides something', () => {
  it('A-1 I-1 is ended once it is gone, with its entry, and leaves them what they hold; the ADMINs are asked', async () => {
    const before = await actingAs(db, 'dewi.lestari');
    await looks(platform('slack', isDewi));
    expect(await accountsOf('dewi.lestari')).toEqual([]);
    expect((await actingAs(db, 'dewi.lestari')).actor.roles).toEqual(before.actor.roles);
    const entries = await db.query<{ action: string; reason: string }>(
      `SELECT action, reason FROM audit_entry WHERE subject = 'person:' || $1 ORDER BY id DESC LIMIT 1`,
      [before.actor.id],
    );
    expect(entries).toEqual([{ action: 'person.unlinked', reason: 'slack: deactivated' }]);
    expect(await asked()).toHaveLength(1);
    expect(await accountsOf('agus.pranoto')).toHaveLength(1);
    // What waits for them is brought up to date.
    const jobs = await db.query(
      `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'waiting.holders'`,
    );
    expect(jobs).toHaveLength(1);
    await looks(platform('slack', isDewi));
    expect(await asked()).toHaveLength(1);
  });

  it('I-1 is ended once it is a guest’s: of those the platform vouches for no address', async () => {
    const { actor } = await actingAs(db, 'dewi.lestari');
    await looks(platform('slack', isDewi, 'guest'));
    expect(await accountsOf('dewi.lestari')).toEqual([]);
    const entries = await db.query(
      `SELECT action, reason FROM audit_entry WHERE subject = 'person:' || $1 ORDER BY id DESC LIMIT 1`,
      [actor.id],
    );
    expect(entries).toEqual([{ action: 'person.unlinked', reason: 'slack: guest' }]);
  });

  it('I-1 is asked about at once where its platform says that it has changed, if it is anybody’s, and ended where it is so', async () => {
    const account = { platform: 'slack', tenant: 'T1', externalId: 'U rina.wulandari' };
    const asks = () =>
      db.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE task_identifier = 'accounts.changed'`,
      );
    for (const other of [{ tenant: 'T2' }, { externalId: 'U nobody' }, { platform: 'teams' }])
      await accountChanged(db, { ...account, ...other });
    expect(await asks()).toEqual([{ n: 0 }]);
    await accountChanged(db, account);
    await accountChanged(db, account);
    expect(await asks()).toEqual([{ n: 1 }]);
    const look = (is: boolean) =>
      endIfDeparted({ db, messengers: [platform('slack', () => is)] as never }, account, now);
    await look(false);
    expect(await accountsOf('rina.wulandari')).toHaveLength(1);
    await look(true);
    await look(true);
    expect(await accountsOf('rina.wulandari')).toEqual([]);
  });

  it('I-7 is ended without a word where they have another one', async () => {
    const { actor } = await actingAs(db, 'dewi.lestari');
    await db.query(
      `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('teams', 'T1', 'A1', $1)`,
      [actor.id],
    );
    await looks(
      platform('slack', isDewi),
      platform('teams', () => false),
    );
    expect(await accountsOf('dewi.lestari')).toEqual([{ platform: 'teams' }]);
    expect(await asked()).toEqual([]);
  });

  it.each<[string, (account: string) => boolean]>([
    [
      'asks to come back',
      () => {
        throw new RetryLater(30);
      },
    ],
    [
      'does not answer',
      () => {
        throw new Error('socket hang up');
      },
    ],
    ['says that everybody is gone', () => true],
  ])('A-1 stays where the platform %s', async (_, answer) => {
    await looks(platform('slack', answer));
    expect(await accountsOf('dewi.lestari')).toHaveLength(1);
    expect(await asked()).toEqual([]);
  });

  it('A-1 of another workspace is not asked about', async () => {
    await db.query(`UPDATE chat_identity SET tenant = 'T2'`);
    await looks(platform('slack', isDewi));
    expect(await accountsOf('dewi.lestari')).toHaveLength(1);
  });
});
