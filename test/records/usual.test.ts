import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { usualDays as usual } from '../../src/records/usual.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { actingAs } from '../support/everything.ts';
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

/** A Saturday, of a kind of record that only this file has. */
const now = new Date('2026-11-21T03:00:00Z');
let kind = 'uji';
let made = 0;
beforeEach(() => {
  made += 1;
  kind = `uji${made}`;
});

/** A record that came into this state, and left it. */
async function record(came: string, left: string | null, state = 'MENUNGGU', of = kind): Promise<string> {
  made += 1;
  const subject = `${of}:${made}`;
  const enter = (at: string, from: string | null, to: string) =>
    db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state) VALUES ($1, 'x', 'slack', 'uji', $2, $3, $4)`,
      [new Date(`${at}+07:00`), subject, from, to],
    );
  await enter(came, 'AWAL', state);
  // What leaves it where it is, is no end of it.
  await enter(came, state, state);
  if (left) await enter(left, state, 'SELESAI');
  return subject;
}

async function usualDays(db: Database, subject: string, today: Date): Promise<number | null | undefined> {
  const [found] = await db.query<{ days: number | null }>(`SELECT ${usual('$1', '$2::date')} AS days`, [
    subject,
    today,
  ]);
  return found?.days;
}

const cases = (...all: [string, string][]) => Promise.all(all.map(([came, left]) => record(came, left)));

describe('U-19 what usually comes of what waits', () => {
  it('is the median of the working days that the same state of the same kind has lasted: no week-end counts', async () => {
    await cases(
      ['2026-11-13T16:00', '2026-11-16T09:00'],
      ['2026-11-13T16:00', '2026-11-16T10:00'],
      ['2026-11-09T09:00', '2026-11-11T09:00'],
      ['2026-11-09T09:00', '2026-11-11T10:00'],
      ['2026-11-02T09:00', '2026-11-20T10:00'],
    );
    expect(await usualDays(db, await record('2026-11-20T09:00', null), now)).toBe(2);
  });

  it('counts no holiday, and is a day at least', async () => {
    await db.query(`INSERT INTO holiday (day, kind, name) VALUES ('2026-11-17', 'NATIONAL', 'Uji')`);
    await cases(
      ...Array.from({ length: 5 }, (): [string, string] => ['2026-11-16T09:00', '2026-11-18T09:00']),
    );
    expect(await usualDays(db, await record('2026-11-20T09:00', null), now)).toBe(1);
    await cases(
      ...Array.from({ length: 6 }, (): [string, string] => ['2026-11-19T09:00', '2026-11-19T09:05']),
    );
    expect(await usualDays(db, await record('2026-11-20T09:00', null), now)).toBe(1);
  });

  it('is said of at least five cases, and of none of another kind or state or of more than 90 days ago', async () => {
    const waits = await record('2026-11-20T09:00', null);
    await cases(
      ...Array.from({ length: 4 }, (): [string, string] => ['2026-11-16T09:00', '2026-11-18T09:00']),
    );
    await record('2026-11-16T09:00', '2026-11-18T09:00', 'LAIN');
    await record('2026-11-16T09:00', '2026-11-18T09:00', 'MENUNGGU', `${kind}x`);
    await record('2026-08-03T09:00', '2026-08-20T09:00');
    expect(await usualDays(db, waits, now)).toBeNull();
    await record('2026-11-12T09:00', '2026-11-13T09:00');
    expect(await usualDays(db, waits, now)).toBe(1);
  });

  it('reads of the log what has left that state lately, by its own index', async () => {
    await db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state)
       SELECT '2026-01-01'::timestamptz + n * interval '1 minute', 'x', 'slack', 'uji', 'banyak:' || n, CASE n % 2 WHEN 0 THEN 'A' END, 'B' FROM generate_series(1, 20000) n`,
    );
    await db.query('ANALYZE audit_entry');
    const plan = await db.query<Record<string, string>>(
      `EXPLAIN SELECT at FROM audit_entry e WHERE split_part(e.subject, ':', 1) = 'uji' AND e.from_state = 'A'
         AND e.from_state IS NOT NULL AND e.from_state IS DISTINCT FROM e.to_state AND e.at > '2026-11-01' ORDER BY e.at DESC LIMIT 200`,
    );
    expect(JSON.stringify(plan)).toContain('audit_entry_left_state');
  });

  it('stands on the card of whoever asked, and on no other', async () => {
    const { userId } = catalogueDesks(db);
    const id = await makeRequest(db, 'Laporan', 'UID-2026-000902');
    for (let n = 0; n < 5; n += 1)
      await record('2026-11-16T09:00', '2026-11-18T09:00', 'WAITING_ATASAN', 'user-id');
    const shown = async (card: 'root' | 'approval', account: string) =>
      JSON.stringify(await userId.cards[card]?.({ ...(await actingAs(db, account)), now }, id, {}, db));
    expect(await shown('root', 'rina.wulandari')).toMatch(/biasanya selesai dalam \d hari kerja/);
    expect(await shown('approval', 'bima.santoso')).not.toMatch(/biasanya selesai/);
  });
});
