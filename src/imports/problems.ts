import { cut } from '../chat/cut.ts';
import type { Translate } from '../core/texts/index.ts';
import type { RowKind, RowProblem } from './kind.ts';
import type { ImportSheet, StagedRow } from './model.ts';

/** The title of a field's column, as the sheet has it or else as the kind calls it. */
export function columnTitle(t: Translate, kind: RowKind | undefined, sheet: ImportSheet, field: string): string {
  const place = sheet.fields[field];
  const given = place === undefined ? undefined : sheet.titles[place]?.replaceAll('*', '').trim();
  const column = kind?.columns.find((one) => one.field === field);
  return given || (column ? t.message({ key: column.title }) : field);
}

/** What is wrong with a row in words: sheet, row, column, the value and what is expected (P-5). */
export function problemText(
  t: Translate,
  kind: RowKind | undefined,
  sheet: ImportSheet,
  row: Pick<StagedRow, 'row' | 'cells'>,
  { field, expected }: RowProblem,
): string {
  const place = sheet.fields[field];
  const value = place === undefined ? '' : (row.cells[place] ?? '');
  const words = {
    place: t('imports.rows.place', { sheet: sheet.name, row: row.row }),
    column: columnTitle(t, kind, sheet, field),
    expected: t.message(expected),
  };
  return value.trim() === ''
    ? t('imports.problemEmpty', words)
    : t('imports.problem', { ...words, value: cut(value.replaceAll(/\s+/g, ' '), 60) });
}
