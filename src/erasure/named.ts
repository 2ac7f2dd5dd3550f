import type { Tx } from '../db/database.ts';
import { enqueueAll } from '../jobs/enqueue.ts';

declare module '../core/names.ts' {
  interface Jobs {
    /** Records that named somebody, or show less of them now. */
    'erasure.named': { subjects: string[] };
  }
}

const atOnce = 200;

/**
 * Has records brought up to date by jobs of their own: whatever named somebody may be much of a superior, and a step that holds copies of a record would wait
 * for others of it out of turn. What the log has their name of follows once that is erased.
 */
export const showLess = (tx: Tx, subjects: readonly string[]): Promise<void> =>
  enqueueAll(
    tx,
    Array.from({ length: Math.ceil(subjects.length / atOnce) }, (_, n) => ({
      name: 'erasure.named' as const,
      payload: { subjects: subjects.slice(n * atOnce, (n + 1) * atOnce) },
      queue: 'erasure.named',
    })),
  );
