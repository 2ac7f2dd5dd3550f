import { readFile, stat, writeFile } from 'node:fs/promises';
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
import { maxMailBytes, notesInMail, UnreadableMail } from '../mail.ts';
import {
  type InclusionProof,
  proveConsistency,
  proveInclusion,
  provesInclusion,
  type Verdict,
  verifyLog,
} from './proofs.ts';

const usage = `Checks an export of the audit log, offline, by the public key alone (docs/audit-log.md).

  npm run audit:verify -- --key KEY --mail FILE … --head FILE … --log audit.jsonl [--entry ID [--out proof.json]]
  npm run audit:verify -- --key KEY --proof proof.json [--head FILE]

  --key    the public key: its line, or a file with such lines (/audit/key, /pintu audit key)
  --mail   a mail with signed roots as the mail program saved it (.eml); several, each with an option of its own
  --head   a text with signed roots: a message of a channel, several of them, the words of a mail; likewise
  --log    the export (/pintu audit export)
  --entry  prove that this entry is in the log of the newest root
  --out    where that proof is written, for whoever has no export
  --proof  check such a proof

It ends with 0 where all holds, 1 where something does not, 2 where it could not be asked.
`;

class Unusable extends Error {}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const shown = ({ size, at }: SignedCheckpoint) => `${at}, ${size} entries`;

/** A signed root, and the file that it was found in. */
type Head = SignedCheckpoint & { file: string };

const words: Record<Verdict<Head>['heads'][number]['verdict'], string> = {
  holds: 'holds',
  differs: 'DIFFERS: the log was another one when this was signed',
  longer: 'DIFFERS: the log is shorter than it was when this was signed',
  unsigned: 'IS NOT SIGNED by this key',
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      key: { type: 'string', multiple: true, default: [] },
      mail: { type: 'string', multiple: true, default: [] },
      head: { type: 'string', multiple: true, default: [] },
      log: { type: 'string' },
      entry: { type: 'string' },
      out: { type: 'string' },
      proof: { type: 'string' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const verifiers = (await Promise.all(values.key.map(readKeys))).flat();
  if (verifiers.length === 0) throw new Unusable(`there is no public key\n\n${usage}`);
  const read = [...values.mail.map(readMail), ...values.head.map(readHeads)];
  const heads = (await Promise.all(read)).flat().toSorted((a, b) => a.size - b.size);
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

const readHeads = async (file: string): Promise<Head[]> =>
  headsOf(file, readNotes(await readFile(file, 'utf8')));

async function readMail(file: string): Promise<Head[]> {
  // Before it is read: a file of any size may bear the name of a mail.
  if ((await stat(file)).size > maxMailBytes)
    throw new Unusable(`${file} is larger than any mail with a root is (${maxMailBytes / 1024} KB)`);
  try {
    return headsOf(file, await notesInMail(await readFile(file)));
  } catch (error) {
    throw error instanceof UnreadableMail ? new Unusable(`${file}: ${error.message}`) : error;
  }
}

function headsOf(file: string, notes: readonly SignedCheckpoint[]): Head[] {
  if (notes.length === 0) throw new Unusable(`there is no signed root in ${file}`);
  return notes.map((note) => ({ ...note, file }));
}

async function checkLog(
  log: string,
  heads: readonly Head[],
  verifiers: readonly Verifier[],
  entry: string | undefined,
  out: string | undefined,
): Promise<number> {
  const verdict = await verifyLog(log, heads, verifiers);
  say(`${log}: ${verdict.size} entries, root ${hashes.toBuffer(verdict.root).toString('base64')}`);
  for (const { head, verdict: each } of verdict.heads)
    say(`root of ${shown(head)}, in ${head.file}: ${words[each]}`);
  sayFirst(verdict.heads.filter((each) => each.verdict !== 'holds').map(({ head }) => head));
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

/** The first day that disagrees, and all that say so of it. */
function sayFirst(disagreeing: readonly Head[]): void {
  const [day] = disagreeing.map(dayOf).sort();
  const files = new Set(disagreeing.filter((head) => dayOf(head) === day).map(({ file }) => file));
  if (day !== undefined) say(`the first day that DISAGREES is ${day}, by ${[...files].join(', ')}`);
}

/** In UTC, as the moment is signed. */
const dayOf = ({ at }: SignedCheckpoint): string => at.slice(0, 'yyyy-mm-dd'.length);

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
