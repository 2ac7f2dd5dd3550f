import { deriveKey, seal, unseal } from '../../src/core/keys.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import {
  type Database,
  type DatabaseOptions,
  databaseOf,
  openDatabase as open,
} from '../../src/db/database.ts';
import { createKeyring, type Query } from '../../src/db/keyring.ts';
import type { Pool } from '../../src/db/pool.ts';

/** SECRET_KEY of all tests, and the root key of the databases that they make. */
export const testSecretKey = '00'.repeat(32);

/** A database with its keys: those of a program that was started on it, or the tests' own. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  return open(url, { rootKey: rootKeyOf, ...options });
}

/** The same over sessions that are there already. */
export function databaseOver(pool: Pool): Database {
  return databaseOf(pool, createKeyring(rootKeyOf));
}

/** What asks by statements alone: nothing sealed is read. */
export function keyless(query: Queryable['query']): Queryable {
  const none = () => Promise.reject(new Error('nothing sealed is read here'));
  return { query, keys: { seal: none, sealColumn: none, open: none, openBytes: none, hash: none } };
}

async function rootKeyOf(query: Query): Promise<string> {
  const sealing = deriveKey(testSecretKey, 'root key');
  await query('INSERT INTO root_key (sealed) VALUES ($1) ON CONFLICT DO NOTHING', [
    seal(Buffer.from(testSecretKey, 'hex'), sealing),
  ]);
  const [row] = await query<{ sealed: Buffer }>('SELECT sealed FROM root_key');
  const key = row && unseal(row.sealed, sealing);
  if (!key) throw new Error('the root key of this database is under another SECRET_KEY');
  return key.toString('hex');
}

/** `nik_hash_of(nik)` in SQL, as the tests' own root key has it: by what statements of tests find somebody's rows. */
export const nikHashInSql = (): string => {
  const key = deriveKey(testSecretKey, 'equality of nik');
  const padded = Buffer.concat([key, Buffer.alloc(64 - key.length)]);
  const pad = (by: number) => `'\\x${Buffer.from(padded.map((byte) => byte ^ by)).toString('hex')}'::bytea`;
  return `CREATE FUNCTION nik_hash_of(nik text) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    translate(rtrim(encode(sha256(${pad(0x5c)} || sha256(${pad(0x36)} || convert_to(nik, 'UTF8'))), 'base64'), '='), '+/', '-_')`;
};
