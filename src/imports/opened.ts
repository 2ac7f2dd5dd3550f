import type { Tx } from '../db/database.ts';
import { type BlockKey, type Blocks, blockOf, fieldInSql, textInSql } from './blocks.ts';
import type { RowData, Scope } from './kind.ts';

/**
 * The rows of an import that a transaction works on, opened, for statements over all of them at once. A temporary table is seen by its session alone,
 * is in no dump, in no WAL and on no replica, and ends with the transaction.
 */
export const openedRow = `CREATE TEMP TABLE IF NOT EXISTS opened_row (import_id int NOT NULL, sheet int NOT NULL, first int NOT NULL, n int NOT NULL, row int NOT NULL,
  data jsonb NOT NULL, problems jsonb, change jsonb, problems_before jsonb, change_before jsonb)`;

const openedColumns = [
  ...['import_id', 'sheet', 'first', 'n', 'row', 'data'],
  ...['problems', 'change', 'problems_before', 'change_before'],
];

/** For rows that this transaction reads: as they are added they are open to it, and need not be opened once they are sealed. */
export async function openAsRead(tx: Tx, importId: number) {
  await tx.query(`${openedRow} ON COMMIT DROP`);
  // One after the other, as a session works.
  let last: Promise<unknown> = Promise.resolve();
  return {
    add(blocks: Blocks): Promise<unknown> {
      last = last.then(() => tx.copy('opened_row', openedColumns, blocks.opened(importId)));
      return last;
    },
    end: () => tx.query(analyzed),
  };
}

/** Of a table that it knows nothing of PostgreSQL expects nearly no row without problems. */
const analyzed = 'ANALYZE opened_row (import_id, sheet, n, problems, change)';

/** Blocks that are opened, or sealed, at a time: some 2,000 rows. */
const atATime = 20;

/**
 * Opens the rows of a scope, in whole blocks, where they are not open yet. What is found out of them is sealed by `sealRows`.
 * @param only a condition on `import_block b` that those blocks meet besides
 */
export async function openRows(
  tx: Tx,
  { importId, kind, range }: Pick<Scope, 'importId' | 'range'> & { kind?: string },
  only = 'true',
): Promise<void> {
  await tx.query(`${openedRow} ON COMMIT DROP`);
  const blocks = await tx.query<BlockKey>(
    `SELECT b.sheet::int, b.first FROM import_block b
     WHERE b.import_id = $1 AND ($2::text IS NULL OR b.sheet IN (SELECT s.position FROM import_sheet s WHERE s.import_id = $1 AND s.kind = $2))
       AND ($3::int IS NULL OR b.sheet = $3 AND b.last > $4 AND b.first <= $5) AND ${only}
       AND NOT EXISTS (SELECT 1 FROM opened_row o WHERE o.import_id = $1 AND o.sheet = b.sheet AND o.first = b.first)
     ORDER BY b.sheet, b.first`,
    [importId, kind ?? null, range?.sheet ?? null, range?.after ?? null, range?.through ?? null],
  );
  if (blocks.length === 0) return;
  for (let at = 0; at < blocks.length; at += atATime)
    await openBlocks(tx, importId, blocks.slice(at, at + atATime));
  if (blocks.length > 1) await tx.query(analyzed);
}

/** A row that is the only one of its import, and is kept nowhere. */
export async function openRow(tx: Tx, importId: number, data: RowData): Promise<void> {
  await tx.query(`${openedRow} ON COMMIT DROP`);
  await tx.query(
    'INSERT INTO opened_row (import_id, sheet, first, n, row, data) VALUES ($1, 0, 1, 1, 1, $2)',
    [importId, JSON.stringify(data)],
  );
}

