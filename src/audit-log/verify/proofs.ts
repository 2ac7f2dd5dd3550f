import { createReadStream } from 'node:fs';
import { consistencyRanges, inclusionRanges, isConsistent, isIncluded, Prover } from '../../merkle/proofs.ts';
import { type SignedCheckpoint, signedBy, type Verifier } from '../../merkle/signed-note.ts';
import { Frontier, type Hash, hashes, hashLines } from '../../merkle/tree.ts';
import { type ErasedEntries, leafOf, type PersonalColumn, type ReadLine, readLine } from '../line.ts';

/**
 * Tells of each leaf of an export, in constant memory, however long it is. A last line that no newline ends counts as well; the line is a part of
 * what was read and is good until the call returns. `behind` is what opens it.
 */
async function eachLeaf(
  file: string,
  each: (leaf: Hash, line: Uint8Array, behind: Uint8Array) => void,
): Promise<void> {
  const tell = (hashed: Hash, line: Uint8Array, behind: Uint8Array) =>
    each(leafOf(hashed, line), line, behind);
  let rest: Uint8Array = Buffer.alloc(1);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const lines = Buffer.concat([rest, chunk as Buffer]);
    rest = lines.subarray(hashLines(lines, tell));
  }
  if (rest.length > 1) hashLines(Buffer.concat([rest, Buffer.from('\n')]), tell);
}

/** What an export says of the heads that its reader has. */
export interface Verdict<Head extends SignedCheckpoint = SignedCheckpoint> {
  size: number;
  root: Hash;
  heads: { head: Head; verdict: 'holds' | 'differs' | 'longer' | 'unsigned' }[];
  /** Entries from which something was erased. */
  erased: number;
  /** Those of them of which no later entry says so: the first ones. */
  unattested: string[];
  /** Columns whose opening is not what the entry was sealed with: the first ones. */
  misfits: { id: string; column: PersonalColumn }[];
}

const mostNamed = 20;

/** What was erased, until a later entry says so: as much is kept of it as waits for that. */
class Erasures {
  count = 0;
  readonly #open = new Map<string, ReadLine['erased']>();

  add({ id, erased }: ReadLine): void {
    if (erased.length === 0) return;
    this.count += 1;
    this.#open.set(id, erased);
  }

  attest(entries: ErasedEntries): void {
    for (const [id, columns] of Object.entries(entries)) {
      const open = this.#open.get(id);
      if (open === 'all' || open?.every((column) => columns.includes(column))) this.#open.delete(id);
    }
  }

  unattested(): string[] {
    return [...this.#open.keys()].slice(0, mostNamed);
  }
}

/** One pass: the root of the whole, and at each head the one of its size; and whether what stands open is what was sealed. */
export async function verifyLog<Head extends SignedCheckpoint>(
  file: string,
  heads: readonly Head[],
  verifiers: readonly Verifier[],
): Promise<Verdict<Head>> {
  const tree = new Frontier();
  const roots = new Map<number, Hash>([[0, tree.root()]]);
  const sizes = new Set(heads.map(({ size }) => size));
  const erasures = new Erasures();
  const misfits: Verdict['misfits'] = [];
  await eachLeaf(file, (leaf, line, behind) => {
    tree.append(leaf);
    if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
    const read = readLine(line, behind);
    erasures.add(read);
    if (read.erases) erasures.attest(read.erases);
    for (const column of read.misfits) if (misfits.length < mostNamed) misfits.push({ id: read.id, column });
  });
  return {
    size: tree.size,
    root: tree.root(),
    erased: erasures.count,
    unattested: erasures.unattested(),
    misfits,
    heads: heads.map((head) => {
      if (!signedBy(head, verifiers)) return { head, verdict: 'unsigned' };
      if (head.size > tree.size) return { head, verdict: 'longer' };
      return { head, verdict: roots.get(head.size) === head.root ? 'holds' : 'differs' };
    }),
  };
}

/** That an entry is in the log of a head: what whoever has no export needs, besides the public key. */
export interface InclusionProof {
  /** The entry's bytes, as they are hashed, and behind a tab what opens it. */
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
  await eachLeaf(file, (_leaf, line, behind) => {
    if (index < 0 && n < size && Buffer.from(line.buffer, line.byteOffset, line.length).includes(member)) {
      index = n;
      entry = Buffer.from(line).toString() + (behind.length > 0 ? `\t${Buffer.from(behind)}` : '');
    }
    n += 1;
  });
  if (index < 0) return null;
  const prover = new Prover(inclusionRanges(index, size));
  await eachLeaf(file, (leaf) => prover.append(leaf));
  const path = prover.proof();
  return path && { entry, index, path: path.map(base64) };
}

/** Whether a proof shows that its entry is in the log of a head that was signed, with what it opens. */
export function provesInclusion(
  { entry, index, path }: Pick<InclusionProof, 'entry' | 'index' | 'path'>,
  { size, root }: SignedCheckpoint,
): boolean {
  let lines = 0;
  let holds = false;
  hashLines(Buffer.from(`\0${entry}\n`), (hashed, line, behind) => {
    lines += 1;
    holds =
      readLine(line, behind).misfits.length === 0 &&
      isIncluded({ leaf: leafOf(hashed, line), index, size, root }, path.map(fromBase64));
  });
  return holds && lines === 1;
}

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
