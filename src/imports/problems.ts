import { cut } from '../chat/cut.ts';
import type { Translate } from '../core/texts/index.ts';
import type { ImportKind, RowProblem } from './kind.ts';
import type { ImportSheet, StagedRow } from './model.ts';

/** The title of a field's column, as the sheet has it or else as the kind calls it. */
export function columnTitle(
  t: Translate,
  kind: ImportKind | undefined,
  sheet: ImportSheet,
  field: string,
): string {
  const place = sheet.fields[field];
  const given = place === undefined ? undefined : sheet.titles[place]?.replaceAll('*', '').trim();
  const column = [...(kind?.columns ?? []), ...(kind?.beside ?? [])].find((one) => one.field === field);
  return given || (column ? t.message({ key: column.title }) : field);
}

/** What is wrong with a row, column by column: the value and what is expected (P-5). */
export function problemTexts(
  t: Translate,
  kind: ImportKind | undefined,
  sheet: ImportSheet,
  { cells, problems }: Pick<StagedRow, 'cells' | 'problems'>,
): string[] {
  const placeOf = ({ field }: RowProblem) => sheet.fields[field] ?? Number.MAX_SAFE_INTEGER;
  return (problems ?? [])
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((problem) => {
      const value = (problem.shown ?? cells[placeOf(problem)] ?? '').replaceAll(/\s+/g, ' ').trim();
      const words = {
        column: columnTitle(t, kind, sheet, problem.field),
        expected: t.message(problem.expected),
      };
      return value === ''
        ? t('imports.problemEmpty', words)
        : t('imports.problem', { ...words, value: cut(value, 60) });
    });
}
