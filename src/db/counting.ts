import { createHash } from 'node:crypto';
import type { Queryable } from '../core/queryable.ts';

/** How often something was done since the count began, and when it begins anew. */
export interface Count {
  hits: number;
  resetsAt: Date;
}

/**
 * Counts one more, over all replicas, and answers how many that makes. It is counted before the thing is done, so that what
 * is tried at the same moment cannot outnumber a limit. In a transaction the count stands with it, and everybody else who
 * counts under this key waits for its end. The time is the database's: replicas need not agree on theirs.
 */
export async function count(db: Queryable, key: string, windowMs: number): Promise<Count> {
  const [counted] = await db.query<Count>(
    `INSERT INTO counted AS c (key, hits, resets_at) VALUES ($1, 1, now() + make_interval(secs => $2))
     ON CONFLICT (key) DO UPDATE SET
       hits = CASE WHEN c.resets_at <= now() THEN 1 ELSE c.hits + 1 END,
       resets_at = CASE WHEN c.resets_at <= now() THEN excluded.resets_at ELSE c.resets_at END
     RETURNING hits, resets_at AS "resetsAt"`,
    [key, windowMs / 1000],
  );
  if (!counted) throw new Error('nothing was counted');
  return counted;
}

/** The count as it stands; 0 where there is none. */
export async function countOf(db: Queryable, key: string): Promise<number> {
  const [counted] = await db.query<Count>(
    'SELECT hits, resets_at AS "resetsAt" FROM counted WHERE key = $1 AND resets_at > now()',
    [key],
  );
  return counted?.hits ?? 0;
}

/** What was counted turned out not to count. */
export async function uncount(db: Queryable, key: string): Promise<void> {
  await db.query('UPDATE counted SET hits = greatest(hits - 1, 0) WHERE key = $1 AND resets_at > now()', [
    key,
  ]);
}

export async function forgetCount(db: Queryable, key: string): Promise<void> {
  await db.query('DELETE FROM counted WHERE key = $1', [key]);
}

/** Counts per name over all replicas, forgotten after a while. */
export interface Counter {
  count(name: string): Promise<number>;
  /** Counts one more before it is done, and answers how many that makes. */
  add(name: string): Promise<number>;
  /** What was counted turned out not to count. */
  takeBack(name: string): Promise<void>;
  forget(name: string): Promise<void>;
}

export function createCounter(db: Queryable, what: string, windowMs: number): Counter {
  // Names are what people typed, which may be long or be a password in the wrong field.
  const keyOf = (name: string) => `${what} ${createHash('sha256').update(name).digest('base64')}`;
  return {
    count: (name) => countOf(db, keyOf(name)),
    add: async (name) => (await count(db, keyOf(name), windowMs)).hits,
    takeBack: (name) => uncount(db, keyOf(name)),
    forget: (name) => forgetCount(db, keyOf(name)),
  };
}
