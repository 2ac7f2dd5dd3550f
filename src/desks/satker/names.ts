import { distance } from 'fastest-levenshtein';
import { wordsOf, wordsWithoutTitles } from './titles.ts';

/**
 * How alike a typed name is to the registered one (S-4), 0 to 100: the Levenshtein similarity normalised by the
 * longer length, of the names without titles and punctuation. 0 when either is empty.
 */
export function nameScore(typed: string, registered: string): number {
  const [a, b] = inSingleUnits(comparable(typed), comparable(registered));
  if (!a || !b) return 0;
  const longer = Math.max(a.length, b.length);
  // Whole numbers up to the one division: as 100 * (1 - 4 / 5) it would be 19.999… and not 20.
  return Math.floor((100 * (longer - distance(a, b))) / longer);
}

/** A name as it is compared: upper case without diacritics, titles and punctuation, single spaces between words. */
function comparable(name: string): string {
  // An apostrophe stands inside a word (Ma'ruf), any other punctuation between words. It goes first: some of its
  // forms would come apart into a space and an accent.
  const upper = name
    .replace(/['’‘ʼʻ`´]/g, '')
    .normalize('NFKD')
    .toUpperCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  return wordsWithoutTitles(upper).join(' ') || wordsOf(upper).join(' ');
}

/** Both with one UTF-16 unit, which is what the distance counts, for each code point. */
function inSingleUnits(a: string, b: string): [string, string] {
  const units = new Map<string, string>();
  const unitOf = (point: string) => {
    const unit = units.get(point) ?? String.fromCharCode(units.size);
    units.set(point, unit);
    return unit;
  };
  const mapped = (text: string) => Array.from(text, unitOf).join('');
  return [mapped(a), mapped(b)];
}
