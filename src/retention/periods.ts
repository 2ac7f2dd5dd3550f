import type { Retention } from './rule.ts';

/** The periods of all kinds, in days, as RETENTION has them (`user-id.request=1825`), and what is wrong with it, in words. */
export function periodsOf(
  rules: readonly Retention[],
  given: ReadonlyMap<string, number>,
): { days: ReadonlyMap<string, number>; problems: string[] } {
  const days = new Map(rules.map((rule) => [rule.kind, given.get(rule.kind) ?? rule.days]));
  const unknown = [...given.keys()].filter((kind) => !days.has(kind));
  const problems = [
    ...unknown.map((kind) => `RETENTION ${kind} is no kind of data: ${[...days.keys()].sort().join(', ')}`),
    ...rules.flatMap(({ kind, least, within }) => {
      const own = days.get(kind) ?? 0;
      if (own < least) return [`RETENTION ${kind} must be at least ${least} days`];
      const longest = within ? (days.get(within) ?? own) : own;
      return own > longest
        ? [`RETENTION ${kind} (${own} days) must not be longer than that of ${within} (${longest} days)`]
        : [];
    }),
  ];
  return { days, problems };
}
