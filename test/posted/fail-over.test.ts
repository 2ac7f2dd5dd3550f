import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Messenger, PlatformFault } from '../../src/chat/messenger.ts';
import type { Platform } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { RetryLater } from '../../src/core/errors.ts';
import { named } from '../../src/core/same-person.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import type { Job } from '../../src/jobs/worker.ts';
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
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const minute = 60_000;
const start = new Date('2026-06-01T03:00:00Z').getTime();
let now: Date;
const t = translate('id');
const people = {
  contextOf: async (id: number, surface: Platform) => ({
    actor: { id, name: '', email: '', registered: true, roles: [], identity: named({}) },
    surface,
    now,
    t,
    time: (at: Date) => formatTime('id', 'Asia/Jakarta', at),
  }),
} as unknown as People;

/** What stands in a platform's conversations, by `channel key`: the title that is read there. */
type Standing = Map<string, string>;

/** A platform as far as posting goes: `fails` is thrown at what is posted, having taken it all the same where it `takes` it. */
interface Played {
  messenger: Messenger;
  standing: Standing;
  fails: Error | null;
  takes: boolean;
  /** How often it was asked what stands in a conversation. */
  asked: number;
}

function play(platform: Platform, finds: boolean): Played {
  const standing: Standing = new Map();
  const ids = new Map<string, string>();
  const played: Played = {
    standing,
    fails: null,
    takes: false,
    asked: 0,
    messenger: {
      platform,
      direct: async (externalId: string) => `D-${externalId}`,
      async post({ channel, card, key }) {
        if (!played.fails || played.takes) standing.set(`${channel} ${key}`, card.title);
        if (played.fails) throw played.fails;
        ids.set(`${channel} ${key}`, `${platform}-${ids.size + 1}`);
        return `${platform}-${ids.size}`;
      },
      async update({ channel }, card, key) {
        standing.set(`${channel} ${key}`, card.title);
        return 'updated';
      },
      lookup: async () => null,
      ...(finds && {
        find: async (channel: string, _under: string | undefined, key: string) => {
          played.asked += 1;
          if (played.fails) throw played.fails;
          return standing.has(`${channel} ${key}`) ? (ids.get(`${channel} ${key}`) ?? 'stray') : null;
        },
      }),
    } as Partial<Messenger> as Messenger,
  };
  return played;
}

