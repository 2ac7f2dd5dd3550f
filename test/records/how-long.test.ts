import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListItem, Part } from '../../src/chat/card.ts';
import type { Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { withHowLong } from '../../src/desks/front/how-long.ts';
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

/** A Saturday. */
const now = new Date('2026-11-21T03:00:00Z');
let made = 0;

/** A request that has waited for Bima since then, as an item of his inbox. */
async function waiting(since: string): Promise<ListItem> {
  made += 1;
  const id = await makeRequest(db, `Permohonan ${made}`, `UID-2026-0008${String(made).padStart(2, '0')}`);
  await db.query('UPDATE user_id_request SET status_since = $2 WHERE id = $1', [
    id,
    new Date(`${since}+07:00`),
  ]);
  return { title: `nomor ${made}`, text: 'Finance', waits: `user-id:${id}` };
}

const itemsOf = (parts: readonly Part[]) =>
  parts
    .flatMap((part) => (part.type === 'list' ? part.items : []))
    .map(({ title, text }) => ({ title, text }));

async function bima(language: 'id' | 'en'): Promise<Context> {
  const ctx = await actingAs(db, 'bima.santoso');
  return { ...ctx, now, t: translate(language), timeZone: 'Asia/Jakarta' };
}

describe('U-19 A-7 how long each has waited, in the inbox', () => {
  it('is said in working days with when it is due, the longest first, and what has no such moment stays behind', async () => {
    const items = [
      await waiting('2026-11-20T15:00'),
      { title: 'tanpa waktu', text: 'Lain' },
      await waiting('2026-11-11T07:30'),
      // A week-end and a holiday are none of its days.
      await waiting('2026-11-18T07:30'),
    ];
    const desks = [catalogueDesks(db).userId];
    const parts: Part[] = [
      { type: 'heading', text: 'x' },
      { type: 'list', items, empty: '' },
    ];
    const shown = await withHowLong(await bima('id'), { db, desks }, parts);
    expect(shown[0]).toEqual(parts[0]);
    expect(itemsOf(shown)).toEqual([
      {
        title: 'nomor 2',
        text: 'Finance\nMenunggu 8 hari kerja; tenggat Rabu, 18 November 07.30 WIB sudah lewat.',
      },
      { title: 'nomor 3', text: 'Finance\nMenunggu 3 hari kerja, tenggat Rabu, 25 November 07.30 WIB.' },
      {
        title: 'nomor 1',
        text: 'Finance\nMenunggu kurang dari 1 hari kerja, tenggat Jumat, 27 November 15.00 WIB.',
      },
      { title: 'tanpa waktu', text: 'Lain' },
    ]);
    const english = itemsOf(await withHowLong(await bima('en'), { db, desks }, parts)).map(
      ({ text }) => text,
    );
    expect(english[0]).toMatch(/^Finance\nWaiting 8 working days; it was due Wednesday, 18 November/);
    expect(english[1]).toMatch(/^Finance\nWaiting 3 working days, due Wednesday, 25 November/);
    expect(english[2]).toMatch(/^Finance\nWaiting less than 1 working day, due Friday, 27 November/);
  });

  it('is asked for a whole page as for one: no record has a question of its own', async () => {
    const counted = { asked: 0 };
    const asked: Database = {
      ...db,
      query: (text: string, values?: unknown[]) => {
        counted.asked += 1;
        return db.query(text, values);
      },
    } as Database;
    const desks = [catalogueDesks(asked).userId];
    const ctx = await bima('id');
    const statements = async (items: ListItem[]) => {
      counted.asked = 0;
      await withHowLong(ctx, { db: asked, desks }, [{ type: 'list', items, empty: '' }]);
      return counted.asked;
    };
    const one = [await waiting('2026-11-20T09:00')];
    const many = [...one];
    for (const hour of ['08', '09', '10', '11', '12']) many.push(await waiting(`2026-11-19T${hour}:00`));
    expect(await statements(many)).toBe(await statements(one));
    expect(await statements([{ title: 'x', text: 'y' }])).toBe(0);
  });
});
