import { cpuUsed } from './cpu.ts';
import { Replicas } from './replicas.ts';
import type { StormServer } from './server.ts';
import { shrink } from './shrink.ts';
import type { StepName } from './steps/index.ts';
import { storm, type Told } from './storm.ts';
import {
  type Failing,
  say,
  sayCost,
  sayFailing,
  sayFailures,
  sayKinds,
  secondsSince,
  write,
} from './telling.ts';

export interface Wanted {
  /** The first seed and the last. */
  first: number;
  last: number;
  steps: number;
  /** After so many no storm begins any more. */
  minutes: number;
  /** How many storms rage at once: most of one is waiting. */
  lanes: number;
  /** Each step is told as it ends. */
  isAlone: boolean;
  shrinks: boolean;
  /** What happens more often than else. */
  emphasis: readonly StepName[] | undefined;
  /** The program, once for each replica. */
  builds: readonly string[];
}

/** Storm after storm, until all seeds are through or the time is over; answers the exit code. */
export async function rage(
  server: StormServer,
  { first, last, steps, minutes, lanes, isAlone, shrinks, emphasis, builds }: Wanted,
): Promise<number> {
  const began = Date.now();
  let next = first;
  const all: Told[] = [];
  const failing: Failing[] = [];
  async function lane(): Promise<void> {
    const replicas = new Replicas();
    while (next <= last && Date.now() < began + minutes * 60_000) {
      const seed = next;
      next += 1;
      const options = { server, replicas, builds, emphasis, seed, steps };
      const begins = Date.now();
      const { failed, ...result } = await storm({ ...options, ...(isAlone && { tell: say }) });
      all.push(...result.trace);
      if (!failed) {
        write(`seed ${seed}: ${result.trace.length} steps, all holds (${secondsSince(begins)} s)`);
        continue;
      }
      const failure: Failing = { ...result, failed, emphasis };
      failing.push(failure);
      if (!isAlone) for (const step of result.trace) say(step);
      sayFailing(failure);
      if (!shrinks) continue;
      const without = await shrink(options, failed);
      write('  what it takes:');
      for (const step of result.trace) if (!without.has(step.step)) say(step);
    }
    await replicas.end();
  }
  const used = cpuUsed();
  await Promise.all(Array.from({ length: lanes }, lane));
  const storms = next - first;
  sayKinds(all);
  sayCost(used, storms);
  sayFailures(failing);
  const left = last + 1 - next;
  write(
    `${storms} storms, ${failing.length} failed (${secondsSince(began)} s)${left > 0 ? `; the time was over before ${left} more` : ''}`,
  );
  return failing.length === 0 ? 0 : 1;
}
