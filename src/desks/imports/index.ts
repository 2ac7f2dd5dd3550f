import { sheetType } from '../../attachments/kept.ts';
import { idOf } from '../../chat/action.ts';
import type { ActionHandler, CardSource, CardsOf, Desk } from '../../chat/desk.ts';
import { done } from '../../chat/done.ts';
import { type Field, type Form, withKey } from '../../chat/form.ts';
import { type Context, isForEverybody } from '../../core/context.ts';
import { arrivedJob } from '../../imports/arrived.ts';
import type { ImportKind, SheetKind } from '../../imports/kind.ts';
import { type ImportState, importSubject } from '../../imports/model.ts';
import { retention } from '../../imports/retention.ts';
import { orderRowsFile, rowsFile, rowsFileJob } from '../../imports/rows-file.ts';
import { runJob } from '../../imports/run.ts';
import { createImportService, mayHandle } from '../../imports/service.ts';
import { wordsOf } from '../../imports/staging.ts';
import { importIdOf, loadImport, type RowList } from '../../imports/store.ts';
import { sweepJob } from '../../imports/sweep.ts';
import { planJob } from '../../imports/undo/plan.ts';
import { ownUses, type UsedBy } from '../../imports/undo/references.ts';
import { undoJob } from '../../imports/undo/run.ts';
import { createUndoService } from '../../imports/undo/service.ts';
import type { ImportWords } from '../../imports/words.ts';
import { troublesOf } from '../../jobs/failing.ts';
import { troubleText, withTrouble } from '../../jobs/trouble.ts';
import type { JobsOf } from '../../jobs/worker.ts';
import { downloadCard } from '../../web/download-card.ts';
import type { CompleteDesk, House } from '../house.ts';
import { closedCard, importCard, summaryCard } from './cards.ts';
import type { ImportsDeps } from './deps.ts';
import { rowsCard } from './rows.ts';
import { undoForm, undoneCard, undoReason } from './undo.ts';
import { helpers } from './who-can-help.ts';

declare module '../../core/names.ts' {
  interface Actions {
    'import.open': true;
    'import.failed': true;
    'import.succeeded': true;
    'import.changes': true;
    'import.kept': true;
    'import.run': true;
    'import.cancel': true;
    'import.undo': true;
    'import.file': true;
  }
  interface Forms extends Named<'import', 'run' | 'undo'> {}
  interface Cards extends Named<'import', 'import' | 'summary' | 'undone', Nothing> {}
}

/**
 * Of the house, for the kinds of rows that its desks take, and whatever may be built on what those write; `desks`: those whose records wait for
 * people whom an import may change.
 */
export function openImportsDesk(
  house: House,
  desks: readonly Desk[],
  kinds: readonly SheetKind[],
  uses: UsedBy,
): CompleteDesk {
  const { db, jobDb, people, clock, log, publicUrl, download } = house;
  const rows = kinds.filter((kind): kind is ImportKind => 'columns' in kind);
  const deps = { db: jobDb, people, kinds: rows, uses: { ...ownUses, ...uses }, clock };
  return {
    ...createImportsDesk({ ...deps, db, stepUp: house.stepUp, publicUrl, daysKept: house.daysKept }),
    jobs: {
      'imports.arrived': arrivedJob({ db: jobDb, people, kinds, download, log, desks }),
      'imports.run': runJob(deps),
      'imports.undo-plan': planJob(deps),
      'imports.undo': undoJob(deps),
      'imports.sweep': sweepJob(deps),
      'imports.rows-file': rowsFileJob(deps),
    } satisfies JobsOf<'imports'>,
    helpers,
    retention,
    schedules: [{ at: '37 3 * * *', job: 'imports.sweep' }],
  };
}

/** What writing an import's rows asks for, where some of them are sensitive. */
function runForm({ t }: Context, words: ImportWords, found: ImportState, fields: Field[]): Form {
  const text = t.message({ key: words.asks, args: { number: found.number, file: found.fileName } });
  return {
    id: 'import.run',
    title: t.message({ key: words.asksTitle }),
    state: withKey((key) => [String(found.id), key]),
    submit: t.message({ key: words.run }),
    close: t('form.cancel'),
    fields: [{ type: 'show', part: { type: 'text', text } }, ...fields],
  };
}

