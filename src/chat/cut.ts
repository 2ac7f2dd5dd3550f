/** Made for the first text that is too long: making it has ICU read its list of locales, 8 ms of a start. */
let graphemes: Intl.Segmenter | undefined;

function charactersOf(text: string): Intl.Segments {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return graphemes.segment(text);
}

/** The longest start of a text that is right, in whole characters; none is looked at beyond `max` UTF-16 units. */
export function longestStart(text: string, max: number, isRight: (start: string) => boolean): string {
  let start = '';
  for (const { segment } of charactersOf(text.slice(0, max + 200))) {
    if (!isRight(start + segment)) break;
    start += segment;
  }
  return start;
}

/** The text within `max` UTF-16 units, ended by an ellipsis where it was cut, and never inside a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // The character in which the last place lies is left out; no character is as long as what is looked at after it.
  const last = charactersOf(text.slice(0, max + 200)).containing(max - 1);
  return `${text.slice(0, last?.index ?? 0)}…`;
}
