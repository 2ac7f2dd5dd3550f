import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkStatements } from '../../prisma/statements/check.ts';
import { connected, createEmptyDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let root: string;

beforeAll(async () => {
  database = await createEmptyDatabase();
  await connected(database.url, (client) =>
    client.query(`
      CREATE TYPE colour AS ENUM ('RED', 'BLUE');
      CREATE TABLE probe (id int PRIMARY KEY, name text NOT NULL, colour colour NOT NULL, note text, made timestamptz NOT NULL)`),
  );
  root = await mkdtemp(join(tmpdir(), 'statements-'));
  await writeFile(
    join(root, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2023',
        module: 'ESNext',
        strict: true,
        noEmit: true,
        types: [],
        allowImportingTsExtensions: true,
      },
      include: ['*.ts'],
    }),
  );
  await writeFile(
    join(root, 'db.ts'),
    `export interface Db { query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> }
     export declare const db: Db;
     export const columns = 'id, name';`,
  );
});

afterAll(async () => {
  await database.drop();
  await rm(root, { recursive: true });
});

/** What is wrong with a file of statements, each fault without where it stands. */
async function faultsOf(statements: string): Promise<string[]> {
  await writeFile(
    join(root, 'probe.ts'),
    `import { columns, db } from './db.ts';\n${statements}\nvoid columns;`,
  );
  const { faults } = await checkStatements(database.url, { root, wanted: (file) => file === 'probe.ts' });
  return faults.map((fault) => fault.replace(/^probe\.ts:\d+ /, '').replace(/\n.*/s, ''));
}

test('a column that the schema does not have, and one that nobody asks for, are found', async () => {
  expect(
    await faultsOf(`db.query<{ id: number; name: string }>(\`SELECT \${columns} FROM probe\`);`),
  ).toEqual([]);
  expect(await faultsOf(`db.query<{ id: number }>('SELECT id, naem FROM probe');`)).toEqual([
    'PostgreSQL refuses it: column "naem" does not exist',
  ]);
  expect(await faultsOf(`db.query<{ id: number; made: Date }>(\`SELECT \${columns} FROM probe\`);`)).toEqual([
    '`made` is no column of it; its columns are id, name',
  ]);
});

test('a type that the column does not have is found: a number, a moment, a label of an enum', async () => {
  expect(
    await faultsOf(
      `db.query<{ id: number; made: Date; colour: 'RED' | 'BLUE'; n: string }>('SELECT id, made, colour, count(*) AS n FROM probe GROUP BY 1, 2, 3');`,
    ),
  ).toEqual([]);
  expect(
    await faultsOf(
      `db.query<{ id: string; made: string; colour: 'GREEN'; n: number }>('SELECT id, made, colour, count(*) AS n FROM probe GROUP BY 1, 2, 3');`,
    ),
  ).toEqual([
    '`id` is declared as string and is integer',
    '`made` is declared as string and is timestamp with time zone',
    '`colour` is declared as "GREEN" and is colour',
    '`n` is declared as number and is bigint',
  ]);
});

test('a NULL that the row does not foresee, and one that never comes, are found where that can be decided', async () => {
  expect(
    await faultsOf(`db.query<{ id: number | null; note: string }>('SELECT id, note FROM probe');`),
  ).toEqual([
    '`note` is declared as string and can be NULL',
    '`id` is declared as number | null and is never NULL',
  ]);
  expect(
    await faultsOf(`
      db.query<{ note: string }>('SELECT note FROM probe WHERE note IS NOT NULL');
      db.query<{ id: number | null }>('SELECT p.id FROM probe o LEFT JOIN probe p ON p.id = o.id + 1');`),
  ).toEqual([]);
});

test('rows that come whole are looked into: what is no column of them, and a moment, which JSON has as a text', async () => {
  const whole = (declared: string, columns: string) =>
    `const wholeRows = (select: string) => 'SELECT row_to_json(whole) AS whole FROM (' + select + ') whole';
     db.query<{ whole: ${declared} }>(wholeRows('SELECT ${columns} FROM probe'));`;
  expect(
    await faultsOf(whole('{ id: number; made: string; n: number }', 'id, made, id::bigint AS n')),
  ).toEqual([]);
  expect(await faultsOf(whole('{ made: Date; nought: string; note: string }', 'id, made, note'))).toEqual([
    '`made` is declared as Date and is text',
    '`nought` is no column of it; its columns are id, made, note',
    '`note` is declared as string and can be NULL',
  ]);
  expect(
    await faultsOf(
      `db.query<{ whole: { id: number } }>('SELECT row_to_json(whole) AS whole FROM (SELECT id FROM probe) whole LIMIT 1');`,
    ),
  ).toEqual(['`whole` is declared, and what is in it cannot be read']);
});

test('every form of a statement is read, through conditions, callers, functions, lists and records', async () => {
  const statements = (column: string) => `
    interface Kind { table: string; where?: string }
    const kinds: Record<string, Kind> = { one: { table: 'probe' }, other: { table: 'probe', where: "name = 'x'" } };
    const among = (alias: string, fields: readonly string[]) => fields.map((field) => alias + '.' + field).join(', ');
    function found(kind: Kind, newest: boolean, fields: readonly string[]) {
      const order = newest ? 'DESC' : 'ASC';
      return db.query<{ id: number }>(
        \`SELECT \${among('p', fields)} FROM \${kind.table} p WHERE \${kind.where ?? 'true'} ORDER BY p.id \${order}\`);
    }
    export const first = (name: string) => found(kinds[name]!, true, ['id', 'name']);
    export const last = (kind: Kind) => found(kind, false, ['id', '${column}']);`;
  expect(await faultsOf(statements('note'))).toEqual([]);
  const faults = await faultsOf(statements('nought'));
  expect(faults.length).toBeGreaterThan(0);
  expect(new Set(faults)).toEqual(new Set(['PostgreSQL refuses it: column p.nought does not exist']));
});

test('a statement that cannot be known from the sources is a fault of its own', async () => {
  expect(await faultsOf(`export const run = (text: string) => db.query(text + ' LIMIT 1');`)).toEqual([
    "a form of it cannot be read: `text + ' LIMIT 1'` at probe.ts:2",
  ]);
});
