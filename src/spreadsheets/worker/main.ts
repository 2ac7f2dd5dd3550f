// Runs in a thread of its own with a memory limit: a file that was made to exhaust its reader ends only this.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Answer, Order } from '../thread.ts';
import { UnreadableSpreadsheet } from '../unreadable.ts';
import { openArchive } from './archive.ts';
import type { Page } from './page.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet.ts';
import { readStyles } from './styles.ts';
import { readWorkbook, type Sheet } from './workbook.ts';

/** Pages that the main thread has not done with: two, so that neither thread waits for the other. */
const maxUnderWay = 2;
let underWay = 0;
/** What cells are shown by; goes with the first page. */
let formats: string[] | undefined;
let goOn: (() => void) | undefined;

const port = parentPort as MessagePort;
const answer = (message: Answer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

port.on('message', () => {
  underWay -= 1;
  goOn?.();
});

async function send(page: Page, { name, hidden }: Sheet): Promise<void> {
  while (underWay >= maxUnderWay) {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  }
  underWay += 1;
  const { message, transfer } = page.packed();
  answer({ sheet: name, hidden, page: message, formats }, transfer);
  formats = undefined;
}

async function read({ content, maxRows, maxColumns, maxInflated, maxCharacters }: Order): Promise<void> {
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
      if (rows > maxRows) throw new UnreadableSpreadsheet('too-many-rows', `more than ${maxRows} rows`);
      characters += page.characters;
      if (characters > maxCharacters)
        throw new UnreadableSpreadsheet('too-large', `more than ${maxCharacters} characters`);
      await send(page, sheet);
    }
  }
}

read(workerData)
  .then(() => answer({ end: true }))
  .catch((error: unknown) => {
    if (!(error instanceof UnreadableSpreadsheet)) throw error;
    answer({ unreadable: { reason: error.reason, message: error.message } });
  });
