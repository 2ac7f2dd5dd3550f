/** The value in the middle of a sorted list, at `share` of its length, between neighbours in proportion. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** One quantity on both sides, measured in alternating pairs. */
export interface Compared {
  ours: number;
  floor: number;
  ratio: number;
  /** The quartiles of the pairs' ratios. */
  from: number;
  to: number;
}

/** The ratio is the median of the pairs' own ratios: what slows the machine down for a while slows both of a pair. */
export function compared(pairs: readonly { ours: number; floor: number }[]): Compared {
  const ratios = pairs.map((pair) => pair.ours / pair.floor);
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    floor: median(pairs.map((pair) => pair.floor)),
    ratio: median(ratios),
    from: quantile(ratios, 0.25),
    to: quantile(ratios, 0.75),
  };
}
