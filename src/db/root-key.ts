import { randomBytes } from 'node:crypto';
import { withoutDeadline } from '../core/deadline.ts';
import { deriveKey, seal, unseal } from '../core/keys.ts';
import type { Database, Tx } from './database.ts';

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
  // Nearly every start finds it so, and writes nothing.
  const [kept] = await db.query<{ sealed: Buffer }>('SELECT sealed FROM root_key');
  const known = kept && unseal(kept.sealed, sealingKey(secretKey));
  if (known) return { key: known.toString('hex'), isResealed: false };
  return db.transaction(withoutDeadline, async (tx) => {
    await tx.query('INSERT INTO root_key (sealed) VALUES ($1) ON CONFLICT DO NOTHING', [
      seal(await firstKey(tx, secretKey), sealingKey(secretKey)),
    ]);
    const [row] = await tx.query<{ sealed: Buffer }>('SELECT sealed FROM root_key FOR UPDATE');
    if (!row) throw new Error('the root key was not written');
    const key = unseal(row.sealed, sealingKey(secretKey));
    if (key) return { key: key.toString('hex'), isResealed: false };
    for (const each of previous) {
      const kept = unseal(row.sealed, sealingKey(each));
      if (!kept) continue;
      await tx.query('UPDATE root_key SET sealed = $1', [seal(kept, sealingKey(secretKey))]);
      return { key: kept.toString('hex'), isResealed: true };
    }
    throw new OtherSecretKey('SECRET_KEY is not the one that this database was last run with');
  });
}

async function firstKey(tx: Tx, secretKey: string): Promise<Buffer> {
  const sealed = await tx.query('SELECT 1 FROM audit_seal LIMIT 1');
  return sealed.length > 0 ? Buffer.from(secretKey, 'hex') : randomBytes(32);
}

const sealingKey = (secretKey: string): Buffer => deriveKey(secretKey, 'root key');
