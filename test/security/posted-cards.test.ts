import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks, catalogueOf, makeRequest } from '../support/card-catalogue.ts';
import { linkedPerson } from '../support/known.ts';
import { openDatabase } from '../support/open-database.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
  desks = catalogueDesks(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Cards that say what they were posted with and nothing of a record: they have no later detail. */
const ofTheirArguments = [
  'pintu.channel',
  'pintu.refused-file',
  'pintu.waiting-file',
  'pintu.workbook',
  'satker.notice',
  'satker.report',
];

/** What may stand on a card whose reader has lost the right: how it is called, and that the right is gone. */
const detailsOf = ({ parts, buttons }: Card): string[] => [
  ...parts.filter(({ type }) => type !== 'text').map(({ type }) => type),
  ...buttons.map(({ label }) => label),
];

describe('a card that was posted while its reader had the right', () => {
  it('I-3 U-14 shows no detail any more once it is gone, at whichever desk, by update and by refresh', async () => {
    const profile = {
      externalId: 'U1',
      tenant: 'T',
      name: 'Tamu',
      verifiedEmail: 'tamu@mitra.example',
      locale: null,
    };
    const stranger = await desks.people.contextOf(await linkedPerson(db, profile), 'slack');
    if (!stranger) throw new Error('nobody');
    // Each card that the catalogue posts is built for somebody without any right besides.
    const seen = new Map<string, string[]>();
    const all = [
      desks.userId,
      desks.satker.desk,
      desks.partner.desk,
      desks.market.desk,
      desks.signature.desk,
      desks.imports.desk,
      desks.front,
    ];
    for (const { id, cards } of all) {
      for (const [name, build] of Object.entries(cards)) {
        cards[name] = async (reader: Context, subject, args, moment) => {
          const card = await build(stranger, subject, { ...args, shared: false }, moment);
          seen.set(`${id}.${name}`, [...(seen.get(`${id}.${name}`) ?? []), ...(card ? detailsOf(card) : [])]);
          return build(reader, subject, args, moment);
        };
      }
    }
    const request = await makeRequest(db, 'Ada isinya', 'UID-2026-009999');
    await catalogueOf(db, desks, request, 'id');
    const names = all.flatMap(({ id, cards }) => Object.keys(cards).map((name) => `${id}.${name}`));
    const ofRecords = names.filter((name) => !ofTheirArguments.includes(name));
    expect(ofRecords.length).toBeGreaterThan(8);
    expect(Object.fromEntries(ofRecords.map((name) => [name, seen.get(name)]))).toEqual(
      Object.fromEntries(ofRecords.map((name) => [name, []])),
    );
  });
});
