// @ts-check
import { Unreadable } from './unreadable.mjs';

/** A page is sent when it has this many cells or characters: some milliseconds of work on either side. */
const cellsPerPage = 4096;
const charactersPerPage = 200_000;
/** No spreadsheet program lets a cell have more. A shared text may be named by every cell: small files could unfold into large ones. */
const charactersPerCell = 32_767;
/** Stands in the number of a row that is hidden: a sheet has no more rows. */
const hiddenRow = 0x80000000;

/** Rows on their way to the main thread, in columns: a tenth of the cost of an object for each cell. */
export class Page {
  /** @type {number[]} */ rows = [];
  /** @type {number[]} Where each row's cells end. */ ends = [];
  /** @type {number[]} */ columns = [];
  /** @type {number[]} */ kinds = [];
  /** @type {number[]} The style of each cell. */ styles = [];
  /** @type {(string | number | boolean | null)[]} */ values = [];
  characters = 0;

  get full() {
    return this.values.length >= cellsPerPage || this.characters >= charactersPerPage;
  }

  /**
   * @param {number} column
   * @param {number} kind
   * @param {string | number | boolean | null} value
   * @param {number} style
   */
  addCell(column, kind, value, style) {
    this.columns.push(column);
    this.kinds.push(kind);
    this.styles.push(style);
    this.values.push(value);
    if (typeof value !== 'string') return;
    if (value.length > charactersPerCell) throw new Unreadable('too-large', 'a cell of too many characters');
    this.characters += value.length;
  }

  /**
   * Ends the row that the last cells belong to.
   * @param {number} row
   * @param {boolean} hidden
   * @returns {boolean} whether it has any cells
   */
  endRow(row, hidden) {
    const from = this.ends.at(-1) ?? 0;
    const to = this.values.length;
    if (from === to) return false;
    for (let at = from + 1; at < to; at += 1)
      if (Number(this.columns[at]) <= Number(this.columns[at - 1])) this.#sort(from, row);
    this.rows.push(hidden ? row + hiddenRow : row);
    this.ends.push(to);
    return true;
  }

  /** Forgets the cells that belong to no row yet. */
  dropCells() {
    const length = this.ends.at(-1) ?? 0;
    this.columns.length = length;
    this.kinds.length = length;
    this.styles.length = length;
    this.values.length = length;
  }

  /**
   * @param {number} from
   * @param {number} row
   */
  #sort(from, row) {
    const columns = this.columns.splice(from);
    const kinds = this.kinds.splice(from);
    const styles = this.styles.splice(from);
    const values = this.values.splice(from);
    const order = columns.map((column, at) => ({ column, at })).sort((a, b) => a.column - b.column);
    for (const [index, { column, at }] of order.entries()) {
      if (column === order[index - 1]?.column) throw new Unreadable('broken', `row ${row} has a cell twice`);
      this.columns.push(column);
      this.kinds.push(/** @type {number} */ (kinds[at]));
      this.styles.push(/** @type {number} */ (styles[at]));
      this.values.push(/** @type {string} */ (values[at]));
    }
  }

  /** What is sent, and the memory that goes over with it. */
  packed() {
    const [rows, ends] = [Uint32Array.from(this.rows), Uint32Array.from(this.ends)];
    const [columns, kinds] = [Uint16Array.from(this.columns), Uint8Array.from(this.kinds)];
    const styles = Uint32Array.from(this.styles);
    const message = { rows, ends, columns, kinds, styles, values: this.values };
    return { message, transfer: [rows, ends, columns, kinds, styles].map(({ buffer }) => buffer) };
  }
}
