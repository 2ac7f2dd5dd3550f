import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { loadSampleOrganisation } from '../../../prisma/sample-organisation.ts';
import { withoutDeadline } from '../../../src/core/deadline.ts';
import { projectRoot } from '../../../src/core/root.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { migrateJobs } from '../../../src/jobs/migrate.ts';
import { readSheets } from '../../../src/spreadsheets/reader.ts';
import { openDatabase } from '../../support/open-database.ts';
import { startThrowawayPostgres } from '../../support/throwaway.ts';
import { writeByHand } from '../floor/partners.ts';
import { copyOf } from '../support/copies.ts';
import { addEmployees, importing } from '../support/importing.ts';
import { writeWorkbook } from '../support/partners.ts';
import { compared } from '../support/statistics.ts';
import type { Row } from './row.ts';

const rows = 100_000;
const rounds = 3;

type Measured = { rows: Row[]; lines: string[] };

/** Workbooks of partners: reading them, and importing them from the drop to the summary. */
export async function importRows(): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), 'satu-pintu-bench-'));
  const server = await startThrowawayPostgres();
  try {
    const book = path.join(folder, 'all.xlsx');
    await writeWorkbook(book, 1, rows);
    const readings = await readingRows(folder, book);
    await prepare(server.url);
    const whole = await wholeRow(server.url, await readFile(book));
    const tenth = await tenthsRow(server.url, folder, await readFile(book));
    return { rows: [...readings.rows, ...whole.rows, tenth], lines: [...readings.lines, ...whole.lines] };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(url: string): Promise<void> {
  await migrate(url, path.join(projectRoot, 'prisma/migrations'));
  await migrateJobs(url);
  const db = openDatabase(url, { max: 1, timeoutMs: 600_000 });
  await db.transaction(withoutDeadline, loadSampleOrganisation);
  await addEmployees(db);
  await db.query('VACUUM ANALYZE');
  await db.close();
}

interface Reading {
  rows: number;
  cells: number;
  cpuMs: number;
  grownBytes: number;
}

/** Reads a workbook in a process of its own. */
async function read(how: 'ours' | 'exceljs', book: string): Promise<Reading> {
  const script = path.join(projectRoot, 'test/bench/floor/reading.ts');
  const args = ['--expose-gc', '--import', 'tsx', script, how, book];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: projectRoot });
  return JSON.parse(stdout);
}

async function readingRows(folder: string, book: string): Promise<Measured> {
  const pairs: { ours: number; floor: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const floor = await read('exceljs', book);
    const ours = await read('ours', book);
    if (ours.rows !== floor.rows || ours.cells !== floor.cells) throw new Error('both have to read the same');
    pairs.push({ ours: ours.cpuMs, floor: floor.cpuMs });
  }
  const grown: string[] = [];
  for (const size of [rows / 10, rows, rows * 4]) {
    const sized = path.join(folder, `${size}.xlsx`);
    await writeWorkbook(sized, 1, size);
    const { grownBytes } = await read('ours', sized);
    const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
    grown.push(`${mb(grownBytes)} for ${size} rows in a file of ${mb((await stat(sized)).size)}`);
    await rm(sized);
  }
  return {
    rows: [{ name: `reading ${rows} × 12`, unit: 'ms', goal: 0.6, ...compared(pairs) }],
    lines: [`reading: resident memory grew by ${grown.join(', ')}`],
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function readAlone(content: Buffer): Promise<void> {
  for await (const _ of readSheets(content, { maxRows: rows * 2 }));
}

/** One workbook after the other, each from the drop to the summary, in a database of its own; how long that took. */
async function importAll(url: string, contents: readonly Buffer[]): Promise<number> {
  const db = openDatabase(await copyOf(url, 'by_us'), { max: 4, timeoutMs: 600_000 });
  const bench = await importing(db);
  const ms = await timed(async () => {
    for (const [index, content] of contents.entries()) {
      const id = await bench.check(content, `slack:F${index}`);
      await bench.press(id);
      await bench.write(id);
    }
  });
  const [written] = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM partner_account');
  if (written?.n !== rows) throw new Error(`we wrote ${written?.n} accounts of ${rows}`);
  await db.close();
  return ms;
}

async function wholeRow(url: string, content: Buffer): Promise<Measured> {
  const pairs: { ours: number; floor: number }[] = [];
  const parts: string[] = [];
  const delays: { p99: number; most: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const reading = await timed(() => readAlone(content));
    const writing = await writeByHand(await copyOf(url, 'by_hand'), rows);
    const delay = monitorEventLoopDelay({ resolution: 2 });
    delay.enable();
    const ours = await importAll(url, [content]);
    delay.disable();
    // The first one fills the caches.
    if (round === 0) continue;
    pairs.push({ ours, floor: Math.max(reading, writing) });
    delays.push({ p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 });
    parts.push(`${(reading / 1000).toFixed(1)} s and ${(writing / 1000).toFixed(1)} s`);
  }
  const worst = (which: 'p99' | 'most') => `${Math.max(...delays.map((one) => one[which])).toFixed(0)} ms`;
  return {
    rows: [{ name: `import of ${rows} rows, drop to summary`, unit: 'ms', goal: 1.5, ...compared(pairs) }],
    lines: [
      `import of ${rows} rows: reading alone and writing by hand took ${parts.join(', ')}`,
      `import of ${rows} rows: event loop delay p99 ${worst('p99')}, most ${worst('most')} (goal: p99 inside 50 ms)`,
    ],
  };
}

/** Ten times the rows are to cost ten times as much. */
async function tenthsRow(url: string, folder: string, content: Buffer): Promise<Row> {
  const tenths: Buffer[] = [];
  for (let from = 1; from <= rows; from += rows / 10) {
    const book = path.join(folder, 'tenth.xlsx');
    await writeWorkbook(book, from, from + rows / 10 - 1);
    tenths.push(await readFile(book));
  }
  const pairs: { ours: number; floor: number }[] = [];
  for (let round = 0; round < rounds; round += 1)
    pairs.push({ floor: await importAll(url, tenths), ours: await importAll(url, [content]) });
  return {
    name: `import of ${rows} rows, against ten of ${rows / 10}`,
    unit: 'ms',
    goal: 1.05,
    ...compared(pairs),
  };
}
