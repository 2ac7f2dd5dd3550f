import { distance } from 'fastest-levenshtein';
import { type Message, msg } from '../../core/texts/index.ts';
import type { Word } from './titles.ts';

/**
 * In which of the typed words a name differs from the registered one, and how. It names typed words alone, and of the
 * register neither letters nor their places: asking again and again must not spell out what it holds. What is more, the
 * register's words are only told apart for a name that is mostly right; a list of guessed words is `unlike`.
 */
export type NameDifference =
  | { kind: 'letter' | 'letters' | 'abbreviated' | 'together' | 'other'; word: string }
  | { kind: 'apart'; words: string }
  | { kind: 'extra'; word: string; isLast: boolean }
  | { kind: 'missing'; count: number }
  | { kind: 'order' }
  | { kind: 'unlike' };

/** Below this score a name is another one, and what of it fits is not said. */
const explainedFrom = 50;

/** Of more differences than these a name is written anew. */
const mostTold = 3;

/** What to tell of two names without their titles, whose score is this. */
export function whatDiffers(
  typed: readonly Word[],
  registered: readonly Word[],
  score: number,
): NameDifference[] {
  const sorted = (words: readonly Word[]) =>
    words
      .map(({ text }) => text)
      .sort()
      .join(' ');
  if (sorted(typed) === sorted(registered)) return [{ kind: 'order' }];
  if (score < explainedFrom) return [{ kind: 'unlike' }];
  return aligned(typed, registered).slice(0, mostTold);
}

/** One step through both names: how many words of each it takes, what it costs and what it says. */
interface Step {
  typed: number;
  registered: number;
  cost: number;
  says: NameDifference | null;
}

interface Path {
  cost: number;
  said: NameDifference[];
}

/** The cheapest way to lay the words beside each other, in their order. */
function aligned(typed: readonly Word[], registered: readonly Word[]): NameDifference[] {
  const paths: (Path | undefined)[][] = Array.from({ length: typed.length + 1 }, () => []);
  paths[0]?.push({ cost: 0, said: [] });
  for (let i = 0; i <= typed.length; i++) {
    for (let j = 0; j <= registered.length; j++) {
      const path = paths[i]?.[j];
      if (!path) continue;
      for (const step of stepsFrom(typed.slice(i), registered.slice(j), typed.length - i === 1)) {
        const cost = path.cost + step.cost;
        const [to, at] = [i + step.typed, j + step.registered];
        const row = paths[to];
        if (row && cost < (row[at]?.cost ?? Number.POSITIVE_INFINITY))
          row[at] = { cost, said: step.says ? [...path.said, step.says] : path.said };
      }
    }
  }
  return withMissingCounted(paths[typed.length]?.[registered.length]?.said ?? []);
}

function stepsFrom(typed: readonly Word[], registered: readonly Word[], isLast: boolean): Step[] {
  const [word, next] = typed;
  const [theirs, theirNext] = registered;
  const steps: Step[] = [];
  if (word && theirs) steps.push(besides(word, theirs));
  if (word)
    steps.push({ typed: 1, registered: 0, cost: 1, says: { kind: 'extra', word: word.typed, isLast } });
  if (theirs) steps.push({ typed: 0, registered: 1, cost: 1, says: { kind: 'missing', count: 1 } });
  if (word && next && theirs && isSpacing([word, next], theirs)) {
    const says = { kind: 'apart', words: `${word.typed} ${next.typed}` } as const;
    steps.push({ typed: 2, registered: 1, cost: 0.2, says });
  }
  if (word && theirs && theirNext && isSpacing([theirs, theirNext], word))
    steps.push({ typed: 1, registered: 2, cost: 0.2, says: { kind: 'together', word: word.typed } });
  return steps;
}

/** Two words that are, or nearly are, one without the space between them, and neither of them that one by itself. */
function isSpacing([first, second]: [Word, Word], one: Word): boolean {
  if (first.text === one.text || second.text === one.text) return false;
  return distance(first.text + second.text, one.text) <= one.text.length / 4;
}

/** One typed word beside one of the register's. */
function besides({ text, typed: word }: Word, { text: theirs }: Word): Step {
  const step = (cost: number, says: NameDifference | null): Step => ({ typed: 1, registered: 1, cost, says });
  if (text === theirs) return step(0, null);
  const wrong = distance(text, theirs);
  const isDotted = word.endsWith('.');
  if (wrong === 1 && !isDotted) return step(0.3, { kind: 'letter', word });
  if (isShort(text, isDotted)) return step(text[0] === theirs[0] ? 0.5 : 0.9, { kind: 'abbreviated', word });
  if (wrong === 1) return step(0.3, { kind: 'letter', word });
  const share = wrong / Math.max(text.length, theirs.length);
  return share <= 0.5 ? step(0.3 + share, { kind: 'letters', word }) : step(1.5, { kind: 'other', word });
}

/**
 * `Abd.` or `M`, whatever it is short for: that it fits is not said, or a name could be tried out letter by letter from
 * its beginning.
 */
function isShort(text: string, isDotted: boolean): boolean {
  return text.length <= (isDotted ? 4 : 2) || ['ABD', 'MUH', 'MOH', 'MOCH', 'MHD', 'ACH'].includes(text);
}

/** One statement for all the words that are missing, behind the others: where they belong is not said. */
function withMissingCounted(said: readonly NameDifference[]): NameDifference[] {
  const others = said.filter(({ kind }) => kind !== 'missing');
  const count = said.length - others.length;
  return count > 0 ? [...others, { kind: 'missing', count }] : others;
}

/** A difference in words. */
export function differenceText(difference: NameDifference): Message {
  switch (difference.kind) {
    case 'letter':
      return msg('people.name.letter', difference);
    case 'letters':
      return msg('people.name.letters', difference);
    case 'abbreviated':
      return msg('people.name.abbreviated', difference);
    case 'together':
      return msg('people.name.together', difference);
    case 'other':
      return msg('people.name.other', difference);
    case 'apart':
      return msg('people.name.apart', difference);
    case 'extra':
      return difference.isLast
        ? msg('people.name.extraAtEnd', difference)
        : msg('people.name.extra', difference);
    case 'missing':
      return msg('people.name.missing', difference);
    case 'order':
      return msg('people.name.order');
    case 'unlike':
      return msg('people.name.unlike');
  }
}
