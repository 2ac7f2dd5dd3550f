import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../src/core/day.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { runDeadlines } from '../../src/deadlines/run.ts';
import { expiry } from '../../src/desks/partners/expiry/deadline.ts';
import { reminderDue } from '../../src/desks/partners/rules.ts';
import { sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { mappingsOf, rolesOf, writeAccount, writeGrant, writeMapping } from '../support/partner-desk.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 30_000 });
});
afterEach(async () => {
  for (const table of ['deadline_notice', 'secretary_mapping', 'whitelist_grant'])
    await db.query(`DELETE FROM ${table}`);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Eight in the morning of that day, there. */
const morning = (day: Day): Date => new Date(`${day}T01:00:00Z`);

const runOn = (day: Day, { batch = 3 } = {}) =>
  runDeadlines({
    db,
    timeZone: 'Asia/Jakarta',
    kinds: [expiry({ timeZone: 'Asia/Jakarta' })],
    clock: () => morning(day),
    batch,
  });

let made = 0;
/** A secretary of their own with the role; answers the account. */
async function secretary(): Promise<string> {
  made += 1;
  const account = `sekretaris.${made}`;
  await writeAccount(db, { account, name: `Sekretaris ${made}` });
  await writeGrant(db, account);
  return account;
}

/** A mapping of a new secretary that ends on this day. */
async function ending(end: Day, setOn: Day = '2026-01-01'): Promise<{ account: string; number: string }> {
  const account = await secretary();
  return { account, number: await writeMapping(db, { account, start: '2026-01-01', end, setOn }) };
}

/** What happened to a mapping, each with the day of the run that did it. */
async function story(number: string): Promise<string[]> {
  const rows = await db.query<{ on: Day; days: number; end: Day }>(
    `SELECT n.made_on::text AS on, n.days, n.falls_on::text AS end FROM deadline_notice n
     JOIN secretary_mapping m ON m.id = n.record WHERE m.number = $1 ORDER BY n.made_on, n.days DESC`,
    [number],
  );
  return rows.map(({ on, days, end }) => `${on} ${days === 0 ? 'ended' : `${days} before ${end}`}`);
}

const isEnded = async (account: string) => (await mappingsOf(db, account)).map(({ ended }) => ended);
const role = 'P-Office 2.0: Secretary User';

describe('the daily run over mappings', () => {
  it('P-12 reminds 30, 14, 7 and 1 days before and ends on the day after, each once, through a whole year', async () => {
    const ends = Array.from({ length: 60 }, (_, n) => addDays('2026-02-15', n * 5));
    const mappings: Awaited<ReturnType<typeof ending>>[] = [];
    for (const end of ends) mappings.push(await ending(end));
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) await runOn(day, { batch: 20 });
    for (const [index, { account, number }] of mappings.entries()) {
      const end = ends[index] ?? '';
      expect(await story(number)).toEqual([
        ...[30, 14, 7, 1].map((days) => `${addDays(end, -days)} ${days} before ${end}`),
        `${addDays(end, 1)} ended`,
      ]);
      expect(await isEnded(account)).toEqual([true]);
      expect(await rolesOf(db, account)).toEqual([]);
    }
    const counted = await db.query(
      `SELECT action, count(*)::int AS n FROM audit_entry WHERE action IN ('mapping.ended', 'whitelist.withdrawn')
       GROUP BY action ORDER BY action`,
    );
    expect(counted).toEqual([
      { action: 'mapping.ended', n: ends.length },
      { action: 'whitelist.withdrawn', n: ends.length },
    ]);
  });

  it('P-12 agrees with the rule on every day, whenever the End was given', async () => {
    const mappings: { number: string; endsOn: Day; endSetOn: Day }[] = [];
    for (let n = 0; n < 40; n += 1) {
      const endsOn = addDays('2026-06-01', n);
      const endSetOn = addDays('2026-05-10', (n * 7) % 30);
      const { number } = await ending(endsOn, endSetOn);
      mappings.push({ number, endsOn, endSetOn });
    }
    for (const today of ['2026-06-02', '2026-06-10', '2026-06-25']) {
      await db.query('DELETE FROM deadline_notice');
      await runOn(today);
      for (const { number, endsOn, endSetOn } of mappings) {
        const due = reminderDue({ endsOn, endSetOn, endedAt: null, letEnd: false }, today);
        const told = (await story(number)).filter((line) => !line.endsWith('ended'));
        expect(told, `End ${endsOn}, given ${endSetOn}, on ${today}`).toEqual(
          due === null ? [] : [`${today} ${due} before ${endsOn}`],
        );
      }
    }
  });

  it('P-12 changes nothing when it runs again on the same day, in several replicas at once too', async () => {
    const soon = await ending('2026-11-30');
    const over = await ending('2026-11-20');
    await Promise.all([1, 2, 3, 4].map(() => runOn('2026-11-23')));
    await runOn('2026-11-23');
    expect(await story(soon.number)).toEqual(['2026-11-23 7 before 2026-11-30']);
    expect(await story(over.number)).toEqual(['2026-11-23 ended']);
    const entries = await db.query(`SELECT 1 FROM audit_entry WHERE data->>'number' = $1`, [over.number]);
    expect(entries).toHaveLength(1);
  });

  it('P-12 catches up after three days without repeating; of reminders that were missed only the last goes', async () => {
    const outage = ['2026-11-10', '2026-11-11', '2026-11-12'];
    const ends = Array.from({ length: 40 }, (_, n) => addDays('2026-11-08', n));
    const mappings: Awaited<ReturnType<typeof ending>>[] = [];
    for (const end of ends) mappings.push(await ending(end));
    for (let day = '2026-10-01'; day <= '2027-01-02'; day = addDays(day, 1))
      if (!outage.includes(day)) await runOn(day, { batch: 20 });
    /** The day on which something is done that was due on this one. */
    const done = (day: Day) => (outage.includes(day) ? '2026-11-13' : day);
    for (const [index, { number }] of mappings.entries()) {
      const end = ends[index] ?? '';
      const over = done(addDays(end, 1));
      const reminders = [30, 14, 7, 1]
        .map((days) => ({ days, on: done(addDays(end, -days)) }))
        .filter(({ on, days }, n, all) => !all.some((one, m) => m > n && one.on === on && one.days < days))
        // Nobody is reminded of what is over.
        .filter(({ on }) => on <= end);
      expect(await story(number), `End ${end}`).toEqual([
        ...reminders.map(({ days, on }) => `${on} ${days} before ${end}`),
        `${over} ended`,
      ]);
    }
  });

  it('P-12 after a long outage sends the last reminder alone, and ends what is past without one', async () => {
    const soon = await ending('2026-06-30');
    const over = await ending('2026-05-01');
    await runOn('2026-06-29');
    expect(await story(soon.number)).toEqual(['2026-06-29 1 before 2026-06-30']);
    expect(await story(over.number)).toEqual(['2026-06-29 ended']);
  });

  it('P-12 keeps the role while another mapping needs it, also one that has not begun', async () => {
    const account = await secretary();
    await writeMapping(db, { account, start: '2026-01-01', end: '2026-06-30' });
    await writeMapping(db, { account, position: '50023456', start: '2026-08-01', end: '2026-08-31' });
    await runOn('2026-07-01');
    expect(await isEnded(account)).toEqual([true, false]);
    expect(await rolesOf(db, account)).toEqual([role]);
    await runOn('2026-09-01');
    expect(await isEnded(account)).toEqual([true, true]);
    expect(await rolesOf(db, account)).toEqual([]);
  });

  it('P-12 withdraws the role Secretary User alone, once for mappings that end together', async () => {
    const account = await secretary();
    await writeGrant(db, account, 'Member User');
    await writeMapping(db, { account, start: '2026-01-01', end: '2026-06-30' });
    await writeMapping(db, { account, position: '50023456', start: '2026-01-01', end: '2026-06-29' });
    await runOn('2026-07-01');
    expect(await rolesOf(db, account)).toEqual(['P-Office 2.0: Member User']);
    const withdrawn = await db.query(
      `SELECT 1 FROM audit_entry e JOIN person p ON e.subject = 'person:' || p.id
       WHERE e.action = 'whitelist.withdrawn' AND p.email LIKE $1 || '@%'`,
      [account],
    );
    expect(withdrawn).toHaveLength(1);
  });

  it('P-12 leaves alone a mapping that somebody is changing, and looks at it in the next run', async () => {
    const held = await ending('2026-06-30');
    const free = await ending('2026-06-30');
    await db.transaction(withoutDeadline, async (tx) => {
      await tx.query('SELECT 1 FROM secretary_mapping WHERE number = $1 FOR UPDATE', [held.number]);
      await runOn('2026-07-01');
      expect(await story(free.number)).toHaveLength(1);
      await tx.query(`UPDATE secretary_mapping SET ends_on = '2026-12-31' WHERE number = $1`, [held.number]);
    });
    await runOn('2026-07-01');
    expect(await story(held.number)).toEqual([]);
    expect(await rolesOf(db, held.account)).toEqual([role]);
  });
});
