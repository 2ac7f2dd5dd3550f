import type { RequestHandler } from 'express';
import {
  type ClientRateLimitInfo,
  ipKeyGenerator,
  type Options,
  rateLimit,
  type Store,
} from 'express-rate-limit';
import type { Queryable } from '../core/queryable.ts';
import { createShares } from '../core/shares.ts';
import { count, forgetCount, uncount } from '../db/counting.ts';

const minute = 60_000;

/**
 * What one address may do, over all replicas. Many people may share one, so these stop floods; what an account or a mailbox
 * is protected by is counted apart.
 */
export const addressLimits = {
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
} as const satisfies Record<string, Partial<Options> & { windowMs: number; limit: number }>;

export type LimitName = keyof typeof addressLimits;

export class TooMany extends Error {
  override name = 'TooMany';
}

/**
 * Of one address so many pages are made at the same time; many people may share one. Files that are on their way are not among them,
 * since they take as long as they take.
 */
export const perAddress = { atOnce: Number.POSITIVE_INFINITY, each: 20, waiting: 5000, waitingEach: 300 };

/** Has the pages of an address wait for their turn, before anything is asked for them. */
export function inTurn(): RequestHandler {
  const turn = createShares(perAddress);
  return (req, res, next) => {
    if (req.method === 'POST' && req.is('multipart/form-data')) return next();
    const answered = () =>
      new Promise<void>((resolve) => {
        // Whoever has gone away while they waited is answered nothing.
        if (res.closed) return resolve();
        res.once('close', resolve);
        next();
      });
    turn(addressOf(req.ip), answered).catch(next);
  };
}

/** The addresses that one household or office has in IPv6 are counted as one. */
export function addressOf(ip: string | undefined): string {
  return ip ? ipKeyGenerator(ip) : '';
}

export function createLimits(db: Queryable): Record<LimitName, RequestHandler> {
  const made = Object.entries(addressLimits).map(([name, options]) => [
    name,
    rateLimit({
      ...options,
      store: sharedStore(db, name, options),
      keyGenerator: ({ ip }) => addressOf(ip),
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      // A proxy that we do not trust may well send the header; the address is then the proxy's own.
      validate: { xForwardedForHeader: false },
      handler: (_req, _res, next) => next(new TooMany(name)),
    }),
  ]);
  return Object.fromEntries(made) as Record<LimitName, RequestHandler>;
}

/** For this long a replica refuses by itself whom the database has refused: a flood does not become one of statements. */
const refusedMs = 1000;

/** The counts of one limit, in the database. */
function sharedStore(
  db: Queryable,
  name: string,
  { limit, windowMs }: { limit: number; windowMs: number },
): Store {
  const refused = new Map<string, ClientRateLimitInfo & { until: number }>();
  const prefix = `limit ${name} `;
  const keyOf = (address: string) => prefix + address;
  return {
    localKeys: false,
    // By this the library tells one limit's counts from another's.
    prefix,
    async increment(address) {
      const known = refused.get(address);
      if (known && known.until > performance.now()) return known;
      const { hits, resetsAt } = await count(db, keyOf(address), windowMs);
      const counted = { totalHits: hits, resetTime: resetsAt };
      for (const [other, { until }] of refused) if (until <= performance.now()) refused.delete(other);
      if (hits > limit) refused.set(address, { ...counted, until: performance.now() + refusedMs });
      return counted;
    },
    decrement: (address) => uncount(db, keyOf(address)),
    resetKey: (address) => forgetCount(db, keyOf(address)),
  };
}
