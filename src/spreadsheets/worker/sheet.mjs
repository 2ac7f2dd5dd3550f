import { addCell } from './cell.mjs';
import { Page } from './page.mjs';
import { Unreadable } from './unreadable.mjs';
import { XmlReader } from './xml.mjs';

/** @typedef {import('./cell.mjs').Book} Book */

const lastRow = 1_048_576;
const lastColumn = 16_384;

/**
 * The rows of a sheet that have values, in pages.
 * @param {AsyncIterable<Buffer>} pieces of the sheet's part
 * @param {Book} book
 * @param {number} maxColumns cells further right are left out
 */
export async function* readSheet(pieces, book, maxColumns) {
  const rows = new RowHandlers(book, maxColumns);
  const reader = new XmlReader(rows);
  for await (const piece of pieces) {
    reader.write(piece);
    yield* rows.fullPages.splice(0);
  }
  reader.end();
  yield rows.page;
}

class RowHandlers {
  /** @type {Page[]} */ fullPages = [];
  page = new Page();
  #book;
  #maxColumns;
  /** One bit for each row that was there: rows may come in any order, but none twice. */
  #seen = new Uint8Array(lastRow / 8 + 1);
  #inData = false;
  #row = 0;
  /** A row without a number takes that of its first cell, else the one after the last row. */
  #rowNamed = false;
  #column = 0;
  /** @type {import('./cell.mjs').Stored} */ #cell = { type: undefined, style: 0, raw: '', formula: false };
  #inCell = false;
  #inValue = false;
  #phonetic = false;

  /**
   * @param {Book} book
   * @param {number} maxColumns
   */
  constructor(book, maxColumns) {
    this.#book = book;
    this.#maxColumns = Math.min(maxColumns, lastColumn);
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   */
  open = (name, attributes) => {
    if (this.#inCell) {
      if (name === 'v') this.#inValue = true;
      else if (name === 't') this.#inValue = !this.#phonetic;
      else if (name === 'f') this.#cell.formula = true;
      else if (name === 'rPh') this.#phonetic = true;
    } else if (name === 'c') {
      if (this.#inData) this.#openCell(attributes);
    } else if (name === 'row') {
      if (this.#inData) this.#openRow(attributes.r);
    } else if (name === 'sheetData') this.#inData = true;
  };

  /** @param {string} piece */
  text = (piece) => {
    if (this.#inValue) this.#cell.raw += piece;
  };

  /** @param {string} name */
  close = (name) => {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'sheetData') this.#inData = false;
  };

  /** @param {string | undefined} number */
  #openRow(number) {
    this.#rowNamed = number !== undefined;
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    this.#column = 0;
  }

  /** @param {Record<string, string>} attributes */
  #openCell({ r, t, s }) {
    if (r === undefined) this.#column += 1;
    else this.#place(r);
    const cell = this.#cell;
    cell.type = t;
    cell.style = s === undefined ? 0 : Number(s);
    cell.raw = '';
    cell.formula = false;
    this.#inCell = true;
    this.#phonetic = false;
  }

  /** @param {string} reference as `AB12` */
  #place(reference) {
    let at = 0;
    let column = 0;
    for (; at < reference.length; at += 1) {
      const letter = reference.charCodeAt(at) & ~0x20;
      if (letter < 65 || letter > 90) break;
      column = column * 26 + letter - 64;
    }
    const row = Number(reference.slice(at));
    if (!this.#rowNamed) {
      this.#row = row;
      this.#rowNamed = true;
    }
    if (row !== this.#row || column < 1 || column > lastColumn)
      throw new Unreadable('broken', `a cell ${reference} in row ${this.#row}`);
    this.#column = column;
  }

  #closeCell() {
    if (!this.#inCell) return;
    this.#inCell = false;
    if (this.#column <= this.#maxColumns) addCell(this.page, this.#column, this.#cell, this.#book);
  }

  #closeRow() {
    if (!this.#inData || !this.page.endRow(this.#row)) return;
    const row = this.#row;
    if (!Number.isInteger(row) || row < 1 || row > lastRow) throw new Unreadable('broken', `a row ${row}`);
    const eight = this.#seen[row >> 3] ?? 0;
    const bit = 1 << (row & 7);
    if (eight & bit) throw new Unreadable('broken', `row ${row} is there twice`);
    this.#seen[row >> 3] = eight | bit;
    if (!this.page.full) return;
    this.fullPages.push(this.page);
    this.page = new Page();
  }
}
