import type { Queryable } from '../core/queryable.ts';
import type { CopyValue, Database } from '../db/database.ts';
import type { RowData, RowProblem } from './kind.ts';
import type { RowChange } from './model.ts';

/**
 * What is in the rows of an import lies sealed (T-2), the next rows of a sheet together: sealing each by itself would cost more than reading it. In
 * clear stays what lists and counts go by.
 */
export interface BlockKey {
  sheet: number;
  /** The first row in it. */
  first: number;
}

/** A row as it is staged. */
export interface TypedRow {
  sheet: number;
  n: number;
  /** As the spreadsheet numbers it. */
  row: number;
  cells: readonly string[];
  data: RowData;
  problems: readonly RowProblem[] | null;
  change?: RowChange | null;
}

/** What a block says of a row beside its cells. */
export interface RowContent {
  row: number;
  data: RowData;
  problems: readonly RowProblem[] | null;
  change: RowChange | null;
}

/** The same with JSON for each field of it, which is made once. */
interface Written {
  row: number;
  data: string;
  problems: string | null;
  change: string | null;
}

const jsonOf = (value: object | null | undefined): string | null => (value ? JSON.stringify(value) : null);

const writtenOf = ({
  row,
  data,
  problems,
  change,
}: Omit<RowContent, 'change'> & Partial<RowContent>): Written => ({
  row,
  data: JSON.stringify(data),
  problems: jsonOf(problems),
  change: jsonOf(change),
});

/** A row a line, its fields apart by tabs, which JSON has none of: so a statement takes them apart at half the cost of one JSON for all of it. */
const textOf = (rows: readonly Written[]): string =>
  rows
    .map(({ row, data, problems, change }) => `${row}\t${data}\t${problems ?? ''}\t${change ?? ''}`)
    .join('\n');

/** SQL: the same text of rows `o`. */
export const textInSql = `string_agg(concat_ws(E'\\t', o.row, o.data, coalesce(o.problems::text, ''), coalesce(o.change::text, '')), E'\\n' ORDER BY o.n)`;

/** SQL: a field of a line of it, counted from 1; null where there is none. */
export const fieldInSql = (line: string, place: number): string =>
  `nullif(split_part(${line}, E'\\t', ${place}), '')`;

export const contentsOf = (text: string): RowContent[] =>
  text.split('\n').map((line) => {
    const [row, data = '', problems, change] = line.split('\t');
    return {
      row: Number(row),
      data: JSON.parse(data),
      problems: problems ? JSON.parse(problems) : null,
      change: change ? JSON.parse(change) : null,
    };
  });

/** So many rows are in a block at most, and no more after so many characters. */
const blockRows = 100;
const blockCharacters = 128 * 1024;

export const blockOf = (importId: number, { sheet, first }: BlockKey): string =>
  `${importId} ${sheet} ${first}`;

/** Rows that are to be written, in blocks as they come. */
export class Blocks {
  readonly rows: TypedRow[] = [];
  private readonly blocks: { key: BlockKey; cells: (readonly string[])[]; written: Written[] }[] = [];
  private characters = 0;

  add(row: TypedRow, characters: number): void {
    let last = this.blocks.at(-1);
    const fits =
      last?.key.sheet === row.sheet && last.cells.length < blockRows && this.characters < blockCharacters;
    if (!last || !fits) {
      last = { key: { sheet: row.sheet, first: row.n }, cells: [], written: [] };
      this.blocks.push(last);
      this.characters = 0;
    }
    this.characters += characters;
    last.cells.push(row.cells);
    last.written.push(writtenOf(row));
    this.rows.push(row);
  }

  /** Each as the columns of `blockColumns`. */
  async sealed(db: Pick<Queryable, 'keys'>, importId: number): Promise<CopyValue[][]> {
    const sealed: CopyValue[][] = [];
    for (const { key, cells, written } of this.blocks) {
      const block = await db.keys.seal('import_block', blockOf(importId, key), {
        cells: JSON.stringify(cells),
        rows: textOf(written),
      });
      const last = key.first + written.length - 1;
      sealed.push([importId, key.sheet, key.first, last, block.cells, block.rows]);
    }
    return sealed;
  }

