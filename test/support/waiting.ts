import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MS = 8000;
const LOOK_EVERY_MS = 15;

/** Looks until something is found; after the deadline fails with what `missing` says. */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  missing: () => Promise<string>,
  deadlineMs = DEADLINE_MS,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(await missing());
    await sleep(LOOK_EVERY_MS);
  }
}
