import type { Clock } from '../core/clock.ts';
import type { Context } from '../core/context.ts';
import { msg } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Job, job } from '../jobs/worker.ts';
import type { People } from '../people/contexts.ts';
import { refresh } from '../posted/post.ts';
import type { RowKind, Scope } from './kind.ts';
import { countsOf, importSubject, waitingImport } from './model.ts';
import { orderRowsFile } from './rows-file.ts';
import { countRows, inOrder } from './staging.ts';
import { loadImport } from './store.ts';
import { tellBelow } from './told.ts';

declare module '../core/jobs.ts' {
  interface Jobs {
    'imports.run': { id: number };
  }
}

export interface RunDeps {
  db: Database;
  people: Pick<People, 'contextOf'>;
  kinds: readonly RowKind[];
  clock: Clock;
  /** Rows that one transaction writes. */
  batch?: number;
}

/** A card is not updated more often than this. */
const progressMs = 3000;

/**
 * Writes the rows of an import, batch by batch: each is one transaction of its rows, their audit entries and the note of
 * how far the import is, so that a run after a crash goes on where the last one ended (P-7).
 */
export function runJob({ db, people, kinds, clock, batch = 5000 }: RunDeps): Job<'imports.run'> {
  return job(
    'imports.run',
    'jobs.name.importsRun',
    async ({ id }) => {
      const found = await loadImport(db, id);
      if (found?.status !== 'RUNNING') return;
      let shownAt = clock().getTime();
      const run = {};
      const sheetsOf = (kind: RowKind) => found.sheets.filter((sheet) => sheet.kind === kind.id);
      for (const kind of inOrder(kinds, found.sheets)) {
        for (const { position } of sheetsOf(kind)) {
          for (;;) {
            // Asked at the moment of use: between the press and here lie other imports, perhaps hours (I-3).
            const ctx = await runnerOf(db, people, id);
            if (!ctx || !kind.mayGive(ctx)) return stopped(db, ctx, id, clock());
            if (!(await writeBatch(db, { ...ctx, now: clock() }, kind, { id, run }, position, batch))) break;
            if (clock().getTime() - shownAt < progressMs) continue;
            shownAt = clock().getTime();
            await db.transaction((tx) => refresh(tx, importSubject(id)));
          }
        }
        for (const { position, rows } of kind.link ? sheetsOf(kind) : []) {
          for (let after = 0; after < rows; after += batch) {
            const ctx = await runnerOf(db, people, id);
            if (!ctx || !kind.mayGive(ctx)) return stopped(db, ctx, id, clock());
            const range = { sheet: position, after, through: Math.min(after + batch, rows) };
            await linkBatch(db, { ...ctx, now: clock() }, kind, { importId: id, kind: kind.id, range, run });
          }
        }
      }
      const ctx = await runnerOf(db, people, id);
      if (!ctx) return stopped(db, ctx, id, clock());
      await end(db, { ...ctx, now: clock() }, inOrder(kinds, found.sheets), id);
    },
    waitingImport,
    { movesOn: true },
  );
}

/** Ends an import whose runner may not run it any more: what was written stays, the rest is not. */
async function stopped(db: Database, ctx: Context | null, id: number, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const found = await loadImport(tx, id);
    const why = msg('imports.card.stopped', { done: found ? countsOf(found).done : 0 });
    const ended = await tx.query(
      `UPDATE import SET status = 'CANCELLED', status_since = $2, refusal = $3 WHERE id = $1 AND status = 'RUNNING' RETURNING id`,
      [id, now, JSON.stringify(why)],
    );
    if (ended.length === 0) return;
    await audit(tx, {
      at: now,
      actor: { id: null, name: 'imports.run' },
      surface: 'system',
      action: 'import.stopped',
      subject: importSubject(id),
      from: 'RUNNING',
      to: 'CANCELLED',
      reason: ctx ? 'the right was withdrawn' : 'whoever pressed Import is not there any more',
    });
    await refresh(tx, importSubject(id));
  });
}

