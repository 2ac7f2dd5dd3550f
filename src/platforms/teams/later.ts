import { Undeliverable } from '../../chat/messenger.ts';
import { messageOf, RetryLater } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { TeamsFault } from './errors.ts';

/** Something to be said once the delivery that led to it has been answered. */
export type Later = () => Promise<void>;

export interface Afterwards {
  start(list: readonly Later[]): void;
  quiet(): Promise<void>;
}

const attempts = 4;

/**
 * A private answer is no job: it is an answer to somebody who looks, and asks again if it does not come. It is tried
 * a few times when Teams said that it did not take it, and never when that is not known.
 */
export function afterwards(log: Log): Afterwards {
  const underWay = new Set<Promise<void>>();

  async function attempt(work: Later): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        await work();
        return;
      } catch (error) {
        const waitMs = tried < attempts ? waitFor(error, tried) : null;
        if (waitMs === null) {
          log.warn({ error: messageOf(error) }, 'an answer could not be given in Teams');
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  return {
    start(list) {
      for (const work of list) {
        const promise = attempt(work).finally(() => underWay.delete(promise));
        underWay.add(promise);
      }
    },
    async quiet() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Milliseconds, or null when it is not to be tried again. */
function waitFor(error: unknown, tried: number): number | null {
  if (error instanceof RetryLater) return Math.min(error.seconds, 10) * 1000;
  if (error instanceof Undeliverable) return null;
  return error instanceof TeamsFault && (error.status === 412 || error.status >= 500) ? tried * 500 : null;
}
