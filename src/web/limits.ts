import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { MemoryStore, type Options, rateLimit } from 'express-rate-limit';

const minute = 60_000;

/**
 * What one address may do. Many people may share one, so these stop floods; what an account or a mailbox is
 * protected by is counted apart. Each replica counts for itself.
 */
const limits = {
  /** Every page. */
  any: { windowMs: minute, limit: 600 },
  /** Logins that failed. */
  login: { windowMs: 15 * minute, limit: 50, skipSuccessfulRequests: true },
  /** What sends an e-mail. */
  mail: { windowMs: 15 * minute, limit: 30 },
  /** Pages that are opened by a token. */
  token: { windowMs: minute, limit: 60 },
  /** What makes the server compute. */
  compute: { windowMs: minute, limit: 120 },
  upload: { windowMs: 10 * minute, limit: 300 },
} as const satisfies Record<string, Partial<Options>>;

export type LimitName = keyof typeof limits;

export class TooMany extends Error {
  override name = 'TooMany';
}

export function createLimits(): Record<LimitName, RequestHandler> {
  const made = Object.entries(limits).map(([name, options]) => [
    name,
    rateLimit({
      ...options,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      // A proxy that we do not trust may well send the header; the address is then the proxy's own.
      validate: { xForwardedForHeader: false },
      handler: (_req, _res, next) => next(new TooMany(name)),
    }),
  ]);
  return Object.fromEntries(made) as Record<LimitName, RequestHandler>;
}

/** Counts per name, forgotten after a while; in memory, so each replica counts for itself. */
export interface Counter {
  count(name: string): Promise<number>;
  add(name: string): Promise<number>;
  forget(name: string): Promise<void>;
}

export function createCounter(windowMs: number): Counter {
  const store = new MemoryStore();
  store.init({ windowMs } as Options);
  // Names are what people typed, which may be long or be a password in the wrong field.
  const key = (name: string) => createHash('sha256').update(name).digest('base64');
  return {
    count: async (name) => (await store.get(key(name)))?.totalHits ?? 0,
    add: async (name) => (await store.increment(key(name))).totalHits,
    forget: (name) => store.resetKey(key(name)),
  };
}
