import type { Mark, Shown } from '../authenticators/step-up.ts';
import type { Button } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import { givenSigns } from '../core/given.ts';
import type { Cards, ToldBy } from '../core/names.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Message } from '../core/texts/index.ts';
import type { Tx } from '../db/database.ts';
import type { Cell, SheetRow } from '../spreadsheets/cell.ts';
import type { Column } from './column.ts';
import type { Undo } from './undo/undo.ts';
import type { ImportWords } from './words.ts';

/** The kinds of spreadsheet that there are, by their ids. Whoever brings one declares it here, from the file where it is. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declarations.
export interface SheetKinds {}

export type SheetKindId = keyof SheetKinds;

interface Known {
  /** What it travels and is kept by: `partner.account`. */
  id: SheetKindId;
  /** What such a file is, for somebody whose file is none of the known kinds. */
  name: Message;
  /** The file that such a sheet stands in, and how to get one, where that is not said by the name. */
  file?: Message;
  /** Whether this person may give such a sheet at all: asked before anything is fetched, and again before it is written. */
  mayGive(ctx: Context): boolean | Promise<boolean>;
}

/** A kind of spreadsheet that a desk takes at once, known by the titles of its columns. */
export interface ReportKind extends Known {
  /** The card that says what came of it, of the desk that takes it: `satker.report`. */
  card: ToldBy<Cards, Reported>;
  /** Whether a row with these titles is the header of such a sheet. */
  isHeader(titles: readonly string[]): boolean;
  /**
   * Takes the rows of all such sheets of a file; a Refusal where this person may not. Taking the same rows again changes
   * nothing more.
   */
  take(ctx: Context, rows: AsyncIterable<ReportRow>): Promise<Outcome>;
}

/** A row of a report, and the titles above it. */
export interface ReportRow {
  titles: readonly string[];
  row: SheetRow;
}

/** What came of a sheet, as its card tells it: figures by name, and what was wrong with single cells. */
export interface Outcome {
  figures: Record<string, number>;
  /** The first of them. */
  problems: CellProblem[];
  notes?: Message[];
}

/** What the card of a report is told, whose subject is whoever gave it. */
export interface Reported extends Outcome {
  /** The file's name. */
  file: string;
}

/** Whether it still says what it was told with: that is emptied after a while (T-3). */
export const isTold = (args: Partial<Pick<Reported, 'file'>>): boolean => args.file !== undefined;

/** Something wrong with a cell: where, what stands there, what is expected. It is kept, and may be told in a channel: what looks like a number or an address is not in it whole. */
export interface CellProblem {
  sheet: string;
  row: number;
  /** Title of the column. */
  column: string;
  value: string;
  expected: Message;
}

/** Rows that are staged and checked, shown, and done once somebody presses the button for it (P-5, P-6). */
interface StagedKind extends Known {
  /** The sheets of one file are written in this order, whatever theirs is. */
  order: number;
  columns: readonly Column[];
  /** What its rows may change that no column says, by field, as it is shown. */
  beside?: readonly Pick<Column, 'field' | 'title' | 'words'>[];
  /** Fields of which a row fills in none where it asks for nothing: it is left out. */
  asking?: readonly string[];
  /** What a row's cells say together, such as an End before its Start; fields that are empty or wrong are absent. */
  problemsOf?(ctx: Context, data: RowData): RowProblem[];
  /**
   * Adds to the rows of the scope what is wrong with them by what is in the file and in the database, and notes at those
   * that make nothing new what they change (`change`).
   */
  check(tx: Tx, ctx: Context, scope: Scope): Promise<void>;
  /** What is worth a word of the rows that are right, found out after the check: how many, and the first of them, by that word. */
  notice?(tx: Tx, scope: Scope): Promise<Noticed>;
  /** What the preview says of that beside the counts. */
  remarks?(
    ctx: Context,
    noticed: Noticed,
    rowAt: (place: RowPlace) => Promise<ReadRow | null>,
  ): Promise<string[]>;
  /** In the transaction that ends the import. */
  after?(tx: Tx, ctx: Context, importId: number): Promise<void>;
  /** What the summary says of the rows that were written, and offers to do next with them (P-1). */
  next?(db: Queryable, ctx: Context, importId: number): Promise<{ says: string[]; buttons: Button[] }>;
  /** What is said of its imports, where that is not of rows that are written. */
  words?: ImportWords;
}

