import { UnreadableSpreadsheet } from '../unreadable.ts';
import { addCell, type Book, type Stored } from './cell.ts';
import { Page } from './page.ts';

const lastRow = 1_048_576;
const lastColumn = 16_384;

/** The rows of one sheet: says where each cell stands and packs those with values in pages. */
export class Rows {
  readonly fullPages: Page[] = [];
  page = new Page();
  /** The cell that is open. */
  readonly cell: Stored = { type: undefined, style: 0, raw: '', formula: false };
  readonly #book: Book;
  readonly #maxColumns: number;
  /** One bit for each row that was there: rows may come in any order, but none twice. */
  readonly #seen = new Uint8Array(lastRow / 8 + 1);
  #row = 0;
  /** By a filter or by hand. */
  #hidden = false;
  /** A row without a number takes that of its first cell, else the one after the last row. */
  #rowNamed = false;
  #column = 0;

  constructor(book: Book, maxColumns: number) {
    this.#book = book;
    this.#maxColumns = Math.min(maxColumns, lastColumn);
  }

  openRow(number: string | undefined, hidden: boolean): void {
    this.#hidden = hidden;
    this.#rowNamed = number !== undefined;
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    this.#column = 0;
  }

  openCell(reference: string | undefined, type: string | undefined, style: string | undefined): void {
    if (reference === undefined) this.#column += 1;
    else this.#place(reference);
    const { cell } = this;
    cell.type = type;
    cell.style = style === undefined ? 0 : Number(style);
    cell.raw = '';
    cell.formula = false;
  }

  /** @param reference as `AB12` */
  #place(reference: string): void {
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
      throw new UnreadableSpreadsheet('broken', `a cell ${reference} in row ${this.#row}`);
    this.#column = column;
  }

  closeCell(): void {
    if (this.#column <= this.#maxColumns) addCell(this.page, this.#column, this.cell, this.#book);
  }

  closeRow(): void {
    if (!this.page.endRow(this.#row, this.#hidden)) return;
    const row = this.#row;
    if (!Number.isInteger(row) || row < 1 || row > lastRow)
      throw new UnreadableSpreadsheet('broken', `a row ${row}`);
    const eight = this.#seen[row >> 3] ?? 0;
    const bit = 1 << (row & 7);
    if (eight & bit) throw new UnreadableSpreadsheet('broken', `row ${row} is there twice`);
    this.#seen[row >> 3] = eight | bit;
    if (!this.page.full) return;
    this.fullPages.push(this.page);
    this.page = new Page();
  }

  /** Forgets the cells of the open row: it is read again in another way. */
  dropRow(): void {
    this.page.dropCells();
  }
}
