import { randomBytes } from 'node:crypto';
import { deriveKey, seal, unseal } from '../core/keys.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';
import {
  newSigner,
  privateBytes,
  rawKey,
  type Signer,
  signerOf,
  type Verifier,
  verifierOf,
} from '../merkle/signed-note.ts';

/** What is derived from the root key for the log: 32 bytes. */
export type AuditKey = Buffer;

const sealingKey = (key: AuditKey): Buffer => deriveKey(key.toString('hex'), 'signing keys of the audit');

interface Row {
  id: number;
  origin: string;
  publicKey: Buffer;
  privateKey: Buffer;
  retired: boolean;
}

/** A key row that is not one of ours: somebody has been at it. */
class KeyLost extends Error {
  override name = 'KeyLost';
}

/** A key of the log's; `signer` while its private half is there. */
interface LogKey {
  id: number;
  verifier: Verifier;
  signer: Signer | null;
  retired: boolean;
}

/** As what a private key is sealed: it cannot be put beside another public one. */
const sealedAs = (origin: string, publicKey: Buffer): string =>
  `audit key ${origin} ${publicKey.toString('hex')}`;

/**
 * The log's keys, the newest first. Those that do not open are left out: a row that somebody else has put there proves nothing,
 * whatever it has signed.
 */
async function keysOf(db: Queryable, key: AuditKey): Promise<LogKey[]> {
  const sealing = sealingKey(key);
  const rows = await db.query<Row>(
    `SELECT id, origin, public_key AS "publicKey", private_key AS "privateKey", retired_at IS NOT NULL AS retired
     FROM audit_key ORDER BY id DESC`,
  );
  return rows.flatMap(({ id, origin, publicKey, privateKey, retired }) => {
    const opened = unseal(privateKey, sealing, sealedAs(origin, publicKey));
    if (!opened) return [];
    const verifier = verifierOf(origin, publicKey);
    return [{ id, verifier, signer: opened.length > 0 ? signerOf(verifier, opened) : null, retired }];
  });
}

export const verifiersOf = async (db: Queryable, key: AuditKey): Promise<Verifier[]> =>
  (await keysOf(db, key)).map(({ verifier }) => verifier);

/**
 * Who signs: the key that is not retired, made where there is none, and behind it those that were retired since the last day's head, which is
 * signed by them too, so that whoever trusts one of them learns of the next. For the one sealer, who holds the log's lock.
 */
export async function signersOf(tx: Tx, key: AuditKey, now: Date): Promise<[Signer, ...Signer[]]> {
  const rows = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_key');
  const keys = await keysOf(tx, key);
  if (keys.length !== (rows[0]?.n ?? 0)) throw new KeyLost('a key of the audit log is not ours');
  const retired = keys.flatMap((one) => (one.retired && one.signer ? [one.signer] : []));
  const current = keys.find((one) => !one.retired)?.signer;
  return [current ?? (await makeKey(tx, key, now, keys[0]?.verifier.origin)), ...retired];
}

/** What the log is called: the same for as long as it goes on, whichever key signs. */
const newOrigin = (): string => `satu-pintu/audit/${randomBytes(8).toString('hex')}`;

async function makeKey(tx: Tx, key: AuditKey, now: Date, origin = newOrigin()): Promise<Signer> {
  const signer = newSigner(origin);
  const raw = rawKey(signer.publicKey);
  await tx.query('INSERT INTO audit_key (origin, public_key, private_key, made_at) VALUES ($1, $2, $3, $4)', [
    origin,
    raw,
    seal(privateBytes(signer), sealingKey(key), sealedAs(origin, raw)),
    now,
  ]);
  return signer;
}

/** Takes their private halves from keys that are retired; that the row is ours still shows. */
export async function forgetRetired(tx: Tx, key: AuditKey): Promise<void> {
  for (const { id, verifier, signer, retired } of await keysOf(tx, key)) {
    if (!retired || !signer) continue;
    const about = sealedAs(verifier.origin, rawKey(verifier.publicKey));
    await tx.query('UPDATE audit_key SET private_key = $2 WHERE id = $1', [
      id,
      seal(Buffer.alloc(0), sealingKey(key), about),
    ]);
  }
}
