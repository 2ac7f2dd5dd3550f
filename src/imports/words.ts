import type { TextKey } from '../core/texts/index.ts';

/** What is said of an import by what is done with its rows. */
export interface ImportWords {
  /** Where it stands: checked, and under way. */
  checked: TextKey;
  running: TextKey;
  /** How far it is: `done` of `rows`. */
  progress: TextKey;
  /** Done, but for some of them. */
  partly: TextKey;
  /** What becomes of the rows of a sheet, and what became of them. */
  counts: TextKey;
  counted: TextKey;
  /** What the button would do, and that no row is right. */
  toDo: TextKey;
  nothingRight: TextKey;
  /** The button, what it answers, and the form that asks for a code before. */
  run: TextKey;
  begun: TextKey;
  asks: TextKey;
  asksTitle: TextKey;
  /** Who pressed it, and that they did before somebody else. */
  by: TextKey;
  faster: TextKey;
  /** That it was given up, and stopped on its way. */
  cancelled: TextKey;
  stopped: TextKey;
  /** What the summary says of all, and of those that failed. */
  allDone: TextKey;
  someFailed: TextKey;
  /** That nothing in the file asks for anything. */
  empty: TextKey;
  /** What the file of failed rows is for. */
  again: TextKey;
}

/** Of rows that are written. */
export const ofWriting: ImportWords = {
  checked: 'imports.status.CHECKED',
  running: 'imports.status.RUNNING',
  progress: 'imports.card.progress',
  partly: 'imports.status.partly',
  counts: 'imports.card.sheetCounts',
  counted: 'imports.card.sheetDone',
  toDo: 'imports.card.nothingWritten',
  nothingRight: 'imports.card.nothingRight',
  run: 'imports.button.run',
  begun: 'imports.begun',
  asks: 'imports.run.text',
  asksTitle: 'imports.run.title',
  by: 'imports.card.runBy',
  faster: 'imports.refuse.running',
  cancelled: 'imports.card.cancelled',
  stopped: 'imports.card.stopped',
  allDone: 'imports.summary.allDone',
  someFailed: 'imports.summary.someFailed',
  empty: 'imports.refuse.empty',
  again: 'imports.file.hint',
};
