import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { purposes } from '../../src/core/data-keys.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { holdAt } from '../support/held-statement.ts';
import { openDatabase, testSecretKey } from '../support/open-database.ts';
import { giveBytes } from '../support/sealed-files.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  await db.query('DELETE FROM data_key');
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

/** Replicas that start at the same moment, each with keys of its own in memory. */
async function replicas(count: number, work: (replica: Database) => Promise<unknown>): Promise<void> {
  const all = Array.from({ length: count }, () => openDatabase(database.url, { max: 1, timeoutMs: 60_000 }));
  await Promise.all(all.map(work)).finally(() => Promise.all(all.map((one) => one.close())));
}

const nik = '3171010101010001';

describe('T-2 what is sealed', () => {
  it('opens as this column of this row alone, names its key, and looks different each time', async () => {
    await db.transaction(withoutDeadline, async (tx) => {
      const one = await tx.keys.seal('satker_user', '7', { nik, phone: null });
      expect(one.phone).toBeNull();
      expect(await tx.keys.open('satker_user', '7', one)).toEqual({ nik, phone: null });
      await expect(tx.keys.open('satker_user', '8', one)).rejects.toThrow('satker_user.nik 8 does not open');
      await expect(tx.keys.open('satker_user', '7', { phone: one.nik })).rejects.toThrow('does not open');
      await expect(tx.keys.open('digit_registration', '7', { nik: one.nik })).rejects.toThrow(
        'does not open',
      );
      const again = await tx.keys.seal('satker_user', '7', { nik });
      expect(again.nik.equals(one.nik)).toBe(false);
      const [named] = await tx.query<{ purpose: string }>(
        'SELECT purpose FROM data_key WHERE id = data_key_of($1)',
        [one.nik],
      );
      expect(named).toEqual({ purpose: 'identity' });
    });
  });

  it('of a file is its bytes as those of their hash: a copy opens, others in their place do not, and none lies in clear', async () => {
    const letter = Buffer.from('%PDF-1.7 Surat tugas Budi Hartono');
    const [file] = await db.query<{ id: number }>(
      `WITH somebody AS (INSERT INTO person (email, name) VALUES ('budi@x.example', 'Budi') RETURNING id)
       INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       SELECT 'surat.pdf', 'application/pdf', 0, '', '', 'slack:F1', id FROM somebody RETURNING id`,
    );
    const id = file?.id ?? 0;
    await giveBytes(db, id, letter);
    const [copy] = await db.query<{ id: number }>(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       SELECT name, media_type, size, sha256, content, 'copy', uploader_id FROM attachment RETURNING id`,
    );
    expect(await contentOf(db, copy?.id ?? 0)).toEqual(letter);
    await expect(db.query('UPDATE attachment SET content = $1', [letter])).rejects.toThrow(
      'attachment_key_id_fkey',
    );
    const lying = await db.query<{ content: Buffer }>('SELECT content FROM attachment');
    expect(lying.map(({ content }) => content.includes('Budi Hartono'))).toEqual([false, false]);
    await db.query('UPDATE attachment SET sha256 = $2 WHERE id = $1', [id, Buffer.alloc(32)]);
    await expect(contentOf(db, id)).rejects.toThrow('does not open');
  });

  it('is compared by a hash that is the same in all replicas and says nothing without the root key', async () => {
    const hashes = new Set<string>();
    await replicas(3, async (replica) => hashes.add(await replica.keys.hash('nik', nik)));
    expect(hashes.size).toBe(1);
    const other = openDatabase(database.url, { rootKey: '11'.repeat(32) });
    expect(hashes).not.toContain(await other.keys.hash('nik', nik));
    await other.close();
  });

  it('has one key of each purpose, whichever replica was first, and opens in all of them', async () => {
    const sealed: Buffer[] = [];
    await replicas(5, async (replica) => {
      const one = await replica.transaction(withoutDeadline, (tx) =>
        tx.keys.seal('satker_user', '1', { nik }),
      );
      sealed.push(one.nik);
    });
    expect(await db.query('SELECT purpose FROM data_key ORDER BY purpose')).toEqual(
      purposes.toSorted().map((purpose) => ({ purpose })),
    );
    for (const one of sealed) expect(await db.keys.open('satker_user', '1', { nik: one })).toEqual({ nik });
  });

  it('is sealed for all who come first, also while the missing keys are being made', async () => {
    const held = await holdAt(database.url, 'INSERT', 'data_key', 'true');
    const sealing = (n: number) => db.keys.seal('satker_user', String(n), { nik });
    const first = sealing(0);
    await held.reached();
    const all = Promise.allSettled([first, ...Array.from({ length: 50 }, (_, n) => sealing(n + 1))]);
    // Who had not waited would have gone on by now.
    await db.query('SELECT 1');
    await held.release();
    expect((await all).filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await db.query('SELECT purpose FROM data_key')).toHaveLength(purposes.length);
  });

  it('is sealed by a later try where the first one could not read or make the keys, and once what had been read was not all', async () => {
    let fails = true;
    const flaky = openDatabase(database.url, {
      timeoutMs: 60_000,
      rootKey: async () => {
        if (fails) throw new Error('there is no answer');
        return testSecretKey;
      },
    });
    const seal = () => flaky.keys.seal('satker_user', '1', { nik });
    const tried = await Promise.allSettled([seal(), seal()]);
    expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    // Somebody reads by a session of their own, before any key is made.
    await expect(flaky.keys.open('satker_user', '1', { nik: Buffer.alloc(40) })).rejects.toThrow('open');
    expect((await seal()).nik.length).toBeGreaterThan(0);
    await flaky.close();
  });

  it('keeps the keys that were made at its first use, whatever becomes of that transaction', async () => {
    const sealed = await db
      .transaction(withoutDeadline, async (tx) => {
        throw await tx.keys.seal('satker_user', '1', { nik });
      })
      .catch((thrown: { nik: Buffer }) => thrown);
    await replicas(1, async (replica) =>
      expect(await replica.keys.open('satker_user', '1', sealed)).toEqual({ nik }),
    );
  });

  it('is nothing to who has another root key', async () => {
    const sealed = await db.transaction(withoutDeadline, (tx) => tx.keys.seal('satker_user', '1', { nik }));
    const stranger = openDatabase(database.url, { rootKey: '11'.repeat(32) });
    await expect(stranger.keys.open('satker_user', '1', sealed)).rejects.toThrow(
      /data key \d+ does not open/,
    );
    await expect(stranger.transaction(withoutDeadline, async () => {})).rejects.toThrow(
      /data key \d+ does not open/,
    );
    await stranger.close();
  });
});
