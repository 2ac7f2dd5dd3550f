import excel from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Language, languages, translate } from '../../src/core/texts/index.ts';
import { headerOf, isExample, readRow } from '../../src/imports/columns.ts';
import { recognise } from '../../src/imports/staging.ts';
import { workbookTemplate } from '../../src/imports/template.ts';
import type { SheetRow } from '../../src/spreadsheets/cell.ts';
import { cellText } from '../../src/spreadsheets/cell.ts';
import { readSheets } from '../../src/spreadsheets/reader.ts';
import { organisationKinds } from '../support/house.ts';

async function templateIn(language: Language): Promise<Buffer> {
  return workbookTemplate(translate(language), organisationKinds, {
    explanationsTitle: 'Penjelasan',
    intro: 'Isi lembar yang diperlukan.',
  });
}

async function rowsOf(content: Buffer): Promise<Map<string, SheetRow[]>> {
  const sheets = new Map<string, SheetRow[]>();
  for await (const row of readSheets(content, { maxRows: 1000, maxColumns: 60 }))
    sheets.set(row.sheet, [...(sheets.get(row.sheet) ?? []), row]);
  return sheets;
}

const titles = (row: SheetRow | undefined) => row?.cells.map(cellText) ?? [];

describe.each(languages)('the organisation workbook in %s', (language) => {
  let content: Buffer;
  beforeAll(async () => {
    content = await templateIn(language);
  });

  it('I-9 has a sheet of each kind whose titles our reader knows as that kind', async () => {
    const sheets = [...(await rowsOf(content)).values()];
    expect(sheets).toHaveLength(organisationKinds.length + 1);
    for (const [index, kind] of organisationKinds.entries()) {
      const found = recognise(organisationKinds, titles(sheets[index]?.[0]));
      expect(found?.kind.id).toBe(kind.id);
      expect(found?.header.missing).toEqual([]);
      expect(found?.header.doubled).toEqual([]);
      expect(Object.keys(found?.header.fields ?? {})).toHaveLength(kind.columns.length);
    }
    const explanations = sheets.at(-1) ?? [];
    for (const row of explanations) expect(recognise(organisationKinds, titles(row))).toBeNull();
  });

  it('I-9 has an example below them that is left out when it is sent back untouched', async () => {
    const sheets = [...(await rowsOf(content)).values()];
    for (const [index, { columns }] of organisationKinds.entries()) {
      const [header, example, ...rest] = sheets[index] ?? [];
      const lies = headerOf(columns, titles(header));
      if (!lies || !example) throw new Error('the sheet has no header or no example');
      const { data, problems } = readRow(columns, lies, example);
      expect(problems).toEqual([]);
      expect(isExample(columns, data)).toBe(true);
      expect(rest).toEqual([]);
    }
  });

  it('P-1 offers choices, keeps what is typed as text, and marks what is required', async () => {
    const book = new excel.Workbook();
    // The type wants an older Buffer than Node has.
    await book.xlsx.load(content as never);
    for (const [index, { columns }] of organisationKinds.entries()) {
      const sheet = book.worksheets[index];
      for (const [place, column] of columns.entries()) {
        const header = sheet?.getCell(1, place + 1);
        expect(String(header?.value).endsWith('*')).toBe(column.required);
        expect(header?.font?.bold).toBe(true);
        expect(sheet?.getColumn(place + 1).numFmt).toBe(column.isDay ? 'dd/mm/yyyy' : '@');
        for (const row of [2, 5001]) {
          const rule = sheet?.getCell(row, place + 1).dataValidation;
          expect(rule?.type).toBe(column.isDay ? 'date' : column.choices ? 'list' : undefined);
        }
      }
      expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      sheet?.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
    }
  });
});

describe('the titles of the organisation workbook', () => {
  it('I-9 tell the kinds apart, whichever of their other columns a sheet leaves out', () => {
    for (const language of languages) {
      const t = translate(language);
      for (const kind of organisationKinds) {
        const others = kind.columns.filter(({ required }) => !required);
        for (let left = 0; left < 2 ** others.length; left += 1) {
          const columns = kind.columns.filter(
            (column) => column.required || (left & (2 ** others.indexOf(column))) === 0,
          );
          if (columns.length * 2 < kind.columns.length) continue;
          const found = recognise(
            organisationKinds,
            columns.map(({ title }) => t.message({ key: title })),
          );
          expect(found?.kind.id).toBe(kind.id);
        }
      }
    }
  });
});