  /** Each row as the columns of `openedColumns`. */
  opened(importId: number): CopyValue[][] {
    return this.blocks.flatMap(({ key: { sheet, first }, written }) =>
      written.map(({ row, data, problems, change }, at) => [
        ...[importId, sheet, first, first + at, row, data],
        ...[problems, change, problems, change],
      ]),
    );
  }
}

const blockColumns = ['import_id', 'sheet', 'first', 'last', 'cells', 'rows'];
const rowColumns = ['import_id', 'sheet', 'n', 'row', 'failed'];

/** Copies rows that were typed into an import that nobody reads yet. */
export async function copyRows(
  db: Pick<Database, 'copy' | 'keys'>,
  importId: number,
  blocks: Blocks,
): Promise<void> {
  await db.copy('import_block', blockColumns, await blocks.sealed(db, importId));
  await db.copy(
    'import_row',
    rowColumns,
    blocks.rows.map(({ sheet, n, row, problems }) => [importId, sheet, n, row, problems ? 'true' : 'false']),
  );
}

/** The same in a transaction, for as many as one statement takes. */
export async function insertRows(tx: Queryable, importId: number, blocks: Blocks): Promise<void> {
  await insertBlocks(tx, importId, blocks);
  await tx.query(
    `INSERT INTO import_row (import_id, sheet, n, row, failed, changes)
     SELECT $1, v.* FROM unnest($2::int[], $3::int[], $4::int[], $5::boolean[], $6::boolean[]) AS v(sheet, n, row, failed, changes)`,
    [
      importId,
      blocks.rows.map(({ sheet }) => sheet),
      blocks.rows.map(({ n }) => n),
      blocks.rows.map(({ row }) => row),
      blocks.rows.map(({ problems }) => problems !== null),
      blocks.rows.map(({ change }) => change && change.from !== undefined),
    ],
  );
}

/** What is in them alone. */
export async function insertBlocks(tx: Queryable, importId: number, blocks: Blocks): Promise<void> {
  for (const block of await blocks.sealed(tx, importId))
    await tx.query(
      'INSERT INTO import_block (import_id, sheet, first, last, cells, rows) VALUES ($1, $2, $3, $4, $5, $6)',
      block,
    );
}

/** Removes what is in the rows of an import. */
export async function dropRows(tx: Queryable, importId: number): Promise<void> {
  await tx.query('DELETE FROM import_block WHERE import_id = $1', [importId]);
  await tx.query('DELETE FROM import_row WHERE import_id = $1', [importId]);
}

/** Notes what was wrong with a row that was done by itself. */
export async function noteProblems(
  tx: Queryable,
  importId: number,
  { sheet, n }: { sheet: number; n: number },
  problems: readonly RowProblem[],
): Promise<void> {
  const [block] = await tx.query<BlockKey & Record<'cells' | 'rows', Buffer>>(
    `SELECT sheet::int, first, cells, rows FROM import_block WHERE import_id = $1 AND sheet = $2 AND first <= $3 AND last >= $3 FOR UPDATE`,
    [importId, sheet, n],
  );
  if (!block) return;
  const { first, cells, rows } = block;
  const opened = await tx.keys.open('import_block', blockOf(importId, block), { cells, rows });
  const contents = contentsOf(opened.rows).map((content, at) =>
    at === n - first ? { ...content, problems } : content,
  );
  const sealed = await tx.keys.seal('import_block', blockOf(importId, block), {
    cells: opened.cells,
    rows: textOf(contents.map(writtenOf)),
  });
  await tx.query(
    'UPDATE import_block SET cells = $4, rows = $5 WHERE import_id = $1 AND sheet = $2 AND first = $3',
    [importId, sheet, first, sealed.cells, sealed.rows],
  );
  await tx.query('UPDATE import_row SET failed = true WHERE import_id = $1 AND sheet = $2 AND n = $3', [
    importId,
    sheet,
    n,
  ]);
}
