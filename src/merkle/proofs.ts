import { Frontier, type Hash, nodeHash } from './tree.ts';

/** Leaves next to each other, which have a tree of their own. */
export interface Range {
  from: number;
  /** The first that is not among them. */
  until: number;
}

/** The largest power of two below a number of leaves: where RFC 9162 parts them. */
function halfOf(leaves: number): number {
  let half = 1;
  while (half * 2 < leaves) half *= 2;
  return half;
}

/**
 * Whose roots are the proof that a leaf, counted from 0, is in the tree of the first `size` leaves, from the leaf up: PATH of RFC 9162, 2.1.3.1.
 */
export function inclusionRanges(index: number, size: number, from = 0): Range[] {
  const until = from + size;
  if (size <= 1) return [];
  const middle = from + halfOf(size);
  return index < middle
    ? [...inclusionRanges(index, middle - from, from), { from: middle, until }]
    : [...inclusionRanges(index, until - middle, middle), { from, until: middle }];
}

/**
 * Whose roots are the proof that the tree of `size` leaves begins with that of the first `earlier` ones (1 to `size`): PROOF and SUBPROOF of
 * RFC 9162, 2.1.4.1.
 */
export function consistencyRanges(earlier: number, size: number, from = 0, isKnown = true): Range[] {
  const until = from + size;
  if (earlier === size) return isKnown ? [] : [{ from, until }];
  const half = halfOf(size);
  const middle = from + half;
  return earlier <= half
    ? [...consistencyRanges(earlier, half, from, isKnown), { from: middle, until }]
    : [...consistencyRanges(earlier - half, size - half, middle, false), { from, until: middle }];
}

/** Makes a proof while the leaves go by, once and in order: its ranges do not overlap, so one of them is open at a time. */
export class Prover {
  readonly #ranges: readonly Range[];
  readonly #roots = new Map<number, Hash>();
  readonly #inOrder: Range[];
  #index = 0;
  #open = new Frontier();

  constructor(ranges: readonly Range[]) {
    this.#ranges = ranges;
    this.#inOrder = ranges.toSorted((a, b) => a.from - b.from);
  }

  append(leaf: Hash): void {
    const [range] = this.#inOrder;
    const index = this.#index;
    this.#index += 1;
    if (!range || index < range.from) return;
    this.#open.append(leaf);
    if (this.#index < range.until) return;
    this.#roots.set(range.from, this.#open.root());
    this.#open = new Frontier();
    this.#inOrder.shift();
  }

  /** Null as long as leaves that it is made of have not gone by. */
  proof(): Hash[] | null {
    if (this.#inOrder.length > 0) return null;
    return this.#ranges.map(({ from }) => this.#roots.get(from) ?? '');
  }
}

/** Whether a leaf is the one at `index` of the tree with this root: RFC 9162, 2.1.3.2. */
export function isIncluded(
  { leaf, index, size, root }: { leaf: Hash; index: number; size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (index < 0 || index >= size) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const each of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(each, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, each);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash === root;
}

/** Whether a tree begins with an earlier one, of at least one leaf: RFC 9162, 2.1.4.2. */
export function isConsistent(
  earlier: { size: number; root: Hash },
  later: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (earlier.size < 1 || earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root === later.root;
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : [...proof];
  let at = earlier.size - 1;
  let last = later.size - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let before = first;
  let after = first;
  for (const each of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = nodeHash(each, before);
      after = nodeHash(each, after);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else after = nodeHash(after, each);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && before === earlier.root && after === later.root;
}

const half = (n: number): number => Math.floor(n / 2);

function isPowerOfTwo(n: number): boolean {
  let left = n;
  while (left % 2 === 0) left /= 2;
  return left === 1;
}