/** What people see and press of imports, whatever desk their rows are for (P-2, P-5, P-6). */
export function createImportsDesk(deps: ImportsDeps): Desk {
  const service = createImportService(deps, deps.kinds);
  const wordsIn = ({ sheets }: ImportState) => wordsOf(deps.kinds, sheets);
  const undoing = createUndoService(deps);
  const seen =
    (
      show: (ctx: Context, found: ImportState, args: string[]) => ReturnType<typeof importCard>,
    ): ActionHandler['run'] =>
    async (ctx, [id, ...args]) => ({
      type: 'card',
      card: await show(ctx, await service.visible(ctx, idOf(id)), args),
    });
  const rows = (which: RowList) =>
    seen((ctx, found, [sheet, n, before]) => {
      const after = n ? { sheet: idOf(sheet), n: idOf(n) } : { sheet: -1, n: 0 };
      return rowsCard(ctx, deps, found, which, after, idOf(before));
    });
  const card =
    (show: typeof importCard): CardSource =>
    async (ctx, id) => {
      const found = await loadImport(deps.db, id);
      if (!found) return null;
      // In a channel everybody there reads it; who got it alone reads it for as long as the right lasts (I-3).
      return isForEverybody(ctx) || mayHandle(ctx, deps.kinds, found)
        ? show(ctx, deps, found)
        : closedCard(ctx, deps, found);
    };
  return {
    id: 'import',
    records: {
      IMP: async (ctx, number) => ({
        type: 'card',
        card: await importCard(ctx, deps, await service.visible(ctx, await importIdOf(deps.db, number))),
      }),
    },
    forms: {
      run: {
        async submit(ctx, [id, key], _values, codes) {
          const { begun } = wordsIn(await service.run(ctx, idOf(id), { key, codes }));
          return done(ctx.t, { text: ctx.t.message({ key: begun }), tone: 'waiting' });
        },
      },
      undo: {
        async submit(ctx, [id, plannedAt, key = ''], values) {
          const seen = new Date(Number(plannedAt) || 0);
          const found = await service.visible(ctx, idOf(id));
          await undoing.undo(ctx, found, { plannedAt: seen, reason: undoReason(values), key });
          return done(ctx.t, {
            text: ctx.t('imports.undo.begun', { number: found.number }),
            tone: 'waiting',
          });
        },
      },
    },
    actions: {
      open: {
        run: seen(async (ctx, found) =>
          withTrouble(deps.db, ctx, importSubject(found.id), await importCard(ctx, deps, found)),
        ),
      },
      failed: { run: rows('failed') },
      succeeded: { run: rows('succeeded') },
      changes: { run: rows('changes') },
      kept: { run: rows('kept') },
      run: {
        async run(ctx, [id]) {
          const { found, fields } = await service.asks(ctx, idOf(id));
          if (fields.length > 0) return { type: 'form', form: runForm(ctx, wordsIn(found), found, fields) };
          await service.run(ctx, found.id);
          return { type: 'text', text: ctx.t.message({ key: wordsIn(found).begun }) };
        },
      },
      cancel: {
        async run(ctx, [id]) {
          const { cancelled } = wordsIn(await service.cancel(ctx, idOf(id)));
          return { type: 'text', text: ctx.t.message({ key: cancelled }) };
        },
      },
      undo: {
        async run(ctx, [id]) {
          const planned = await undoing.planned(ctx, await service.visible(ctx, idOf(id)));
          return planned
            ? { type: 'form', form: await undoForm(ctx, deps, planned) }
            : { type: 'text', text: ctx.t('imports.undo.finding') };
        },
      },
      file: {
        async run(ctx, [id]) {
          const found = await service.visible(ctx, idOf(id));
          const file = await rowsFile(deps.db, ctx, found);
          if (!file) {
            const troubles = await troublesOf(deps.db, importSubject(found.id));
            const trouble = troubles.find(({ name }) => name === 'imports.rows-file');
            await deps.db.transaction(ctx, (tx) => orderRowsFile(tx, found.id));
            // Asked before it was ordered anew: what failed until now is what the reader wants to know.
            return { type: 'text', text: trouble ? troubleText(ctx, trouble) : ctx.t('imports.file.making') };
          }
          const made = await downloadCard(
            ctx,
            deps,
            { ...file, mediaType: sheetType },
            ctx.t('imports.file.title', { number: found.number }),
          );
          return {
            type: 'card',
            card: {
              ...made,
              parts: [
                ...made.parts,
                { type: 'text', text: ctx.t.message({ key: wordsIn(found).again }), subtle: true },
              ],
            },
          };
        },
      },
    },
    cards: {
      import: card(importCard),
      summary: card(summaryCard),
      undone: card(undoneCard),
    } satisfies CardsOf<'import'>,
  };
}
