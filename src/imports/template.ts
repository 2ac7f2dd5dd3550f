import type { Worksheet } from 'exceljs';
import { givenLine } from '../core/given.ts';
import { packages } from '../core/packages.ts';
import type { Translate } from '../core/texts/index.ts';
import type { Column } from './column.ts';
import { exampleOf } from './columns.ts';
import type { RowKind } from './kind.ts';

/** Rows below the header that offer choices and check dates. */
const checkedRows = 5000;
/** What a list of choices may have in a cell's own rule. */
const longestList = 255;

type FilledKind = Pick<RowKind, 'name' | 'columns'> & {
  /** What stands in it, column by column; an example where there is nothing. */
  rows?: readonly (readonly string[])[];
};

/**
 * A workbook to be filled in: a sheet for each kind of rows with its titles, an example and choices, and one that explains
 * every column. Every cell is a text or a date, never a formula, whatever the texts are.
 */
export async function workbookTemplate(
  t: Translate,
  kinds: readonly FilledKind[],
  {
    explanationsTitle = t('template.explained'),
    intro = '',
    explained = kinds,
  }: { explanationsTitle?: string; intro?: string; explained?: readonly FilledKind[] } = {},
): Promise<Buffer> {
  // Loaded with the first template: it is large, and rarely wanted.
  const excel = await packages.excel();
  const workbook = new excel.Workbook();
  for (const { name, columns, rows } of kinds) {
    const sheet = workbook.addWorksheet(sheetName(t.message(name)), {
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    fill(t, sheet, columns, rows);
  }
  explain(t, workbook.addWorksheet(sheetName(explanationsTitle)), explained, intro);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A sheet's name has at most 31 characters, and not these; it is like none of those that are `taken`, in lower case. */
export function sheetName(text: string, taken: Set<string> = new Set()): string {
  const wanted =
    givenLine(text)
      .replaceAll(/[*?:\\/[\]]/g, ' ')
      .replaceAll(/^'+|'+$/g, '')
      .slice(0, 31)
      .trim() || '1';
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${wanted.slice(0, 26)} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}

/** In a spreadsheet `_x0041_` is an A: a text that really reads so gets its first sign escaped, which exceljs does not do. */
export const unescapable = (text: string): string => text.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');

function headerText(t: Translate, { title, required }: Column): string {
  return `${t.message({ key: title })}${required ? '*' : ''}`;
}

function fill(
  t: Translate,
  sheet: Worksheet,
  columns: readonly Column[],
  rows: FilledKind['rows'] = undefined,
): void {
  sheet.columns = columns.map((column) => ({
    header: headerText(t, column),
    width:
      column.width ??
      Math.max(14, headerText(t, column).length + 4, exampleOf(column, t.language).length + 2),
    style: {
      numFmt: column.isDay ? 'dd/mm/yyyy' : '@',
      ...(rows ? { alignment: { wrapText: true, vertical: 'top' as const } } : {}),
    },
  }));
  sheet.getRow(1).font = { bold: true };
  if (rows) sheet.addRows(rows.map((cells) => cells.map(unescapable)));
  else sheet.addRow(columns.map((column) => exampleIn(t, column)));
  for (const [index, column] of columns.entries()) {
    const letter = sheet.getColumn(index + 1).letter;
    const rule = ruleOf(t, column);
    if (rule)
      rulesOf(sheet).add(`${letter}2:${letter}${checkedRows + 1}`, { ...rule, allowBlank: !column.required });
  }
}

function exampleIn({ language }: Translate, column: Column): string | Date | null {
  const shown = exampleOf(column, language);
  if (shown === '') return null;
  const read = column.isDay ? column.read(shown) : undefined;
  return read && 'value' in read ? new Date(`${read.value}T00:00:00Z`) : shown;
}

interface Rule {
  type: 'list' | 'date';
  operator?: 'greaterThan';
  formulae: (string | Date)[];
  error: string;
}

/** What a spreadsheet itself says about a wrong cell, where it can. */
function ruleOf(t: Translate, { choices, isDay }: Column): Rule | undefined {
  if (isDay) {
    const formulae = [new Date('1900-01-02T00:00:00Z')];
    return { type: 'date', operator: 'greaterThan', formulae, error: t('template.day') };
  }
  const list = choices?.map((key) => t.message({ key })).join(',') ?? '';
  if (list === '' || list.length > longestList || list.includes('"')) return undefined;
  return { type: 'list', formulae: [`"${list}"`], error: t('template.choose') };
}

/** A rule for a whole range, which the library can write and its types do not have. */
function rulesOf(sheet: Worksheet): { add(range: string, rule: object): void } {
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add(range: string, rule: object): void };
  };
  return {
    add: (range, rule) => dataValidations.add(range, { ...rule, showErrorMessage: true }),
  };
}

function explain(t: Translate, sheet: Worksheet, kinds: readonly FilledKind[], intro: string): void {
  sheet.columns = [{ width: 44 }, { width: 12 }, { width: 100 }].map((column) => ({
    ...column,
    style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' as const } },
  }));
  if (intro) {
    // Across the columns: the first thing that is read.
    const row = sheet.addRow([intro]);
    row.height = 50;
    sheet.mergeCells(row.number, 1, row.number, 3);
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
    sheet.addRow([]);
  }
  const titles = [t('template.column'), t('template.required'), t('template.explained')];
  sheet.addRow(titles).font = { bold: true };
  for (const { name, columns } of kinds) {
    for (const column of columns) {
      sheet.addRow([
        // Of several kinds never a title alone in its cell: it would be taken for the header of one with few columns.
        kinds.length > 1
          ? `${t.message(name)} · ${t.message({ key: column.title })}`
          : t.message({ key: column.title }),
        column.required ? t('template.yes') : '',
        t.message({ key: column.explained }),
      ]);
    }
  }
}
