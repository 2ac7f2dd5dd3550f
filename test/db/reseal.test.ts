import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { reseal } from '../../src/db/reseal.ts';
import { retireKeys } from '../../src/db/retire-keys.ts';
import { createSampleDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { giveBytes } from '../support/sealed-files.ts';
import { sealUsers } from '../support/sealed-users.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createSampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

const nikOf = (n: number) => String(3171_0101_0101_0000 + n);
const phoneOf = (n: number) => `0812-${n}`;

/** So many users, sealed by `by`. */
async function enrol(by: Database, from: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, n) => from + n);
  await by.transaction(withoutDeadline, async (tx) => {
    await tx.query(
      `INSERT INTO satker_user (unit_id, name, email, letter_number, status, status_since, surface, submission_key, created_at)
       SELECT u.id, 'Nama', n || '@x.example', 'ST', 'REJECTED', now(), 'system', 'k' || n, now()
       FROM unnest($1::int[]) AS n, unit u WHERE u.code = '527010'`,
      [numbers],
    );
    await sealUsers(
      tx,
      numbers.map((n) => ({ key: `k${n}`, nik: nikOf(n), phone: phoneOf(n) })),
    );
  });
}

/** What every row opens as, by another replica than those that wrote. */
async function opened(): Promise<Record<string, { nik: string; phone: string }>> {
  const reader = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
  const rows = await reader.query<{ key: string; nik: Buffer; phone: Buffer }>(
    `SELECT submission_key AS key, nik, phone FROM satker_user WHERE submission_key LIKE 'k%'`,
  );
  const entries = await Promise.all(
    rows.map(async ({ key, nik, phone }) => [
      key,
      await reader.keys.open('satker_user', key, { nik, phone }),
    ]),
  );
  await reader.close();
  return Object.fromEntries(entries);
}

const written = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`k${n}`, { nik: nikOf(n), phone: phoneOf(n) }]),
  );

/** As an operator does it; they have been so for a while, or only just. */
const retire = (ago = '1 hour') =>
  db.query('UPDATE data_key SET retired_at = now() - $1::interval WHERE retired_at IS NULL', [ago]);
/** What the audit says of keys, by action and actor. */
async function audited(): Promise<Record<string, number>> {
  const entries = await db.query<{ said: string; count: number }>(
    `SELECT action || ' ' || actor AS said, count(DISTINCT subject)::int AS count FROM audit_entry
     WHERE action LIKE 'data-key.%' GROUP BY 1`,
  );
  return Object.fromEntries(entries.map(({ said, count }) => [said, count]));
}
const keysInUse = () =>
  db.query<{ key: number; retired: boolean }>(
    'SELECT DISTINCT key_id AS key, k.retired_at IS NOT NULL AS retired FROM satker_user JOIN data_key k ON k.id = key_id',
  );

