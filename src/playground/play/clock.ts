import type { Store } from '../store.ts';

/** The playground's clock: this machine's, moved by whole days, so that the time of day stays. */
export interface PlayClock {
  /** Milliseconds, as `Date.now`. */
  now(): number;
  /** Forwards, or backwards where nothing has happened yet. */
  move(ms: number): void;
}

/** It stands where it stood the last time. */
export function openClock(store: Store, machine: () => number = Date.now): PlayClock {
  const kept = store.collection<number>('clock');
  const moved = () => kept.get('moved') ?? 0;
  return {
    now: () => machine() + moved(),
    move: (ms) => kept.put('moved', moved() + ms),
  };
}
