import type { Context } from '../../core/context.ts';
import type { ImportSheet, ImportState } from '../../imports/model.ts';
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

const barLength = 12;

/** How far something is, in signs. */
export function barOf(done: number, all: number): string {
  const full = Math.floor((done / Math.max(all, 1)) * barLength);
  return '▓'.repeat(full).padEnd(barLength, '░');
}
