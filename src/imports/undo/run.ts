import type { Clock } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database, Tx } from '../../db/database.ts';
import { type Job, job } from '../../jobs/worker.ts';
import type { People } from '../../people/contexts.ts';
import { refresh } from '../../posted/post.ts';
import { type ImportKind, isWritten, type RowKind } from '../kind.ts';
import { keptPlans, manyRows } from '../many-rows.ts';
import { countsOf, importSubject, waitingImport } from '../model.ts';
import { openRows } from '../opened.ts';
import { inOrder } from '../staging.ts';
import { loadImport } from '../store.ts';
import { tellBelow } from '../told.ts';
import { keepBuiltOn } from './decide.ts';
import type { PlanDeps } from './plan.ts';
import { mine, scopeValues, type Undo, type UndoScope } from './undo.ts';

declare module '../../core/names.ts' {
  interface Jobs {
    'imports.undo': { id: number };
  }
}

export interface UndoRunDeps extends PlanDeps {
  people: Pick<People, 'contextOf'>;
  clock: Clock;
  /** Rows that one transaction takes back. */
  batch?: number;
}

/** A card is not updated more often than this. */
const progressMs = 3000;

/**
 * Takes back what an import has written, batch by batch, the kinds in the reverse of the order in which they were written:
 * each batch is one transaction of its records, their audit entries and the note at its rows, so that a run after a crash
 * goes on where the last one ended, and a second run finds nothing to do (I-10).
 */
export function undoJob({ db, people, kinds, uses, clock, batch = 1000 }: UndoRunDeps): Job<'imports.undo'> {
  return job(
    'imports.undo',
    'jobs.name.importsUndo',
    async ({ id }) => {
      const found = await loadImport(db, id);
      if (found?.status !== 'UNDOING') return;
      let shownAt = clock().getTime();
      for (const kind of inOrder(kinds.filter(isWritten), found.sheets).reverse()) {
        for (;;) {
          // Asked at the moment of use, as when it was imported (I-3).
          const ctx = await undoerOf(db, people, id);
          if (!ctx || !kind.mayGive(ctx)) return end(db, kinds, id, clock(), null);
          if (!(await takeBatch({ db, uses }, { ...ctx, now: clock() }, kind, id, batch))) break;
          if (clock().getTime() - shownAt < progressMs) continue;
          shownAt = clock().getTime();
          await db.transaction(withoutDeadline, (tx) => refresh(tx, importSubject(id)));
        }
      }
      await end(db, kinds, id, clock(), await undoerOf(db, people, id));
    },
    waitingImport,
  );
}

async function undoerOf(
  db: Database,
  people: Pick<People, 'contextOf'>,
  id: number,
): Promise<Context | null> {
  const [row] = await db.query<{ personId: number; surface: Context['surface'] }>(
    `SELECT undo_by_id AS "personId", undo_surface AS surface FROM import
     WHERE id = $1 AND undo_by_id IS NOT NULL AND undo_surface IS NOT NULL`,
    [id],
  );
  return row ? people.contextOf(row.personId, row.surface) : null;
}

/** False when nothing of this kind was left to take back. */
async function takeBatch(
  { db, uses }: Pick<PlanDeps, 'db' | 'uses'>,
  ctx: Context,
  { id: kind, undo }: RowKind,
  importId: number,
  batch: number,
): Promise<boolean> {
  return db.transaction(ctx, async (tx) => {
    // Whoever runs it twice waits here, and then finds what is left.
    const [held] = await tx.query<{ reason: string | null }>(
      `SELECT undo_reason AS reason FROM import WHERE id = $1 AND status = 'UNDOING' FOR UPDATE`,
      [importId],
    );
    if (!held) return false;
    await manyRows(tx);
    const scope: UndoScope = { importId, kind, state: 'TAKING', reason: held.reason };
    const chosen = await choose(tx, scope, undo, batch);
    if (chosen.length === 0) return false;
    await openRows(tx, { importId, kind }, beingTaken);
    await undo.hold?.(tx);
    if (!undo.withoutIds) await lockRecords(tx, scope, undo.table);
    await keepBuiltOn(tx, scope, undo, uses);
    await keptPlans(tx);
    await undo.take(tx, ctx, scope);
    const taken = await tx.query<{ sheet: number }>(
      `UPDATE import_row SET undo = 'TAKEN' WHERE import_id = $1 AND undo = 'TAKING' RETURNING sheet::int`,
      [importId],
    );
    for (const sheet of new Set(chosen)) {
      const dealt = chosen.filter((one) => one === sheet).length;
      const undone = taken.filter((one) => one.sheet === sheet).length;
      await tx.query(
        `UPDATE import_sheet SET undone = undone + $3, undoable = undoable - $4, kept = kept + $4
         WHERE import_id = $1 AND position = $2`,
        [importId, sheet, undone, dealt - undone],
      );
    }
    return true;
  });
}

