import type { Choice } from '../../../src/chat/card.ts';
import type { Form } from '../../../src/chat/form.ts';
import { withoutSlash, withSlash } from '../../../src/core/texts/commands.ts';
import { id as texts } from '../../../src/core/texts/id.ts';

/** What a platform shows somebody for what they did, as far as it tells rights apart. */
export interface Outcome {
  /** `closed`: the door itself has not taken it. `words`: a sentence, which is no refusal. */
  shows: 'card' | 'form' | 'words' | 'refusal' | 'done' | 'found' | 'nothing' | 'closed';
  /** All that is to be read in it. */
  text: string;
  /** Of a refusal: the key of its text. Of `closed`: the status. */
  why?: string;
  form?: Form;
  /** Of a search: the first that it finds. */
  first?: Choice;
  /** The actions behind its buttons and menus. */
  offers?: string[];
}

/** Letters and digits alone: platforms escape signs each in their own way. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** What an ICU message says between its arguments. */
function said(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const sign of text) {
    if (sign === '{') depth += 1;
    if (depth === 0) piece += sign;
    else if (piece) {
      pieces.push(piece);
      piece = '';
    }
    if (sign === '}') depth -= 1;
  }
  return [...pieces, piece].map(bare).filter(Boolean);
}

const stopping = /^error\.|\.refuse\.|\.nobody\.|^imports\.(?:notForYou|unknownKind)$/;
/** Too little of a text to know it by. */
const leastLetters = 10;

/** Texts that stop somebody, the longest first: of two that fit the one that says more is meant. */
const refusals = Object.entries<string>(texts)
  .filter(([key]) => stopping.test(key))
  // Teams names commands without a slash.
  .flatMap(([key, text]) => [withSlash(text), withoutSlash(text)].map((one) => ({ key, pieces: said(one) })))
  .filter(({ pieces }) => pieces.join('').length >= leastLetters)
  .sort((a, b) => b.pieces.join('').length - a.pieces.join('').length);

/** Which text of the catalogue stops somebody in what they read; undefined where none does. */
export function refusalIn(shown: string): string | undefined {
  const words = bare(shown);
  return refusals.find(({ pieces }) => {
    let at = 0;
    for (const piece of pieces) {
      const found = words.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return true;
  })?.key;
}

/** Everything that is to be read in what a platform was answered. */
export function textIn(shown: unknown): string {
  if (typeof shown === 'string') return shown;
  if (Array.isArray(shown)) return shown.map(textIn).join('\n');
  if (typeof shown !== 'object' || !shown) return '';
  return Object.entries(shown)
    .filter(([name]) => !unread.has(name))
    .map(([, value]) => textIn(value))
    .join('\n');
}

/** What travels along and nobody reads. */
const unread = new Set([
  'private_metadata',
  'callback_id',
  'block_id',
  'action_id',
  'type',
  'data',
  'id',
  'url',
  'value_id',
]);

/** What words are: a refusal where the catalogue has them for one. */
export function inWords(text: string): Outcome {
  const why = refusalIn(text);
  return why ? { shows: 'refusal', text, why } : { shows: 'words', text };
}

const encodedAction = /^[a-z][a-z-]*\.[a-z-]+(:[^\s]*)?$/;

/** The actions of all buttons and menus of what is shown, in either platform's writing. */
export function offersIn(shown: unknown): string[] {
  if (Array.isArray(shown)) return shown.flatMap(offersIn);
  if (typeof shown !== 'object' || !shown) return [];
  return Object.entries(shown).flatMap(([name, value]) =>
    (name === 'action_id' || name === 'a') && typeof value === 'string' && encodedAction.test(value)
      ? [value]
      : offersIn(value),
  );
}

/** What a submit has led to: whoever came too late is told so where others are told what they have done. */
export function doneOr(shown: Outcome): Outcome {
  const why = refusalIn(shown.text);
  return why ? { ...shown, shows: 'refusal', why } : { ...shown, shows: 'done' };
}
