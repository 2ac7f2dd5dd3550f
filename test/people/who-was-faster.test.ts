import { afterAll, beforeAll, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { lastChange, named } from '../../src/people/who-was-faster.ts';
import { sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it.each([
  ['Bima Santoso', null, 'id', 'Terakhir diubah oleh Bima Santoso, nanti.'],
  [
    'Bima Santoso',
    { id: 2, name: 'Dewi Lestari' },
    'en',
    'Last changed by Bima Santoso for Dewi Lestari, nanti.',
  ],
  ['', null, 'id', 'Terakhir diubah oleh seseorang yang datanya telah dihapus, nanti.'],
  [
    'Bima Santoso',
    { id: 2 },
    'en',
    'Last changed by Bima Santoso for a person whose data were erased, nanti.',
  ],
] as const)(
  'U-13 T-3 names who was faster, “%s” for %j, by a stand-in once the name was erased',
  async (actor, onBehalfOf, language, said) => {
    const subject = `request:${said}`;
    await db.query(
      `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, data)
     SELECT now(), min(id), $1, 'slack', 'request.approved', $2, $3 FROM person`,
      [actor, subject, onBehalfOf && JSON.stringify({ onBehalfOf })],
    );
    const told = named(
      { time: () => 'nanti' },
      { key: 'error.notHere' as never },
      await lastChange(db, subject),
    );
    expect(told.more?.map(translate(language).message)).toEqual([said]);
  },
);
