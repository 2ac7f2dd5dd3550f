/**
 * The words of an expression as PostgreSQL's indexes of words are over them. It has to stand in an index just so: whatever
 * is searched without one is read through to its end.
 */
export const wordsOf = (text: string): string =>
  `to_tsvector('simple', translate(${text}, '.,@/_''+&:()-', '            '))`;

/** Whether an expression has the words of `prefixes` in the parameter: looked up in its index of words, not read through. */
export const hasPrefixes = (text: string, parameter: string): string =>
  `${wordsOf(text)} @@ to_tsquery('simple', ${parameter})`;

/** What was typed as a search for words that begin so, for to_tsquery; null when there is no word in it. */
export function prefixes(text: string): string | null {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length > 0 ? words.map((word) => `'${word}':*`).join(' & ') : null;
}
