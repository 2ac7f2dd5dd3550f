import { hasPrefixes, prefixes } from '../db/words.ts';

/** What is searched of each record, as its index of words is over it (`person_words_idx` and so on). */
const searched = {
  person: (row: string) => `${row}.name || ' ' || ${row}.email`,
  unit: (row: string) => `${row}.code || ' ' || ${row}.name`,
  position: (row: string) => `${row}.code || ' ' || ${row}.name`,
} as const;

type Searched = keyof typeof searched;

/** Whether a row of this table, as `row`, has the words of `prefixes` in the parameter: looked up in its index, not read through. */
export const hasWords = (table: Searched, row: string, parameter: string): string =>
  hasPrefixes(searched[table](row), parameter);

/**
 * Of those that have the words so many are looked at where a few are offered: to put all of very many in order takes longer than anybody
 * waits, and whoever types on finds what they mean.
 */
export const mostFound = 1000;

/** What was typed, as a search: for everything, for words that begin so, or for what nothing can be called. */
export function soughtWords(text: string): 'everything' | 'nothing' | { words: string } {
  if (text.trim() === '') return 'everything';
  const words = prefixes(text);
  return words ? { words } : 'nothing';
}
