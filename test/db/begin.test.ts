import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Database, databaseOf, openPool } from '../../src/db/database.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
/** Of one session, whoever asks. */
let pool: ReturnType<typeof openPool>;
let db: Database;
beforeAll(async () => {
  database = await createEmptyDatabase();
  pool = openPool(database.url, { max: 1 });
  db = databaseOf(pool);
  await db.query('CREATE TABLE noted (what text PRIMARY KEY)');
});
beforeEach(() => db.query('TRUNCATE noted'));
afterAll(async () => {
  await db.close();
  await database.drop();
});

const note = 'INSERT INTO noted (what) VALUES ($1) RETURNING what';
const notes = () => db.query('SELECT what FROM noted');
const session = async () => (await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]?.pid;

/** What the program writes to its one session meanwhile, as messages of the protocol by their letters. */
async function written(work: () => Promise<unknown>): Promise<string[]> {
  const client = await pool.connect();
  const { stream } = (client as unknown as { connection: pg.Connection }).connection;
  client.release();
  const { _writev, _write } = stream;
  const sent: string[] = [];
  stream._writev = function (chunks, done) {
    sent.push(chunks.map(({ chunk }) => String.fromCharCode(chunk[0])).join(''));
    _writev?.call(this, chunks, done);
  };
  stream._write = function (chunk, encoding, done) {
    sent.push(String.fromCharCode(chunk[0]));
    _write.call(this, chunk, encoding, done);
  };
  await work().finally(() => Object.assign(stream, { _writev, _write }));
  return sent;
}

it('a transaction begins with its first statement: BEGIN is no way to the database of its own', async () => {
  await db.transaction((tx) => tx.query(note, ['prepared']));
  const sent = await written(() =>
    db.transaction(async (tx) => {
      await tx.query(note, ['first']);
      await tx.query(note, ['second']);
    }),
  );
  // Parse, bind and execute BEGIN, then bind, describe and execute the statement; sync.
  expect(sent).toEqual(['PBEBDES', 'BDES', 'Q']);
  expect(await notes()).toHaveLength(3);
});

it('whose first statement fails has done nothing, and its session goes on', async () => {
  const before = await session();
  const failing = db.transaction(async (tx) => {
    await tx.query(note, ['kept?']).then(() => tx.query('SELECT 1 / 0'));
  });
  await expect(failing).rejects.toThrow('division by zero');
  await expect(db.transaction((tx) => tx.query('SELECT 1 / 0'))).rejects.toThrow('division by zero');
  expect(await notes()).toEqual([]);
  expect(await session()).toBe(before);
});

it('a statement that could not be prepared as a first one is prepared at its next use', async () => {
  const later = 'SELECT 1 AS one FROM made_later';
  await expect(db.transaction((tx) => tx.query(later))).rejects.toThrow('made_later');
  await db.query('CREATE TABLE made_later ()');
  expect(await db.transaction((tx) => tx.query(later))).toEqual([]);
  expect(await db.query(later)).toEqual([]);
});

it('what cannot begin does nothing, and its session is closed', async () => {
  const before = await session();
  // Somebody leaves a transaction behind that is aborted: BEGIN is refused in it.
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 / 0').catch(() => {});
  client.release();
  await expect(db.transaction((tx) => tx.query(note, ['outside?']))).rejects.toThrow('aborted');
  expect(await notes()).toEqual([]);
  expect(await session()).not.toBe(before);
});

it('one that asks the database nothing costs it nothing', async () => {
  await session();
  expect(await written(() => db.transaction(async () => 'done'))).toEqual([]);
});