describe('T-2 rotation', () => {
  it('seals everything anew under another key, and destroys the former ones', async () => {
    await enrol(db, 0, 450);
    const before = await db.query<{ id: number }>('SELECT id FROM data_key');
    await retire();
    expect(await reseal(db)).toBe(true);
    expect(await opened()).toEqual(written(450));
    const after = await db.query<{ id: number }>('SELECT id FROM data_key WHERE retired_at IS NULL');
    expect(after).toHaveLength(before.length);
    expect(await db.query('SELECT 1 FROM data_key WHERE id = ANY($1)', [before.map(({ id }) => id)])).toEqual(
      [],
    );
    expect(await keysInUse()).toEqual([{ key: expect.any(Number), retired: false }]);
    // Who looks people up finds them by the same hash.
    const hash = await db.keys.hash('nik', nikOf(7));
    expect(await db.query('SELECT 1 FROM satker_user WHERE nik_hash = $1', [hash])).toHaveLength(1);
    expect(await reseal(db)).toBe(true);
  });

  it('begins with the keys in use, and not again until the former ones are gone', async () => {
    await enrol(db, 0, 3);
    const [{ keys } = { keys: 0 }] = await db.query<{ keys: number }>(
      'SELECT count(*)::int AS keys FROM data_key',
    );
    expect(await retireKeys(db, 'Operator')).toEqual({ retired: keys, left: keys });
    expect(await retireKeys(db, 'Operator')).toEqual({ retired: 0, left: keys });
    // Whoever is awake may seal under them a while longer.
    expect(await reseal(db)).toBe(false);
    expect(await keysInUse()).toEqual([{ key: expect.any(Number), retired: false }]);
    expect(await retireKeys(db, 'Operator')).toEqual({ retired: 0, left: keys });
    await db.query(
      `UPDATE data_key SET retired_at = retired_at - interval '1 hour' WHERE retired_at IS NOT NULL`,
    );
    expect(await reseal(db)).toBe(true);
    expect(await audited()).toEqual({
      'data-key.retired Operator': keys,
      'data-key.destroyed keys.reseal': keys,
    });
    expect(await retireKeys(db, 'Operator')).toEqual({ retired: keys, left: keys });
    expect(await opened()).toEqual(written(3));
  });

  it('goes on with what is left where it was ended half-way, and leaves alone what somebody holds', async () => {
    await enrol(db, 0, 450);
    await retire();
    await db.transaction(withoutDeadline, async (tx) => {
      await tx.query(`SELECT 1 FROM satker_user WHERE submission_key = 'k3' FOR UPDATE`);
      expect(await reseal(db)).toBe(false);
    });
    expect(await keysInUse()).toHaveLength(2);
    expect(await opened()).toEqual(written(450));
    expect(await reseal(db)).toBe(true);
    expect(await opened()).toEqual(written(450));
  });

  it('seals letters anew one at a time, copies and large ones too, and whoever reads one meanwhile has it whole', async () => {
    const letters = [Buffer.from('%PDF surat'), randomBytes(12 * 1024 * 1024)];
    const ids: number[] = [];
    for (const letter of [...letters, letters[1]]) {
      const [{ id } = { id: 0 }] = await db.query<{ id: number }>(
        `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
         SELECT 'surat.pdf', 'application/pdf', 0, '', '', gen_random_uuid()::text, min(id) FROM person RETURNING id`,
      );
      await giveBytes(db, id, letter ?? '');
      ids.push(id);
    }
    const asKept = async () =>
      (await Promise.all(ids.map((id) => contentOf(db, id)))).map((content, n) =>
        content?.equals(letters[Math.min(n, 1)] ?? content.subarray(1)),
      );
    await retire();
    let isDone = false;
    const resealing = reseal(db).finally(() => {
      isDone = true;
    });
    while (!isDone) expect(await asKept()).toEqual([true, true, true]);
    expect(await resealing).toBe(true);
    expect(await asKept()).toEqual([true, true, true]);
  });

  it('goes on beside those who write, under whichever key they know', async () => {
    const writers = [1, 2, 3].map(() => openDatabase(database.url, { max: 1, timeoutMs: 60_000 }));
    await Promise.all(writers.map((writer, n) => enrol(writer, n * 10, 10)));
    await retire('0 s');
    const rounds = writers.map(async (writer, n) => {
      for (let round = 0; round < 10; round += 1) await enrol(writer, 30 + n * 100 + round * 10, 10);
    });
    // The keys were retired only just: none is destroyed under a writer.
    const results = [await reseal(db), await reseal(db)];
    await Promise.all(rounds);
    expect(results).toEqual([false, false]);
    await retire('1 hour');
    await db.query(`UPDATE data_key SET retired_at = now() - interval '1 hour' WHERE retired_at IS NOT NULL`);
    expect(await reseal(db)).toBe(true);
    const rows = await opened();
    expect(Object.keys(rows)).toHaveLength(330);
    for (const [key, { nik }] of Object.entries(rows)) expect(nik).toBe(nikOf(Number(key.slice(1))));
    await Promise.all(writers.map((writer) => writer.close()));
  });

  it('keeps a key that somebody who slept has sealed under; from a key that is gone they learn of the others', async () => {
    const slept = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
    await enrol(slept, 0, 1);
    await retire();
    await slept.transaction(withoutDeadline, async (tx) => {
      // Sealed and not committed yet: the key waits for it.
      const sealed = await tx.keys.seal('satker_user', 'k0', { nik: nikOf(0), phone: phoneOf(0) });
      const rotated = reseal(db);
      await tx.query(`UPDATE satker_user SET nik = $1, phone = $2 WHERE submission_key = 'k0'`, [
        sealed.nik,
        sealed.phone,
      ]);
      void rotated.catch(() => {});
    });
    while (!(await reseal(db)));
    expect(await opened()).toEqual(written(1));
    await expect(enrol(slept, 1, 1)).rejects.toThrow('satker_user_key_id_fkey');
    await enrol(slept, 1, 1);
    expect(await opened()).toEqual(written(2));
    await slept.close();
  });
});
