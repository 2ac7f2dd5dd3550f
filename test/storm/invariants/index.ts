import { acked, codesOnce, ended, explained, once, refused } from './acts.ts';
import { audience, copiesAreTrue, ofConcern, postedOnce } from './copies.ts';
import { append, chained, numbers, ofHolders, oneDecision } from './decisions.ts';
import type { Invariant, Step } from './invariant.ts';
import { lettersOnce, remindedAsOften, remindedOnce, seenTo } from './telling.ts';
import { viewed } from './views.ts';

/** By their names, what holds after every step. */
const invariants: Readonly<Record<string, Invariant>> = {
  acked,
  once,
  refused,
  explained,
  'codes once': codesOnce,
  ended,
  'one decision': oneDecision,
  'of holders': ofHolders,
  chained,
  append,
  numbers,
  'copies are true': copiesAreTrue,
  'posted once': postedOnce,
  audience,
  'of concern': ofConcern,
  viewed,
  'reminded once': remindedOnce,
  'reminded as often': remindedAsOften,
  'seen to': seenTo,
  'letters once': lettersOnce,
};

/** What does not hold. */
export interface Violation {
  invariant: string;
  says: string;
}

export async function violations(step: Step): Promise<Violation[]> {
  const found = await Promise.all(
    Object.entries(invariants).map(async ([invariant, holds]) =>
      (await holds(step)).map((says): Violation => ({ invariant, says })),
    ),
  );
  return found.flat();
}
