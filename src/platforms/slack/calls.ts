import { RetryLater } from '../../core/errors.ts';
import { translated } from './errors.ts';

/** Makes a call of one Web API method and says in our errors how it failed. */
export type Calls = <T>(method: string, work: () => Promise<T>) => Promise<T>;

/**
 * Slack limits each method for all of a workspace: once it answered 429, no job of this replica calls that
 * method before the time that Slack named, whichever message it is about.
 */
export function createCalls(): Calls {
  const pausedUntil = new Map<string, number>();
  return async (method, work) => {
    const wait = (pausedUntil.get(method) ?? 0) - performance.now();
    if (wait > 0) throw new RetryLater(Math.ceil(wait / 1000));
    try {
      return await work();
    } catch (error) {
      const meaning = translated(error);
      if (meaning instanceof RetryLater) pausedUntil.set(method, performance.now() + meaning.seconds * 1000);
      throw meaning;
    }
  };
}
