import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { refresh } from '../../posted/post.ts';
import { onceSent } from '../../records/once.ts';
import { type ImportKind, isWritten } from '../kind.ts';
import { countsOf, type ImportState, importSubject } from '../model.ts';
import { rowsKept } from '../retention.ts';
import { inOrder } from '../staging.ts';
import { loadImport } from '../store.ts';
import { areSwept } from '../sweep.ts';
import { orderPlan, type PlanDeps, planUndo, shortPlan } from './plan.ts';

export interface UndoService {
  /** An import with what undoing it would take back; null where that is still being found out. A Refusal says why not at all. */
  planned(ctx: Context, found: ImportState): Promise<(ImportState & { plannedAt: Date }) | null>;
  /** Has an import undone as `plannedAt` showed it (I-10, A-11). The first one counts; a later one is told who was faster, unless it is the same form. */
  undo(
    ctx: Context,
    found: ImportState,
    how: { plannedAt: Date; reason: string; key: string },
  ): Promise<void>;
}

/** A plan is shown for so long before it is made anew. */
const planMs = 60_000;

/** What undoing asks of the house. */
export interface Undoable {
  kinds: readonly ImportKind[];
  /** How many days a kind of data is kept: an import without its rows is not undone. */
  daysKept(kind: string): number;
}

/** Why an import cannot be undone, whoever asks; null where it can. What was done one by one stays done. */
export function whyNotUndo({ kinds, daysKept }: Undoable, found: ImportState, now: Date): Message | null {
  const { number, status } = found;
  const name = found.undoByName ?? found.personName;
  if (status === 'UNDOING') return msg('imports.refuse.undoing', { number, name });
  if (status === 'UNDONE') return msg('imports.refuse.undone', { number, name });
  const { done, unchanged } = countsOf(found);
  // What a stopped import has not written is counted as unchanged all the same.
  const isUndone = inOrder(kinds, found.sheets).every(isWritten);
  const written = !isUndone ? 0 : status === 'DONE' ? done - unchanged : status === 'CANCELLED' ? done : 0;
  if (written === 0) return msg('imports.refuse.nothingToUndo', { number });
  const days = daysKept(rowsKept);
  return areSwept(found, now, days) ? msg('imports.refuse.undoSwept', { number, days }) : null;
}

export function createUndoService(deps: PlanDeps & Undoable): UndoService {
  const { db } = deps;
  return {
    async planned(ctx, found) {
      refuse(whyNotUndo(deps, found, ctx.now));
      if (countsOf(found).rows <= shortPlan) await planUndo(deps, ctx, found.id, ctx.now);
      else if (!found.plannedAt || ctx.now.getTime() - found.plannedAt.getTime() > planMs) {
        await db.transaction(ctx, (tx) => orderPlan(tx, found.id));
        return null;
      }
      const planned = await loadImport(db, found.id);
      return planned?.plannedAt ? { ...planned, plannedAt: planned.plannedAt } : null;
    },
    undo: (ctx, found, { plannedAt, reason, key }) =>
      onceSent(deps.db, ctx, { form: 'import.undo', key }, async ({ db }) => {
        refuse(whyNotUndo(deps, found, ctx.now));
        if (countsOf(found).undoable === 0)
          throw new Refusal(msg('imports.refuse.nothingToUndo', { number: found.number }));
        await db.transaction(ctx, async (tx) => {
          const moved = await tx.query(
            `UPDATE import SET status = 'UNDOING', status_since = $2, undo_by_id = $3, undo_surface = $4, undo_reason = $5
           WHERE id = $1 AND status = $6::import_status AND planned_at = $7 RETURNING id`,
            [found.id, ctx.now, ctx.actor.id, ctx.surface, reason, found.status, plannedAt],
          );
          if (moved.length === 0) {
            const now = await loadImport(tx, found.id);
            throw new Refusal((now && whyNotUndo(deps, now, ctx.now)) ?? msg('imports.refuse.undoOutdated'));
          }
          const { undoable, kept } = countsOf(found);
          await audit(tx, {
            at: ctx.now,
            actor: ctx.actor,
            surface: ctx.surface,
            action: 'import.undo-started',
            subject: importSubject(found.id),
            from: found.status,
            to: 'UNDOING',
            reason,
            data: { undoable, kept },
          });
          // With the imports one at a time: what one writes, the other has to see.
          await enqueue(tx, 'imports.undo', { id: found.id }, { key: `undo ${found.id}`, queue: 'imports' });
          await refresh(tx, importSubject(found.id));
        });
      }),
  };
}

function refuse(why: Message | null): void {
  if (why) throw new Refusal(why);
}
