import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { entriesOf, lastEntryOf, loadEntry } from '../../src/records/entry.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
  await db.query(
    `INSERT INTO audit_entry (at, actor, surface, action, subject, reason)
     SELECT now(), 'Rina', 'slack', CASE WHEN n % 2 = 0 THEN 'thing.done' ELSE 'thing.undone' END, 'thing:1', n::text
     FROM generate_series(1, 24) AS s(n) ORDER BY s.n`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe('the log of a record', () => {
  it('U-14 is read in the order in which it happened, also where ids get another digit', async () => {
    const said = (await entriesOf(db, 'thing:1', ['thing.done'])).map(({ reason }) => Number(reason));
    expect(said).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
    expect((await lastEntryOf(db, 'thing:1', ['thing.undone']))?.reason).toBe('23');
  });

  it('I-9 has no entry by what is no id', async () => {
    for (const id of ['', 'undefined', '-1', '1e3', '9'.repeat(30)])
      expect(await loadEntry(db, id)).toBeNull();
  });
});
