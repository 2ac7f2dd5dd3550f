import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
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
export type Admission = (tx: Tx, ctx: Context, openNow: OpenNow) => Promise<void>;

/** How many of theirs wait at this desk; or why none needs to be counted: what is submitted there is done at once, or there is one of it at most. */
export type OpenNow = ((tx: Tx, requesterId: number) => Promise<number>) | 'done at once' | 'one at a time';

const minuteMs = 60_000;

/** Counts one more, before it is done; refuses what is more than `most` in a minute, with when there may be more. */
async function requireSlower(
  db: Queryable,
  what: string,
  most: number,
  key: 'error.tooFast' | 'record.refuse.tooFast',
): Promise<void> {
  const { hits, resetsAt } = await count(db, what, minuteMs);
  if (hits <= most) return;
  const [left] = await db.query<{ seconds: number }>(
    'SELECT greatest(1, ceil(extract(epoch FROM $1::timestamptz - now())))::int AS seconds',
    [resetsAt],
  );
  throw new Refusal(msg(key, { most, seconds: left?.seconds ?? 1 }));
}

export function createAdmission({ perMinute, open }: SubmissionLimits): Admission {
  return async (tx, { actor }, openNow) => {
    await requireSlower(tx, `submissions ${actor.id}`, perMinute, 'error.tooFast');
    if (typeof openNow === 'function' && (await openNow(tx, actor.id)) >= open)
      throw new Refusal(msg('error.tooManyOpen', { most: open }));
  };
}

/** Whoever writes more than this in a minute is no conversation. */
export const remarksPerMinute = 20;

/** Lets somebody say one more thing of a record, which is a card for everybody whom that concerns; over all desks and replicas. */
export const admitRemark = (db: Queryable, { actor }: Pick<Context, 'actor'>): Promise<void> =>
  requireSlower(db, `remarks ${actor.id}`, remarksPerMinute, 'record.refuse.tooFast');

/** Whoever submits does so in a program that sets no limits. */
export const admitAll: Admission = async () => {};
