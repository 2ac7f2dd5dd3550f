import { nobodysNames, titleGroups } from './title-table.ts';

/** A word of a name: a run of letters or digits. */
export interface Word {
  /** Upper case, without diacritics and apostrophes. */
  text: string;
  /** As it was typed, with the dot behind it. */
  typed: string;
  /** A dot or hyphen directly behind it: `S.Kom` is two words that belong together. */
  mark: string;
  /** Where it begins and ends in the text that it was read from, its dot included. */
  from: number;
  to: number;
}

/** A name without the titles that are known. */
export interface ReadName {
  /** What stands before any comma. */
  name: Word[];
  /** What is set off behind it and is no known title: an unknown title, or a part of the name after all. */
  behind: Word[];
  /** `behind` as it was typed. */
  typedBehind: string;
}

/** The titles by which names are read. */
export type Titles = Pick<ReadonlyMap<string, Title>, 'get' | 'has'>;

interface Title {
  before: boolean;
  after: boolean;
  /** The ways to write it in several words: `S.Kom.` is `S KOM`. */
  spellings: ReadonlySet<string>;
  /** Also without comma and dots it is nobody's name. */
  isUnmistakable: boolean;
}

/** Degrees with a field behind them, of which there are too many to list: S.Tr.Keb., A.Md.Kep., Sp.PD-KGH, Subsp.KV. */
const withField = /^(S\.TR|M\.TR|A\.MD|A\.MA|S\.ST|SP|SUBSP)(\.[A-Z]{1,6})+$/;

/** Behind a specialist's title: Sp.OG(K). It says no more than a dot there. */
const consultant = /\(\s*K\s*\)/gi;

/** What sets off what stands behind it. */
const setsOff = /[,;:/|()[\]{}]|\s[-–—]\s/;

/** No title has more words. */
const mostWords = 6;

/** The table, and what an operator adds to it: those count on either side. It is made of its texts at the first name that is read. */
export function titlesWith(added: readonly string[] = []): Titles {
  let made: Titles | undefined;
  const all = () => {
    made ??= madeWith(added);
    return made;
  };
  return { get: (key) => all().get(key), has: (key) => all().has(key) };
}

function madeWith(added: readonly string[]): Titles {
  const titles = new Map<string, Title>();
  const add = (written: string, place: 'before' | 'after' | 'either', isNobodys: boolean) => {
    const words = wordsOf(written);
    const key = joined(words, '');
    const known = titles.get(key);
    titles.set(key, {
      before: known?.before || place !== 'after',
      after: known?.after || place !== 'before',
      spellings: new Set(known?.spellings).add(joined(words, ' ')),
      isUnmistakable: isNobodys || nobodysNames.has(key) || !isSpoken(key),
    });
  };
  for (const group of titleGroups)
    for (const written of group.titles.split(',')) add(written, group.place, false);
  for (const written of added) add(written, 'either', true);
  return titles;
}

/** What can be spoken may be a name, and so may MD: it is short for Muhammad, and Mahfud MD is called so. */
function isSpoken(key: string): boolean {
  return /[AEIOUY]/.test(key) || key === 'MD';
}

export const knownTitles: Titles = titlesWith();

/** All the words of a name. */
export function wordsOf(name: string): Word[] {
  return segmentsOf(name).flatMap(({ words }) => words);
}

/**
 * Reads a name without its titles, before and behind it, in any order and however they are dotted. What could also be a
 * name or an initial is a title only by its punctuation or place: `S.T.` with its dots at the end, `MA` after a comma,
 * nothing in the middle; and a word always remains.
 */
export function readName(typed: string, titles: Titles = knownTitles): ReadName {
  const segments = segmentsOf(typed);
  const first = segments.findIndex(({ words }, index) => !areTitles(words, titles, index === 0));
  const at = Math.max(first, 0);
  const behind = segments
    .slice(at + 1)
    .filter(({ words }) => !areTitles(words, titles))
    .map(({ text, words }) => ({ text, words: trimmed(words, titles, true) }));
  return {
    name: trimmed(segments[at]?.words ?? [], titles),
    behind: behind.flatMap(({ words }) => words),
    typedBehind: behind
      .map(({ text, words }) => text.slice(words[0]?.from, words.at(-1)?.to).normalize('NFC'))
      .join(', '),
  };
}

interface Segment {
  text: string;
  words: Word[];
}

