import type { Shown } from '../authenticators/step-up.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database } from '../db/database.ts';
import { noteProblems } from './blocks.ts';
import type { OneByOneKind, RowData, RowProblem } from './kind.ts';
import { importSubject } from './model.ts';
import { importRow } from './store.ts';
import type { Work, Worked } from './work.ts';

/**
 * Does the next few rows, each in transactions of its own, and then the note of how far the sheet is. Whatever dies in between, or runs it
 * twice at once, does the same row again under the same key, which does it once: the same end.
 */
export async function doRows(work: Work, kind: OneByOneKind): Promise<Worked> {
  const { db, id, sheets, progress, slice = 20 } = work;
  const shown = await shownFor(db, id);
  let left = slice;
  for (const { position } of sheets) {
    for (let row = await nextRow(db, id, position); row; row = await nextRow(db, id, position)) {
      if (left-- === 0) return 'more';
      const ctx = await work.runner();
      if (!ctx) return 'stopped';
      const key = `${importSubject(id)} ${position} ${row.n}`;
      await note(db, id, position, row.n, await kind.each(ctx, row.data, { key, shown }));
      await progress.show();
    }
  }
  return 'all';
}

/** By what whoever has the rows done has shown that it is them: once, in the transaction from which on they are done. */
async function shownFor(db: Queryable, id: number): Promise<Shown> {
  const [begun] = await db.query<Shown>(
    `SELECT data->>'factor' AS factor FROM audit_entry WHERE subject = $1 AND action = 'import.started' ORDER BY id LIMIT 1`,
    [importSubject(id)],
  );
  return begun?.factor ? { factor: begun.factor } : {};
}

/** The next row that has no problem; the sheet is done once there is none. */
async function nextRow(
  db: Queryable,
  id: number,
  sheet: number,
): Promise<{ n: number; data: RowData } | null> {
  const [next] = await db.query<{ n: number }>(
    `SELECT r.n FROM import_row r JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet
     WHERE r.import_id = $1 AND r.sheet = $2 AND r.n > s.done_through AND NOT r.failed ORDER BY r.n LIMIT 1`,
    [id, sheet],
  );
  if (next) return importRow(db, id, { sheet, n: next.n });
  await db.query('UPDATE import_sheet SET done_through = rows WHERE import_id = $1 AND position = $2', [
    id,
    sheet,
  ]);
  return null;
}

/** What came of a row, unless somebody else who did it has noted that already. */
async function note(
  db: Database,
  id: number,
  sheet: number,
  n: number,
  problems: readonly RowProblem[],
): Promise<void> {
  const isDone = problems.length === 0;
  const noted = (tx: Queryable) =>
    tx.query(
      `UPDATE import_sheet SET done_through = $3, done = done + $4::int, failed = failed + 1 - $4::int
       WHERE import_id = $1 AND position = $2 AND done_through < $3 RETURNING 1`,
      [id, sheet, n, isDone ? 1 : 0],
    );
  if (isDone) await noted(db);
  else
    await db.transaction(withoutDeadline, async (tx) => {
      const [isFirst] = await noted(tx);
      if (isFirst) await noteProblems(tx, id, { sheet, n }, problems);
    });
}
