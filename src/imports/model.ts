import type { Surface } from '../core/context.ts';
import type { Message } from '../core/texts/index.ts';
import type { RowData, RowProblem } from './kind.ts';

export type ImportStatus = 'READING' | 'CHECKED' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'REFUSED';

/** An import as its cards show it. */
export interface ImportState {
  id: number;
  number: string;
  status: ImportStatus;
  statusSince: Date;
  fileName: string;
  personId: number;
  personName: string;
  runByName: string | null;
  surface: Surface;
  refusal: Message | null;
  /** What of the file was left out. */
  notes: Message[];
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
  problems: RowProblem[] | null;
}

export interface Counts {
  rows: number;
  failed: number;
  done: number;
}

export function countsOf({ sheets }: Pick<ImportState, 'sheets'>): Counts {
  const total: Counts = { rows: 0, failed: 0, done: 0 };
  for (const sheet of sheets) {
    total.rows += sheet.rows;
    total.failed += sheet.failed;
    total.done += sheet.done;
  }
  return total;
}

/** The record, as cards and the audit name it. */
export const importSubject = (id: number) => `import:${id}`;
