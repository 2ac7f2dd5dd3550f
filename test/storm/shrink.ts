import { type StormOptions, type StormResult, storm } from './storm.ts';

/**
 * Leaves out what a failing storm does not need: half of its steps, a quarter, and so on to single ones, as long as the same does not
 * hold. Every step draws for itself, so that the others stay what they were.
 */
export async function shrink(
  options: StormOptions,
  failed: NonNullable<StormResult['failed']>,
): Promise<Set<number>> {
  const until = failed.step + 1;
  const broken = new Set(failed.violations.map(({ invariant }) => invariant));
  const without = new Set<number>();
  for (let size = Math.ceil(until / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < failed.step; from += size) {
      const some = Array.from({ length: size }, (_, place) => from + place).filter(
        (step) => step < failed.step && !without.has(step),
      );
      if (some.length === 0) continue;
      const fewer = new Set([...without, ...some]);
      const result = await storm({ ...options, steps: until, without: fewer, tell: () => {} });
      if (result.failed?.violations.some(({ invariant }) => broken.has(invariant)))
        for (const step of some) without.add(step);
    }
  }
  return without;
}
