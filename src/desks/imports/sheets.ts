import type { Part } from '../../chat/card.ts';
import type { Context } from '../../core/context.ts';
import type { ImportSheet, ImportState } from '../../imports/model.ts';
import { inOrder } from '../../imports/staging.ts';
import type { ImportsDeps } from './deps.ts';

/** A template has a sheet for everything; those that nothing was written in say nothing. */
export function filledSheets({ sheets }: ImportState): ImportSheet[] {
  return sheets.filter(({ rows }) => rows > 0);
}

/** What a sheet is about; which one it is, where there are several. */
export function sheetLabel(
  { t }: Context,
  deps: ImportsDeps,
  found: ImportState,
  sheet: ImportSheet,
): string {
  const kind = deps.kinds.find(({ id }) => id === sheet.kind);
  const name = kind ? t.message(kind.name) : sheet.kind;
  return filledSheets(found).length > 1 ? t('imports.card.sheet', { kind: name, sheet: sheet.name }) : name;
}

/** How many of its rows are done. */
interface Done {
  done: number;
  rows: number;
}

/** What is done sheet by sheet, in the order in which it is, or the other way round: the first that is not done yet is under way. */
export function workOn(
  ctx: Context,
  deps: ImportsDeps,
  found: ImportState,
  {
    doneOf,
    says,
    lastFirst,
  }: { doneOf(sheet: ImportSheet): Done; says(done: Done): string; lastFirst?: boolean },
): Part {
  const kinds = inOrder(deps.kinds, found.sheets).map(({ id }): string => id);
  const order = (sheet: ImportSheet) => kinds.indexOf(sheet.kind) * (lastFirst ? -1 : 1);
  const sheets = filledSheets(found)
    .toSorted((a, b) => order(a) - order(b))
    .map((sheet) => ({ label: sheetLabel(ctx, deps, found, sheet), ...doneOf(sheet) }))
    .filter(({ rows }) => rows > 0);
  const current = sheets.findIndex(({ done, rows }) => done < rows);
  const sum = (what: keyof Done) => sheets.reduce((total, sheet) => total + sheet[what], 0);
  const whole = { done: sum('done'), rows: sum('rows') };
  return {
    type: 'work',
    title: says(whole),
    bar: barOf(whole.done, whole.rows),
    tasks: sheets.map(({ label, done, rows }, i) => ({
      label,
      says: says({ done, rows }),
      state: i === current ? 'current' : i < current || current < 0 ? 'done' : 'ahead',
    })),
  };
}

const barLength = 12;

/** How far something is, in signs. */
function barOf(done: number, all: number): string {
  const full = Math.floor((done / Math.max(all, 1)) * barLength);
  return '▓'.repeat(full).padEnd(barLength, '░');
}
