import { setTimeout as sleep } from 'node:timers/promises';
import { growingPauseMs, type Outage } from '../../core/outage.ts';

/** Between attempts to start a server that ended by itself. */
const firstPauseMs = 100;
const longestPauseMs = 5000;

/** A server that runs. */
export interface Server {
  pid: number;
  /** Resolves with how it ended. */
  ended: Promise<string>;
  end(): Promise<void>;
}

export interface Kept {
  /** Of the server that runs, or ran last. */
  readonly pid: number;
  isUp(): boolean;
  /** Ends it for good. */
  end(): Promise<void>;
}

/**
 * Keeps a server running that runs already: one that ended by itself, killed or for want of room on its disk, is started
 * again for as long as it takes. Without an `outage` to tell, it stays down.
 */
export function keepServer(first: Server, start: () => Promise<Server>, outage?: Outage): Kept {
  let server = first;
  let isUp = true;
  const ending = new AbortController();
  const { signal } = ending;

  async function keep(): Promise<void> {
    for (;;) {
      const how = await server.ended;
      isUp = false;
      if (signal.aborted || !outage) return;
      outage.goesOn(how);
      const next = await startedAgain();
      if (!next) return;
      server = next;
      isUp = true;
      outage.isOver();
      // Asked to end while it was starting.
      if (signal.aborted) await server.end();
    }
  }

  async function startedAgain(): Promise<Server | undefined> {
    for (let attempts = 1; !signal.aborted; attempts += 1) {
      await sleep(growingPauseMs(attempts, firstPauseMs, longestPauseMs), undefined, { signal }).catch(
        () => {},
      );
      if (signal.aborted) break;
      const started = await start().catch(() => undefined);
      if (started) return started;
    }
    return undefined;
  }

  const kept = keep();
  return {
    get pid() {
      return server.pid;
    },
    isUp: () => isUp,
    async end() {
      ending.abort();
      await server.end();
      await kept;
    },
  };
}
