import { distance } from 'fastest-levenshtein';
import { memoized } from '../../core/memoized.ts';
import { type NameDifference, whatDiffers } from './differences.ts';
import { knownTitles, readName, type Titles, type Word, wordsOf } from './titles.ts';

/**
 * How alike a typed name is to the registered one (S-4), 0 to 100: the Levenshtein similarity normalised by the
 * longer length, of the names without titles and punctuation. 0 when either is empty.
 */
export function nameScore(typed: string, registered: string, titles: Titles = knownTitles): number {
  // Two who are called the same in every word are the same, whatever of it could be read as a title.
  const [all, others] = [comparable(wordsOf(typed)), comparable(wordsOf(registered))];
  return all && all === others
    ? 100
    : similarity(comparable(allOf(typed, titles)), comparable(allOf(registered, titles)));
}

/** What came of comparing a typed name with the registered one (S-4). */
export type NameMatch =
  | { type: 'passes'; score: number }
  /** It would pass without what is set off behind it, which is no title that we know: an officer may. */
  | { type: 'passesWithout'; score: number; offered: OfferedTitle }
  | { type: 'differs'; score: number; differences: NameDifference[] };

/** What somebody may accept as a title, as it was typed, and the score of the name without it. */
export interface OfferedTitle {
  title: string;
  score: number;
}

/** Compares a typed name with the registered one; what it says of a difference shows nothing that the register holds. */
export function matchName(
  typed: string,
  registered: string,
  minimum: number,
  titles: Titles = knownTitles,
): NameMatch {
  const score = nameScore(typed, registered, titles);
  if (score >= minimum) return { type: 'passes', score };
  const { name, behind, typedBehind } = readName(typed, titles);
  const theirs = allOf(registered, titles);
  const scoreWithout = similarity(comparable(name), comparable(theirs));
  if (behind.length > 0 && scoreWithout >= minimum)
    return { type: 'passesWithout', score, offered: { title: typedBehind, score: scoreWithout } };
  const nearer = scoreWithout > score ? name : [...name, ...behind];
  return { type: 'differs', score, differences: whatDiffers(nearer, theirs, Math.max(score, scoreWithout)) };
}

/** Whether both are the same name, whatever titles are set off behind either: what we do not know may be one too. */
export function isSameName(one: string, other: string): boolean {
  const [mine, theirs] = [one, other].map(readingsOf) as [Readings, Readings];
  const isSame = (a: string, b: string) => a !== '' && a === b;
  return (
    isSame(mine.all, theirs.all) ||
    isSame(mine.whole, theirs.whole) ||
    isSame(mine.name, theirs.whole) ||
    isSame(mine.whole, theirs.name)
  );
}

/** A name in every word, without the titles that we know, and without whatever is set off behind it. */
interface Readings {
  all: string;
  whole: string;
  name: string;
}

/** Those who act now and what they act on: a card asks for the same two names again and again. Few, as they are names of people, which nobody keeps. */
const readingsOf = memoized(20, (typed: string): Readings => {
  const { name, behind } = readName(typed);
  return {
    all: comparable(wordsOf(typed)),
    whole: comparable([...name, ...behind]),
    name: comparable(name),
  };
});

function allOf(typed: string, titles: Titles): Word[] {
  const { name, behind } = readName(typed, titles);
  return [...name, ...behind];
}

/** Words as they are compared: single spaces between them. */
const comparable = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');

function similarity(one: string, other: string): number {
  const [a, b] = inSingleUnits(one, other);
  if (!a || !b) return 0;
  const longer = Math.max(a.length, b.length);
  // Whole numbers up to the one division: as 100 * (1 - 4 / 5) it would be 19.999… and not 20.
  return Math.floor((100 * (longer - distance(a, b))) / longer);
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
