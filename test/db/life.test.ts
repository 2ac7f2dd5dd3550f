import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { noticeLife } from '../../src/db/life.ts';
import { reconcile } from '../../src/restored.ts';
import { connected, createTestDatabase, databaseUrl, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

const now = new Date('2026-11-28T00:00:00Z');

let database: TestDatabase;
const opened: Database[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
  await database.drop();
});

function open(url = database.url): Database {
  const db = openDatabase(url, { max: 2, timeoutMs: 60_000 });
  opened.push(db);
  return db;
}
const next = async (db: Database, sequence: string) =>
  Number((await db.query<{ n: string }>('SELECT nextval($1) AS n', [sequence]))[0]?.n);
const drawn = async (db: Database) => ({
  id: await next(db, 'user_id_request_id_seq'),
  number: await next(db, 'user_id_number'),
});

describe('a database', () => {
  it('that is the one it was goes on where it was, however often it is looked at', async () => {
    const db = open();
    const before = await drawn(db);
    for (let n = 0; n < 3; n += 1) expect(await noticeLife(db, now, { place: '7' })).toBe(false);
    expect(await drawn(db)).toEqual({ id: before.id + 1, number: before.number + 1 });
  });

  it.each([
    ['at another place on the disk', { place: '8' }],
    ['set back as a whole, as somebody says', { place: '7', isRestored: true }],
  ])('U-1 that was restored, %s, gives out no id and no number again', async (_, again) => {
    const db = open();
    await noticeLife(db, now, { place: '7' });
    const other = await drawn(db);
    expect(await noticeLife(db, now, again)).toBe(true);
    const own = await drawn(db);
    expect(own.id).toBeGreaterThan(other.id + 10_000);
    expect(own.number).toBeGreaterThan(other.number + 10_000);
    expect(await noticeLife(db, now, { place: again.place })).toBe(false);
    expect(await db.query('SELECT action FROM audit_entry')).toEqual([{ action: 'database.restored' }]);
  });

  it('U-16 I-3 that was restored opens nothing that its other life may have ended: no session and no link', async () => {
    const db = open();
    await noticeLife(db, now, { place: '7', reconcile });
    const later = new Date(now.getTime() + 60_000);
    await db.query(
      `INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
       VALUES ('\\x01', 'password', '{}', $1, $2), ('\\x02', 'enter', '{}', $1, $1)`,
      [now, later],
    );
    await db.query(
      "INSERT INTO portal_session (token_hash, nik_hash, created_at, expires_at) VALUES ('\\x01', '1', $1, $2)",
      [now, later],
    );
    const left = async () => [
      await db.query('SELECT 1 FROM portal_session'),
      await db.query('SELECT 1 FROM one_time_link WHERE expires_at > $1', [now]),
    ];
    await noticeLife(db, now, { place: '7', reconcile });
    expect((await left()).map(({ length }) => length)).toEqual([1, 1]);
    await noticeLife(db, now, { place: '8', reconcile });
    expect((await left()).map(({ length }) => length)).toEqual([0, 0]);
  });

  it('U-1 that was restored into another database, or table by table into the same one, knows it', async () => {
    const db = open();
    await noticeLife(db, now);
    await db.close();
    opened.length = 0;
    const name = new URL(database.url).pathname.slice(1);
    await connected(inject('postgresUrl'), (client) =>
      client.query(`CREATE DATABASE ${name}_restored TEMPLATE ${name} STRATEGY FILE_COPY`),
    );
    try {
      const copy = open(databaseUrl(database.url, `${name}_restored`));
      expect(await noticeLife(copy, now)).toBe(true);
      await copy.close();
      opened.length = 0;
    } finally {
      await connected(inject('postgresUrl'), (client) => client.query(`DROP DATABASE ${name}_restored`));
    }
    // As `pg_restore --clean` does.
    const again = open();
    await again.query('CREATE TABLE kept AS SELECT * FROM database_life');
    await again.query('DROP TABLE database_life');
    await again.query('ALTER TABLE kept RENAME TO database_life');
    await again.query('ALTER TABLE database_life ADD PRIMARY KEY (one), ALTER COLUMN one SET DEFAULT true');
    expect(await noticeLife(again, now)).toBe(true);
  });
});
