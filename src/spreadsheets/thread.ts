import type { UnreadableReason } from './unreadable.ts';

/** What the thread that reads a workbook is started with. */
export interface Order {
  content: Uint8Array;
  maxRows: number;
  maxColumns: number;
  /** Bytes of all parts together. */
  maxInflated: number;
  maxCharacters: number;
}

/** What the thread answers, page by page; each page is answered in turn when it is done with. */
export type Answer =
  /** `formats` come with the first page, for all. */
  | { sheet: string; hidden: boolean; page: PackedPage; formats?: string[] }
  | { unreadable: { reason: UnreadableReason; message: string } }
  | { end: true };

/** Kinds of cells: each crosses as its place in this list. */
export const kinds = ['text', 'number', 'date', 'boolean', 'formula', 'error'] as const;
/** Stands in the kind of a number that has lost digits. */
export const impreciseMark = 0x80;
/** Stands in the number of a row that is hidden: a sheet has no more rows. */
export const hiddenRow = 0x80000000;

export type Kind = (typeof kinds)[number];
export type Value = string | number | boolean | null;

/** Rows as they cross the threads: `ends` says where each row's cells end in the lists of cells. */
export interface PackedPage {
  rows: Uint32Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  columns: Uint16Array<ArrayBuffer>;
  kinds: Uint8Array<ArrayBuffer>;
  /** The place of each cell's format among those that the thread has sent. */
  styles: Uint32Array<ArrayBuffer>;
  values: Value[];
}
