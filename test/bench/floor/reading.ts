import { readFile } from 'node:fs/promises';
import excel from 'exceljs';
import { readSheets } from '../../../src/spreadsheets/reader.ts';

/** `reading.ts ours|exceljs file`: reads a workbook to its end and says what that took. Its CPU is that of all threads. */
const [how, file = ''] = process.argv.slice(2);

async function* ours(): AsyncGenerator<number> {
  for await (const { cells } of readSheets(await readFile(file), { maxRows: 1_000_000 })) yield cells.length;
}

async function* exceljs(): AsyncGenerator<number> {
  const reader = new excel.stream.xlsx.WorkbookReader(file, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  for await (const sheet of reader) for await (const row of sheet) yield row.actualCellCount;
}

global.gc?.();
const before = process.memoryUsage.rss();
const cpu = process.cpuUsage();
let most = before;
let rows = 0;
let cells = 0;
for await (const count of how === 'ours' ? ours() : exceljs()) {
  rows += 1;
  cells += count;
  if (rows % 1000 === 0) most = Math.max(most, process.memoryUsage.rss());
}
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  JSON.stringify({ rows, cells, cpuMs: (user + system) / 1000, grownBytes: most - before }),
);
