import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { projectRoot } from '../../../src/core/root.ts';
import { compared, median } from '../support/statistics.ts';
import type { Row } from './row.ts';

const pages = 200;
const rounds = 5;

interface Signing {
  cpuMs: number;
  grownBytes: number;
  p99Ms: number;
  slowestMs: number;
}

/**
 * Signing files of 200 pages: of text alone, and with a scan of 100 kB on each, with the start of a thread and in one that was kept. The memory of
 * a thread is the same for any file, and measured with one of a page.
 */
export async function signRows(): Promise<{ rows: Row[]; lines: string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'satu-pintu-bench-'));
  try {
    const rows: Row[] = [];
    const lines: string[] = [];
    const tiny = path.join(projectRoot, 'test/fixtures/pdfs/groff.pdf');
    const threads: number[] = [];
    for (let round = 0; round < rounds; round += 1) threads.push((await measured('ours', tiny)).grownBytes);
    const thread = median(threads);
    for (const [name, scanBytes] of [
      ['text', 0],
      ['scans', 100_000],
    ] as const) {
      const file = path.join(folder, `${name}.pdf`);
      await writeFile(file, await manyPages(scanBytes));
      const { size } = await stat(file);
      const taken: { ours: Signing; kept: Signing; floor: Signing }[] = [];
      for (let round = 0; round < rounds; round += 1)
        taken.push({
          ours: await measured('ours', file),
          floor: await measured('floor', file),
          kept: await measured('kept', file),
        });
      const cpu = (how: 'ours' | 'kept') =>
        taken.map((one) => ({ ours: one[how].cpuMs, floor: one.floor.cpuMs }));
      const row = { unit: 'ms', goal: 1.5 };
      rows.push({ name: `signing ${pages} pages, ${name}`, ...row, ...compared(cpu('ours')) });
      rows.push({ name: '… in a thread that was kept', ...row, ...compared(cpu('kept')) });
      const of = (how: 'ours' | 'kept', what: keyof Signing) => median(taken.map((one) => one[how][what]));
      const grown = of('kept', 'grownBytes');
      lines.push(
        `signing ${name}: a file of ${mega(size)}; memory grew by ${mega(of('ours', 'grownBytes'))} with a thread, which alone takes ${mega(thread)}, ` +
          `and by ${mega(grown)} in one that was there (${(grown / size).toFixed(1)} × the file; the goal is 3 ×); ` +
          `event loop p99 ${of('ours', 'p99Ms').toFixed(0)} ms, slowest ${of('ours', 'slowestMs').toFixed(0)} ms`,
      );
    }
    return { rows, lines };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(how: 'ours' | 'kept' | 'floor', file: string): Promise<Signing> {
  const script = path.join(projectRoot, 'test/bench/floor/signing.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--expose-gc', '--import', 'tsx', script],
    ...[how, file],
  ]);
  return JSON.parse(stdout);
}

async function manyPages(scanBytes: number): Promise<Uint8Array> {
  const made = await PDFDocument.create();
  for (let number = 1; number <= pages; number += 1) {
    const page = made.addPage([595, 842]);
    for (let line = 0; line < 40; line += 1)
      page.drawText(`Halaman ${number}, baris ${line}: ${randomBytes(24).toString('base64')}`, {
        x: 50,
        y: 790 - line * 16,
        size: 9,
      });
    if (scanBytes === 0) continue;
    const scan = made.context.stream(randomBytes(scanBytes), {
      Type: 'XObject',
      Subtype: 'Image',
      Width: scanBytes / 100,
      Height: 100,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
    });
    page.node.setXObject(PDFName.of('Scan'), made.context.register(scan));
  }
  return made.save({ useObjectStreams: false });
}

const mega = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
