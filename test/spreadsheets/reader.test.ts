import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { built } from '../../src/core/root.ts';
import { readSheets } from '../../src/spreadsheets/reader.ts';
import { outcome, rowsOf, workbook } from './workbook.ts';

const workerFile = built('spreadsheet-worker.js');

/** Sheets of rows that hold their number, and a text, so that a page is full after some hundreds. */
const numbered = (rows: number, sheets = 1) =>
  workbook({
    sheets: Array.from({ length: sheets }, () =>
      Array.from(
        { length: rows },
        (_, at) => `<row><c><v>${at + 1}</v></c><c t="str"><v>Nama Orang Nomor ${at}</v></c></row>`,
      ).join(''),
    ),
  });

describe('reading row by row', () => {
  it('reads every row of every page once and in order', async () => {
    const rows = await rowsOf(numbered(20_000, 2), { maxRows: 40_000 });
    expect(rows).toHaveLength(40_000);
    expect(
      rows.every(
        ({ row, cells, sheet }, at) =>
          row === (at % 20_000) + 1 &&
          cells[0]?.value === row &&
          sheet === (at < 20_000 ? 'Sheet1' : 'Sheet2'),
      ),
    ).toBe(true);
  });

  it('takes as many rows as it is told and not one more, over all sheets', async () => {
    const content = numbered(500, 2);
    expect(await outcome(content, { maxRows: 1000 })).toBe('read');
    expect(await outcome(content, { maxRows: 999 })).toBe('too-many-rows');
  });

  it('gives the rows before the place where a file turns out to be broken', async () => {
    const good = Array.from({ length: 20_000 }, () => '<row><c><v>1</v></c></row>').join('');
    const seen: number[] = [];
    const reading = async () => {
      for await (const { row } of readSheets(workbook({ sheets: [`${good}<row><c></row>`] }), {
        maxRows: 1e6,
      }))
        seen.push(row);
    };
    await expect(reading()).rejects.toMatchObject({ name: 'UnreadableSpreadsheet', reason: 'broken' });
    expect(seen.length).toBeGreaterThan(1000);
  });

  it('is no more than two pages ahead of whoever takes the rows', async () => {
    const content = new Uint8Array(numbered(20_000));
    const limits = { maxRows: 1e6, maxColumns: 9, maxInflated: 1e9 };
    const worker = new Worker(workerFile, { workerData: { content, ...limits }, execArgv: [] });
    let pages = 0;
    worker.on('message', () => {
      pages += 1;
    });
    const idle = async () => {
      const { eventLoopUtilization } = worker.performance;
      await expect.poll(() => pages).toBeGreaterThanOrEqual(2);
      let before = eventLoopUtilization();
      const busy = () => {
        const { utilization } = eventLoopUtilization(before);
        before = eventLoopUtilization();
        return utilization;
      };
      await expect.poll(busy).toBeLessThan(0.05);
    };
    await idle();
    expect(pages).toBe(2);
    worker.postMessage('done with a page');
    await expect.poll(() => pages).toBe(3);
    await idle();
    expect(pages).toBe(3);
    await worker.terminate();
  });

  it('lets the main thread do other things between pages', async () => {
    let turns = 0;
    let reading = true;
    const turn = () => {
      turns += 1;
      if (reading) setImmediate(turn);
    };
    setImmediate(turn);
    let most = 0;
    let count = 0;
    let last = 0;
    for await (const _ of readSheets(numbered(100_000), { maxRows: 1e6 })) {
      if (turns !== last) count = 0;
      last = turns;
      count += 1;
      most = Math.max(most, count);
    }
    reading = false;
    // The 4096 cells of a page.
    expect(most).toBe(2048);
  });
});

describe('leaving early', () => {
  const open = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

  it('ends the thread when the loop is left', async () => {
    const before = open();
    for await (const { row } of readSheets(numbered(50_000), { maxRows: 1e6 })) if (row === 10) break;
    expect(open()).toBe(before);
  });

  it('ends with the signal’s reason, before or amid the rows', async () => {
    const reason = new Error('nobody wants it any more');
    await expect(rowsOf(numbered(1), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const before = open();
    const reading = async () => {
      for await (const { row } of readSheets(numbered(100_000), { maxRows: 1e6, signal: controller.signal }))
        if (row === 5000) controller.abort(reason);
    };
    await expect(reading()).rejects.toBe(reason);
    expect(open()).toBe(before);
  });

  it('leaves the caller’s bytes as they were', async () => {
    const content = numbered(3);
    const copy = Buffer.from(content);
    await rowsOf(content);
    expect(content.equals(copy)).toBe(true);
  });
});
