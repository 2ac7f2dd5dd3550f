import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queryable } from '../../src/core/queryable.ts';
import { projectRoot } from '../../src/core/root.ts';
import type { Database } from '../../src/db/database.ts';
import { addable } from '../../src/desks/marketplace/store.ts';
import { findNamed, findRecords } from '../../src/desks/organisation/find.ts';
import { findPeople } from '../../src/desks/partners/people.ts';
import { searchPositions } from '../../src/desks/partners/store.ts';
import { searchSatkers } from '../../src/desks/satker/store.ts';
import { peopleCalled, searchPeople, searchUnits } from '../../src/people/register.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  await db.query(
    `INSERT INTO unit (code, name, kind) SELECT 'U' || n, 'Satuan Kerja ' || n, (CASE WHEN n % 2 = 0 THEN 'SATKER' ELSE 'UNIT' END)::unit_kind
     FROM generate_series(1, 50000) n`,
  );
  await db.query(
    `INSERT INTO person (email, name, nopek) SELECT 'orang.' || n || '@x.example', 'Orang Nomor' || n, n::text FROM generate_series(1, 50000) n`,
  );
  await db.query(
    `INSERT INTO position (code, name, holder_id) SELECT 'P' || n, 'Jabatan ' || n, n FROM generate_series(1, 50000) n`,
  );
  await db.query('ANALYZE');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Plan {
  'Node Type': string;
  'Actual Rows'?: number;
  'Relation Name'?: string;
  'Index Cond'?: string;
  Plans?: Plan[];
}

const filled = ['person', 'unit', 'position'];

/** Does a search; answers what it found, and which tables any of its statements reads through. */
async function searched(
  search: (seen: Queryable) => Promise<unknown[]>,
): Promise<{ found: number; readThrough: string[] }> {
  const readThrough: string[] = [];
  const note = (plan: Plan) => {
    const { 'Node Type': how, 'Relation Name': table = '', 'Index Cond': looksUp } = plan;
    // What walks along an index without looking anything up in it reads through as well.
    const walks = how.includes('Seq Scan') || (how.startsWith('Index') && !looksUp);
    if (walks && filled.includes(table)) readThrough.push(table);
    plan.Plans?.forEach(note);
  };
  const found = await search({
    keys: db.keys,
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const [row] = await db.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        `EXPLAIN (FORMAT JSON) ${text}`,
        values,
      );
      for (const { Plan } of row?.['QUERY PLAN'] ?? []) note(Plan);
      return db.query<Row>(text, values);
    },
  });
  return { found: found.length, readThrough };
}

describe('a search among many', () => {
  it.each<[string, Parameters<typeof searched>[0]]>([
    ['a person, by an ADMIN', (seen) => peopleCalled(seen, 'nomor7777', 0, 9)],
    ['a person by Nopek, by an ADMIN', (seen) => peopleCalled(seen, '7777', 0, 9)],
    ['a person for a role', (seen) => searchPeople(seen, 'Orang nomor7777')],
    ['a person of the directory', (seen) => findPeople(seen, 'nomor7777', 9)],
    ['a record of a person', (seen) => findRecords(seen, 'person', { text: 'orang.7777@x', limit: 9 })],
    ['a superior', (seen) => findNamed(seen, 'person', 'nomor7777', 9)],
    ['a unit', (seen) => searchUnits(seen, 'kerja 7777')],
    ['a satker', (seen) => searchSatkers(seen, 'u7778')],
    ['a satker for a profile', (seen) => addable(seen, 0, { text: 'u7778' }, 9)],
    ['a record of a unit', (seen) => findRecords(seen, 'unit', { text: 'kerja 7777', limit: 9 })],
    ['a position', (seen) => searchPositions(seen, 'jabatan 7777', 9)],
    ['a position, by its official', (seen) => searchPositions(seen, 'nomor7777', 9)],
    ['a record of a position', (seen) => findRecords(seen, 'position', { text: 'p7777', limit: 9 })],
  ])('finds %s by words that begin so, in an index, and reads nothing through', async (_, search) => {
    expect(await searched(search)).toEqual({ found: 1, readThrough: [] });
  });

  it.each<[string, Parameters<typeof searched>[0]]>([
    ['people', (seen) => searchPeople(seen, 'o')],
    ['people of the directory', (seen) => findPeople(seen, 'o', 9)],
    ['positions', (seen) => searchPositions(seen, 'jab', 9)],
    ['positions, by their officials', (seen) => searchPositions(seen, 'o', 9)],
  ])('puts a thousand of all %s in order that begin so, and no more', async (_, search) => {
    const sorted: number[] = [];
    const note = (plan: Plan) => {
      if (plan['Node Type'] === 'Sort')
        for (const of of plan.Plans ?? []) sorted.push(of['Actual Rows'] ?? 0);
      plan.Plans?.forEach(note);
    };
    const found = await search({
      keys: db.keys,
      async query<Row extends object>(text: string, values: readonly unknown[] = []) {
        const [row] = await db.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
          `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
          values,
        );
        for (const { Plan } of row?.['QUERY PLAN'] ?? []) note(Plan);
        return db.query<Row>(text, values);
      },
    });
    expect(found.length).toBeGreaterThan(8);
    expect(Math.max(...sorted)).toBeGreaterThan(900);
    expect(Math.max(...sorted)).toBeLessThanOrEqual(2000);
  });

  it.each<[string, (text: string) => Promise<unknown[]>]>([
    ['people', (text) => searchPeople(db, text)],
    ['units', (text) => searchUnits(db, text)],
    ['positions', (text) => searchPositions(db, text, 9)],
    ['records', (text) => findRecords(db, 'person', { text, limit: 9 })],
    ['people of ADMINs', (text) => peopleCalled(db, text, 0, 9)],
  ])('finds no %s for signs that are no word, nor for the end of one', async (_, search) => {
    expect(await search(' – %_')).toEqual([]);
    expect(await search('7777zz')).toEqual([]);
  });
});

it('looks for a part of a word only where there is little to look through', () => {
  const root = join(projectRoot, 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !/^(db\/generated|playground)\//.test(file));
  const looking = files.filter((file) =>
    /ILIKE|mode: 'insensitive'|strpos\(lower/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(looking.sort()).toEqual([
    // One officer's own satkers, and the names of institutions.
    'desks/marketplace/store.ts',
    // The number of a mapping, along the list.
    'desks/partners/store.ts',
    // The heads of one unit.
    'desks/user-id/store.ts',
  ]);
});
