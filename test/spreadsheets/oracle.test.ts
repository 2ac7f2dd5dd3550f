import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { outcome, rowsOf } from './workbook.ts';

type Value = string | number | boolean | null;
type Cells = Record<string, Value>;

/** A wall-clock time that exceljs gives as a moment of UTC, in our form. */
function wallClock(date: Date): string {
  const [day, time = ''] = date.toISOString().replace('Z', '').replace('.000', '').split('T');
  if (day === '1899-12-30') return time;
  return time === '00:00:00' ? `${day}` : `${day}T${time}`;
}

function contentOf(value: ExcelJS.CellValue | undefined): Value {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return wallClock(value);
  if (typeof value !== 'object') return value;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return contentOf(value.text);
  if ('error' in value) return value.error;
  if ('formula' in value || 'sharedFormula' in value) return contentOf(value.result);
  throw new Error(`not known: ${JSON.stringify(value)}`);
}

/** Every cell with content, by sheet and address, as exceljs reads it. */
async function readByExceljs(content: Buffer): Promise<Cells> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ExcelJS.Buffer);
  const cells: Cells = {};
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        const value = contentOf(cell.value);
        if (cell.master === cell && value !== null && value !== '')
          cells[`${sheet.name}!${cell.address}`] = value;
      }),
    );
  return cells;
}

async function readByUs(content: Buffer): Promise<Cells> {
  const names = new ExcelJS.Workbook().addWorksheet('names');
  const cells: Cells = {};
  for (const { sheet, row, cells: found } of await rowsOf(content))
    for (const { column, value } of found)
      if (value !== null) cells[`${sheet}!${names.getColumn(column).letter}${row}`] = value;
  return cells;
}

/** What exceljs itself does not read, or not rightly. */
const wrong: Record<string, string> = {
  'by-hand-other-namespaces.xlsx': 'loses the row that has an extension',
  'by-hand-prefixed.xlsx': 'throws at elements with a prefix',
  'by-hand-strict.xlsx': 'takes the year of a date for a serial',
  'by-hand-utf-16.xlsx': 'throws at UTF-16',
  'by-hand-without-references.xlsx': 'throws at rows without numbers',
  'openpyxl-all-kinds.xlsx': 'throws at the comment',
  'openpyxl-iso-dates.xlsx': 'takes the year of a date for a serial',
  'xlsxwriter-formulas-and-tables.xlsx': 'takes a span of time for a date',
};

describe('what exceljs reads rightly reads the same here', () => {
  const folder = path.join(projectRoot, 'test/fixtures/workbooks');
  const files = readdirSync(folder).filter((name) => /\.xl[st]x$/.test(name) && !wrong[name]);
  it.each(files)('%s', async (name) => {
    const content = readFileSync(path.join(folder, name));
    if ((await outcome(content)) !== 'read') return;
    expect(await readByUs(content)).toEqual(await readByExceljs(content));
  });

  it('whatever is written into it', async () => {
    // Days that both calendars have.
    const day = fc
      .integer({ min: 1463, max: 2_958_465 })
      .map((serial) => new Date(Date.UTC(1899, 11, 30 + serial)));
    const moment = fc
      .tuple(day, fc.integer({ min: 0, max: 86_399 }))
      .map(([date, seconds]) => new Date(date.getTime() + seconds * 1000));
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => !value.includes('_x') && !/[\p{Cc}\p{Cs}\p{Cn}]/u.test(value));
    const plain = { noNullPrototype: true };
    const value = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
      fc.integer(),
      fc.boolean(),
      moment,
      fc.record({ formula: fc.constant('1+1'), result: fc.oneof(text, fc.integer()) }, plain),
      fc.record({ richText: fc.array(fc.record({ text }, plain), { minLength: 1, maxLength: 3 }) }, plain),
      fc.record({ text, hyperlink: fc.constant('mailto:ana@contoh.co.id') }, plain),
      fc.constant({ error: '#N/A' as const }),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { maxLength: 6 }), { maxLength: 8 }),
        fc.boolean(),
        async (rows, date1904) => {
          const book = new ExcelJS.Workbook();
          book.properties.date1904 = date1904;
          const sheet = book.addWorksheet('Data');
          for (const row of rows) sheet.addRow(row);
          const content = Buffer.from(await book.xlsx.writeBuffer());
          expect(await readByUs(content)).toEqual(await readByExceljs(content));
        },
      ),
      { numRuns: 40 },
    );
  });
});
