import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealAudit } from '../../src/audit-log/sealing.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { deriveKey } from '../../src/core/keys.ts';
import { audit } from '../../src/db/audit.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { OtherSecretKey, openRootKey } from '../../src/db/root-key.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { runProgram } from '../support/program.ts';

const first = '11'.repeat(32);
const second = '22'.repeat(32);

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  // As in a database that has just been made.
  await db.query('DELETE FROM data_key');
  await db.query('DELETE FROM root_key');
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

const keyUnder = async (secretKey: string, previous: string[] = []) =>
  (await openRootKey(db, secretKey, previous)).key;

describe('SECRET_KEY', () => {
  it('opens one root key, whichever replica was first, and which it is not', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => keyUnder(first)));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[0]).not.toBe(first);
  });

  it('that is another one than the last is refused, and the program says so in words before it starts anything', async () => {
    await keyUnder(first);
    await expect(keyUnder(second)).rejects.toThrow(OtherSecretKey);
    const started = runProgram({ DATABASE_URL: database.url, SECRET_KEY: second, PLAYGROUND: 'true' });
    await expect(started).rejects.toThrow(
      /ended with 1[\s\S]*SECRET_KEY is not the one that this database was last run with/,
    );
    await expect(started).rejects.not.toThrow(/ {4}at /);
  });

  it('is changed by naming the one before, which opens nothing from then on, and what was sealed holds on', async () => {
    const key = await keyUnder(first);
    expect(await openRootKey(db, second, [first])).toEqual({ key, isResealed: true });
    expect(await openRootKey(db, second)).toEqual({ key, isResealed: false });
    await expect(keyUnder(first)).rejects.toThrow(OtherSecretKey);
    // A replica that was not given the new one yet, and starts once more meanwhile, knows both.
    expect(await keyUnder(first, [second])).toBe(key);
  });

  it('I-5 goes on sealing an audit that was sealed under it before there were root keys', async () => {
    const actor = { id: null, name: 'A' };
    await db.transaction(withoutDeadline, (tx) =>
      audit(tx, { at: new Date(), actor, surface: 'system', action: 'person.changed', subject: 's' }),
    );
    await sealAudit(db, deriveKey(first, 'audit'));
    expect(await keyUnder(first)).toBe(first);
    expect(await keyUnder(second, [first])).toBe(first);
  });
});
