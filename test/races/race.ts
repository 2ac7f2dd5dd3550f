import { FieldErrors, Refusal } from '../../src/core/errors.ts';
import { type Message, translate } from '../../src/core/texts/index.ts';
import type { Contest } from './contest.ts';

/** What several people do at the same moment. */
export interface Race {
  /** A sentence with the rule that it proves. */
  name: string;
  /** The constraints that decide it, or that it must not fall over. */
  constraints: readonly string[];
  /** One of them wins and the others are told who; or nobody stands in another's way. */
  winners: 'one' | 'all';
  /** A round with records of its own. */
  round(contest: Contest, size: number): Promise<Round>;
}

export interface Round {
  /** What each of them does: the first act is the first contender's, and so on. */
  acts: (() => Promise<unknown>)[];
  /** What stands in the end; the same after every round. */
  stands: () => Promise<unknown>;
  expected: unknown;
}

/** What became of one act. */
export type Outcome = { won: true } | { won: false; told: string };

const t = translate('id');

/**
 * What an act came to. One that came second where that is no refusal answers `second` with what is said of it; an error that
 * nobody would be told in words stays what it is.
 */
export function outcomeOf(result: PromiseSettledResult<unknown>): Outcome {
  if (result.status === 'rejected') return { won: false, told: toldBy(result.reason) };
  const { value } = result;
  if (isObject(value) && 'second' in value) return { won: false, told: String(value.second) };
  if (isObject(value) && value.type === 'passed')
    return { won: false, told: t.message(value.why as Message) };
  return { won: true };
}

function toldBy(error: unknown): string {
  if (error instanceof Refusal) return t.message(error.reason);
  if (error instanceof FieldErrors)
    return Object.values(error.fields)
      .map((message) => t.message(message))
      .join('\n');
  throw error;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