/** Rows that are written. What only the database knows is checked and written set by set, in SQL on `opened_row`. */
export interface RowKind extends StagedKind {
  mayGive(ctx: Context): boolean;
  /** What writing its rows falls under, as far as ADMINs may have marked that as sensitive. */
  marks?: readonly Mark[];
  /**
   * Writes the rows of the scope that have no problems, each with its audit entry, and adds problems to those that can no
   * longer be written, among them those that would replace something else than was shown. One that changes nothing writes
   * nothing. In one transaction with the note of how far the import is.
   */
  write(tx: Tx, ctx: Context, scope: Scope): Promise<void>;
  /** Its rows may change who decides what waits: what they would do to that is found out before they are written. */
  changesDeciders?: true;
  /** Asked when Import is pressed, before anything changes; a Refusal says why not now (P-3). */
  ready?(ctx: Context): Promise<void>;
  /**
   * Once all rows of the kind are written: makes those of the scope name what came after them, and adds problems to those
   * that can no longer name it. Doing it again changes nothing more.
   */
  link?(tx: Tx, ctx: Context, scope: Scope): Promise<void>;
  /** How what it has written is taken back (I-10). */
  undo: Undo;
}

/**
 * Rows each of which asks for something by a right of its own, which is asked when it is done: they are the business of
 * whoever gave them, and of nobody else. What one of them has done stays done.
 */
export interface OneByOneKind extends StagedKind {
  /** What doing the rows of an import falls under. */
  marksIn(db: Queryable, importId: number): Promise<readonly Mark[]>;
  /**
   * Does what a row asks for, in transactions of its own and once for one key, however often it is called; answers what stood in
   * the way. `shown`: by what whoever had the rows done has shown that it is them, once for all of them.
   */
  each(ctx: Context, data: RowData, how: { key: string; shown: Shown }): Promise<RowProblem[]>;
}

/** Rows that are staged, whatever is done with them then. */
export type ImportKind = RowKind | OneByOneKind;

export const isWritten = (kind: SheetKind): kind is RowKind => 'write' in kind;

/** Whether somebody may see and handle such rows of an import, now (I-3). */
export const mayHandleRows = (ctx: Context, kind: ImportKind, givenBy: number): boolean =>
  'each' in kind ? givenBy === ctx.actor.id : kind.mayGive(ctx);

/** The rows of one kind in an import: all of them, or those of one sheet within a range of numbers. */
export interface Scope {
  importId: number;
  kind: string;
  range?: { sheet: number; after: number; through: number };
  /** The same object for all batches of a run: what a kind has found out for one, it may know for the next. */
  run?: object;
  /** Of an edit in chat that asks for one. */
  reason?: string;
}

/** Where a row of an import stands. */
export interface RowPlace {
  sheet: number;
  n: number;
}

/** What was read from it, and how the spreadsheet numbers it. */
export interface ReadRow {
  row: number;
  data: RowData;
}

export type Noticed = Record<string, { count: number; first: RowPlace }>;

/** What was read from a row, by field; fields left empty are absent. */
export type RowData = Record<string, string>;

/** Something wrong with a field of a row. */
export interface RowProblem {
  field: string;
  expected: Message;
  /** What the sheet shows, where the cell that is given back says more. */
  shown?: string;
}

export type SheetKind = ReportKind | ImportKind;

/** Those of these kinds that somebody may give. */
export async function givenBy(ctx: Context, kinds: readonly SheetKind[]): Promise<SheetKind[]> {
  const may = await Promise.all(kinds.map((kind) => kind.mayGive(ctx)));
  return kinds.filter((_kind, place) => may[place]);
}

/** The files that may be given, in words. */
export function filesKnown({ t }: Pick<Context, 't'>, kinds: readonly SheetKind[]): string {
  return [...new Set(kinds.map(({ name, file }) => t.message(file ?? name)))].join(', ');
}

/** A title as it is compared: however it was spaced, cased, hyphened or marked as required. */
export function titleOf(text: string): string {
  return givenSigns(text).toLowerCase().replaceAll(/[*:]/g, '').replaceAll(/ +/g, ' ').trim();
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

/** The rows of a scope as a condition on `opened_row r`, which has them by `openRows`, or on `import_row r`; and the values of its parameters from `$first` on. */
export function within(scope: Scope, first: number): { sql: string; values: unknown[] } {
  const sheets = `r.import_id = $${first} AND r.sheet IN
    (SELECT s.position FROM import_sheet s WHERE s.import_id = $${first} AND s.kind = $${first + 1})`;
  const values = [scope.importId, scope.kind];
  const { range } = scope;
  return range
    ? {
        sql: `${sheets} AND r.sheet = $${first + 2} AND r.n > $${first + 3} AND r.n <= $${first + 4}`,
        values: [...values, range.sheet, range.after, range.through],
      }
    : { sql: sheets, values };
}
