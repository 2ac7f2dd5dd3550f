import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import type { DeskDeps } from '../../src/desks/satker/deps.ts';
import { searchFormUsers } from '../../src/desks/satker/forms/ticket.ts';
import { type ListFilter, type ListPage, listUsers, searchUsers } from '../../src/desks/satker/list.ts';
import { statuses } from '../../src/desks/satker/model.ts';
import { sampleDatabase } from '../support/bot.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
let satkers: number[];

interface Written {
  id: number;
  name: string;
  nik: string;
  nip: string | null;
  email: string;
  status: (typeof statuses)[number];
  unitId: number;
}
let written: Written[];

const names = [
  'Ali Rahman',
  "Ma'ruf Amin",
  'Siti-Aminah Putri',
  'M. Yusuf',
  'Renée Wijaya',
  'Ali Sadikin',
  'O. K.',
];

beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  const units = await db.query<{ id: number }>(`SELECT id FROM unit WHERE kind = 'SATKER' ORDER BY id`);
  satkers = units.map(({ id }) => id);
  await db.query(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, nip, email, letter_number, status, status_since, surface,
                              submission_key, created_at)
     SELECT 'T' || n, ($1::int[])[1 + n % 2], nik_hash_of((3173000000000000 + n * 7919)::text), ($2::text[])[1 + n % 7],
            CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN 'NRP/' || n WHEN 2 THEN '19900' || n ELSE 'X-' || n || '.Y_' || n END,             'orang.' || n || '@mitra.example', 'ST', ($3::satker_user_status[])[1 + n % 5], now(), 'system', 'T' || n, now()
     FROM generate_series(1, 60) AS n`,
    [satkers, names, [...statuses]],
  );
  written = await db.query<Written>(
    `SELECT id, name, CASE WHEN number LIKE 'T%' THEN (3173000000000000 + substr(number, 2)::int * 7919)::text ELSE name END AS nik, nip, email, status, unit_id AS "unitId" FROM satker_user ORDER BY id DESC`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe('S-15 the search for whom a deletion is about', () => {
  it('I-6 finds for whoever stands in for an officer what it finds for the officer, and nobody else’s', async () => {
    const found = async (ctx: Context) =>
      (await searchFormUsers(ctx, { db } as DeskDeps, 'orang', {}, 'answer')).map(({ value }) => value);
    const [officer, stranger] = await Promise.all([
      actingAs(db, 'maya.anggraini'),
      actingAs(db, 'rina.wulandari'),
    ]);
    const theirs = await found(officer);
    expect(theirs.length).toBeGreaterThan(0);
    expect(await found(stranger)).toEqual([]);
    const principal = { ...officer.actor, until: '2026-12-31' };
    const substitute = { ...stranger, actor: { ...stranger.actor, standsInFor: [principal] } };
    expect(await found(substitute)).toEqual(theirs);
    // What only officers themselves do is not theirs to do.
    expect(await searchFormUsers(substitute, { db } as DeskDeps, 'orang', {}, 'decide')).toEqual([]);
  });
});

/** Every page from the newest on, forwards or back. */
async function walk(filter: ListFilter, within = satkers): Promise<ListPage[]> {
  const pages = [await listUsers(db, within, filter)];
  for (;;) {
    const older = pages.at(-1)?.older;
    if (older === undefined) return pages;
    pages.push(await listUsers(db, within, filter, { before: older }));
  }
}
const idsOf = (pages: readonly ListPage[]) => pages.flatMap(({ items }) => items.map(({ id }) => id));

const filters = fc.record(
  {
    satkerId: fc.nat({ max: 1 }),
    status: fc.constantFrom(...statuses),
    text: fc.constantFrom('ali', 'orang', 'orang mitra', 'rahman a', '3173', 'nrp', 'zzz', 'am'),
  },
  { requiredKeys: [] },
);

describe('the list of satker users', () => {
  it('S-6 has every row on exactly one page, newest first, and the way back shows the same pages', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async ({ satkerId, ...filter }) => {
        const narrowed: ListFilter = { ...filter, satkerId: satkers[satkerId ?? -1] };
        const pages = await walk(narrowed);
        const ids = idsOf(pages);
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
        if (filter.text === undefined)
          expect(ids).toEqual(
            written
              .filter((row) => filter.status === undefined || row.status === filter.status)
              .filter((row) => narrowed.satkerId === undefined || row.unitId === narrowed.satkerId)
              .map(({ id }) => id),
          );
        let back = pages.at(-1);
        const seen = [back];
        while (back?.newer !== undefined) {
          back = await listUsers(db, satkers, narrowed, { after: back.newer });
          seen.unshift(back);
        }
        expect(idsOf(seen.flatMap((page) => page ?? []))).toEqual(ids);
        expect(pages[0]?.newer).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('S-6 shows nothing outside the satkers that somebody may see', async () => {
    const [first = 0, second = 0] = satkers;
    expect(idsOf(await walk({ satkerId: second }, [first]))).toEqual([]);
    expect(idsOf(await walk({ text: 'orang' }, []))).toEqual([]);
    const ids = idsOf(await walk({ text: 'orang' }, [first]));
    expect(ids).toEqual(
      written.filter((row) => row.unitId === first && row.email.startsWith('orang')).map(({ id }) => id),
    );
  });

  it('S-6 finds a row by the beginning of any word of its name, NIP or e-mail, and by its whole NIK', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 }), async (which, word, letters) => {
        const row = written[which % written.length];
        if (!row) return;
        const words = [...(row.name.match(/[\p{L}\p{N}]+/gu) ?? []), ...row.email.split('@')];
        const sought = [(words[word % words.length] ?? '').slice(0, letters), row.nik];
        for (const text of sought) expect(idsOf(await walk({ text })), text).toContain(row.id);
        const nip = row.nip?.slice(0, letters + 1);
        if (nip) expect(idsOf(await walk({ text: nip })), nip).toContain(row.id);
      }),
      { numRuns: 60 },
    );
  });

  it('S-6 takes whatever somebody types as words, never as a query', async () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...`aA1é'":*&|!()<->\\%_.,-@ `), maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const { items } = await listUsers(db, satkers, { text });
        expect(items.length).toBeLessThanOrEqual(6);
        await searchUsers(db, satkers, text, ['ACTIVE', 'DORMANT']);
      }),
      { numRuns: 300 },
    );
  });
});
