// @ts-check
import { addCell } from './cell.mjs';
import { Page } from './page.mjs';
import { Unreadable } from './unreadable.mjs';

const lastRow = 1_048_576;
const lastColumn = 16_384;

/** The rows of one sheet: says where each cell stands and packs those with values in pages. */
export class Rows {
  /** @type {Page[]} */ fullPages = [];
  page = new Page();
  /** @type {import('./cell.mjs').Stored} The cell that is open. */
  cell = { type: undefined, style: 0, raw: '', formula: false };
  #book;
  #maxColumns;
  /** One bit for each row that was there: rows may come in any order, but none twice. */
  #seen = new Uint8Array(lastRow / 8 + 1);
  #row = 0;
  /** By a filter or by hand. */
  #hidden = false;
  /** A row without a number takes that of its first cell, else the one after the last row. */
  #rowNamed = false;
  #column = 0;

  /**
   * @param {import('./cell.mjs').Book} book
   * @param {number} maxColumns
   */
  constructor(book, maxColumns) {
    this.#book = book;
    this.#maxColumns = Math.min(maxColumns, lastColumn);
  }

  /**
   * @param {string | undefined} number
   * @param {boolean} hidden
   */
  openRow(number, hidden) {
    this.#hidden = hidden;
    this.#rowNamed = number !== undefined;
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    this.#column = 0;
  }

  /**
   * @param {string | undefined} reference
   * @param {string | undefined} type
   * @param {string | undefined} style
   */
  openCell(reference, type, style) {
    if (reference === undefined) this.#column += 1;
    else this.#place(reference);
    const { cell } = this;
    cell.type = type;
    cell.style = style === undefined ? 0 : Number(style);
    cell.raw = '';
    cell.formula = false;
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

  closeCell() {
    if (this.#column <= this.#maxColumns) addCell(this.page, this.#column, this.cell, this.#book);
  }

  closeRow() {
    if (!this.page.endRow(this.#row, this.#hidden)) return;
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

  /** Forgets the cells of the open row: it is read again in another way. */
  dropRow() {
    this.page.dropCells();
  }
}
