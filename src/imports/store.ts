import type { Tx } from '../db/database.ts';
import type { ImportState, StagedRow } from './model.ts';

type Runner = Pick<Tx, 'query'>;

/** An import with its sheets; null when there is none with this id. */
export async function loadImport(db: Runner, id: number): Promise<ImportState | null> {
  const [found] = await db.query<ImportState>(
    `SELECT i.id, i.number, i.status, i.status_since AS "statusSince", i.file_name AS "fileName", i.person_id AS "personId",
       p.name AS "personName", r.name AS "runByName", i.surface, i.refusal,
       coalesce((SELECT json_agg(json_build_object('position', s.position, 'kind', s.kind, 'name', s.name,
           'titles', s.titles, 'fields', s.fields, 'rows', s.rows, 'failed', s.failed, 'done', s.done,
           'doneThrough', s.done_through, 'examples', s.examples) ORDER BY s.position)
         FROM import_sheet s WHERE s.import_id = i.id), '[]') AS sheets
     FROM import i JOIN person p ON p.id = i.person_id LEFT JOIN person r ON r.id = i.run_by_id WHERE i.id = $1`,
    [id],
  );
  return found ?? null;
}

/** The id of an import; 0, which no row has, where there is none with this number. */
export async function importIdOf(db: Runner, number: string): Promise<number> {
  const [found] = await db.query<{ id: number }>('SELECT id FROM import WHERE number = $1', [number]);
  return found?.id ?? 0;
}

const rowColumns = 'r.sheet::int, r.n, r.row, r.cells, r.data, r.problems';

/** Where a page of rows begins: after this row of this sheet. */
export interface RowCursor {
  sheet: number;
  n: number;
}

/**
 * Rows of an import in their order: those with problems, or those that were written. A page costs the same wherever it
 * begins.
 */
export async function importRows(
  db: Runner,
  id: number,
  which: 'failed' | 'succeeded',
  after: RowCursor,
  limit: number,
): Promise<StagedRow[]> {
  const wanted =
    which === 'failed'
      ? 'r.problems IS NOT NULL'
      : `r.problems IS NULL AND r.n <= (SELECT s.done_through FROM import_sheet s
                                          WHERE s.import_id = r.import_id AND s.position = r.sheet)`;
  return db.query<StagedRow>(
    `SELECT ${rowColumns} FROM import_row r
     WHERE r.import_id = $1 AND (r.sheet, r.n) > ($2, $3) AND ${wanted} ORDER BY r.sheet, r.n LIMIT $4`,
    [id, after.sheet, after.n, limit],
  );
}
