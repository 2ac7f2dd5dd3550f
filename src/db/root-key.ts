import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from '../core/keys.ts';
import type { Database, Tx } from './database.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** SECRET_KEY is not the one that this database was last run with. */
export class OtherSecretKey extends Error {
  override name = 'OtherSecretKey';
}

export interface RootKey {
  /** 64 hexadecimal digits; every other key is derived from it. It outlives a change of SECRET_KEY. */
  key: string;
  /** Whether it was sealed under one of the previous keys until now. */
  isResealed: boolean;
}

/**
 * The root key of this database, which lies in it sealed under SECRET_KEY. A database that never had one gets it: a random one,
 * or, where its audit was sealed before there were root keys, the SECRET_KEY of that time. Throws OtherSecretKey.
 *
 * Changing SECRET_KEY is sealing the root key anew: what it seals and signs holds on, in the replicas that still run with the
 * previous one too.
 */
export async function openRootKey(
  db: Database,
  secretKey: string,
  previous: readonly string[] = [],
): Promise<RootKey> {
  return db.transaction(async (tx) => {
    await tx.query('INSERT INTO root_key (sealed) VALUES ($1) ON CONFLICT DO NOTHING', [
      seal(await firstKey(tx, secretKey), secretKey),
    ]);
    const [row] = await tx.query<{ sealed: Buffer }>('SELECT sealed FROM root_key FOR UPDATE');
    if (!row) throw new Error('the root key was not written');
    const key = unseal(row.sealed, secretKey);
    if (key) return { key: key.toString('hex'), isResealed: false };
    for (const each of previous) {
      const kept = unseal(row.sealed, each);
      if (!kept) continue;
      await tx.query('UPDATE root_key SET sealed = $1', [seal(kept, secretKey)]);
      return { key: kept.toString('hex'), isResealed: true };
    }
    throw new OtherSecretKey('SECRET_KEY is not the one that this database was last run with');
  });
}

async function firstKey(tx: Tx, secretKey: string): Promise<Buffer> {
  const sealed = await tx.query('SELECT 1 FROM audit_seal LIMIT 1');
  return sealed.length > 0 ? Buffer.from(secretKey, 'hex') : randomBytes(32);
}

/** AES-256-GCM: opened by the same key alone. */
function seal(key: Buffer, secretKey: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secretKey, 'root key'), nonce);
  const text = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

function unseal(sealed: Buffer, secretKey: string): Buffer | null {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(secretKey, 'root key'), nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
}
