import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

/** What is wrong for a while: the log says so once, with its cause, and once when it is over, however often it is met. */
export interface Outage {
  goesOn(cause: unknown): void;
  isOver(): void;
}

export function watchOutage(log: Log, says: { begins: string; ends: string }, fields: object = {}): Outage {
  let since: number | undefined;
  return {
    goesOn(cause) {
      if (since !== undefined) return;
      since = performance.now();
      log.warn({ ...fields, error: messageOf(cause) }, says.begins);
    },
    isOver() {
      if (since === undefined) return;
      const seconds = Math.round((performance.now() - since) / 1000);
      since = undefined;
      log.info({ ...fields, seconds }, says.ends);
    },
  };
}

/** How long to wait before the next attempt: doubled each time, up to `longestMs`; none before the first one. */
export function growingPauseMs(failures: number, firstMs: number, longestMs: number): number {
  return failures === 0 ? 0 : Math.min(firstMs * 2 ** (failures - 1), longestMs);
}
