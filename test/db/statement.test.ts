import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  // One session, so that each statement meets what was said of it before.
  db = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Both when its columns are not known yet and when they are. */
async function twice<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const first = await db.query<Row>(text, values);
  expect(await db.query<Row>(text, values)).toEqual(first);
  return first;
}

it('a statement reads its rows alike each time: values of all kinds, none, and names that are given twice', async () => {
  expect(
    await twice(
      `SELECT n AS "2", 'x' AS "1", NULL::text AS none, $1::timestamptz AS at, '\\x0102'::bytea AS bytes, ARRAY[n, 2] AS list,
         jsonb_build_object('n', n) AS json, true AS yes, n::bigint AS big, n AS twice, -n AS twice
       FROM generate_series(1, 2) n`,
      [new Date('2026-11-30T05:00:00.123Z')],
    ),
  ).toEqual(
    [1, 2].map((n) => ({
      2: n,
      1: 'x',
      none: null,
      at: new Date('2026-11-30T05:00:00.123Z'),
      bytes: Buffer.from([1, 2]),
      list: [n, 2],
      json: { n },
      yes: true,
      big: String(n),
      twice: -n,
    })),
  );
  expect(await twice('SELECT 1 AS one WHERE $1::boolean', [false])).toEqual([]);
});

it('a statement that answers no rows is run as often as it is asked', async () => {
  await db.query('CREATE TABLE noted (n int UNIQUE)');
  for (const n of [1, 2]) expect(await db.query('INSERT INTO noted VALUES ($1)', [n])).toEqual([]);
  expect(await db.query('SELECT count(*)::int AS count FROM noted')).toEqual([{ count: 2 }]);
  await expect(db.query('COPY noted FROM STDIN')).rejects.toThrow(/nothing is copied/);
  expect(await twice('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('what PostgreSQL refuses is told as its error, and the same statement runs again afterwards', async () => {
  const insert = 'INSERT INTO noted VALUES ($1) RETURNING n';
  expect(await db.query(insert, [7])).toEqual([{ n: 7 }]);
  await expect(db.query(insert, [7])).rejects.toMatchObject({ code: '23505', constraint: 'noted_n_key' });
  expect(await db.query(insert, [8])).toEqual([{ n: 8 }]);
  await expect(db.query('SELECT nothing_such')).rejects.toMatchObject({ code: '42703' });
  await expect(db.query('SELECT $1::jsonb', [{ toJSON: () => BigInt(1) }])).rejects.toThrow(/BigInt/);
  expect(await db.query(insert, [9])).toEqual([{ n: 9 }]);
});

it('a statement whose table has other columns by now is refused, and read as something else by nobody', async () => {
  await db.query('CREATE TABLE changing (a int, b text)');
  await db.query(`INSERT INTO changing VALUES (1, 'b')`);
  expect(await twice('SELECT * FROM changing')).toEqual([{ a: 1, b: 'b' }]);
  await db.query('ALTER TABLE changing DROP COLUMN a, ADD COLUMN c int DEFAULT 3');
  await expect(db.query('SELECT * FROM changing')).rejects.toThrow('cached plan must not change result type');
  const other = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
  expect(await other.query('SELECT * FROM changing')).toEqual([{ b: 'b', c: 3 }]);
  await other.close();
});
