import { setImmediate } from 'node:timers/promises';

/** What else waits for the event loop waits no longer than this. */
const turnMs = 10;

/** Does long work in short turns: `work` yields wherever it can be interrupted. */
export async function inTurns<Result>(work: Generator<unknown, Result>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - began < turnMs) continue;
    await setImmediate();
    began = performance.now();
  }
}
