import type { Playground } from '../index.ts';

/** What tells of every change. */
export type Changing = Pick<Playground, 'onChange'>;

/** Against hanging alone: whoever waits for what comes does not wait this long. */
const DEADLINE_MS = 30_000;
/** Some things change without the playground announcing it. */
const LOOK_ANYWAY_MS = 200;

/** Looks again at every change until something is found; after the deadline fails with what `missing` says. */
export async function waitFor<T>(
  playground: Changing,
  look: () => Promise<T | undefined>,
  missing: () => Promise<string>,
): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  let hasChanged = false;
  let wake = (): void => undefined;
  const stopListening = playground.onChange(({ kind }) => {
    if (kind === 'traffic') return;
    hasChanged = true;
    wake();
  });
  try {
    for (;;) {
      hasChanged = false;
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(await missing());
      if (!hasChanged) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_ANYWAY_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  } finally {
    stopListening();
  }
}
