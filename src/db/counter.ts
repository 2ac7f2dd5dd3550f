import { createHash } from 'node:crypto';
import type { Queryable } from '../core/queryable.ts';
import { count, countOf, forgetCount, uncount } from './counting.ts';

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
