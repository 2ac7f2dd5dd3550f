import { type Cpu, cpuUsed } from './cpu.ts';
import { type StepName, stepKinds } from './steps/index.ts';
import type { StormResult, Told } from './storm.ts';

export const secondsSince = (moment: number): number => Math.round((Date.now() - moment) / 1000);
export const write = (line: string): boolean => process.stdout.write(`${line}\n`);

export function say({ step, name, says, ms }: Told): void {
  write(`  step ${step} (${name}, ${ms} ms): ${says ?? 'nothing to do'}`);
}

/** A storm after which something did not hold. */
export type Failing = StormResult & {
  failed: NonNullable<StormResult['failed']>;
  emphasis: readonly StepName[] | undefined;
};

const again = ({ seed, failed, emphasis }: Failing): string =>
  `npm run storm -- --seed ${seed} --until ${failed.step}${emphasis ? ` --often '${emphasis.join(',')}'` : ''}`;

export function sayFailing(failing: Failing): void {
  write(`seed ${failing.seed} FAILED at step ${failing.failed.step}:`);
  for (const { invariant, says } of failing.failed.violations) write(`  ${invariant}: ${says}`);
  write(`  again: ${again(failing)}`);
}

/** How often each kind of step came, how often there was nothing to do it with and how often it changed anything, and what one costs. */
export function sayKinds(told: readonly Told[]): void {
  for (const name of Object.keys(stepKinds)) {
    const ofKind = told.filter((step) => step.name === name);
    if (ofKind.length === 0) continue;
    const idle = ofKind.filter(({ says }) => says === null).length;
    const changed = ofKind.filter(({ changes }) => changes).length;
    const ms = ofKind.reduce((sum, step) => sum + step.ms, 0) / ofKind.length;
    write(
      `  ${name}: ${ofKind.length} times, ${idle} with nothing to do, ${changed} changed something, ${Math.round(ms)} ms each`,
    );
  }
}

/** Which invariants did not hold, how often, and how each failing seed is played again. */
export function sayFailures(failing: readonly Failing[]): void {
  const seeds = new Map<string, Set<number>>();
  for (const { seed, failed } of failing)
    for (const { invariant } of failed.violations)
      seeds.set(invariant, (seeds.get(invariant) ?? new Set()).add(seed));
  for (const [invariant, of] of seeds)
    write(`  ${invariant} did not hold in ${of.size}: ${[...of].join(', ')}`);
  for (const one of failing) write(`  again: ${again(one)}`);
}

/** What a storm costs, whatever else the machine does. */
export function sayCost(before: Cpu | undefined, storms: number): void {
  const now = cpuUsed();
  if (!before || !now || storms === 0) return;
  const each = (of: keyof Cpu) => (now[of] - before[of]) / storms;
  const parts = (['storm', 'replicas', 'postgres'] as const).map((of) => `${of} ${each(of).toFixed(2)}`);
  const sum = each('storm') + each('replicas') + each('postgres');
  write(`  CPU seconds of a storm: ${sum.toFixed(2)} (${parts.join(', ')})`);
}
