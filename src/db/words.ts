/**
 * The words of an expression as PostgreSQL's indexes of words are over them. It has to stand in an index just so: whatever
 * is searched without one is read through to its end.
 */
export const wordsOf = (text: string): string =>
  `to_tsvector('simple', translate(${text}, '.,@/_''+&:()-', '            '))`;

/** What was typed as a search for words that begin so, for to_tsquery; null when there is no word in it. */
export function prefixes(text: string): string | null {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length > 0 ? words.map((word) => `'${word}':*`).join(' & ') : null;
}