/** Who pressed Import, as they are on the surface where the file was given. */
async function runnerOf(
  db: Database,
  people: Pick<People, 'contextOf'>,
  id: number,
): Promise<Context | null> {
  const [row] = await db.query<{ personId: number; surface: Context['surface'] }>(
    'SELECT coalesce(run_by_id, person_id) AS "personId", surface FROM import WHERE id = $1',
    [id],
  );
  return row ? people.contextOf(row.personId, row.surface) : null;
}

/** False when there was nothing left to write in this sheet. */
async function writeBatch(
  db: Database,
  ctx: Context,
  kind: RowKind,
  { id: importId, run }: { id: number; run: object },
  sheet: number,
  batch: number,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    // Whoever runs it twice waits here, and then finds that these rows are written.
    const [state] = await tx.query<{ after: number; rows: number }>(
      `SELECT done_through AS after, rows FROM import_sheet WHERE import_id = $1 AND position = $2 FOR UPDATE`,
      [importId, sheet],
    );
    if (!state || state.after >= state.rows) return false;
    const range = { sheet, after: state.after, through: Math.min(state.after + batch, state.rows) };
    const before = await failedWithin(tx, importId, range);
    await kind.write(tx, ctx, { importId, kind: kind.id, range, run });
    const failed = await failedWithin(tx, importId, range);
    await tx.query(
      `UPDATE import_sheet SET done_through = $3, done = done + $4, failed = failed + $5
       WHERE import_id = $1 AND position = $2`,
      [importId, sheet, range.through, range.through - range.after - failed, failed - before],
    );
    return true;
  });
}

/** Links rows that were written; what cannot be linked any more counts as failed. A run after a crash links all anew. */
async function linkBatch(db: Database, ctx: Context, kind: RowKind, scope: Required<Scope>): Promise<void> {
  const { importId, range } = scope;
  await db.transaction(async (tx) => {
    // Whoever runs it twice waits here: what fails is counted once.
    await tx.query('SELECT 1 FROM import_sheet WHERE import_id = $1 AND position = $2 FOR UPDATE', [
      importId,
      range.sheet,
    ]);
    const before = await failedWithin(tx, importId, range);
    await kind.link?.(tx, ctx, scope);
    const failed = (await failedWithin(tx, importId, range)) - before;
    if (failed === 0) return;
    await tx.query(
      'UPDATE import_sheet SET done = done - $3, failed = failed + $3 WHERE import_id = $1 AND position = $2',
      [importId, range.sheet, failed],
    );
  });
}

async function failedWithin(
  tx: Tx,
  importId: number,
  { sheet, after, through }: NonNullable<Scope['range']>,
): Promise<number> {
  const [counted] = await tx.query<{ failed: number }>(
    `SELECT count(*)::int AS failed FROM import_row
     WHERE import_id = $1 AND sheet = $2 AND n > $3 AND n <= $4 AND problems IS NOT NULL`,
    [importId, sheet, after, through],
  );
  return counted?.failed ?? 0;
}

async function end(db: Database, ctx: Context, kinds: readonly RowKind[], id: number): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await tx.query(
      `UPDATE import SET status = 'DONE', status_since = $2 WHERE id = $1 AND status = 'RUNNING' RETURNING id`,
      [id, ctx.now],
    );
    if (ended.length === 0) return;
    for (const kind of kinds) await kind.after?.(tx, ctx, id);
    // What was shown as new or changed may have turned out to change nothing by then.
    await countRows(tx, id);
    const after = await loadImport(tx, id);
    if (!after) throw new Error('the import is gone');
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'import.done',
      subject: importSubject(id),
      from: 'RUNNING',
      to: 'DONE',
      data: { ...countsOf(after) },
    });
    if (countsOf(after).failed > 0) await orderRowsFile(tx, id);
    await tellBelow(tx, id, { key: 'done', card: 'import.summary', live: true });
    await refresh(tx, importSubject(id));
  });
}
