import type { Clock } from '../core/clock.ts';
import type { Context } from '../core/context.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { type Job, job } from '../jobs/worker.ts';
import type { People } from '../people/contexts.ts';
import { refresh } from '../posted/post.ts';
import { type ImportKind, mayHandleRows, type RowKind, type Scope } from './kind.ts';
import { countsOf, type ImportState, importSubject, waitingImport } from './model.ts';
import { doRows } from './one-by-one.ts';
import { openRows, sealRows } from './opened.ts';
import { orderRowsFile } from './rows-file.ts';
import { countRows, inOrder, wordsOf } from './staging.ts';
import { loadImport } from './store.ts';
import { tellBelow } from './told.ts';
import { progressOf, type Work, type Worked } from './work.ts';

declare module '../core/names.ts' {
  interface Jobs {
    /** `shownAt`: when its card was last brought up to date, in milliseconds, where it is one job after the other. */
    'imports.run': { id: number; shownAt?: number };
  }
}

/**
 * Has the rows of an import done. Those that are written are so one import at a time: what one writes, the next one has to see (P-7).
 * Those that are done one by one take turns with all that is due besides, and hold up no import.
 */
export async function orderRun(
  tx: Tx,
  kinds: readonly ImportKind[],
  id: number,
  shownAt?: number,
): Promise<void> {
  const isOneByOne = kinds.every((kind) => 'each' in kind);
  const turn = isOneByOne ? ({ lane: 'bulk' } as const) : { queue: 'imports' };
  await enqueue(tx, 'imports.run', { id, ...(shownAt ? { shownAt } : {}) }, { key: `import ${id}`, ...turn });
}

export interface RunDeps {
  db: Database;
  people: Pick<People, 'contextOf'>;
  kinds: readonly ImportKind[];
  clock: Clock;
  /** Rows that one transaction writes. */
  batch?: number;
  /** Rows that are done one by one before others get their turn. */
  slice?: number;
}

/**
 * Has the rows of an import done, kind by kind; a run after a crash goes on where the last one ended (P-7). What is done one by one is so
 * a few rows at a time: then the job makes way for whatever else is due, what those few have to tell among it.
 */
export function runJob(deps: RunDeps): Job<'imports.run'> {
  const { db, kinds, clock } = deps;
  return job(
    'imports.run',
    'jobs.name.importsRun',
    async ({ id, shownAt }) => {
      const found = await loadImport(db, id);
      if (found?.status !== 'RUNNING') return;
      const present = inOrder(kinds, found.sheets);
      const progress = progressOf(deps, id, shownAt);
      for (const kind of present) {
        const sheets = found.sheets.filter((sheet) => sheet.kind === kind.id);
        const work = { ...deps, id, sheets, progress, runner: () => runnerOf(deps, kind, id) };
        const outcome = 'each' in kind ? await doRows(work, kind) : await writeRows(work, kind);
        if (outcome === 'stopped') return stopped(deps, found, present);
        if (outcome === 'more')
          return db.transaction(withoutDeadline, (tx) => orderRun(tx, present, id, progress.shownAt()));
      }
      const ctx = await lastRunner(deps, id);
      if (!ctx) return stopped(deps, found, present);
      await end(db, { ...ctx, now: clock() }, present, id);
    },
    waitingImport,
    { movesOn: true },
  );
}

/** Writes rows batch by batch: each is one transaction of its rows, their audit entries and the note of how far the import is. */
async function writeRows(work: Work, kind: RowKind): Promise<Worked> {
  const { db, id, sheets, progress, batch = 5000 } = work;
  const run = {};
  for (const { position } of sheets) {
    for (;;) {
      const ctx = await work.runner();
      if (!ctx) return 'stopped';
      if (!(await writeBatch(db, ctx, kind, { id, run }, position, batch))) break;
      await progress.show();
    }
  }
  for (const { position, rows } of kind.link ? sheets : []) {
    for (let after = 0; after < rows; after += batch) {
      const ctx = await work.runner();
      if (!ctx) return 'stopped';
      const range = { sheet: position, after, through: Math.min(after + batch, rows) };
      await linkBatch(db, ctx, kind, { importId: id, kind: kind.id, range, run });
    }
  }
  return 'all';
}

/** Ends an import whose runner may not run it any more: what was written stays, the rest is not. */
async function stopped(
  { db, people, clock }: RunDeps,
  { id, sheets }: ImportState,
  kinds: readonly ImportKind[],
): Promise<void> {
  const now = clock();
  const ctx = await lastRunner({ db, people }, id);
  await db.transaction(withoutDeadline, async (tx) => {
    const found = await loadImport(tx, id);
    const done = found ? countsOf(found).done : 0;
    const why = { key: wordsOf(kinds, sheets).stopped, args: { done } };
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

/** Whoever pressed the button, where they may have rows of this kind done at this moment: between that and here lie hours perhaps (I-3). */
async function runnerOf(deps: RunDeps, kind: ImportKind, id: number): Promise<Context | null> {
  const ctx = await lastRunner(deps, id);
  return ctx && mayHandleRows(ctx, kind, ctx.actor.id) ? { ...ctx, now: deps.clock() } : null;
}

/** Who pressed the button, as they are on the surface where the file was given. */
async function lastRunner(
  { db, people }: Pick<RunDeps, 'db' | 'people'>,
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
  return db.transaction(ctx, async (tx) => {
    // Whoever runs it twice waits here, and then finds that these rows are written.
    const [state] = await tx.query<{ after: number; rows: number }>(
      `SELECT done_through AS after, rows FROM import_sheet WHERE import_id = $1 AND position = $2 FOR UPDATE`,
      [importId, sheet],
    );
    if (!state || state.after >= state.rows) return false;
    const range = { sheet, after: state.after, through: Math.min(state.after + batch, state.rows) };
    const before = await failedWithin(tx, importId, range);
    await openRows(tx, { importId, range });
    await kind.write(tx, ctx, { importId, kind: kind.id, range, run });
    await sealRows(tx, importId);
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
async function linkBatch(
  db: Database,
  ctx: Context,
  kind: RowKind,
  scope: Scope & Required<Pick<Scope, 'range'>>,
): Promise<void> {
  const { importId, range } = scope;
  await db.transaction(ctx, async (tx) => {
    // Whoever runs it twice waits here: what fails is counted once.
    await tx.query('SELECT 1 FROM import_sheet WHERE import_id = $1 AND position = $2 FOR UPDATE', [
      importId,
      range.sheet,
    ]);
    const before = await failedWithin(tx, importId, range);
    await openRows(tx, scope);
    await kind.link?.(tx, ctx, scope);
    await sealRows(tx, importId);
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
     WHERE import_id = $1 AND sheet = $2 AND n > $3 AND n <= $4 AND failed`,
    [importId, sheet, after, through],
  );
  return counted?.failed ?? 0;
}

async function end(db: Database, ctx: Context, kinds: readonly ImportKind[], id: number): Promise<void> {
  await db.transaction(ctx, async (tx) => {
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
