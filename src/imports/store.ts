import type { Queryable } from '../core/queryable.ts';
import type { Message } from '../core/texts/index.ts';
import { type BlockKey, blockOf, contentsOf } from './blocks.ts';
import type { RowPlace } from './kind.ts';
import type { ImportState, StagedRow } from './model.ts';

/** An import with its sheets; null when there is none with this id. */
export async function loadImport(db: Queryable, id: number): Promise<ImportState | null> {
  const [found] = await db.query<ImportState>(
    `SELECT i.id, i.number, i.status, i.status_since AS "statusSince", i.file_name AS "fileName", i.emptied_at AS "emptiedAt", i.emptied_on_demand AS "emptiedOnDemand", i.person_id AS "personId",
       p.name AS "personName", r.name AS "runByName",
       (SELECT e.at FROM audit_entry e WHERE e.subject = 'import:' || i.id AND e.action = 'import.started' ORDER BY e.id LIMIT 1) AS "startedAt", i.surface, i.refusal, i.notes, i.noticed, i.planned_at AS "plannedAt",
       u.name AS "undoByName", i.undo_reason AS "undoReason",
       coalesce((SELECT json_agg(json_build_object('position', s.position, 'kind', s.kind, 'name', s.name,
           'titles', s.titles, 'fields', s.fields, 'rows', s.rows, 'failed', s.failed, 'done', s.done,
           'doneThrough', s.done_through, 'examples', s.examples, 'changed', s.changed, 'unchanged', s.unchanged,
           'undoable', s.undoable, 'undone', s.undone, 'kept', s.kept) ORDER BY s.position)
         FROM import_sheet s WHERE s.import_id = i.id), '[]') AS sheets
     FROM import i JOIN person p ON p.id = i.person_id LEFT JOIN person r ON r.id = i.run_by_id
       LEFT JOIN person u ON u.id = i.undo_by_id WHERE i.id = $1`,
    [id],
  );
  return found ?? null;
}

/** The id of an import; 0, which no row has, where there is none with this number. */
export async function importIdOf(db: Queryable, number: string): Promise<number> {
  const [found] = await db.query<{ id: number }>('SELECT id FROM import WHERE number = $1', [number]);
  return found?.id ?? 0;
}

/** Where a page of rows begins: after this row of this sheet. */
export type RowCursor = RowPlace;

/** The rows that a list shows, as a condition on `import_row r`. */
const lists = {
  failed: 'r.failed',
  succeeded: `NOT r.failed AND r.n <= (SELECT s.done_through FROM import_sheet s
    WHERE s.import_id = r.import_id AND s.position = r.sheet)`,
  changes: 'r.changes AND NOT r.failed',
  kept: 'r.kept IS NOT NULL',
} as const;
export type RowList = keyof typeof lists;

/** Rows of an import in their order. A page costs the same wherever it begins, and more the farther its rows are apart: their blocks are opened. */
export async function importRows(
  db: Queryable,
  id: number,
  which: RowList,
  after: RowCursor,
  limit: number,
): Promise<StagedRow[]> {
  return openedRows(
    db,
    id,
    await db.query<BlockOfRows>(
      `WITH page AS (SELECT r.sheet, r.n, r.kept FROM import_row r
         WHERE r.import_id = $1 AND (r.sheet, r.n) > ($2, $3) AND ${lists[which]} ORDER BY r.sheet, r.n LIMIT $4)
       SELECT b.sheet::int, b.first, b.cells, b.rows, p.wanted
       FROM (SELECT b.sheet, b.first, json_agg(json_build_object('n', p.n, 'kept', p.kept) ORDER BY p.n) AS wanted
             FROM page p JOIN import_block b ON b.import_id = $1 AND b.sheet = p.sheet AND p.n BETWEEN b.first AND b.last
             GROUP BY 1, 2) p JOIN import_block b ON b.import_id = $1 AND b.sheet = p.sheet AND b.first = p.first
       ORDER BY 1, 2`,
      [id, after.sheet, after.n, limit],
    ),
  );
}

/** One of them; null where it is kept no more. */
export async function importRow(
  db: Queryable,
  id: number,
  { sheet, n }: RowPlace,
): Promise<StagedRow | null> {
  const [row] = await openedRows(
    db,
    id,
    await db.query<BlockOfRows>(
      `SELECT b.sheet::int, b.first, b.cells, b.rows, json_build_array(json_build_object('n', r.n, 'kept', r.kept)) AS wanted
       FROM import_row r JOIN import_block b ON b.import_id = r.import_id AND b.sheet = r.sheet AND r.n BETWEEN b.first AND b.last
       WHERE r.import_id = $1 AND r.sheet = $2 AND r.n = $3`,
      [id, sheet, n],
    ),
  );
  return row ?? null;
}

interface BlockOfRows extends BlockKey {
  cells: Buffer;
  rows: Buffer;
  wanted: { n: number; kept: Message | null }[];
}

async function openedRows(db: Queryable, id: number, blocks: readonly BlockOfRows[]): Promise<StagedRow[]> {
  const found: StagedRow[] = [];
  for (const { cells, rows, wanted, ...key } of blocks) {
    const opened = await db.keys.open('import_block', blockOf(id, key), { cells, rows });
    const typed: string[][] = JSON.parse(opened.cells);
    const contents = contentsOf(opened.rows);
    for (const { n, kept } of wanted) {
      const content = contents[n - key.first];
      if (!content) throw new Error(`row ${n} is not in its block`);
      found.push({ ...content, sheet: key.sheet, n, cells: typed[n - key.first] ?? [], kept });
    }
  }
  return found;
}

/** Why rows are left when an import is undone, the most frequent first, and of how many. */
export async function keptReasons(
  db: Queryable,
  id: number,
  limit: number,
): Promise<{ why: Message; rows: number }[]> {
  return db.query<{ why: Message; rows: number }>(
    `SELECT r.kept AS why, count(*)::int AS rows FROM import_row r WHERE r.import_id = $1 AND r.kept IS NOT NULL
     GROUP BY r.kept ORDER BY 2 DESC, r.kept LIMIT $2`,
    [id, limit],
  );
}
