/** More waits for its turn than can have one in time. */
export class Crowded extends Error {
  override name = 'Crowded';
}

export interface ShareLimits {
  /** What is done at the same time. */
  atOnce: number;
  /** … of one asker's. */
  each: number;
  /** What may wait, and of one asker's; what comes then is refused with Crowded. */
  waiting: number;
  waitingEach: number;
  /** Of one asker's the newest counts: it takes the place of the one that has waited longest, which is refused instead. */
  newestFirst?: boolean;
}

/** Does the work when its turn has come: askers in turn, however much each of them asks. */
export type Shares = <T>(asker: string, work: () => Promise<T>) => Promise<T>;

interface Waiting {
  begin(): void;
  refuse(): void;
}

/** Bounds work of which too much at once would slow down everybody, so that no asker gets more than their share of it. */
export function createShares({ atOnce, each, waiting, waitingEach, newestFirst }: ShareLimits): Shares {
  const running = new Map<string, number>();
  /** Whoever had a turn goes to the end. */
  const queues = new Map<string, Waiting[]>();
  let runningInAll = 0;
  let waitingInAll = 0;

  function began(asker: string, by: 1 | -1): void {
    runningInAll += by;
    const now = (running.get(asker) ?? 0) + by;
    if (now > 0) running.set(asker, now);
    else running.delete(asker);
  }

  function takeFrom(asker: string): Waiting | undefined {
    const queue = queues.get(asker);
    const first = queue?.shift();
    queues.delete(asker);
    if (queue && queue.length > 0) queues.set(asker, queue);
    if (first) waitingInAll -= 1;
    return first;
  }

  const mayBegin = (asker: string) => runningInAll < atOnce && (running.get(asker) ?? 0) < each;

  function next(): void {
    for (const asker of queues.keys()) {
      if (runningInAll >= atOnce) return;
      if (mayBegin(asker)) takeFrom(asker)?.begin();
    }
  }

  /** Null where it has come already. */
  function turn(asker: string): Promise<void> | null {
    if (mayBegin(asker) && !queues.has(asker)) {
      began(asker, 1);
      return null;
    }
    const own = queues.get(asker)?.length ?? 0;
    if (own >= waitingEach && newestFirst) takeFrom(asker)?.refuse();
    else if (own >= waitingEach || waitingInAll >= waiting) throw new Crowded('too many are waiting');
    return new Promise<void>((resolve, reject) => {
      const one: Waiting = {
        begin() {
          began(asker, 1);
          resolve();
        },
        refuse: () => reject(new Crowded('another one came after it')),
      };
      queues.set(asker, [...(queues.get(asker) ?? []), one]);
      waitingInAll += 1;
    });
  }

  return async (asker, work) => {
    const waiting = turn(asker);
    if (waiting) await waiting;
    try {
      return await work();
    } finally {
      began(asker, -1);
      next();
    }
  };
}
