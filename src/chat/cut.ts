const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text within `max` UTF-16 units, ended by an ellipsis where it was cut, and never inside a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
