import { noProof, type Proof, type StepUp } from '../authenticators/step-up.ts';
import { type Codes, noCodes } from '../chat/codes.ts';
import type { Field } from '../chat/form.ts';
import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg, type TextKey } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { withWhoWasFaster } from '../people/who-was-faster.ts';
import { refresh } from '../posted/post.ts';
import { onceSent } from '../records/once.ts';
import { type ImportKind, mayHandleRows } from './kind.ts';
import { countsOf, type ImportState, type ImportStatus, importSubject, writing } from './model.ts';
import { orderRun } from './run.ts';
import { inOrder, wordsOf } from './staging.ts';
import { loadImport } from './store.ts';

export interface ImportService {
  /** An import for somebody who may give what is in it; a Refusal otherwise (I-3). */
  visible(ctx: Context, id: number): Promise<ImportState>;
  /** What somebody is asked for besides, to have its rows written: a code, where some of them are sensitive. */
  asks(ctx: Context, id: number): Promise<{ found: ImportState; fields: Field[] }>;
  /** Has the rows of a checked import done (P-5, P-6), and answers it; the first press counts, a later one is told who was faster. `key`: of the form; a press needs none, since an import is run once in its life. */
  run(ctx: Context, id: number, how?: { key?: string; codes?: Codes }): Promise<ImportState>;
  /** Gives a checked import up: nothing of it is written. */
  cancel(ctx: Context, id: number): Promise<ImportState>;
}

/** Whether this person may see and handle what is in an import, now (I-3). */
export function mayHandle(ctx: Context, kinds: readonly ImportKind[], found: ImportState): boolean {
  const present = inOrder(kinds, found.sheets);
  // While it is being read nobody knows yet what is in it.
  return present.length > 0
    ? present.every((kind) => mayHandleRows(ctx, kind, found.personId))
    : found.personId === ctx.actor.id;
}

export function createImportService(
  { db, stepUp }: { db: Database; stepUp: StepUp },
  kinds: readonly ImportKind[],
): ImportService {
  const marksOf = async ({ id, sheets }: ImportState) => {
    const marks = inOrder(kinds, sheets).map((kind) =>
      'each' in kind ? kind.marksIn(db, id) : (kind.marks ?? []),
    );
    return (await Promise.all(marks)).flat();
  };

  async function visible(ctx: Context, id: number): Promise<ImportState> {
    const found = await loadImport(db, id);
    if (!found || !mayHandle(ctx, kinds, found)) throw new Refusal(msg('imports.refuse.notYours'));
    return found;
  }

  async function runnable(ctx: Context, id: number): Promise<ImportState> {
    const found = await visible(ctx, id);
    if (found.status !== 'CHECKED') throw new Refusal(await whatBecame(db, ctx, kinds, id));
    if (writing(countsOf(found)) === 0) throw new Refusal(msg('imports.refuse.nothing'));
    return found;
  }

  async function move(
    db: Database,
    ctx: Context,
    found: ImportState,
    to: ImportStatus,
    also: (tx: Tx) => Promise<void>,
    { shown, use }: Proof = noProof,
  ) {
    await db.transaction(ctx, async (tx) => {
      const moved = await tx.query(
        `UPDATE import SET status = $2::import_status, status_since = $3,
           run_by_id = CASE WHEN $2 = 'RUNNING' THEN $4 ELSE run_by_id END
         WHERE id = $1 AND status = 'CHECKED' RETURNING id`,
        [found.id, to, ctx.now, ctx.actor.id],
      );
      if (moved.length === 0) throw new Refusal(await whatBecame(tx, ctx, kinds, found.id));
      await use(tx);
      await audit(tx, {
        at: ctx.now,
        actor: ctx.actor,
        surface: ctx.surface,
        action: to === 'RUNNING' ? 'import.started' : 'import.cancelled',
        subject: importSubject(found.id),
        from: 'CHECKED',
        to,
        data: { ...countsOf(found), ...shown },
      });
      await also(tx);
      await refresh(tx, importSubject(found.id));
    });
  }

  return {
    visible,
    async asks(ctx, id) {
      const found = await runnable(ctx, id);
      return { found, fields: await stepUp.fields(ctx, await marksOf(found)) };
    },
    async run(ctx, id, { key = String(id), codes = noCodes } = {}) {
      await onceSent(db, ctx, { form: 'import.run', key }, async (sending) => {
        const found = await runnable(ctx, id);
        const present = inOrder(kinds, found.sheets);
        for (const kind of present) if ('ready' in kind) await kind.ready?.(ctx);
        const proof = await stepUp.prove(ctx, await marksOf(found), codes);
        await move(sending.db, ctx, found, 'RUNNING', (tx) => orderRun(tx, present, id), proof);
      });
      return visible(ctx, id);
    },
    async cancel(ctx, id) {
      const found = await visible(ctx, id);
      await onceSent(db, ctx, { form: 'import.cancel', key: String(id) }, (sending) =>
        move(sending.db, ctx, found, 'CANCELLED', async () => undefined),
      );
      return found;
    },
  };
}

/** What somebody is told who comes too late. */
async function whatBecame(
  db: Queryable,
  ctx: Context,
  kinds: readonly ImportKind[],
  id: number,
): Promise<Message> {
  const now = await loadImport(db, id);
  const faster = wordsOf(kinds, now?.sheets ?? []).faster;
  const keys: Partial<Record<ImportStatus, TextKey>> = {
    READING: 'imports.refuse.reading',
    RUNNING: faster,
    DONE: faster,
    CANCELLED: 'imports.refuse.cancelled',
    UNDOING: faster,
    UNDONE: faster,
  };
  const key = now && keys[now.status];
  if (!key) return msg('imports.refuse.notYours');
  const told = { key, args: { number: now.number, name: now.runByName ?? now.personName } };
  return now.status === 'CANCELLED' ? withWhoWasFaster(db, ctx, told, importSubject(id)) : told;
}
