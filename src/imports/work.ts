import type { Clock } from '../core/clock.ts';
import type { Context } from '../core/context.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Database } from '../db/database.ts';
import { refresh } from '../posted/post.ts';
import { type ImportSheet, importSubject } from './model.ts';

/** The rows of one kind in an import, as they are being done. */
export interface Work {
  db: Database;
  id: number;
  sheets: readonly ImportSheet[];
  progress: Progress;
  /** Who has them done; null where they may not, or are not there, any more. */
  runner(): Promise<Context | null>;
  /** Rows that one transaction writes. */
  batch?: number;
  /** Rows that are done one by one before others get their turn. */
  slice?: number;
}

/** How far that has got: all of them, some with more to come, or no further, since nobody may. */
export type Worked = 'all' | 'more' | 'stopped';

export interface Progress {
  /** Has the card brought up to date, where that was not done a moment ago. */
  show(): Promise<void>;
  /** When that was done last, in milliseconds. */
  shownAt(): number;
}

/** A card is not updated more often than this. */
const progressMs = 3000;

/** The progress of an import whose card was brought up to date at `before`. */
export function progressOf(
  { db, clock }: { db: Database; clock: Clock },
  id: number,
  before = clock().getTime(),
): Progress {
  let shownAt = before;
  return {
    async show() {
      if (clock().getTime() - shownAt < progressMs) return;
      shownAt = clock().getTime();
      await db.transaction(withoutDeadline, (tx) => refresh(tx, importSubject(id)));
    },
    shownAt: () => shownAt,
  };
}
