import type { Worksheet } from 'exceljs';
import type { Context } from '../../../core/context.ts';
import { packages } from '../../../core/packages.ts';
import { unescapable } from '../../../imports/template.ts';
import type { Collected } from '../../../personal-data/collect.ts';
import { reasons } from '../../../personal-data/withheld.ts';
import { fieldsOf, lookOf } from './read.ts';

const headFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E79' } } as const;

/** All that is held on somebody as a workbook: an overview, the data, who looked, and what is not in it and why. Every cell is text. */
export async function sheetOf(ctx: Context, collected: Collected): Promise<Buffer> {
  const { found, nothing, looks } = collected;
  const reading = { ...ctx, of: collected };
  const { t, actor, time, now } = ctx;
  const excel = await packages.excel();
  const workbook = new excel.Workbook();
  workbook.creator = t('portal.name');
  workbook.created = now;

  const overview = workbook.addWorksheet(t('mydata.sheet.overview'));
  overview.columns = [{ width: 34 }, { width: 100 }];
  addText(overview, [t('mydata.title'), '']);
  overview.getRow(1).font = { bold: true, size: 16 };
  const said: [string, string][] = [
    [t('mydata.of'), `${actor.name} <${actor.email}>`],
    [t('mydata.madeAt'), time(now)],
    [t('mydata.right'), t('mydata.rightText')],
    ...found.map(({ called, rows }): [string, string] => [
      t.message({ key: called }),
      t('mydata.rows', { count: rows.length }),
    ]),
    [t('mydata.looks'), t('mydata.rows', { count: looks.length })],
    [t('mydata.nothing'), nothing.map((key) => t.message({ key })).join(', ') || '—'],
    [t('mydata.correct'), t('mydata.correctText')],
  ];
  for (const row of said) addText(overview, row);
  overview.getColumn(1).font = { bold: true };
  overview.eachRow((row) => {
    row.alignment = { vertical: 'top', wrapText: true };
  });

  const data = table(workbook.addWorksheet(t('mydata.sheet.data')), [
    [t('mydata.column.kind'), 34],
    [t('mydata.column.row'), 8],
    [t('mydata.column.field'), 28],
    [t('mydata.column.value'), 80],
  ]);
  for (const one of found)
    for (const [n, row] of one.rows.entries())
      for (const { label, value } of fieldsOf(reading, one, row))
        addText(data, [t.message({ key: one.called }), String(n + 1), label, value]);

  const seen = table(workbook.addWorksheet(t('mydata.sheet.looks')), [
    [t('mydata.column.who'), 34],
    [t('mydata.column.what'), 44],
    [t('mydata.column.by'), 40],
    [t('mydata.column.first'), 26],
    [t('mydata.column.last'), 26],
    [t('mydata.column.times'), 10],
  ]);
  if (looks.length === 0) addText(seen, [t('mydata.looksNone')]);
  for (const look of looks) {
    const { who, what, by, first, last, times } = lookOf(reading, look);
    addText(seen, [who, what, by, first, last, String(times)]);
  }

  const without = table(workbook.addWorksheet(t('mydata.sheet.without')), [
    [t('mydata.column.what'), 60],
    [t('mydata.column.why'), 100],
  ]);
  for (const { what, why } of Object.values(reasons))
    addText(without, [t.message({ key: what }), t.message({ key: why })]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A sheet with titles that stay in sight, and a filter. */
function table(sheet: Worksheet, columns: readonly (readonly [string, number])[]): Worksheet {
  sheet.columns = columns.map(([header, width]) => ({
    header,
    width,
    style: { numFmt: '@', alignment: { vertical: 'top', wrapText: true } },
  }));
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const head = sheet.getRow(1);
  head.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  head.eachCell((cell) => {
    cell.fill = headFill;
  });
  return sheet;
}

const addText = (sheet: Worksheet, cells: readonly string[]) => sheet.addRow(cells.map(unescapable));
