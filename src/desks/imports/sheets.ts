import type { Task } from '../../chat/card.ts';
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

/** How far the rows of a sheet are, and how that is said. */
interface Done {
  done: number;
  rows: number;
  says: string;
}

/** What is done sheet by sheet, in the order in which it is: the first that is not done yet is under way. */
export function sheetTasks(
  ctx: Context,
  deps: ImportsDeps,
  found: ImportState,
  doneOf: (sheet: ImportSheet) => Done,
  from: 'first' | 'last' = 'first',
): Task[] {
  const kinds = inOrder(deps.kinds, found.sheets).map(({ id }): string => id);
  const sheets = filledSheets(found).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const tasks = (from === 'last' ? sheets.toReversed() : sheets)
    .map((sheet) => ({ label: sheetLabel(ctx, deps, found, sheet), ...doneOf(sheet) }))
    .filter(({ rows }) => rows > 0);
  const current = tasks.findIndex(({ done, rows }) => done < rows);
  return tasks.map(({ label, says }, i) => ({
    label,
    says,
    state: i === current ? 'current' : i < current || current < 0 ? 'done' : 'ahead',
  }));
}

const barLength = 12;

/** How far something is, in signs. */
export function barOf(done: number, all: number): string {
  const full = Math.floor((done / Math.max(all, 1)) * barLength);
  return '▓'.repeat(full).padEnd(barLength, '░');
}
