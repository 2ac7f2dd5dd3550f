import { createReadStream } from 'node:fs';
import { consistencyRanges, inclusionRanges, isConsistent, isIncluded, Prover } from '../../merkle/proofs.ts';
import { type SignedCheckpoint, signedBy, type Verifier } from '../../merkle/signed-note.ts';
import { Frontier, type Hash, hashes, hashLines, leafHash } from '../../merkle/tree.ts';

/**
 * Tells of each leaf of an export, in constant memory, however long it is. A last line that no newline ends counts as well; the line is a part of
 * what was read and is good until the call returns.
 */
async function eachLeaf(file: string, each: (leaf: Hash, line: Uint8Array) => void): Promise<void> {
  let rest: Uint8Array = Buffer.alloc(1);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const lines = Buffer.concat([rest, chunk as Buffer]);
    rest = lines.subarray(hashLines(lines, each));
  }
  if (rest.length > 1) hashLines(Buffer.concat([rest, Buffer.from('\n')]), each);
}

/** What an export says of the heads that its reader has. */
export interface Verdict {
  size: number;
  root: Hash;
  heads: { head: SignedCheckpoint; verdict: 'holds' | 'differs' | 'longer' | 'unsigned' }[];
}

/** One pass: the root of the whole, and at each head the one of its size. */
export async function verifyLog(
  file: string,
  heads: readonly SignedCheckpoint[],
  verifiers: readonly Verifier[],
): Promise<Verdict> {
  const tree = new Frontier();
  const roots = new Map<number, Hash>([[0, tree.root()]]);
  const sizes = new Set(heads.map(({ size }) => size));
  await eachLeaf(file, (leaf) => {
    tree.append(leaf);
    if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
  });
  return {
    size: tree.size,
    root: tree.root(),
    heads: heads.map((head) => {
      if (!signedBy(head, verifiers)) return { head, verdict: 'unsigned' };
      if (head.size > tree.size) return { head, verdict: 'longer' };
      return { head, verdict: roots.get(head.size) === head.root ? 'holds' : 'differs' };
    }),
  };
}

/** That an entry is in the log of a head: what whoever has no export needs, besides the public key. */
export interface InclusionProof {
  /** The entry's bytes, as they are hashed. */
  entry: string;
  /** Its place, from 0 on. */
  index: number;
  /** In base64, from the leaf up (RFC 9162, 2.1.3). */
  path: string[];
  /** The signed head. */
  head: string;
}

const base64 = (hash: Hash): string => hashes.toBuffer(hash).toString('base64');
const fromBase64 = (text: string): Hash => hashes.fromBuffer(Buffer.from(text, 'base64'));

/** Null where the first `size` entries have none of this id. */
export async function proveInclusion(
  file: string,
  id: string,
  size: number,
): Promise<Pick<InclusionProof, 'entry' | 'index' | 'path'> | null> {
  // Within a text its quotes would be escaped, so that no other member of the line reads so.
  const member = Buffer.from(`,"id":${JSON.stringify(id)},`);
  let index = -1;
  let entry = '';
  let n = 0;
  await eachLeaf(file, (_leaf, line) => {
    if (index < 0 && n < size && Buffer.from(line.buffer, line.byteOffset, line.length).includes(member)) {
      index = n;
      entry = Buffer.from(line).toString();
    }
    n += 1;
  });
  if (index < 0) return null;
  const prover = new Prover(inclusionRanges(index, size));
  await eachLeaf(file, (leaf) => prover.append(leaf));
  const path = prover.proof();
  return path && { entry, index, path: path.map(base64) };
}

/** Whether a proof shows that its entry is in the log of a head that was signed. */
export const provesInclusion = (
  { entry, index, path }: Pick<InclusionProof, 'entry' | 'index' | 'path'>,
  { size, root }: SignedCheckpoint,
): boolean => isIncluded({ leaf: leafHash(Buffer.from(entry)), index, size, root }, path.map(fromBase64));

/** The hashes that show that the log of the later head begins with that of the earlier one, in base64; null where it does not. */
export async function proveConsistency(
  file: string,
  earlier: SignedCheckpoint,
  later: SignedCheckpoint,
): Promise<string[] | null> {
  const prover = new Prover(consistencyRanges(earlier.size, later.size));
  await eachLeaf(file, (leaf) => prover.append(leaf));
  const proof = prover.proof();
  return proof && isConsistent(earlier, later, proof) ? proof.map(base64) : null;
}
