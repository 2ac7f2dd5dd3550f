import type { Platform } from '../core/context.ts';
import { RetryLater } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { reasonOf } from '../jobs/reason.ts';

/** A platform that has taken no message for so long is out: what waits for people goes another way (T-6). */
export const outAfterMs = 10 * 60_000;
/** One that is out is left aside for so long by this replica, and then tried again. */
const asideMs = 60_000;

/** Which platforms take no messages (T-6). Noted where a message fails, and forgotten by the note that one has arrived (`arrivedAt`). */
export interface Outages {
  /**
   * Whether the platform is out by now, where what was thrown is a fault of its own. One that asks us to come back answers, and what the database or
   * the program fails at is not its fault.
   */
  isOut(platform: Platform, error: unknown, now: Date): Promise<boolean>;
  /** Those on a platform that was found to be out just now come last, and the others in their order. */
  last<Account extends { platform: Platform }>(accounts: readonly Account[], now: Date): Account[];
}

export function createOutages(db: Queryable): Outages {
  /** Until when a platform is left aside, where there is another way. */
  const aside = new Map<Platform, number>();
  const isAside = (platform: Platform, now: Date): boolean => (aside.get(platform) ?? 0) > now.getTime();

  return {
    async isOut(platform, error, now) {
      if (error instanceof RetryLater || !['platform', 'network'].includes(reasonOf(error))) return false;
      const [outage] = await db.query<{ since: Date }>(
        `INSERT INTO platform_outage AS known (platform, since) VALUES ($1, $2)
         ON CONFLICT (platform) DO UPDATE SET since = known.since RETURNING since`,
        [platform, now],
      );
      const isOut = outage !== undefined && outage.since.getTime() <= now.getTime() - outAfterMs;
      if (isOut) aside.set(platform, now.getTime() + asideMs);
      return isOut;
    },
    last: (accounts, now) => [
      ...accounts.filter(({ platform }) => !isAside(platform, now)),
      ...accounts.filter(({ platform }) => isAside(platform, now)),
    ],
  };
}

/** SQL: the platforms of what has arrived, by a list of it with their names, take messages. */
export const arrivedAt = (arrived: string): string =>
  `DELETE FROM platform_outage WHERE platform IN (SELECT platform FROM ${arrived})`;
