import type { Card, Fact, Part } from '../../chat/card.ts';
import { type Form, textOf, type Values, withKey } from '../../chat/form.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { isWritten } from '../../imports/kind.ts';
import { countsOf, type ImportState } from '../../imports/model.ts';
import { inOrder } from '../../imports/staging.ts';
import { keptReasons } from '../../imports/store.ts';
import type { ImportsDeps } from './deps.ts';
import { filledSheets, sheetLabel, workOn } from './sheets.ts';

const maxReason = 1000;
/** Reasons why rows stay that the form names; the list has all. */
const shownReasons = 5;

/** What undoing an import takes back and what it leaves, and why, before it is done with a reason (I-10). */
export async function undoForm(
  ctx: Context,
  deps: ImportsDeps,
  found: ImportState & { plannedAt: Date },
): Promise<Form> {
  const { t } = ctx;
  const { undoable } = countsOf(found);
  const fields: Part[] = [
    ...inOrder(deps.kinds.filter(isWritten), found.sheets).flatMap(({ undo }): Part[] =>
      undo.explained ? [{ type: 'text', text: t.message(undo.explained) }] : [],
    ),
    { type: 'facts', facts: plannedFacts(ctx, deps, found) },
    ...(await reasonParts(ctx, deps, found)),
    ...(undoable > 0 ? [] : [{ type: 'text', text: t('imports.undo.none') } satisfies Part]),
  ];
  return {
    id: 'import.undo',
    title: t('imports.undo.title'),
    state: withKey((key) => [String(found.id), String(found.plannedAt.getTime()), key]),
    ...(undoable > 0
      ? {
          submit: t('imports.undo.submit'),
          ends: t('imports.undo.explained', { number: found.number, file: found.fileName }),
        }
      : {}),
    close: t(undoable > 0 ? 'form.cancel' : 'form.close'),
    fields: [
      ...fields.map((part) => ({ type: 'show', part }) as const),
      ...(undoable > 0
        ? [
            {
              type: 'text',
              name: 'reason',
              label: t('imports.undo.reason'),
              multiline: true,
              maxLength: maxReason,
            } as const,
          ]
        : []),
    ],
  };
}

function plannedFacts(ctx: Context, deps: ImportsDeps, found: ImportState): Fact[] {
  return filledSheets(found).map((sheet) => ({
    label: sheetLabel(ctx, deps, found, sheet),
    value: ctx.t('imports.undo.sheet', { undoable: sheet.undoable, kept: sheet.kept }),
  }));
}

async function reasonParts(ctx: Context, { db }: ImportsDeps, { id }: ImportState): Promise<Part[]> {
  const reasons = await keptReasons(db, id, shownReasons + 1);
  if (reasons.length === 0) return [];
  const lines = reasons
    .slice(0, shownReasons)
    .map(({ why, rows }) => ctx.t('imports.undo.why', { rows, why: ctx.t.message(why) }));
  const more = reasons.length > shownReasons ? [ctx.t('imports.undo.moreWhy')] : [];
  return [{ type: 'quote', label: ctx.t('imports.undo.keptLabel'), text: [...lines, ...more].join('\n') }];
}

/** The reason that was given, or what is wrong with it at its field. */
export function undoReason(values: Values): string {
  const reason = textOf(values, 'reason');
  if (!reason) throw new FieldErrors({ reason: msg('field.error.reason') });
  if (reason.length > maxReason) throw new FieldErrors({ reason: msg('error.tooLong', { max: maxReason }) });
  return reason;
}

export async function undoingParts(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Part[]> {
  return [
    workOn(ctx, deps, found, {
      doneOf: ({ undoable: rows, undone: done }) => ({ done, rows }),
      says: (done) => ctx.t('imports.undo.progress', done),
      lastFirst: true,
    }),
    ...whyParts(ctx, found),
  ];
}

/** What was taken back, sheet by sheet, by whom, when and why. */
export async function undoneParts(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Part[]> {
  if (found.status === 'UNDOING') return undoingParts(ctx, deps, found);
  return [
    {
      type: 'facts',
      facts: filledSheets(found).map((sheet) => ({
        label: sheetLabel(ctx, deps, found, sheet),
        value: ctx.t('imports.undo.sheetUndone', { undone: sheet.undone, kept: sheet.kept }),
      })),
    },
    ...whyParts(ctx, found),
  ];
}

function whyParts(
  { t, time }: Context,
  { undoByName, undoReason, statusSince, status }: ImportState,
): Part[] {
  const by = t(status === 'UNDONE' ? 'imports.undo.by' : 'imports.undo.startedBy', {
    name: undoByName ?? '',
    time: time(new Date(statusSince)),
  });
  return [
    { type: 'text', text: by },
    ...(undoReason
      ? [{ type: 'quote', label: t('imports.undo.reason'), text: undoReason } satisfies Part]
      : []),
  ];
}

/** That an import was undone, as a message of its own in the thread. */
export async function undoneCard(ctx: Context, deps: ImportsDeps, found: ImportState): Promise<Card> {
  const { t } = ctx;
  const { undone, kept } = countsOf(found);
  return {
    title: t('imports.undo.done', { number: found.number, undone, kept }),
    parts: await undoneParts(ctx, deps, found),
    buttons: [],
  };
}
