import type { TeamsOutcome } from '../../index.ts';
import type { Outcome } from '../person.ts';

/** What became of an act, in the words that both platforms' people share. */
export function outcomeOf(outcome: TeamsOutcome): Outcome & Pick<TeamsOutcome, 'invalid'> {
  const { status, ms, opens, invalid } = outcome;
  return {
    delivered: outcome.traffic.length > 0,
    status,
    ackMs: ms,
    ...(opens !== undefined && { opens }),
    ...(invalid && { invalid }),
  };
}
