/** Draws that follow from a seed alone, so that a seed is a storm. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  chance(of: number): boolean;
  /** One of a list; undefined of an empty one. */
  one<T>(list: readonly T[]): T | undefined;
  /** One of these, each as often as its weight says. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
}

/**
 * Draws of a step. Each step has draws of its own, so that one that finds another state than before, or is left out, changes nothing
 * of what the steps behind it draw.
 */
export function randomOf(seed: number, step: number): Random {
  // splitmix32
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35);
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    chance: (of) => next() < of,
    one: (list) => list[below(list.length)],
    weighted(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [what, weight] of list) {
        left -= weight;
        if (left < 0) return what;
      }
      const [last] = list.slice(-1);
      if (!last) throw new Error('nothing to draw from');
      return last[0];
    },
  };
}
