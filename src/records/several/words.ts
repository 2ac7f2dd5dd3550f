import type { ImportWords } from '../../imports/words.ts';

/** What is said of an import whose rows are decisions. */
export const decisionWords: ImportWords = {
  checked: 'several.import.checked',
  running: 'several.import.running',
  progress: 'several.import.progress',
  partly: 'several.import.partly',
  counts: 'several.import.counts',
  counted: 'several.import.counted',
  toDo: 'several.import.toDo',
  nothingRight: 'several.import.nothingRight',
  run: 'several.import.run',
  begun: 'several.import.begun',
  asks: 'several.import.asks',
  asksTitle: 'several.import.asksTitle',
  by: 'several.import.by',
  faster: 'several.import.faster',
  cancelled: 'several.import.cancelled',
  stopped: 'several.import.stopped',
  allDone: 'several.import.allDone',
  someFailed: 'several.import.someFailed',
  empty: 'several.import.empty',
  again: 'several.import.again',
};
