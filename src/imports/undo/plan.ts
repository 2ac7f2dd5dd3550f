import { type Until, withoutDeadline } from '../../core/deadline.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import type { Database, Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { refresh } from '../../posted/post.ts';
import { type ImportKind, isWritten, type RowKind } from '../kind.ts';
import { manyRows } from '../many-rows.ts';
import { countsOf, importSubject, waitingImport } from '../model.ts';
import { openRows } from '../opened.ts';
import { inOrder } from '../staging.ts';
import { loadImport } from '../store.ts';
import { keepBuiltOn } from './decide.ts';
import type { UsedBy } from './references.ts';

declare module '../../core/names.ts' {
  interface Jobs {
    'imports.undo-plan': { id: number };
  }
}

/** So many rows are looked at while somebody waits for the form. */
export const shortPlan = 500;

/** Has it found out what undoing an import would take back; for those whose rows are too many to wait for. */
export async function orderPlan(tx: Tx, id: number): Promise<void> {
  await enqueue(tx, 'imports.undo-plan', { id }, { key: `undo plan ${id}`, queue: 'imports' });
}

export interface PlanDeps {
  db: Database;
  kinds: readonly ImportKind[];
  /** What records are used by, by the tables of all desks. */
  uses: UsedBy;
}

export function planJob(deps: PlanDeps & { clock: () => Date }): Job<'imports.undo-plan'> {
  return job(
    'imports.undo-plan',
    'jobs.name.importsUndoPlan',
    ({ id }) => planUndo(deps, withoutDeadline, id, deps.clock()),
    waitingImport,
  );
}

/**
 * Finds out which rows of an import undoing would take back and which not, and notes that at each of them, with the reason;
 * by the code that will decide it again when each is taken back. Nothing else is written.
 */
export async function planUndo(
  { db, kinds, uses }: PlanDeps,
  until: Until,
  importId: number,
  now: Date,
): Promise<void> {
  await db.transaction(until, async (tx) => {
    const open = await tx.query(
      `SELECT 1 FROM import WHERE id = $1 AND status IN ('DONE', 'CANCELLED') FOR UPDATE`,
      [importId],
    );
    const found = await loadImport(tx, importId);
    if (open.length === 0 || !found) return;
    await manyRows(tx);
    await tx.query(
      `UPDATE import_row SET record = NULL, undo = NULL, kept = NULL WHERE import_id = $1 AND undo IS NOT NULL`,
      [importId],
    );
    const present = inOrder(kinds.filter(isWritten), found.sheets);
    await openRows(tx, { importId });
    for (const kind of present) await findRecords(tx, importId, kind);
    // Nobody has counted what was noted a moment ago; of few rows that does no harm.
    if (countsOf(found).rows > shortPlan)
      await tx.query('ANALYZE import_row (import_id, sheet, n, record, undo)');
    for (const kind of present.toReversed())
      await keepBuiltOn(tx, { importId, kind: kind.id, state: 'PLANNED', reason: null }, kind.undo, uses);
    await tx.query(
      `UPDATE import_sheet s SET undone = 0, undoable = c.undoable, kept = c.kept
       FROM (SELECT p.position, count(*) FILTER (WHERE r.undo = 'PLANNED') AS undoable, count(r.kept) AS kept
             FROM import_sheet p LEFT JOIN import_row r ON r.import_id = p.import_id AND r.sheet = p.position AND r.undo IS NOT NULL
             WHERE p.import_id = $1 GROUP BY p.position) c
       WHERE s.import_id = $1 AND s.position = c.position`,
      [importId],
    );
    await tx.query('UPDATE import SET planned_at = $2 WHERE id = $1', [importId, now]);
    await refresh(tx, importSubject(importId));
  });
}

/** Notes at each written row of a kind which record it wrote; one that is gone cannot be taken back. */
async function findRecords(tx: Tx, importId: number, { id, undo }: RowKind): Promise<void> {
  const gone: Message = msg('imports.kept.gone');
  await tx.query(
    `WITH given AS MATERIALIZED (
       SELECT r.sheet, r.n, r.data FROM opened_row r JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet
       WHERE r.import_id = $1 AND s.kind = $2 AND r.problems IS NULL AND r.n <= s.done_through
         AND (r.change IS NULL OR r.change ? 'from')
     ), found AS (${undo.found})
     UPDATE import_row r SET record = f.record, undo = CASE WHEN f.record IS NULL THEN 'KEPT' ELSE 'PLANNED' END::import_undo,
       kept = CASE WHEN f.record IS NULL THEN $3::jsonb END
     FROM given g LEFT JOIN found f USING (sheet, n) WHERE r.import_id = $1 AND r.sheet = g.sheet AND r.n = g.n`,
    [importId, id, JSON.stringify(gone)],
  );
}
