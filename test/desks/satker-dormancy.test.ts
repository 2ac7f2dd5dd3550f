import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { runDeadlines } from '../../src/deadlines/run.ts';
import { addDays, addMonths, countedUntil, type Day } from '../../src/desks/satker/dormancy/calendar.ts';
import { dormancy } from '../../src/desks/satker/dormancy/deadline.ts';
import { countLogins } from '../../src/desks/satker/logins.ts';
import { sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

const timeZone = 'Asia/Jakarta';
let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 30_000 });
  await db.query('DELETE FROM satker_user');
});
afterEach(async () => {
  await db.query('DELETE FROM deadline_notice');
  await db.query('DELETE FROM satker_user');
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
    timeZone,
    kinds: [dormancy({ dormantAfterMonths: 6, timeZone })],
    clock: () => morning(day),
    batch,
  });

let made = 0;
/** Users who were last counted on these days, at noon there. */
async function users(...days: Day[]): Promise<number[]> {
  made += 1;
  const rows = await db.query<{ id: number }>(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface,
                              submission_key, created_at, counted_from)
     SELECT 'T' || $2 || n, (SELECT id FROM unit WHERE code = '527010'), nik_hash_of(lpad(($2 || n)::text, 16, '0')), 'Pengguna ' || n, 'u' || $2 || n || '@satker.example', 'ST', 'ACTIVE', day::timestamptz, 'system', 'T' || $2 || n, day::timestamptz,
            (day::timestamp + interval '12 hours') AT TIME ZONE '${timeZone}'
     FROM unnest($1::date[]) WITH ORDINALITY AS t(day, n) ORDER BY n RETURNING id`,
    [days, String(made)],
  );
  return rows.map(({ id }) => id);
}

/** What happened to a user, each with the day of the run that did it. */
async function story(id: number): Promise<string[]> {
  const rows = await db.query<{ on: Day; days: number; due: Day }>(
    `SELECT made_on::text AS on, days, falls_on::text AS due FROM deadline_notice WHERE record = $1 ORDER BY made_on, days DESC`,
    [id],
  );
  return rows.map(({ on, days, due }) => `${on} ${days === 0 ? 'dormant' : `${days} before ${due}`}`);
}

const statusOf = async (id: number) =>
  (await db.query<{ status: string }>('SELECT status FROM satker_user WHERE id = $1', [id]))[0]?.status;

describe('the daily dormancy run', () => {
  it('S-16 S-17 reminds 30, 7 and 1 days before and makes dormant on the day, each once, through a whole year', async () => {
    const start = '2026-01-01';
    const counted = Array.from({ length: 100 }, (_, n) => addDays(start, n * 3));
    const ids = await users(...counted);
    // From a week before anybody is told, to a month after the last one has become dormant.
    const first = addDays(addMonths(start, 6), -37);
    for (let day = first; day < addDays(first, 365); day = addDays(day, 1)) await runOn(day, { batch: 20 });
    for (const [index, id] of ids.entries()) {
      const due = addMonths(counted[index] ?? '', 6);
      expect(await story(id)).toEqual([
        ...[30, 7, 1].map((days) => `${addDays(due, -days)} ${days} before ${due}`),
        `${due} dormant`,
      ]);
      expect(await statusOf(id)).toBe('DORMANT');
    }
    const entries = await db.query(
      `SELECT subject FROM audit_entry WHERE action = 'satker.dormant' AND from_state = 'ACTIVE' AND to_state = 'DORMANT'`,
    );
    expect(entries).toHaveLength(ids.length);
  });

  it('S-17 changes nothing when it runs again on the same day, in two replicas at once too', async () => {
    const [id = 0] = await users('2026-05-31');
    await runOn('2026-11-23');
    await Promise.all([runOn('2026-11-23'), runOn('2026-11-23'), runOn('2026-11-23')]);
    expect(await story(id)).toEqual(['2026-11-23 7 before 2026-11-30']);
  });

  it('S-17 catches up after three days without repeating or skipping', async () => {
    // Down for the same three days, at every distance from the day of dormancy.
    const outage = ['2026-11-10', '2026-11-11', '2026-11-12'];
    const due = Array.from({ length: 43 }, (_, n) => addDays('2026-11-09', n));
    const ids = await users(...due.map((day) => countedUntil(day, 6)));
    for (let day = '2026-10-01'; day <= '2026-12-30'; day = addDays(day, 1))
      if (!outage.includes(day)) await runOn(day, { batch: 20 });
    for (const [index, id] of ids.entries()) {
      const told = await story(id);
      const about = `due ${due[index]}: ${told.join('; ')}`;
      expect(
        told.map((line) => line.split(' ')[1]),
        about,
      ).toEqual(['30', '7', '1', 'dormant']);
      expect(await statusOf(id), about).toBe('DORMANT');
      const days = told.map((line) => line.split(' ')[0] ?? '');
      expect(new Set(days).size, about).toBe(4);
    }
  });

  it('S-17 after a long outage sends the last reminder alone, and makes nobody dormant unreminded', async () => {
    const [id = 0] = await users('2025-01-01');
    await runOn('2026-11-21');
    await runOn('2026-11-21');
    expect(await statusOf(id)).toBe('ACTIVE');
    await runOn('2026-11-22');
    expect(await story(id)).toEqual(['2026-11-21 1 before 2026-11-22', '2026-11-22 dormant']);
  });

  it('S-16 a login sets the count back, for all rows of that person', async () => {
    const [first = 0, second = 0] = await users('2026-05-21', '2026-05-21');
    const [{ nik = '' } = {}] = await db.query<{ nik: string }>(
      'SELECT lpad(substr(number, 2), 16, $$0$$) AS nik FROM satker_user WHERE id = $1',
      [first],
    );
    await db.query(
      `UPDATE satker_user SET nik_hash = nik_hash_of($2), unit_id = (SELECT id FROM unit WHERE code = '527021') WHERE id = $1`,
      [second, nik],
    );
    await runOn('2026-11-20');
    const login = { nik, at: new Date('2026-11-20T10:00:00Z') };
    expect(
      await db.transaction(withoutDeadline, (tx) =>
        countLogins(tx, [login, { nik: '9'.repeat(16), at: login.at }]),
      ),
    ).toEqual({
      people: 1,
      unknown: 1,
    });
    await runOn('2026-11-21');
    for (const id of [first, second]) expect(await statusOf(id)).toBe('ACTIVE');
    await runOn('2027-04-20');
    expect(await story(first)).toContain('2027-04-20 30 before 2027-05-20');
  });

  it('S-18 the newest login counts, in whichever order they come, and an older one changes nothing', async () => {
    const [id = 0] = await users('2026-05-21');
    const [{ nik = '' } = {}] = await db.query<{ nik: string }>(
      'SELECT lpad(substr(number, 2), 16, $$0$$) AS nik FROM satker_user WHERE id = $1',
      [id],
    );
    const newest = new Date('2026-10-01T00:00:00Z');
    for (const at of [newest, new Date('2026-07-01T00:00:00Z')])
      await db.transaction(withoutDeadline, (tx) => countLogins(tx, [{ nik, at }]));
    const rows = await db.query(
      'SELECT last_login_at AS login, counted_from AS counted FROM satker_user WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ login: newest, counted: newest }]);
  });

  it('S-18 U-13 has the cards of a registration follow a login that is news, and no other', async () => {
    const [id = 0] = await users('2026-05-21');
    const [{ nik = '' } = {}] = await db.query<{ nik: string }>(
      'SELECT lpad(substr(number, 2), 16, $$0$$) AS nik FROM satker_user WHERE id = $1',
      [id],
    );
    const [{ copy } = {}] = await db.query<{ copy: number }>(
      `INSERT INTO posted_card (key, card, subject, args, thread, live) VALUES ($1, 'satker.root', $1, '{}', $1, true) RETURNING id AS copy`,
      [`satker:${id}`],
    );
    const followed = async (at: string) => {
      await db.transaction(withoutDeadline, (tx) => countLogins(tx, [{ nik, at: new Date(at) }]));
      const [row] = await db.query<{ revision: number }>('SELECT revision FROM posted_card WHERE id = $1', [
        copy,
      ]);
      return row?.revision ?? 0;
    };
    const first = await followed('2026-10-01T00:00:00Z');
    expect(first).toBeGreaterThan(0);
    expect(await followed('2026-07-01T00:00:00Z')).toBe(first);
    expect(await followed('2026-10-02T00:00:00Z')).toBeGreaterThan(first);
    await db.query('DELETE FROM posted_card WHERE id = $1', [copy]);
  });

  it('S-16 leaves alone a row that somebody holds, and takes it up in the next run', async () => {
    const [held = 0, free = 0] = await users('2026-05-31', '2026-05-31');
    await db.transaction(withoutDeadline, async (tx) => {
      await tx.query('SELECT 1 FROM satker_user WHERE id = $1 FOR UPDATE', [held]);
      await runOn('2026-11-23');
      expect(await story(free)).toHaveLength(1);
      expect(await story(held)).toHaveLength(0);
    });
    await runOn('2026-11-23');
    expect(await story(held)).toHaveLength(1);
  });

  it('S-15 S-16 ends the logins of who is dormant everywhere, and of nobody else', async () => {
    const [gone = 0, stays = 0, elsewhere = 0] = await users('2026-05-21', '2026-05-21', '2026-10-21');
    const niks = await db.query<{ id: number; nik: string }>(
      'SELECT id, lpad(substr(number, 2), 16, $$0$$) AS nik FROM satker_user',
    );
    const nikOf = (id: number) => niks.find((row) => row.id === id)?.nik ?? '';
    await db.query(
      `UPDATE satker_user SET nik_hash = nik_hash_of($2), unit_id = (SELECT id FROM unit WHERE code = '527021') WHERE id = $1`,
      [elsewhere, nikOf(stays)],
    );
    for (const id of [gone, stays])
      await db.query(
        `INSERT INTO portal_session (token_hash, person_id, nik_hash, created_at, expires_at)
         SELECT sha256($1::bytea), id, nik_hash_of($2), now(), now() + interval '1 day' FROM person LIMIT 1`,
        [Buffer.from(nikOf(id)), nikOf(id)],
      );
    await runOn('2026-11-20');
    await runOn('2026-11-21');
    expect(await statusOf(gone)).toBe('DORMANT');
    const left = await db.query('SELECT nik_hash = nik_hash_of($1) AS stays FROM portal_session', [
      nikOf(stays),
    ]);
    expect(left).toEqual([{ stays: true }]);
  });
});