async function openBlocks(tx: Tx, importId: number, blocks: readonly BlockKey[]): Promise<void> {
  const sealed = await tx.query<BlockKey & { rows: Buffer }>(
    `SELECT b.sheet::int, b.first, b.rows FROM import_block b ${among}`,
    [importId, ...keysOf(blocks)],
  );
  const texts: string[] = [];
  for (const { rows, ...key } of sealed)
    texts.push((await tx.keys.open('import_block', blockOf(importId, key), { rows })).rows);
  await tx.query(
    `INSERT INTO opened_row (import_id, sheet, first, n, row, data, problems, change, problems_before, change_before)
     SELECT $1, ($2::int[])[b.at], ($3::int[])[b.at], ($3::int[])[b.at] + l.at - 1, ${fieldInSql('l.line', 1)}::int, ${fieldInSql('l.line', 2)}::jsonb,
       f.problems, f.change, f.problems, f.change
     FROM string_to_table($4, E'\\f') WITH ORDINALITY AS b(lines, at), string_to_table(b.lines, E'\\n') WITH ORDINALITY AS l(line, at),
       LATERAL (SELECT ${fieldInSql('l.line', 3)}::jsonb AS problems, ${fieldInSql('l.line', 4)}::jsonb AS change) AS f`,
    [importId, ...keysOf(sealed), texts.join('\f')],
  );
}

const among = `JOIN unnest($2::int[], $3::int[]) AS k(sheet, first) ON b.import_id = $1 AND b.sheet = k.sheet AND b.first = k.first`;
const keysOf = (blocks: readonly BlockKey[]): unknown[] => [
  blocks.map(({ sheet }) => sheet),
  blocks.map(({ first }) => first),
];

const isChanged = `o.import_id = $1 AND (o.problems, o.change) IS DISTINCT FROM (o.problems_before, o.change_before)`;

/** Seals what was found out of opened rows, and says in clear which of them have problems and which change something. */
export async function sealRows(tx: Tx, importId: number): Promise<void> {
  const blocks = await tx.query<BlockKey>(
    `SELECT DISTINCT o.sheet, o.first FROM opened_row o WHERE ${isChanged} ORDER BY 1, 2`,
    [importId],
  );
  if (blocks.length === 0) return;
  for (let at = 0; at < blocks.length; at += atATime)
    await sealBlocks(tx, importId, blocks.slice(at, at + atATime));
  await tx.query(
    `UPDATE import_row r SET failed = o.problems IS NOT NULL, changes = o.change ? 'from' FROM opened_row o
     WHERE ${isChanged} AND r.import_id = o.import_id AND r.sheet = o.sheet AND r.n = o.n`,
    [importId],
  );
  await tx.query(
    `UPDATE opened_row o SET problems_before = problems, change_before = change WHERE ${isChanged}`,
    [importId],
  );
}

async function sealBlocks(tx: Tx, importId: number, blocks: readonly BlockKey[]): Promise<void> {
  const found = await tx.query<BlockKey & { cells: Buffer; rows: string }>(
    `WITH found AS (
       SELECT o.sheet, o.first, ${textInSql} AS rows
       FROM opened_row o JOIN unnest($2::int[], $3::int[]) AS k(sheet, first) USING (sheet, first) WHERE o.import_id = $1 GROUP BY 1, 2)
     SELECT f.sheet, f.first, b.cells, f.rows FROM found f JOIN import_block b ON b.import_id = $1 AND b.sheet = f.sheet AND b.first = f.first`,
    [importId, ...keysOf(blocks)],
  );
  const sealed: { cells: Buffer; rows: Buffer }[] = [];
  for (const { cells, rows, ...key } of found) {
    const row = blockOf(importId, key);
    // Both under one key, which may be another one by now.
    sealed.push(
      await tx.keys.seal('import_block', row, {
        ...(await tx.keys.open('import_block', row, { cells })),
        rows,
      }),
    );
  }
  await tx.query(
    `UPDATE import_block b SET cells = v.cells, rows = v.rows
     FROM unnest($2::int[], $3::int[], $4::bytea[], $5::bytea[]) AS v(sheet, first, cells, rows)
     WHERE b.import_id = $1 AND b.sheet = v.sheet AND b.first = v.first`,
    [importId, ...keysOf(found), sealed.map(({ cells }) => cells), sealed.map(({ rows }) => rows)],
  );
}
