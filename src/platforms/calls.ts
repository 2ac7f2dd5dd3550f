import { RetryLater } from '../core/errors.ts';

/** Makes a call of one method of a platform, in one conversation where that counts by it, and says in our errors how it failed. */
export type Calls = <T>(method: string, work: () => Promise<T>, conversation?: string) => Promise<T>;

/** Either platform takes about a message a second in one conversation for long. */
const spacingMs = 1000;

interface Pause {
  until: number;
  /** When the next of those who were turned away is to come back: one after the other, not all at once. */
  next: number;
}

/**
 * Platforms count messages by conversation and everything else by method. Once one answered 429, no job of this replica makes
 * such a call there before the time that it named, whatever brings the job back; whoever wants something elsewhere does not
 * wait. `translated` says in our errors what the platform's mean.
 */
export function createCalls(
  translated: (error: unknown) => unknown,
  now: () => number = () => performance.now(),
): Calls {
  const pauses = new Map<string, Pause>();

  function pause(key: string, ms: number): void {
    for (const [name, { next }] of pauses) if (next <= now()) pauses.delete(name);
    const until = now() + ms;
    pauses.set(key, { until, next: Math.max(pauses.get(key)?.next ?? 0, until + spacingMs) });
  }

  return async (method, work, conversation) => {
    const key = conversation === undefined ? method : `${method} ${conversation}`;
    const paused = pauses.get(key);
    if (paused && paused.until > now()) {
      // Of a method that all of a workspace shares many calls are let through in a second.
      const at = conversation === undefined ? paused.until : paused.next;
      paused.next += spacingMs;
      throw new RetryLater(Math.ceil((at - now()) / 1000));
    }
    try {
      return await work();
    } catch (error) {
      const meaning = translated(error);
      if (meaning instanceof RetryLater) pause(key, meaning.seconds * 1000);
      throw meaning;
    }
  };
}
