import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  noteOf,
  readKeyLine,
  readNotes,
  type SignedCheckpoint,
  signedBy,
  type Verifier,
} from '../../merkle/signed-note.ts';
import { hashes } from '../../merkle/tree.ts';
import {
  type InclusionProof,
  proveConsistency,
  proveInclusion,
  provesInclusion,
  type Verdict,
  verifyLog,
} from './proofs.ts';

const usage = `Checks an export of the audit log, offline, by the public key alone (docs/audit-log.md).

  npm run audit:verify -- --key KEY --head FILE [--head FILE …] --log audit.jsonl [--entry ID [--out proof.json]]
  npm run audit:verify -- --key KEY --proof proof.json [--head FILE]

  --key    the public key: its line, or a file with such lines (/audit/key, /pintu audit key)
  --head   a text with signed roots: a mail, a message of a channel, several of them
  --log    the export (/pintu audit export)
  --entry  prove that this entry is in the log of the newest root
  --out    where that proof is written, for whoever has no export
  --proof  check such a proof

It ends with 0 where all holds, 1 where something does not, 2 where it could not be asked.
`;

class Unusable extends Error {}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const shown = ({ size, at }: SignedCheckpoint) => `${at}, ${size} entries`;

const words: Record<Verdict['heads'][number]['verdict'], string> = {
  holds: 'holds',
  differs: 'DIFFERS: the log was another one when this was signed',
  longer: 'DIFFERS: the log is shorter than it was when this was signed',
  unsigned: 'IS NOT SIGNED by this key',
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      key: { type: 'string', multiple: true, default: [] },
      head: { type: 'string', multiple: true, default: [] },
      log: { type: 'string' },
      entry: { type: 'string' },
      out: { type: 'string' },
      proof: { type: 'string' },
    },
  });
  const verifiers = (await Promise.all(values.key.map(readKeys))).flat();
  if (verifiers.length === 0) throw new Unusable(`there is no public key\n\n${usage}`);
  const heads = (await Promise.all(values.head.map(readHeads))).flat().toSorted((a, b) => a.size - b.size);
  if (values.proof !== undefined) return checkProof(values.proof, heads, verifiers);
  if (values.log === undefined) throw new Unusable(usage);
  return checkLog(values.log, heads, verifiers, values.entry, values.out);
}

async function readKeys(given: string): Promise<Verifier[]> {
  const line = readKeyLine(given);
  if (line) return [line];
  const lines = (await readFile(given, 'utf8')).split('\n').filter((each) => each.trim() !== '');
  return lines.map((each) => {
    const verifier = readKeyLine(each);
    if (!verifier) throw new Unusable(`${given} is no public key of a log, nor a file with such`);
    return verifier;
  });
}

async function readHeads(file: string): Promise<SignedCheckpoint[]> {
  const heads = readNotes(await readFile(file, 'utf8'));
  if (heads.length === 0) throw new Unusable(`there is no signed root in ${file}`);
  return heads;
}

async function checkLog(
  log: string,
  heads: readonly SignedCheckpoint[],
  verifiers: readonly Verifier[],
  entry: string | undefined,
  out: string | undefined,
): Promise<number> {
  const verdict = await verifyLog(log, heads, verifiers);
  say(`${log}: ${verdict.size} entries, root ${hashes.toBuffer(verdict.root).toString('base64')}`);
  for (const { head, verdict: each } of verdict.heads) say(`root of ${shown(head)}: ${words[each]}`);
  if (heads.length === 0) say('no signed root was given: an export by itself proves nothing');
  if (verdict.erased > 0) say(`personal data were erased from ${verdict.erased} entries, as later ones say`);
  for (const { id, column } of verdict.misfits)
    say(`entry ${id}: its ${column} IS NOT what it was sealed with`);
  for (const id of verdict.unattested) say(`entry ${id}: IT WAS ERASED, and no later entry says so`);
  let isGood =
    heads.length > 0 &&
    verdict.misfits.length + verdict.unattested.length === 0 &&
    verdict.heads.every((each) => each.verdict === 'holds');

  const [first, last] = [heads[0], heads.at(-1)];
  if (isGood && first && last && first.size > 0 && first.size < last.size) {
    const proof = await proveConsistency(log, first, last);
    say(
      proof
        ? `the log of ${shown(last)} begins with that of ${shown(first)}: ${proof.length} hashes prove it`
        : `the log of ${shown(last)} DOES NOT BEGIN with that of ${shown(first)}`,
    );
    isGood = proof !== null;
  }
  if (entry === undefined || !last || !isGood) return isGood ? 0 : 1;
  const proof = await proveInclusion(log, entry, last.size);
  if (!proof || !provesInclusion(proof, last)) {
    say(`entry ${entry} IS NOT in the log of ${shown(last)}`);
    return 1;
  }
  say(
    `entry ${entry} is number ${proof.index + 1} of the log of ${shown(last)}: ${proof.path.length} hashes prove it`,
  );
  say(proof.entry);
  if (out !== undefined) {
    const whole: InclusionProof = { ...proof, head: noteOf(last) };
    await writeFile(out, `${JSON.stringify(whole, null, 2)}\n`);
  }
  return 0;
}

/** Without the export: the proof alone, by its own head or by one that its reader has from elsewhere. */
async function checkProof(
  file: string,
  heads: readonly SignedCheckpoint[],
  verifiers: readonly Verifier[],
): Promise<number> {
  const proof = JSON.parse(await readFile(file, 'utf8')) as InclusionProof;
  const [own] = readNotes(String(proof.head));
  const head = heads.find(({ size }) => size === own?.size) ?? own;
  if (!head || !signedBy(head, verifiers)) {
    say('the root of this proof IS NOT SIGNED by this key');
    return 1;
  }
  if (!provesInclusion(proof, head)) {
    say(`this entry IS NOT in the log of ${shown(head)}`);
    return 1;
  }
  say(`this entry is number ${proof.index + 1} of the log of ${shown(head)}`);
  say(proof.entry);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
