// @ts-check
// Runs in a thread of its own with a memory limit: a file that was made to exhaust its reader ends only this.
import { parentPort, workerData } from 'node:worker_threads';
import { openArchive } from './archive.mjs';
import { readSharedStrings } from './shared-strings.mjs';
import { readSheet } from './sheet.mjs';
import { readStyles } from './styles.mjs';
import { Unreadable } from './unreadable.mjs';
import { readWorkbook } from './workbook.mjs';

/** @typedef {{ content: Uint8Array, maxRows: number, maxColumns: number, maxInflated: number, maxCharacters: number }} Order */

/** Pages that the main thread has not done with: two, so that neither thread waits for the other. */
const maxUnderWay = 2;
let underWay = 0;
/** @type {string[] | undefined} What cells are shown by; goes with the first page. */ let formats;
/** @type {(() => void) | undefined} */ let goOn;

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
port.on('message', () => {
  underWay -= 1;
  goOn?.();
});

/**
 * @param {import('./page.mjs').Page} page
 * @param {import('./workbook.mjs').Sheet} sheet
 */
async function send(page, { name, hidden }) {
  while (underWay >= maxUnderWay) {
    await new Promise((/** @type {(value: void) => void} */ resolve) => {
      goOn = resolve;
    });
  }
  underWay += 1;
  const { message, transfer } = page.packed();
  port.postMessage({ sheet: name, hidden, page: message, formats }, transfer);
  formats = undefined;
}

/** @param {Order} order */
async function read({ content, maxRows, maxColumns, maxInflated, maxCharacters }) {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const archive = await openArchive(bytes, maxInflated);
  const { sheets, from1904, styles, sharedStrings } = await readWorkbook(archive);
  const book = {
    from1904,
    styles: await readStyles(archive, styles),
    sharedStrings: await readSharedStrings(archive, sharedStrings),
  };
  formats = book.styles.map(({ format }) => format);
  let rows = 0;
  let characters = 0;
  for (const sheet of sheets) {
    for await (const page of readSheet(archive.read(sheet.part), book, maxColumns)) {
      rows += page.rows.length;
      if (rows > maxRows) throw new Unreadable('too-many-rows', `more than ${maxRows} rows`);
      characters += page.characters;
      if (characters > maxCharacters)
        throw new Unreadable('too-large', `more than ${maxCharacters} characters`);
      await send(page, sheet);
    }
  }
}

read(workerData)
  .then(() => port.postMessage({ end: true }))
  .catch((error) => {
    if (!(error instanceof Unreadable)) throw error;
    port.postMessage({ unreadable: { reason: error.reason, message: error.message } });
  });
