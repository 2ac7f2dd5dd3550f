import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { msg } from '../core/texts/index.ts';
import { count } from '../db/counting.ts';
import type { Tx } from '../db/database.ts';

/** What one person may submit, over all desks and replicas. */
export interface SubmissionLimits {
  perMinute: number;
  /** Waiting for somebody's decision at the same time, at each desk. */
  open: number;
}

/**
 * Lets somebody submit one more, or refuses with when they may again. It comes first in the transaction that writes what is
 * submitted: the count locks out every other submission of this person until that has ended, so that none of many at the
 * same moment passes a limit; one that is refused or fails counts for nothing.
 */
export type Admission = (tx: Tx, ctx: Context, openNow?: (tx: Tx) => Promise<number>) => Promise<void>;

const minuteMs = 60_000;

export function createAdmission({ perMinute, open }: SubmissionLimits): Admission {
  return async (tx, { actor }, openNow) => {
    const { hits, resetsAt } = await count(tx, `submissions ${actor.id}`, minuteMs);
    if (hits > perMinute) {
      const [left] = await tx.query<{ seconds: number }>(
        'SELECT greatest(1, ceil(extract(epoch FROM $1::timestamptz - now())))::int AS seconds',
        [resetsAt],
      );
      throw new Refusal(msg('error.tooFast', { most: perMinute, seconds: left?.seconds ?? 1 }));
    }
    if (openNow && (await openNow(tx)) >= open) throw new Refusal(msg('error.tooManyOpen', { most: open }));
  };
}

/** Whoever submits does so in a program that sets no limits. */
export const admitAll: Admission = async () => {};
