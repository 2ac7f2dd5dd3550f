import type pg from 'pg';
import { openedRow } from '../../src/imports/opened.ts';
import type { Statement } from '../statements/check.ts';
import { Classes } from './classes.ts';
import { apart, type Excused, everywhere, excused, spread } from './places.ts';
import { type Catalogue, type Read, type Rows, readStatement } from './reading.ts';

/** A unique or excluding index, by the columns that it has. */
interface Unique {
  name: string;
  table: string;
  columns: string[];
}

/**
 * What keeps the schema from being spread over several PostgreSQLs as `places.ts` says, in words: a table that stands nowhere, a statement that
 * brings together what does not stand together, a unique constraint that no shard can see to by itself; and whatever is excused in vain.
 */
export async function distributionFaults(
  client: pg.ClientBase,
  statements: readonly Statement[],
): Promise<string[]> {
  await client.query(openedRow);
  const catalogue = await catalogueOf(client);
  return [
    ...unplaced(catalogue),
    ...(await broughtTogether(statements, catalogue, excused)),
    ...unseen(await uniquesOf(client)),
  ];
}

function unplaced(catalogue: Catalogue): string[] {
  const wrong = [...catalogue.keys()]
    .filter((table) => (table in spread ? 1 : 0) + (everywhere.includes(table) ? 1 : 0) !== 1)
    .map((table) => `${table}: prisma/distribution/places.ts has to say once where its rows stand`);
  for (const [table, places] of Object.entries(spread))
    for (const column of Object.keys(places))
      if (!catalogue.get(table)?.includes(column))
        wrong.push(`${table}.${column} is in places.ts and is no column`);
  for (const table of everywhere)
    if (!catalogue.has(table)) wrong.push(`${table} is in places.ts and is no table`);
  return wrong;
}

/** Statements that need several groups of rows which do not stand together, but for so many of a file as are excused. */
export async function broughtTogether(
  statements: readonly Statement[],
  catalogue: Catalogue,
  mayBe: Readonly<Record<string, Excused>>,
): Promise<string[]> {
  const wrong = new Map<string, string>();
  for (const { file, line, text } of statements) {
    const groups = await groupsOf(text, catalogue);
    if (groups.length > 1)
      wrong.set(
        `${file}:${line}`,
        `${file}:${line} brings together ${groups.map((tables) => [...new Set(tables)].join(', ')).join(' and ')}`,
      );
  }
  const of = (file: string) =>
    [...wrong].filter(([place]) => place.startsWith(`${file}:`)).map(([, said]) => said);
  const files = new Set([...wrong.keys()].map((place) => place.split(':')[0] ?? ''));
  return [
    ...[...files].filter((file) => of(file).length > (mayBe[file]?.statements ?? 0)).flatMap(of),
    ...Object.entries(mayBe)
      .filter(([file, { statements: most }]) => of(file).length < most)
      .map(
        ([file, { statements: most }]) =>
          `${file} has ${of(file).length} such statements and is excused for ${most}`,
      ),
  ];
}

function unseen(uniques: readonly Unique[]): string[] {
  const open = uniques.filter(
    ({ table, columns }) => table in spread && !columns.some((column) => column in (spread[table] ?? {})),
  );
  return [
    ...open
      .filter(({ name }) => !(name in apart))
      .map(
        ({ name, columns }) =>
          `${name} (${columns.join(', ')}) says nothing of where a row stands: no shard could see to it by itself`,
      ),
    ...Object.keys(apart)
      .filter((name) => !open.some((one) => one.name === name))
      .map((name) => `${name} need not be excused`),
  ];
}

const schemas = "(n.nspname IN ('public', 'graphile_worker') OR n.oid = pg_my_temp_schema())";

async function catalogueOf(client: pg.ClientBase): Promise<Catalogue> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT CASE n.nspname WHEN 'graphile_worker' THEN 'graphile_worker.' ELSE '' END || c.relname AS table,
       array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE ${schemas} AND c.relkind IN ('r', 'v', 'p') AND a.attnum > 0 AND NOT a.attisdropped GROUP BY 1`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

/** Exclusion constraints are indexes of expressions: the columns are those that these name. */
async function uniquesOf(client: pg.ClientBase): Promise<Unique[]> {
  const { rows } = await client.query<Unique>(
    `SELECT i.relname AS name, c.relname AS table,
       ARRAY(SELECT a.attname::text FROM pg_attribute a JOIN pg_depend d ON d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
         WHERE d.objid = i.oid AND d.classid = 'pg_class'::regclass
         UNION SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(x.indkey)) AS columns
     FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND (x.indisunique OR x.indisexclusion)`,
  );
  return rows;
}

/**
 * The rows of a statement that are spread, in groups that stand together: one group where it can be answered by one shard, or by each shard
 * for itself.
 */
export async function groupsOf(text: string, catalogue: Catalogue): Promise<string[][]> {
  const read = await readStatement(text, catalogue);
  const rows = read.rows.filter(({ table }) => table in spread);
  const together = standingTogether(read, rows);
  const groups = new Map<string, string[]>();
  for (const { name, table } of rows) {
    const of = together.of(name);
    groups.set(of, [...(groups.get(of) ?? []), table]);
  }
  return [...groups.values()];
}

function standingTogether({ equal, apart }: Read, rows: readonly Rows[]): Classes {
  const together = new Classes();
  for (const [one, other] of apart) together.join(one, other);
  const columns = rows.flatMap(({ name, table }) =>
    Object.entries(spread[table] ?? {}).map(([column, kinds]) => ({
      ...{ name, kinds: [kinds].flat() },
      value: equal.of(`${name}.${column}`),
    })),
  );
  /** By a value and what it is a value of: rows that stand where it does. */
  const standing = new Map<string, string>();
  for (const { name, kinds, value } of columns)
    for (const kind of kinds) {
      const first = standing.get(`${kind} ${value}`);
      if (first === undefined) standing.set(`${kind} ${value}`, name);
      else together.join(first, name);
    }
  for (const text of equal.names()) {
    const ids = text.split('||').filter((part) => !part.startsWith("'"));
    if (!text.includes('||') || ids.length !== 1) continue;
    const id = equal.of(ids[0] ?? '');
    const written = columns.filter(({ value }) => value === equal.of(text) || value === id);
    for (const { name } of written) together.join(written[0]?.name ?? name, name);
  }
  return together;
}