let slack: Played;
let teams: Played;
let jobs: ReturnType<typeof deliveryJobs>;
/** Rina is on both platforms and was on Slack last; Bima is on Slack alone. */
const [rina, bima] = [7, 8];
beforeEach(async () => {
  now = new Date(start);
  await db.query('TRUNCATE posted_card, stray_copy, platform_outage, chat_identity');
  await db.query('DELETE FROM graphile_worker._private_jobs');
  await db.query(
    `INSERT INTO person (id, email, name) VALUES ($1, 'rina@nusantara.example', 'Rina'), ($2, 'bima@nusantara.example', 'Bima')
     ON CONFLICT DO NOTHING`,
    [rina, bima],
  );
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, last_active_at)
     VALUES ('slack', 'T1', 'rina', $1, '2026-05-31'), ('teams', 'T2', 'rina', $1, '2026-05-01'), ('slack', 'T1', 'bima', $2, '2026-05-31')`,
    [rina, bima],
  );
  slack = play('slack', true);
  teams = play('teams', false);
  jobs = deliveryJobs({
    db,
    people,
    messengers: [slack.messenger, teams.messenger],
    cards: new Map([['user-id.root', async () => ({ title: 'UID-1', parts: [], buttons: [] })]]),
    overview: () => Promise.reject(new Error('nobody has a Home')),
    clock: () => now,
    log: collectLog(),
  });
});

const fault = () => new PlatformFault('service_unavailable');
const keyFor = (personId: number) => `record:1 ${personId}`;
const bring = (personId: number) =>
  db.transaction(withoutDeadline, (tx) =>
    post(tx, [{ key: keyFor(personId), card: 'user-id.root', subject: 'record:1', live: true, personId }]),
  );
const deliverTo = async (personId: number) => jobs['posted.deliver']({ thread: keyFor(personId) });
const failOver = () => (jobs['posted.fail-over'] as Job<'posted.fail-over'>)({});
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * minute);
};
const whereIs = async (personId: number) => {
  const [card] = await db.query<{ platform: string | null }>(
    'SELECT platform FROM posted_card WHERE key = $1',
    [keyFor(personId)],
  );
  return card?.platform ?? null;
};
const elsewhere = t('chat.elsewhere.title');

/** Slack has failed at Rina's card for so many minutes. */
async function outFor(minutes: number, error = fault()): Promise<void> {
  await bring(rina);
  slack.fails = error;
  await expect(deliverTo(rina)).rejects.toThrow();
  later(minutes);
}

describe('a platform that takes no messages', () => {
  it('T-6 keeps what it was to take for ten minutes, and then it goes to the other one, once', async () => {
    await outFor(9);
    await expect(deliverTo(rina)).rejects.toThrow('service_unavailable');
    expect(await whereIs(rina)).toBe(null);
    later(1);
    await deliverTo(rina);
    expect(await whereIs(rina)).toBe('teams');
    await deliverTo(rina);
    expect([...teams.standing]).toEqual([[`D-rina ${keyFor(rina)}`, 'UID-1']]);
    expect([...slack.standing]).toEqual([]);
  });

  it('T-6 is left aside once it is out, and tried again after a minute', async () => {
    await outFor(10);
    await deliverTo(rina);
    await db.query(
      `UPDATE posted_card SET message_id = NULL, posted_at = NULL, platform = NULL, attempted_at = NULL`,
    );
    slack.fails = null;
    await deliverTo(rina);
    expect(await whereIs(rina)).toBe('teams');
    await db.query(
      `UPDATE posted_card SET message_id = NULL, posted_at = NULL, platform = NULL, attempted_at = NULL`,
    );
    later(1);
    await deliverTo(rina);
    expect(await whereIs(rina)).toBe('slack');
  });

  it('T-6 begins anew where it has taken a message of anybody meanwhile', async () => {
    await outFor(9);
    slack.fails = null;
    await bring(bima);
    await deliverTo(bima);
    later(5);
    slack.fails = fault();
    await expect(deliverTo(rina)).rejects.toThrow('service_unavailable');
    expect(await whereIs(rina)).toBe(null);
  });

  it.each([
    ['that asks us to come back later', () => new RetryLater(30, fault())],
    ['that the program fails at', () => new TypeError('undefined is not a card')],
  ])('T-6 is not one %s', async (_, error) => {
    await outFor(60, error());
    await expect(deliverTo(rina)).rejects.toThrow();
    expect(await whereIs(rina)).toBe(null);
    expect(await db.query('SELECT FROM platform_outage')).toEqual([]);
  });

  it('T-6 keeps what is for somebody who is nowhere else, and takes it once it is back', async () => {
    await bring(bima);
    slack.fails = fault();
    await expect(deliverTo(bima)).rejects.toThrow();
    later(60);
    await expect(deliverTo(bima)).rejects.toThrow('service_unavailable');
    slack.fails = null;
    later(2);
    await deliverTo(bima);
    expect([...slack.standing.values()]).toEqual(['UID-1']);
    expect(await db.query('SELECT FROM platform_outage')).toEqual([]);
  });
});

describe('once it is back', () => {
  /** Slack took Rina's card without telling us, which was brought to Teams therefore. */
  async function strayed(): Promise<void> {
    slack.takes = true;
    await outFor(10);
    await deliverTo(rina);
    expect([...slack.standing.values()]).toEqual(['UID-1']);
  }
  async function back(): Promise<void> {
    slack.fails = null;
    later(2);
    await bring(bima);
    await deliverTo(bima);
  }

  it('T-6 closes the copy that it had taken without our hearing of it, and only once it is back', async () => {
    await strayed();
    const { asked } = slack;
    await failOver();
    expect(slack.asked).toBe(asked);
    expect([...slack.standing.values()]).toEqual(['UID-1']);
    await back();
    await failOver();
    expect(slack.standing.get(`D-rina ${keyFor(rina)}`)).toBe(elsewhere);
    expect(slack.standing.get(`D-bima ${keyFor(bima)}`)).toBe('UID-1');
    expect(teams.standing.get(`D-rina ${keyFor(rina)}`)).toBe('UID-1');
    expect(await db.query('SELECT FROM stray_copy')).toEqual([]);
  });

  it('T-6 looks for it again where looking fails', async () => {
    await strayed();
    await back();
    slack.fails = fault();
    await failOver();
    expect(await db.query('SELECT FROM stray_copy')).toHaveLength(1);
    slack.fails = null;
    await failOver();
    expect(slack.standing.get(`D-rina ${keyFor(rina)}`)).toBe(elsewhere);
  });

  it('T-6 leaves a card that has come there in the end after all', async () => {
    await outFor(10);
    teams.fails = fault();
    await expect(deliverTo(rina)).rejects.toThrow();
    expect(await db.query('SELECT FROM stray_copy')).toHaveLength(1);
    slack.fails = null;
    later(2);
    await deliverTo(rina);
    expect(await whereIs(rina)).toBe('slack');
    await failOver();
    expect([...slack.standing.values()]).toEqual(['UID-1']);
    expect(await db.query('SELECT FROM stray_copy')).toEqual([]);
  });
});

describe('what waits for its next try', () => {
  /** The job of somebody's card has failed, and is not tried again for an hour. */
  const failing = async (personId: number) => {
    await bring(personId);
    await db.query(
      `UPDATE graphile_worker._private_jobs SET attempts = 3, run_at = now() + interval '1 hour' WHERE key = $1`,
      [`deliver ${keyFor(personId)}`],
    );
  };
  const dueNow = async () =>
    (
      await db.query<{ key: string }>(
        'SELECT key FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts = 2 ORDER BY key',
      )
    ).map(({ key }) => key);

  it('T-6 is tried as soon as the platform is out, for those who are also elsewhere', async () => {
    await failing(rina);
    await failing(bima);
    await db.query(`INSERT INTO platform_outage (platform, since) VALUES ('slack', $1)`, [now]);
    later(9);
    await failOver();
    expect(await dueNow()).toEqual([]);
    later(1);
    await failOver();
    expect(await dueNow()).toEqual([`deliver ${keyFor(rina)}`]);
  });
});