/** The words of a name, apart where its punctuation sets them off. */
function segmentsOf(name: string): Segment[] {
  // One sign for all apostrophes, which stand inside a word. They go first: some would come apart into a space and an accent.
  const text = name
    .replace(/[’‘ʼʻ`´]/g, "'")
    .normalize('NFKD')
    .replace(consultant, '.');
  const segments: Segment[] = [];
  let end = 0;
  for (const { 0: typed, index } of text.matchAll(/[\p{L}\p{N}\p{M}']+/gu)) {
    const bare = typed
      .toUpperCase()
      .normalize('NFKD')
      .replace(/[\p{M}']/gu, '');
    if (!bare) continue;
    const next = text[index + typed.length] ?? '';
    const mark = next === '.' || next === '-' ? next : '';
    const to = index + typed.length + (mark === '.' ? 1 : 0);
    const word = { text: bare, typed: text.slice(index, to).normalize('NFC'), mark, from: index, to };
    const last = segments.at(-1);
    if (last && !setsOff.test(text.slice(end, index))) last.words.push(word);
    else segments.push({ text, words: [word] });
    end = to;
  }
  return segments;
}

/** Without the titles at both ends, as long as something remains. `isBehind`: a comma stands before these words. */
function trimmed(words: readonly Word[], titles: Titles, isBehind = false): Word[] {
  const most = (ends: Set<number>, available: number) =>
    Math.max(...[...ends].filter((end) => end < available), 0);
  const front = titlesUpTo(words, (run) => isInFront(run, titles, isBehind));
  const rest = words.slice(most(front, words.length));
  const end = titlesUpTo(rest.toReversed(), (run) => isAtEnd(run.toReversed(), titles));
  return rest.slice(0, rest.length - most(end, rest.length));
}

/**
 * Whether all of it can be read as titles one behind the other. `isFirst`: no comma stands before these words, so that
 * they may be the name: there a title has to be unmistakable.
 */
function areTitles(words: readonly Word[], titles: Titles, isFirst = false): boolean {
  const isTitle = (run: readonly Word[]) =>
    isFirst ? isInFront(run, titles, false) || isAtEnd(run, titles) : isSetOff(run, titles);
  return titlesUpTo(words, isTitle).has(words.length);
}

/** How many of the first words can be read as titles one behind the other: 0, and each number at which one ends. */
function titlesUpTo(words: readonly Word[], isTitle: (run: readonly Word[]) => boolean): Set<number> {
  const ends = new Set([0]);
  for (let start = 0; start < words.length; start++) {
    if (!ends.has(start)) continue;
    for (let end = start + 1; end <= Math.min(start + mostWords, words.length); end++)
      if (isTitle(words.slice(start, end))) ends.add(end);
  }
  return ends;
}

function isSetOff(run: readonly Word[], titles: Titles): boolean {
  return titles.has(joined(run, '')) || hasField(run);
}

/** In front of a name two letters alone may be short for one (St., Md.), and letters with dots are initials. */
function isInFront(run: readonly Word[], titles: Titles, isBehind: boolean): boolean {
  const title = titles.get(joined(run, ''));
  if (!title) return false;
  if (title.before) return run.length === 1 || isSpelled(run, title);
  if (run.length === 1) return title.isUnmistakable && joined(run, '').length > 2;
  return isSpelled(run, title) && (isBehind || hasSyllable(run));
}

function isAtEnd(run: readonly Word[], titles: Titles): boolean {
  const title = titles.get(joined(run, ''));
  if (!title) return hasField(run);
  if (!title.after) return false;
  return run.length === 1
    ? title.isUnmistakable
    : isSpelled(run, title) || (isDotted(run) && hasSyllable(run));
}

/** In the table's own words; letters alone only with their dots. */
function isSpelled(run: readonly Word[], title: Title): boolean {
  return title.spellings.has(joined(run, ' ')) && (isDotted(run) || hasSyllable(run));
}

function joined(words: readonly Word[], by: string): string {
  return words.map(({ text }) => text).join(by);
}

const isDotted = (run: readonly Word[]): boolean => run.slice(0, -1).every(({ mark }) => mark !== '');
const hasSyllable = (run: readonly Word[]): boolean => run.some(({ text }) => text.length > 1);

function hasField(run: readonly Word[]): boolean {
  return isDotted(run) && withField.test(joined(run, '.'));
}
