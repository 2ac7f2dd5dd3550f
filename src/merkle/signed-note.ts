import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { type Hash, hashBytes, hashes } from './tree.ts';

/**
 * What a log signs of itself: a checkpoint (c2sp.org/tlog-checkpoint) as a signed note (c2sp.org/signed-note), which the tools of
 * transparency logs read: lines with the log's name, how many leaves it has, the root in base64 and, as an extension, the moment.
 */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Hash;
  /** ISO 8601 in UTC, as it is signed. */
  at: string;
}

export interface SignedCheckpoint extends Checkpoint {
  signatures: readonly { keyId: string; signature: Buffer }[];
}

/** Ed25519, with the name of the log whose key it is. */
export interface Verifier {
  origin: string;
  /** Eight hexadecimal digits. */
  keyId: string;
  publicKey: KeyObject;
}

export interface Signer extends Verifier {
  privateKey: KeyObject;
}

const ed25519 = 0x01;
const signatureBytes = 64;
const keyIdBytes = 4;

/** The 32 bytes of a public key, which DER has at its end. */
export const rawKey = (key: KeyObject): Buffer =>
  key.export({ type: 'spki', format: 'der' }).subarray(-hashBytes);

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export function verifierOf(origin: string, raw: Buffer): Verifier {
  const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
  const keyId = createHash('sha256')
    .update(`${origin}\n`)
    .update(Buffer.from([ed25519]))
    .update(raw)
    .digest('hex')
    .slice(0, 2 * keyIdBytes);
  return { origin, keyId, publicKey };
}

export function newSigner(origin: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { ...verifierOf(origin, rawKey(publicKey)), privateKey };
}

/** The private key as PKCS #8, which `signerOf` takes. */
export const privateBytes = ({ privateKey }: Signer): Buffer =>
  privateKey.export({ type: 'pkcs8', format: 'der' });

export const signerOf = (verifier: Verifier, pkcs8: Buffer): Signer => ({
  ...verifier,
  privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
});

/** A public key in the one line in which tools of transparency logs take it: name, id and key, with plus signs between them. */
export function keyLine({ origin, keyId, publicKey }: Verifier): string {
  return `${origin}+${keyId}+${Buffer.concat([Buffer.from([ed25519]), rawKey(publicKey)]).toString('base64')}`;
}

/** Null for what is no such line, or whose id is another key's. */
export function readKeyLine(line: string): Verifier | null {
  const [, origin = '', keyId, encoded = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim()) ?? [];
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== 1 + hashBytes || key[0] !== ed25519) return null;
  const verifier = verifierOf(origin, key.subarray(1));
  return verifier.keyId === keyId ? verifier : null;
}

function textOf({ origin, size, root, at }: Checkpoint): string {
  return `${origin}\n${size}\n${hashes.toBuffer(root).toString('base64')}\ntime ${at}\n`;
}

/** Signed by each of these: while a key is changed by both. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly Signer[]): SignedCheckpoint {
  const text = Buffer.from(textOf(checkpoint));
  return {
    ...checkpoint,
    signatures: signers.map(({ keyId, privateKey }) => ({ keyId, signature: sign(null, text, privateKey) })),
  };
}

/** The note as transparency logs write it. */
export function noteOf(checkpoint: SignedCheckpoint): string {
  const lines = checkpoint.signatures.map(({ keyId, signature }) => {
    const signed = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
    return `— ${checkpoint.origin} ${signed.toString('base64')}\n`;
  });
  return `${textOf(checkpoint)}\n${lines.join('')}`;
}

/** A note in the least of characters, for what has room for no more: its first signature, and not the name of the log. */
export function compactNote({ size, root, at, signatures: [first] }: SignedCheckpoint): string {
  const root64 = hashes.toBuffer(root).toString('base64url');
  return [size, root64, Date.parse(at), first?.keyId, first?.signature.toString('base64url')].join('.');
}

/** Null for what is no such text. */
export function readCompactNote(origin: string, text: string): SignedCheckpoint | null {
  const [, size, root = '', at, keyId = '', signature = ''] =
    /^(\d{1,15})\.([\w-]{43})\.(\d{1,14})\.([0-9a-f]{8})\.([\w-]{86})$/.exec(text) ?? [];
  if (size === undefined) return null;
  return {
    origin,
    size: Number(size),
    root: hashes.fromBuffer(Buffer.from(root, 'base64url')),
    at: new Date(Number(at)).toISOString(),
    signatures: [{ keyId, signature: Buffer.from(signature, 'base64url') }],
  };
}

/** What chats and mail programs put between words and lines: white space, and marks of quotation. */
const gap = '[\\s>]+';
const noteShape = new RegExp(
  [
    // From the beginning of a word, so that a long one is looked at once.
    '(?<![\\w./-])([\\w./-]{1,100})',
    '(\\d{1,15})',
    '([A-Za-z0-9+/]{43}=)',
    'time',
    `(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)((?:${gap}[—–-]+${gap}\\1${gap}[A-Za-z0-9+/]{91}=)+)`,
  ].join(gap),
  'g',
);

/**
 * All notes in a text, such as a mail or a message in a chat, whatever that has made of their lines: what was signed is put together anew
 * from their words. Nothing says yet that the signatures hold.
 */
export function readNotes(text: string): SignedCheckpoint[] {
  return [...text.matchAll(noteShape)].map(([, origin = '', size, root = '', at = '', lines = '']) => ({
    origin,
    size: Number(size),
    root: hashes.fromBuffer(Buffer.from(root, 'base64')),
    at,
    signatures: [...lines.matchAll(/[A-Za-z0-9+/]{91}=/g)].map(([line]) => {
      const signed = Buffer.from(line, 'base64');
      return {
        keyId: signed.subarray(0, keyIdBytes).toString('hex'),
        signature: signed.subarray(keyIdBytes, keyIdBytes + signatureBytes),
      };
    }),
  }));
}

/** The key of these that has signed a note; undefined where none of them has. */
export function signedBy(note: SignedCheckpoint, verifiers: readonly Verifier[]): Verifier | undefined {
  const text = Buffer.from(textOf(note));
  return verifiers.find(
    ({ origin, keyId, publicKey }) =>
      origin === note.origin &&
      note.signatures.some((one) => one.keyId === keyId && verify(null, text, publicKey, one.signature)),
  );
}
