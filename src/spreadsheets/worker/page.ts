import { hiddenRow, type PackedPage, type Value } from '../thread.ts';
import { UnreadableSpreadsheet } from '../unreadable.ts';

/** A page is sent when it has this many cells or characters: some milliseconds of work on either side. */
const cellsPerPage = 4096;
const charactersPerPage = 200_000;
/** No spreadsheet program lets a cell have more. A shared text may be named by every cell: small files could unfold into large ones. */
const charactersPerCell = 32_767;

/** Rows on their way to the main thread, in columns: a tenth of the cost of an object for each cell. */
export class Page {
  rows: number[] = [];
  /** Where each row's cells end. */
  ends: number[] = [];
  columns: number[] = [];
  kinds: number[] = [];
  /** The style of each cell. */
  styles: number[] = [];
  values: Value[] = [];
  characters = 0;

  get full(): boolean {
    return this.values.length >= cellsPerPage || this.characters >= charactersPerPage;
  }

  addCell(column: number, kind: number, value: Value, style: number): void {
    this.columns.push(column);
    this.kinds.push(kind);
    this.styles.push(style);
    this.values.push(value);
    if (typeof value !== 'string') return;
    if (value.length > charactersPerCell)
      throw new UnreadableSpreadsheet('too-large', 'a cell of too many characters');
    this.characters += value.length;
  }

  /**
   * Ends the row that the last cells belong to.
   * @returns whether it has any cells
   */
  endRow(row: number, hidden: boolean): boolean {
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
  dropCells(): void {
    const length = this.ends.at(-1) ?? 0;
    this.columns.length = length;
    this.kinds.length = length;
    this.styles.length = length;
    this.values.length = length;
  }

  #sort(from: number, row: number): void {
    const columns = this.columns.splice(from);
    const kinds = this.kinds.splice(from);
    const styles = this.styles.splice(from);
    const values = this.values.splice(from);
    const order = columns.map((column, at) => ({ column, at })).sort((a, b) => a.column - b.column);
    for (const [index, { column, at }] of order.entries()) {
      if (column === order[index - 1]?.column)
        throw new UnreadableSpreadsheet('broken', `row ${row} has a cell twice`);
      this.columns.push(column);
      this.kinds.push(kinds[at] as number);
      this.styles.push(styles[at] as number);
      this.values.push(values[at] as Value);
    }
  }

  /** What is sent, and the memory that goes over with it. */
  packed(): { message: PackedPage; transfer: ArrayBuffer[] } {
    const [rows, ends] = [Uint32Array.from(this.rows), Uint32Array.from(this.ends)];
    const [columns, kinds] = [Uint16Array.from(this.columns), Uint8Array.from(this.kinds)];
    const styles = Uint32Array.from(this.styles);
    const message = { rows, ends, columns, kinds, styles, values: this.values };
    return { message, transfer: [rows, ends, columns, kinds, styles].map(({ buffer }) => buffer) };
  }
}
