import { on } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { built } from '../core/root.ts';
import { rowsOf, type SheetRow } from './cell.ts';
import type { Answer, Order } from './thread.ts';
import { UnreadableSpreadsheet } from './unreadable.ts';

export interface ReadOptions {
  /** Rows with values, of all sheets together; one more is `too-many-rows`. */
  maxRows: number;
  /** Cells further right are left out. All are read by default. */
  maxColumns?: number;
  /** Characters of all cells together; more is `too-large`. */
  maxCharacters?: number;
  signal?: AbortSignal;
}

const maxBytes = 100 * 1024 * 1024;
/** A million rows of twelve columns are some 700 MB of XML. Only pieces of it are ever in memory. */
export const maxInflated = 1024 * 1024 * 1024;
const mostCharacters = 512 * 1024 * 1024;
const resourceLimits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/**
 * The rows of an .xlsx that have values, sheet by sheet in the workbook's order, each row as it is reached: hidden
 * sheets too, without blank cells and rows. Reading runs in a thread of its own and waits for the consumer; leaving
 * the loop ends it. Throws `UnreadableSpreadsheet`, at once or amid the rows, and the signal's reason.
 */
export async function* readSheets(content: Buffer, options: ReadOptions): AsyncGenerator<SheetRow> {
  const { maxRows, maxColumns = Number.MAX_SAFE_INTEGER, maxCharacters = mostCharacters, signal } = options;
  signal?.throwIfAborted();
  if (content.length > maxBytes) throw new UnreadableSpreadsheet('too-large', `${content.length} bytes`);
  const copy = new Uint8Array(content);
  const order: Order = { content: copy, maxRows, maxColumns, maxInflated, maxCharacters };
  const worker = new Worker(built('spreadsheet-worker.js'), {
    workerData: order,
    transferList: [copy.buffer],
    resourceLimits,
    // Neither the loaders of a development run nor settings reach it.
    execArgv: [],
    env: {},
  });
  // A thread may still die when nobody listens to it any more.
  worker.on('error', () => undefined);
  let formats: string[] = [];
  try {
    for await (const message of messages(worker, signal)) {
      if ('end' in message) return;
      if ('unreadable' in message)
        throw new UnreadableSpreadsheet(message.unreadable.reason, message.unreadable.message);
      const { page, sheet, hidden } = message;
      formats = message.formats ?? formats;
      yield* rowsOf(page, { sheet, hidden }, formats);
      worker.postMessage('done with a page');
      // A thread's messages are delivered as long as there are any: without this, nothing else would get a turn.
      await setImmediate();
    }
    throw new Error('the reader ended without a word');
  } finally {
    await worker.terminate();
  }
}

async function* messages(worker: Worker, signal: AbortSignal | undefined): AsyncGenerator<Answer> {
  try {
    for await (const [message] of on(worker, 'message', { signal, close: ['exit'] })) yield message;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new UnreadableSpreadsheet('too-large', 'more than fits in the memory of a reader', error);
    throw error;
  }
}
