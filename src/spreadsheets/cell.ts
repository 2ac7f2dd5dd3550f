import { givenText } from '../core/given.ts';
import { hiddenRow, impreciseMark, type Kind, kinds, type PackedPage, type Value } from './thread.ts';

interface CellOf<Of extends Kind, Stored extends Value> {
  /** Column A is 1. */
  column: number;
  kind: Of;
  value: Stored;
  /** A number whose digits the file no longer has: a spreadsheet keeps 15. */
  imprecise: boolean;
  /** The code by which a number or date is shown, `dd/mm/yyyy`; '' for General. */
  format: string;
}

/**
 * A cell that is not blank. A date is wall-clock time without a zone: `2026-05-01`, `2026-05-01T08:30:00`, or
 * `08:30:00` for a time alone. Of a formula it is the result that was stored with it, null where there is none.
 */
export type Cell =
  | CellOf<'text' | 'date' | 'error', string>
  | CellOf<'number', number>
  | CellOf<'boolean', boolean>
  | CellOf<'formula', Value>;

export interface SheetRow {
  sheet: string;
  /** The sheet is hidden, in either way. */
  hidden: boolean;
  /** As the spreadsheet numbers them, from 1. */
  row: number;
  /** The row is hidden, by a filter or by hand. */
  rowHidden: boolean;
  /** From left to right. */
  cells: Cell[];
}

/** The rows of a page, made one after another as they are asked for. */
export function* rowsOf(
  page: PackedPage,
  { sheet, hidden }: Pick<SheetRow, 'sheet' | 'hidden'>,
  formats: readonly string[],
): Generator<SheetRow> {
  let at = 0;
  for (const [index, row] of page.rows.entries()) {
    const cells: Cell[] = [];
    for (const end = page.ends[index] ?? 0; at < end; at += 1) {
      const kind = page.kinds[at] ?? 0;
      cells.push({
        column: page.columns[at],
        kind: kinds[kind & ~impreciseMark],
        value: page.values[at],
        imprecise: kind >= impreciseMark,
        format: formats[page.styles[at] ?? 0] ?? '',
      } as Cell);
    }
    yield { sheet, hidden, row: row % hiddenRow, rowHidden: row >= hiddenRow, cells };
  }
}

/** What is stored in the cell, as text that people give is kept; a number in its shortest decimals and never with an exponent. */
export function cellText({ value }: Cell): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'number' ? decimals(value) : givenText(value);
}

function decimals(value: number): string {
  const shortest = String(value);
  const [mantissa = '', exponent] = shortest.split('e');
  if (exponent === undefined) return shortest;
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const plain = point > 0 ? digits.padEnd(point, '0') : `0.${'0'.repeat(-point)}${digits}`;
  return value < 0 ? `-${plain}` : plain;
}
