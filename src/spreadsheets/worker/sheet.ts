import { UnreadableSpreadsheet } from '../unreadable.ts';
import type { Book } from './cell.ts';
import type { Page } from './page.ts';
import { readPlainRow } from './plain.ts';
import { Rows } from './rows.ts';
import { type XmlHandlers, XmlReader } from './xml.ts';

/**
 * The rows of a sheet that have values, in pages.
 * @param pieces of the sheet's part
 * @param maxColumns cells further right are left out
 */
export async function* readSheet(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  book: Book,
  maxColumns: number,
): AsyncGenerator<Page> {
  const rows = new Rows(book, maxColumns);
  const reader = new XmlReader(new SheetHandlers(rows));
  for await (const piece of pieces) {
    reader.write(piece);
    yield* rows.fullPages.splice(0);
  }
  reader.end();
  yield* rows.fullPages;
  yield rows.page;
}

/** @param attributes of a row */
function isHidden({ hidden = '', ht = '' }: Record<string, string>): boolean {
  return /^(?:1|true)$/.test(hidden) || /^0+(?:\.0*)?$/.test(ht);
}

/** Only rows in the sheet's data, cells in them and values in those count. */
class SheetHandlers implements XmlHandlers {
  readonly #rows: Rows;
  #inData = false;
  #inRow = false;
  #inCell = false;
  #inValue = false;
  #phonetic = false;
  readonly plain = {
    list: 'sheetData',
    item: 'row',
    read: (xml: string, at: number): number =>
      this.#inData && !this.#inRow ? readPlainRow(xml, at, this.#rows) : -1,
  };

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.#inCell) this.#openInCell(name);
    else if (name === 'c' && this.#inRow) {
      this.#rows.openCell(attributes.r, attributes.t, attributes.s);
      this.#inCell = true;
    } else if (name === 'row' && this.#inData) {
      if (this.#inRow) throw new UnreadableSpreadsheet('broken', 'a row in a row');
      this.#rows.openRow(attributes.r, isHidden(attributes));
      this.#inRow = true;
    } else if (name === 'sheetData') this.#inData = true;
  }

  #openInCell(name: string): void {
    if (name === 'v') this.#inValue = true;
    else if (name === 't') this.#inValue = !this.#phonetic;
    else if (name === 'f') this.#rows.cell.formula = true;
    else if (name === 'rPh') this.#phonetic = true;
    else if (name === 'c') throw new UnreadableSpreadsheet('broken', 'a cell in a cell');
  }

  text(piece: string): void {
    if (this.#inValue) this.#rows.cell.raw += piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'c' && this.#inCell) {
      this.#rows.closeCell();
      this.#inCell = false;
    } else if (name === 'row' && this.#inRow) {
      this.#rows.closeRow();
      this.#inRow = false;
    } else if (name === 'sheetData') this.#inData = false;
  }
}
