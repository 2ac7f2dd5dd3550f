import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyRanges,
  inclusionRanges,
  isConsistent,
  isIncluded,
  Prover,
  type Range,
} from '../../src/merkle/proofs.ts';
import { emptyRoot, Frontier, type Hash, hashes, hashLines, leafHash } from '../../src/merkle/tree.ts';

const hex = (hash: Hash) => hashes.toBuffer(hash).toString('hex');

/** The leaves and roots of the tests of Certificate Transparency's own sources (merkletree/testonly). */
const known = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((leaf) => Buffer.from(leaf, 'hex'));
const knownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** MTH as the RFC writes it, by itself. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (leaves.length === 0) return sha256();
  const [only] = leaves;
  if (leaves.length === 1 && only) return sha256(Buffer.from([0]), only);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha256(Buffer.from([1]), naiveRoot(leaves.slice(0, half)), naiveRoot(leaves.slice(half)));
}

const rootOf = (leaves: readonly Buffer[]): Hash => hashes.fromBuffer(naiveRoot(leaves));

function proofOf(leaves: readonly Buffer[], ranges: readonly Range[]): Hash[] {
  const prover = new Prover(ranges);
  for (const leaf of leaves) prover.append(leafHash(leaf));
  return prover.proof() ?? [];
}

const someLeaves = fc.array(
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  {
    minLength: 1,
    maxLength: 70,
  },
);

describe('T-1 a Merkle tree', () => {
  it('has the roots of the tests of Certificate Transparency', () => {
    const tree = new Frontier();
    expect(hex(emptyRoot)).toBe(knownRoots[0]);
    for (const [n, leaf] of known.entries()) {
      tree.append(leafHash(leaf));
      expect(hex(tree.root())).toBe(knownRoots[n + 1]);
    }
  });

  it('has the proofs of the tests of Certificate Transparency', () => {
    expect(proofOf(known, inclusionRanges(0, 8)).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(proofOf(known, inclusionRanges(5, 8)).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(proofOf(known, consistencyRanges(6, 8)).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('has the root that the definition gives, leaf by leaf and however it was kept in between', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        let tree = new Frontier();
        for (const [n, leaf] of leaves.entries()) {
          tree.append(leafHash(leaf));
          expect(tree.root()).toBe(rootOf(leaves.slice(0, n + 1)));
          tree = Frontier.fromBytes(n + 1, tree.toBytes()) as Frontier;
        }
      }),
      { numRuns: 30 },
    );
  });

  it('takes no bytes for a frontier that are none of its size', () => {
    const tree = new Frontier();
    for (const leaf of known.slice(0, 3)) tree.append(leafHash(leaf));
    expect(Frontier.fromBytes(4, tree.toBytes())).toBeNull();
    expect(Frontier.fromBytes(3, tree.toBytes().subarray(1))).toBeNull();
    expect(Frontier.fromBytes(-1, Buffer.alloc(0))).toBeNull();
  });

  it('proves each leaf in each tree, and no other leaf, place or tree', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, a, b) => {
        const size = leaves.length;
        const index = a % size;
        const proof = proofOf(leaves, inclusionRanges(index, size));
        const claim = { leaf: leafHash(leaves[index] as Buffer), index, size, root: rootOf(leaves) };
        expect(isIncluded(claim, proof)).toBe(true);
        expect(isIncluded({ ...claim, leaf: leafHash(Buffer.from('another')) }, proof)).toBe(false);
        expect(isIncluded({ ...claim, root: emptyRoot }, proof)).toBe(false);
        expect(isIncluded({ ...claim, index: size }, proof)).toBe(false);
        expect(isIncluded(claim, [...proof, emptyRoot])).toBe(false);
        if (proof.length > 0) {
          expect(isIncluded(claim, proof.slice(1))).toBe(false);
          expect(isIncluded(claim, proof.with(b % proof.length, emptyRoot))).toBe(false);
        }
      }),
    );
  });

  it('proves that it begins with each earlier one, and with no other', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, a, b) => {
        const earlier = 1 + (a % leaves.length);
        const proof = proofOf(leaves, consistencyRanges(earlier, leaves.length));
        const first = { size: earlier, root: rootOf(leaves.slice(0, earlier)) };
        const whole = { size: leaves.length, root: rootOf(leaves) };
        expect(isConsistent(first, whole, proof)).toBe(true);
        expect(isConsistent({ ...first, root: emptyRoot }, whole, proof)).toBe(false);
        expect(isConsistent(first, { ...whole, root: emptyRoot }, proof)).toBe(false);
        expect(isConsistent(first, whole, [...proof, emptyRoot])).toBe(false);
        if (proof.length > 0)
          expect(isConsistent(first, whole, proof.with(b % proof.length, emptyRoot))).toBe(false);
      }),
    );
  });

  it('hashes lines as leaves, wherever the bytes were cut', () => {
    const lines = ['{"a":1}', '', '{"b":"é"}', 'x'.repeat(300)];
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 5 }), (cuts) => {
        const found: string[] = [];
        let rest = Buffer.alloc(1);
        for (const [n, from] of [0, ...cuts.sort((a, b) => a - b)].entries()) {
          const given = Buffer.concat([rest, bytes.subarray(from, cuts[n] ?? bytes.length)]);
          rest = given.subarray(hashLines(given, (leaf) => void found.push(hex(leaf))));
        }
        expect(found).toEqual(lines.map((line) => hex(leafHash(Buffer.from(line)))));
      }),
    );
  });
});
