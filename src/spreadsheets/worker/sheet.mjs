// @ts-check
import { readPlainRow } from './plain.mjs';
import { Rows } from './rows.mjs';
import { Unreadable } from './unreadable.mjs';
import { XmlReader } from './xml.mjs';

/**
 * The rows of a sheet that have values, in pages.
 * @param {AsyncIterable<Buffer>} pieces of the sheet's part
 * @param {import('./cell.mjs').Book} book
 * @param {number} maxColumns cells further right are left out
 */
export async function* readSheet(pieces, book, maxColumns) {
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

/** @param {Record<string, string>} attributes of a row */
function isHidden({ hidden = '', ht = '' }) {
  return /^(?:1|true)$/.test(hidden) || /^0+(?:\.0*)?$/.test(ht);
}

/** Only rows in the sheet's data, cells in them and values in those count. */
class SheetHandlers {
  #rows;
  #inData = false;
  #inRow = false;
  #inCell = false;
  #inValue = false;
  #phonetic = false;
  plain = {
    list: 'sheetData',
    item: 'row',
    /** @type {(xml: string, at: number) => number} */
    read: (xml, at) => (this.#inData && !this.#inRow ? readPlainRow(xml, at, this.#rows) : -1),
  };

  /** @param {Rows} rows */
  constructor(rows) {
    this.#rows = rows;
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   */
  open(name, attributes) {
    if (this.#inCell) this.#openInCell(name);
    else if (name === 'c' && this.#inRow) {
      this.#rows.openCell(attributes.r, attributes.t, attributes.s);
      this.#inCell = true;
    } else if (name === 'row' && this.#inData) {
      if (this.#inRow) throw new Unreadable('broken', 'a row in a row');
      this.#rows.openRow(attributes.r, isHidden(attributes));
      this.#inRow = true;
    } else if (name === 'sheetData') this.#inData = true;
  }

  /** @param {string} name */
  #openInCell(name) {
    if (name === 'v') this.#inValue = true;
    else if (name === 't') this.#inValue = !this.#phonetic;
    else if (name === 'f') this.#rows.cell.formula = true;
    else if (name === 'rPh') this.#phonetic = true;
    else if (name === 'c') throw new Unreadable('broken', 'a cell in a cell');
  }

  /** @param {string} piece */
  text(piece) {
    if (this.#inValue) this.#rows.cell.raw += piece;
  }

  /** @param {string} name */
  close(name) {
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
