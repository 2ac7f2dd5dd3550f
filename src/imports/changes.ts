import { cut } from '../chat/cut.ts';
import { formatDay, type Translate } from '../core/texts/index.ts';
import type { ImportKind } from './kind.ts';
import type { ChangedValue, ImportSheet, StagedRow } from './model.ts';
import { columnTitle } from './problems.ts';

/** What a row replaces, field by field: `Jabatan: Staf → Manajer` (P-5). */
export function changeTexts(
  t: Translate,
  kind: ImportKind | undefined,
  sheet: ImportSheet,
  { change }: Pick<StagedRow, 'change'>,
): string[] {
  const { from = {}, to = {} } = change ?? {};
  const order = [...(kind?.columns ?? []), ...(kind?.beside ?? [])].map(({ field }) => field);
  return Object.keys(from)
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((field) =>
      t('imports.change', {
        field: columnTitle(t, kind, sheet, field),
        from: shown(t, kind, field, from[field]),
        to: shown(t, kind, field, to[field]),
      }),
    );
}

const longest = 80;

function shown(
  t: Translate,
  kind: ImportKind | undefined,
  field: string,
  value: ChangedValue = null,
): string {
  if (value === null) return t('imports.change.nothing');
  const column = kind?.columns.find((one) => one.field === field);
  const word = (column ?? kind?.beside?.find((one) => one.field === field))?.words?.[String(value)];
  if (word) return t.message({ key: word });
  return column?.isDay ? formatDay(t.language, String(value)) : cut(String(value), longest);
}
