import type { Context } from '../core/context.ts';
import type { Message } from '../core/texts/index.ts';
import type { Cell, SheetRow } from '../spreadsheets/cell.ts';

/** A kind of spreadsheet that a desk takes, known by the titles of its columns. */
export interface SheetKind {
  /** The card that says what came of it, of the desk that takes it: `satker.report`. */
  card: string;
  /** What such a file is, for somebody whose file is none of the known kinds. */
  name: Message;
  /** Whether this person may give such a sheet at all: asked before anything is fetched. */
  mayGive(ctx: Context): boolean;
  /** Whether a row with these titles is the header of such a sheet. */
  isHeader(titles: readonly string[]): boolean;
  /** Takes the rows below the header; a Refusal where this person may not. Taking the same rows again changes nothing more. */
  take(ctx: Context, sheet: Sheet): Promise<Outcome>;
}

export interface Sheet {
  titles: readonly string[];
  rows: AsyncIterable<SheetRow>;
}

/** What came of a sheet, as its card tells it: figures by name, and what was wrong with single cells. */
export interface Outcome {
  figures: Record<string, number>;
  /** The first of them. */
  problems: CellProblem[];
}

/** Something wrong with a cell: where, what stands there, what is expected. */
export interface CellProblem {
  sheet: string;
  row: number;
  /** Title of the column. */
  column: string;
  value: string;
  expected: Message;
}

/** A title as it is compared: however it was spaced, cased or marked as required. */
export function titleOf(text: string): string {
  return text.toLowerCase().replaceAll(/[*:]/g, '').replaceAll(/\s+/g, ' ').trim();
}

/** The cell of a row in the column with one of these titles. */
export function cellUnder(
  row: SheetRow,
  titles: readonly string[],
  names: readonly string[],
): Cell | undefined {
  const column = titles.findIndex((title) => names.includes(titleOf(title))) + 1;
  return column > 0 ? row.cells.find((cell) => cell.column === column) : undefined;
}
