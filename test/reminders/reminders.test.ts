import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../src/chat/action.ts';
import type { Desk, Waiting } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { type Day, dayOf } from '../../src/core/day.ts';
import { named } from '../../src/core/same-person.ts';
import { formatTime, type Language, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { termOf } from '../../src/records/term.ts';
import type { Wait } from '../../src/records/waiting.ts';
import { nudge, nudgeButtons } from '../../src/reminders/nudge.ts';
import { remind } from '../../src/reminders/run.ts';
import { dueAt, reminderAt, termsOf } from '../../src/reminders/steps.ts';
import { adoptWaits, notingWait } from '../../src/reminders/waits.ts';
import { type KnownWorkingTime, workingTime } from '../../src/working-time/settings.ts';
import { isWorking } from '../../src/working-time/time.ts';
import { type Zone, zones } from '../../src/working-time/zones.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

let database: SampleDatabase;
let db: Database;
let rina: Context;
/** Agus decides in Jakarta, Dewi in Jayapura; Hendra is above both of them. */
let agus: number;
let dewi: number;
let hendra: number;
let tono: number;
const where: Record<number, Zone> = {};
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  rina = await actingAs(db, 'rina.wulandari');
  [agus, dewi, hendra, tono] = (await Promise.all(
    ['agus.pranoto', 'dewi.lestari', 'hendra.gunawan', 'tono.wijaya'].map(
      async (account) => (await actingAs(db, account)).actor.id,
    ),
  )) as [number, number, number, number];
  await db.query('UPDATE person SET superior_id = $2 WHERE id = ANY($1)', [[agus, dewi], hendra]);
  await db.query(`UPDATE person SET time_zone = 'WIT' WHERE id = $1`, [dewi]);
  await db.query(`UPDATE unit SET time_zone = 'WITA' WHERE id = (SELECT unit_id FROM person WHERE id = $1)`, [
    hendra,
  ]);
  for (const { id, zone } of await db.query<{ id: number; zone: Zone | null }>(
    'SELECT p.id, zone_of(p) AS zone FROM person p',
  ))
    where[id] = zone ?? 'WIB';
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let now = new Date();
let records: Waiting[] = [];
beforeEach(async () => {
  records = [];
  for (const table of ['waiting_record', 'posted_card']) await db.query(`DELETE FROM ${table}`);
  await db.query('UPDATE person SET digest = false, digest_on = NULL');
});

const desk = {
  id: 'any',
  waiting: async (concerned) =>
    records.filter(
      ({ subject }) =>
        concerned === 'all' || ('subjects' in concerned && concerned.subjects.includes(subject)),
    ),
} as Pick<Desk, 'id' | 'waiting'> as Desk;
const deps = () => ({ db, clock: () => now, desks: [desk] });

async function wait(n: number, since: Date, change: Partial<Waiting> = {}): Promise<Waiting> {
  const record: Waiting = {
    subject: `any:${n}`,
    title: `Nomor ${n}`,
    text: '',
    open: action('pintu.inbox'),
    holders: [agus],
    since,
    asker: rina.actor.id,
    above: 'admins',
    tell: { name: 'waiting.reminders', payload: {}, queue: 'any' },
    ...change,
  };
  records.push(record);
  await noteWait(record.subject, since);
  return record;
}

const noteWait = (subject: string, since: Date) =>
  db.query(`WITH ${notingWait('$1::text', '$2::timestamptz')} SELECT`, [subject, since]);

/** Runs at this moment, and answers what was posted: to whom, and why. */
async function runAt(moment: string | Date): Promise<{ id: number; key: string; to: number; why: string }[]> {
  now = new Date(moment);
  const [{ last } = { last: 0 }] = await db.query<{ last: number }>(
    'SELECT coalesce(max(id), 0)::int AS last FROM posted_card',
  );
  await remind(deps());
  return db.query(
    `SELECT id, key, person_id AS "to", coalesce(args->>'why', card) AS why FROM posted_card WHERE id > $1 ORDER BY id`,
    [last],
  );
}

const told = async (moment: string) => {
  const postings = await runAt(moment);
  return postings.sort((one, other) => other.to - one.to).map(({ to, why }) => [to, why]);
};

describe('what waits', () => {
  it('U-19 A-7 reminds after 1 and 3 working days and tells the ADMINs after 5, each once', async () => {
    // A Monday.
    await wait(1, new Date('2026-11-23T10:00+07:00'));
    expect(await told('2026-11-24T09:55+07:00')).toEqual([]);
    expect(await told('2026-11-24T10:00+07:00')).toEqual([[agus, 'waits']]);
    expect(await told('2026-11-24T10:05+07:00')).toEqual([]);
    expect(await told('2026-11-25T10:00+07:00')).toEqual([]);
    expect(await told('2026-11-26T10:00+07:00')).toEqual([[agus, 'waits']]);
    expect(await told('2026-11-30T09:55+07:00')).toEqual([]);
    expect(await told('2026-11-30T10:00+07:00')).toEqual([[tono, 'overdue']]);
    expect(await told('2026-12-01T10:00+07:00')).toEqual([]);
  });

  it('A-7 brings the copies of what waits up to date when it becomes overdue, and then no more', async () => {
    const { subject } = await wait(1, new Date('2026-11-23T10:00+07:00'));
    const refreshed = async (moment: string) => {
      await db.query('DELETE FROM graphile_worker._private_jobs');
      await runAt(moment);
      const jobs = await db.query('SELECT FROM graphile_worker.jobs WHERE key = $1', [`refresh ${subject}`]);
      return jobs.length;
    };
    expect(await refreshed('2026-11-26T10:00+07:00')).toBe(0);
    expect(await refreshed('2026-11-30T09:55+07:00')).toBe(0);
    expect(await refreshed('2026-11-30T10:00+07:00')).toBe(1);
    expect(await refreshed('2026-11-30T10:05+07:00')).toBe(0);
    expect(await refreshed('2026-12-02T10:00+07:00')).toBe(0);
  });

  it('U-19 tells whoever is above a superior, along the register, of what waits for one', async () => {
    await wait(1, new Date('2026-11-23T10:00+07:00'), { above: 'superiors' });
    await runAt('2026-11-26T11:00+07:00');
    expect(await told('2026-11-30T10:00+07:00')).toEqual([[hendra, 'overdue']]);
  });

  it('A-7 counts in the zone of each, over holidays, and is silent outside the hours of whoever is told', async () => {
    // Before Nyepi and Idul Fitri: 18 to 24 March are free.
    await wait(1, new Date('2026-03-17T09:00+07:00'), { holders: [agus, dewi] });
    // 07.00 in Jakarta is 09.00 in Jayapura, where it began at 11.00.
    expect(await told('2026-03-25T07:00+07:00')).toEqual([]);
    expect(await told('2026-03-25T08:59+07:00')).toEqual([]);
    expect(await told('2026-03-25T09:00+07:00')).toEqual([
      [agus, 'waits'],
      [dewi, 'waits'],
    ]);
    // Down until the evening of the day on which the next one comes.
    expect(await told('2026-03-27T20:00+07:00')).toEqual([]);
    expect(await told('2026-03-30T05:30+07:00')).toEqual([[dewi, 'waits']]);
    expect(await told('2026-03-30T07:30+07:00')).toEqual([[agus, 'waits']]);
  });

  it('U-19 after days down makes the last reminder alone', async () => {
    await wait(1, new Date('2026-11-23T10:00+07:00'));
    expect(await told('2026-11-27T10:00+07:00')).toEqual([[agus, 'waits']]);
    expect(await told('2026-11-27T10:05+07:00')).toEqual([]);
  });

  it('U-19 begins anew when it waits anew, and ends when it is decided', async () => {
    const record = await wait(1, new Date('2026-11-23T10:00+07:00'));
    await runAt('2026-11-24T10:00+07:00');
    record.since = new Date('2026-11-24T11:00+07:00');
    await noteWait(record.subject, record.since);
    expect(await told('2026-11-25T10:30+07:00')).toEqual([]);
    expect(await told('2026-11-25T11:00+07:00')).toEqual([[agus, 'waits']]);
    records = [];
    expect(await told('2026-11-27T11:00+07:00')).toEqual([]);
    expect(await db.query('SELECT subject FROM waiting_record')).toEqual([]);
  });

  it('U-19 is taken up where it waited before anybody noted that', async () => {
    const record = await wait(1, new Date('2026-11-23T10:00+07:00'));
    await db.query('DELETE FROM waiting_record');
    await adoptWaits(db, [record]);
    expect(await told('2026-11-24T10:00+07:00')).toEqual([[agus, 'waits']]);
  });

  it('U-19 is told once by several replicas at the same moment', async () => {
    await wait(1, new Date('2026-11-23T10:00+07:00'), { holders: [agus, dewi] });
    now = new Date('2026-11-24T10:00+07:00');
    await Promise.all(Array.from({ length: 4 }, () => remind(deps())));
    expect(await db.query('SELECT person_id AS id FROM posted_card ORDER BY 1')).toEqual(
      [agus, dewi].sort((a, b) => a - b).map((id) => ({ id })),
    );
  });

  it('A-7 is told once, when the working day begins, to whoever wishes so', async () => {
    await db.query('UPDATE person SET digest = true WHERE id = $1', [dewi]);
    await wait(1, new Date('2026-11-23T10:00+07:00'), { holders: [agus, dewi] });
    expect(await told('2026-11-24T05:25+07:00')).toEqual([]);
    expect(await told('2026-11-24T05:30+07:00')).toEqual([[dewi, 'pintu.digest']]);
    expect(await told('2026-11-24T10:00+07:00')).toEqual([[agus, 'waits']]);
    expect(await told('2026-11-25T05:35+07:00')).toEqual([[dewi, 'pintu.digest']]);
    records = [];
    expect(await told('2026-11-26T05:35+07:00')).toEqual([]);
  });

  it('A-7 is reminded of by whoever asked, once a working day and in working hours', async () => {
    await wait(1, new Date('2026-11-27T08:00+07:00'), { holders: [agus, dewi] });
    const ask = (moment: string) => {
      now = new Date(moment);
      return nudge({ ...rina, now }, deps(), 'any:1');
    };
    expect(await ask('2026-11-27T15:00+07:00')).toContain('pada jam kerja masing-masing');
    expect(await told('2026-11-27T15:00+07:00')).toEqual([[agus, 'nudged']]);
    // A week-end later.
    expect(await told('2026-11-30T05:30+07:00')).toEqual([[dewi, 'nudged']]);
    await expect(ask('2026-11-30T07:00+07:00')).rejects.toMatchObject({
      reason: { key: 'record.refuse.nudged', args: { time: 'Senin, 30 November 07.30 WIB' } },
    });
    expect(await ask('2026-11-30T08:00+07:00')).toContain('Agus');
    await expect(
      nudge({ ...(await actingAs(db, 'bima.santoso')), now }, deps(), 'any:1'),
    ).rejects.toMatchObject({ reason: { key: 'record.refuse.passed' } });
  });

  it('A-7 is offered to whoever asked, unless it waits for nobody but themselves', () => {
    const wait = (...held: Wait['held']): Wait => ({
      subject: 'any:1',
      held,
      barred: named({}),
      handed: null,
      since: now,
      asker: rina.actor.id,
      card: 'user-id.approval',
    });
    const offered = (...held: Wait['held']) => nudgeButtons(rina, wait(...held)).length;
    expect(offered({ personId: rina.actor.id })).toBe(0);
    expect(offered({ personId: rina.actor.id }, { personId: agus })).toBe(1);
    expect(offered({ role: 'ICT_MANAGER' })).toBe(1);
  });

  it('A-7 tells the ADMINs once, from December on, that next year’s holidays are missing', async () => {
    expect(await told('2026-12-01T08:00+07:00')).toEqual([]);
    expect(await told('2027-11-30T08:00+07:00')).toEqual([]);
    expect(await told('2027-12-01T07:00+07:00')).toEqual([]);
    expect(await told('2027-12-01T08:00+07:00')).toEqual([[tono, 'pintu.holidays-missing']]);
    expect(await told('2027-12-02T08:00+07:00')).toEqual([]);
  });
});

describe('the term on a card', () => {
  const term = async (language: Language, zone: Zone, since: string, at: string) =>
    termOf(
      {
        t: translate(language),
        timeZone: zones[zone],
        now: new Date(at),
        time: (moment) => formatTime(language, zones[zone], moment),
      },
      await workingTime(db, new Date(since)),
      { since: new Date(since) },
      [{ zone: 'WITA' }],
    );

  it('A-7 says since when, until when, in the reader’s zone and language, and which holidays lie between', async () => {
    const since = '2026-03-13T10:00+08:00';
    expect(await term('en', 'WITA', since, since)).toBe(
      'Waiting since 13 March 2026 10:00 WITA, due Friday, 27 March 10:00 WITA. Holidays: 18–24 March.',
    );
    expect(await term('id', 'WIT', since, since)).toBe(
      'Menunggu sejak 13 Maret 2026 11.00 WIT, tenggat Jumat, 27 Maret 11.00 WIT. Hari libur: 18–24 Maret.',
    );
  });

  it('P-12 of what ends by itself tells the last day, and nothing of hours in which nobody works', async () => {
    const since = '2026-11-30T08:00+07:00';
    const said = async (language: Language) =>
      termOf(
        {
          t: translate(language),
          timeZone: zones.WIB,
          now: new Date(since),
          time: (moment) => formatTime(language, zones.WIB, moment),
        },
        await workingTime(db, new Date(since)),
        {
          since: new Date(since),
          term: { by: new Date('2026-12-06T00:00+07:00'), ends: '2026-12-07' as Day },
        },
        [{ zone: 'WIB' }],
      );
    expect(await said('en')).toBe('Waiting since 30 November 2026 08:00 WIB; valid until 7 December 2026.');
    expect(await said('id')).toBe(
      'Menunggu sejak 30 November 2026 08.00 WIB; berlaku sampai 7 Desember 2026.',
    );
  });

  it('A-7 names holidays that do not follow each other apart, one alone as one, and says what is overdue', async () => {
    expect(await term('en', 'WIB', '2026-04-30T09:00+08:00', '2026-05-20T09:00+07:00')).toBe(
      'Waiting since 30 April 2026 08:00 WIB; it was due Friday, 8 May 08:00 WIB. Holiday: 1 May.',
    );
    expect(await term('id', 'WIB', '2026-05-25T09:00+08:00', '2026-05-25T09:00+07:00')).toBe(
      'Menunggu sejak 25 Mei 2026 08.00 WIB, tenggat Kamis, 4 Juni 08.00 WIB. Hari libur: 27–28 Mei dan 1 Juni.',
    );
  });
});

it('U-19 A-7 through a year of clock, with days down: everybody is told in their hours, never early, never twice', async () => {
  let state = 7;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const begin = Date.parse('2026-01-02T00:00:00Z');
  const working: KnownWorkingTime = await workingTime(db, new Date(begin));
  const hour = 60 * 60_000;
  const keys = new Set<string>();
  const wrong: unknown[] = [];
  let made = 0;
  let at = begin;
  while (at < begin + 365 * 24 * hour) {
    // Mostly an hour or two, now and then days.
    at += below(20) === 0 ? below(6 * 24) * hour : (1 + below(3)) * hour - below(10) * 60_000;
    if (below(25) === 0) {
      made += 1;
      const holders = below(2) ? [agus] : [agus, dewi];
      await wait(made, new Date(at), { holders, above: below(2) ? 'admins' : 'superiors' });
    }
    if (records.length > 8) records.splice(below(records.length), 1);
    for (const { key, to, why } of await runAt(new Date(at))) {
      const zone = zones[where[to] ?? 'WIB'];
      const record = records.find(({ subject }) => key.startsWith(`${subject} `));
      const isEarly =
        !record ||
        (why === 'waits'
          ? reminderAt(working, record.since, now, zone).days === null
          : dueAt(
              working,
              record.since,
              record.holders.map((id) => zones[where[id] ?? 'WIB']),
            ) > now);
      if (keys.has(key) || isEarly || !isWorking(working, now, zone))
        wrong.push({ key, at: now, day: dayOf(now, zone) });
      keys.add(key);
    }
  }
  expect(wrong).toEqual([]);
  expect(made).toBeGreaterThan(50);
  expect(keys.size).toBeGreaterThan(100);
});

it('A-7 P-12 what is due at a moment of its own is reminded of by its deadline alone, and is due then', () => {
  const since = new Date('2026-03-02T00:00:00Z');
  const by = new Date('2026-03-30T00:00:00Z');
  const usual = { remindAfter: [1, 3], escalateAfter: 5 } as unknown as Parameters<typeof termsOf>[0];
  const terms = termsOf(usual, { by });
  expect(dueAt(terms, since, ['Asia/Jakarta'])).toEqual(by);
  expect(reminderAt(terms, since, by, 'Asia/Jakarta')).toEqual({ days: null, next: null });
});
