import { action, type VerbOf } from '../../chat/action.ts';
import type { Button, Card } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { Context } from '../../core/context.ts';
import { changeTexts } from '../../imports/changes.ts';
import { countsOf, type ImportState, type StagedRow } from '../../imports/model.ts';
import { problemTexts } from '../../imports/problems.ts';
import { rowsKept } from '../../imports/retention.ts';
import { importRows, type RowCursor, type RowList } from '../../imports/store.ts';
import { areSwept } from '../../imports/sweep.ts';
import type { ImportsDeps } from './deps.ts';

const pageSize = 6;

export const importButton = (
  label: string,
  verb: VerbOf<'import'>,
  id: number,
  style?: Button['style'],
): Button => ({
  label,
  does: { action: action(`import.${verb}`, id) },
  ...(style ? { style } : {}),
});

const countIn = {
  failed: 'failed',
  succeeded: 'done',
  changes: 'changed',
  kept: 'kept',
} as const satisfies Record<RowList, keyof ReturnType<typeof countsOf>>;

/**
 * One page of the rows that succeeded, failed, change something, or are left by undoing, in the order of the file (P-5, P-6, I-10);
 * `before`: as many stand on the pages before it.
 */
export async function rowsCard(
  ctx: Context,
  deps: ImportsDeps,
  found: ImportState,
  which: RowList,
  after: RowCursor,
  before: number,
): Promise<Card> {
  const { t } = ctx;
  const rows = await importRows(deps.db, found.id, which, after, pageSize + 1);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const begins = after.sheet < 0;
  const days = deps.daysKept(rowsKept);
  const count = countsOf(found)[countIn[which]];
  return {
    title: t(`imports.rows.${which}`, { number: found.number }),
    parts: [
      {
        type: 'list',
        empty: areSwept(found, ctx.now, days) ? t('imports.rows.swept', { days }) : t('imports.rows.none'),
        items: page.map((row) => ({
          title: rowTitle(ctx, deps, found, row),
          text: [placeText(ctx, found, row), ...detailsOf(ctx, deps, found, which, row)].join('\n'),
        })),
      },
      ...(page.length > 0 && page.length < count
        ? [
            {
              type: 'text' as const,
              text: t('list.shown', { from: before + 1, through: before + page.length, count }),
              subtle: true,
            },
          ]
        : []),
    ],
    buttons: [
      ...(rows.length > pageSize && last
        ? [
            {
              label: t('list.older'),
              does: { action: action(`import.${which}`, found.id, last.sheet, last.n, before + page.length) },
            },
          ]
        : []),
      ...(begins ? [] : [importButton(t('list.start'), which, found.id)]),
      importButton(t('imports.button.back'), 'open', found.id),
    ],
  };
}

/** What a list says of a row beside where it stands. */
export function detailsOf(
  ctx: Context,
  deps: ImportsDeps,
  found: ImportState,
  which: RowList,
  row: StagedRow,
): string[] {
  const sheet = found.sheets.find(({ position }) => position === row.sheet);
  if (!sheet) return [];
  const kind = deps.kinds.find(({ id }) => id === sheet.kind);
  const details = {
    failed: () => problemTexts(ctx.t, kind, sheet, row),
    succeeded: () => (row.change && !row.change.from ? [ctx.t('imports.rows.unchanged')] : []),
    changes: () => changeTexts(ctx.t, kind, sheet, row),
    kept: () => (row.kept ? [ctx.t.message(row.kept)] : []),
  };
  return details[which]();
}

/** What tells a row from others: the first fields of its kind. */
function rowTitle(ctx: Context, deps: ImportsDeps, found: ImportState, row: StagedRow): string {
  const sheet = found.sheets.find(({ position }) => position === row.sheet);
  const columns = deps.kinds.find(({ id }) => id === sheet?.kind)?.columns ?? [];
  const values = columns.slice(0, 2).flatMap(({ field }) => {
    const place = sheet?.fields[field];
    const typed = place === undefined ? '' : (row.cells[place] ?? '').trim();
    return typed ? [cut(typed, 60)] : [];
  });
  return values.join(' · ') || placeText(ctx, found, row);
}

export function placeText({ t }: Context, found: ImportState, row: StagedRow): string {
  return t('imports.rows.place', { sheet: sheetName(found, row), row: row.row });
}

export function sheetName(found: ImportState, { sheet }: StagedRow): string {
  return found.sheets.find(({ position }) => position === sheet)?.name ?? '';
}
