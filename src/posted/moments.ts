import { type Moment, momentOf } from '../core/moment.ts';
import type { Queryable } from '../core/queryable.ts';

/** A copy that is due, as it stands: which record it shows, and how often that was to be shown anew. */
interface Due {
  id: number;
  subject: string;
  revision: number;
}

/** Which copies of a record were due at a moment, each with its revision. */
export type DueThen = Record<number, number>;

/** SQL: that, by an expression for the record. */
export const dueThen = (subject: string): string =>
  `(SELECT json_object_agg(o.id, o.revision) FROM posted_card o WHERE o.subject = ${subject} AND o.posted_at IS NULL AND o.failure IS NULL)`;

/** A moment that deliveries of one record share for as long as one of them lasts. */
interface Shared {
  moment: Moment;
  dueThen: DueThen;
  users: number;
}

/** Does work by reads of one moment, together with other work on the same copies as they stand. */
export type InMoment = <T>(
  rows: readonly Due[],
  then: DueThen | null,
  work: (moment: Moment) => Promise<T>,
) => Promise<T>;

/**
 * Moments of deliveries: what a change of a record brings to several people at once reads it once. All that a moment reads is read after
 * the statement that found which copies were due (`dueThen`). So another delivery may go by it if none of its own copies was to be shown
 * anew since: it has seen the same revisions, and all that these tell of was there by then.
 */
export function sharedMoments(db: Queryable): InMoment {
  /** The last one of each record. */
  const lasting = new Map<string, Shared>();

  return async (rows, then, work) => {
    const [{ subject } = { subject: '' }] = rows;
    const isOfOne = rows.every((row) => row.subject === subject);
    if (!then || !isOfOne) return work(momentOf(db));
    let shared = lasting.get(subject);
    if (!shared || rows.some(({ id, revision }) => shared?.dueThen[id] !== revision)) {
      shared = { moment: momentOf(db), dueThen: then, users: 0 };
      lasting.set(subject, shared);
    }
    shared.users += 1;
    try {
      return await work(shared.moment);
    } finally {
      shared.users -= 1;
      if (shared.users === 0 && lasting.get(subject) === shared) lasting.delete(subject);
    }
  };
}
