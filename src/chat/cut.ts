const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text within `max` UTF-16 units, ended by an ellipsis where it was cut, and never inside a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // The character in which the last place lies is left out; no character is as long as what is looked at after it.
  const last = graphemes.segment(text.slice(0, max + 200)).containing(max - 1);
  return `${text.slice(0, last?.index ?? 0)}…`;
}
