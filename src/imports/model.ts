import type { Surface } from '../core/context.ts';
import type { Message } from '../core/texts/index.ts';
import type { Emptied } from '../retention/emptied.ts';
import type { Noticed, RowData, RowProblem } from './kind.ts';

declare module '../core/names.ts' {
  interface LoggedStates extends Record<ImportStatus, true> {}
}

export type ImportStatus =
  | 'READING'
  | 'CHECKED'
  | 'RUNNING'
  | 'DONE'
  | 'CANCELLED'
  | 'REFUSED'
  | 'UNDOING'
  | 'UNDONE';

/** An import as its cards show it. */
export interface ImportState extends Emptied {
  id: number;
  number: string;
  status: ImportStatus;
  statusSince: Date;
  fileName: string;
  personId: number;
  personName: string;
  runByName: string | null;
  /** When it was ordered to run. */
  startedAt: Date | null;
  surface: Surface;
  refusal: Message | null;
  /** When it was found out what undoing it would take back. */
  plannedAt: Date | null;
  undoByName: string | null;
  undoReason: string | null;
  /** What of the file was left out. */
  notes: Message[];
  /** What its kinds have noticed of its rows, by kind. */
  noticed: Record<string, Noticed>;
  sheets: ImportSheet[];
}

export interface ImportSheet {
  position: number;
  kind: string;
  name: string;
  titles: string[];
  /** Where each field stands among the titles, counted from 0. */
  fields: Record<string, number>;
  rows: number;
  failed: number;
  done: number;
  doneThrough: number;
  examples: number;
  /** Of the rows without a problem, those that change what stands and those that change nothing; the others are new. */
  changed: number;
  unchanged: number;
  /** Of the written rows, those that undoing takes back, those that it has taken back, and those that it leaves. */
  undoable: number;
  undone: number;
  kept: number;
}

/** A row on its way, as it is shown and given back. */
export interface StagedRow {
  sheet: number;
  /** Counted from 1 within its sheet. */
  n: number;
  /** As the spreadsheet numbers them. */
  row: number;
  cells: string[];
  data: RowData;
  problems: readonly RowProblem[] | null;
  change: RowChange | null;
  /** Why undoing leaves it. */
  kept: Message | null;
}

/** What a row changes of the record that stands, by field; neither where it changes nothing. */
export interface RowChange {
  from?: Record<string, ChangedValue>;
  to?: Record<string, ChangedValue>;
}
export type ChangedValue = string | boolean | null;

export type Counts = Record<(typeof counted)[number], number>;

const counted = ['rows', 'failed', 'done', 'changed', 'unchanged', 'undoable', 'undone', 'kept'] as const;

export function countsOf({ sheets }: { sheets: readonly Counts[] }): Counts {
  const sum = (what: keyof Counts) => sheets.reduce((total, sheet) => total + sheet[what], 0);
  return Object.fromEntries(counted.map((what) => [what, sum(what)])) as Counts;
}

/** Rows without a problem that make or change something. */
export function writing({ rows, failed, unchanged }: Pick<Counts, 'rows' | 'failed' | 'unchanged'>): number {
  return rows - failed - unchanged;
}

/** The record, as cards and the audit name it. */
export const importSubject = (id: number) => `import:${id}`;

/** The import whose cards wait for a job about it. */
export const waitingImport = async (_tx: unknown, { id }: { id: number }): Promise<string[]> => [
  importSubject(id),
];