/** The blocks of rows that are being taken back, as a condition on `import_block b`. */
const beingTaken = `EXISTS (SELECT 1 FROM import_row r WHERE r.import_id = b.import_id AND r.sheet = b.sheet AND r.n BETWEEN b.first AND b.last
  AND r.undo = 'TAKING')`;

/** Marks the rows of the next batch, those first that nothing else of the import stands under; answers their sheets. */
async function choose(tx: Tx, scope: UndoScope, { table, above }: Undo, batch: number): Promise<number[]> {
  const rows = `SELECT r.sheet, r.n, split_part(r.record, ':', 2)::int AS id
    FROM import_row r JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet
    WHERE r.import_id = $1 AND s.kind = $2 AND r.undo = 'PLANNED'`;
  const next = above
    ? `waiting AS MATERIALIZED (${rows}),
       tree AS MATERIALIZED (SELECT w.*, x.${above} AS above FROM waiting w LEFT JOIN "${table}" x USING (id)),
       walk AS (
         SELECT t.id, 1 AS depth FROM tree t WHERE NOT EXISTS (SELECT 1 FROM waiting w WHERE w.id = t.above)
         UNION ALL SELECT t.id, w.depth + 1 FROM walk w JOIN tree t ON t.above = w.id
       ), next AS (SELECT t.sheet, t.n FROM tree t LEFT JOIN walk USING (id) ORDER BY depth DESC NULLS LAST LIMIT $3)`
    : `next AS (SELECT r.sheet, r.n FROM (${rows}) r ORDER BY r.sheet, r.n LIMIT $3)`;
  const chosen = await tx.query<{ sheet: number }>(
    `WITH RECURSIVE ${next}
     UPDATE import_row r SET undo = 'TAKING' FROM next x WHERE r.import_id = $1 AND r.sheet = x.sheet AND r.n = x.n
     RETURNING r.sheet::int`,
    [scope.importId, scope.kind, batch],
  );
  return chosen.map(({ sheet }) => sheet);
}

/** From here on nothing new can refer to the records that are being taken back. */
async function lockRecords(tx: Tx, scope: UndoScope, table: string): Promise<void> {
  await tx.query(
    `WITH ${mine} SELECT 1 FROM "${table}" x WHERE x.id IN (SELECT id FROM mine) ORDER BY x.id FOR UPDATE`,
    scopeValues(scope),
  );
}

/** Ends the undoing; without a context whoever wanted it may not any more: what is not taken back yet stays. */
async function end(
  db: Database,
  kinds: readonly ImportKind[],
  id: number,
  now: Date,
  ctx: Context | null,
): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    const [ended] = await tx.query<{ reason: string | null }>(
      `UPDATE import SET status = 'UNDONE', status_since = $2 WHERE id = $1 AND status = 'UNDOING' RETURNING undo_reason AS reason`,
      [id, now],
    );
    if (!ended) return;
    const left = await tx.query(
      `UPDATE import_row SET undo = 'KEPT', kept = $2 WHERE import_id = $1 AND undo = 'PLANNED' RETURNING 1`,
      [id, JSON.stringify(msg('imports.kept.stopped'))],
    );
    if (left.length > 0)
      await tx.query(
        `UPDATE import_sheet SET kept = kept + undoable - undone, undoable = undone WHERE import_id = $1`,
        [id],
      );
    const after = await loadImport(tx, id);
    if (!after) throw new Error('the import is gone');
    for (const kind of inOrder(kinds.filter(isWritten), after.sheets)) await kind.undo.after?.(tx);
    const { undone, kept } = countsOf(after);
    await audit(tx, {
      at: now,
      actor: ctx?.actor ?? { id: null, name: 'imports.undo' },
      surface: ctx?.surface ?? 'system',
      action: 'import.undone',
      subject: importSubject(id),
      from: 'UNDOING',
      to: 'UNDONE',
      reason: ended.reason,
      data: { undone, kept },
    });
    await tellBelow(tx, id, { key: 'undone', card: 'import.undone', live: false });
    await refresh(tx, importSubject(id));
  });
}
