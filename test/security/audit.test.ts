import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deriveKey } from '../../src/core/keys.ts';
import { audit } from '../../src/db/audit.ts';
import { checkAudit, headOf, type Progress, sealAudit } from '../../src/db/audit-chain.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { connected, createTestDatabase, type TestDatabase } from '../support/database.ts';

const key = deriveKey('00'.repeat(32), 'audit');

describe('The audit chain', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { max: 4, timeoutMs: 10_000 });
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });
  beforeEach(() =>
    tamper(
      'DELETE FROM audit_seal',
      'DELETE FROM audit_entry',
      'DELETE FROM audit_unsealed',
      'DELETE FROM audit_head',
    ),
  );

  async function write(count: number): Promise<void> {
    await db.transaction(async (tx) => {
      for (let n = 0; n < count; n += 1) {
        await audit(tx, {
          at: new Date('2026-01-05T03:00:00.123Z'),
          actor: { id: null, name: 'Sari Utami' },
          surface: 'slack',
          action: 'user-id.approved',
          subject: 'user-id:1',
          from: 'WAITING_ATASAN',
          to: 'WAITING_VERIFICATOR',
          reason: `alasan ${n}`,
        });
      }
    });
  }

  /** What somebody does who owns the tables and can switch their triggers off. */
  async function tamper(...statements: string[]): Promise<void> {
    await connected(database.url, async (client) => {
      await client.query('SET session_replication_role = replica');
      for (const statement of statements) await client.query(statement);
    });
  }

  const tables = ['audit_entry', 'audit_seal', 'audit_head', 'audit_unsealed'];
  type Kept = Map<string, unknown>;

  /** All of the log's tables as they are. */
  async function keepAll(): Promise<Kept> {
    const kept: Kept = new Map();
    for (const table of tables) {
      const [row] = await db.query<{ rows: unknown }>(`SELECT json_agg(t) AS rows FROM ${table} t`);
      kept.set(table, row?.rows ?? []);
    }
    return kept;
  }

  async function putBack(kept: Kept): Promise<void> {
    await connected(database.url, async (client) => {
      await client.query('SET session_replication_role = replica');
      for (const table of tables) {
        await client.query(`DELETE FROM ${table}`);
        await client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
          JSON.stringify(kept.get(table)),
        ]);
      }
    });
  }

  it('I-5 goes on past the ninth seal, batch after batch', async () => {
    for (let batch = 0; batch < 8; batch += 1) {
      await write(15);
      expect(await sealAudit(db, key)).toBe(15);
    }
    expect(await checkAudit(db, key)).toMatchObject({ sealed: 120n, unsealed: 0, finding: null });
  });

  it('I-5 seals every entry once when several replicas seal at the same time', async () => {
    await write(200);
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([sealAudit(db, key, 30), sealAudit(db, key, 30), sealAudit(db, key, 30)]);
    }
    expect(await checkAudit(db, key)).toMatchObject({ sealed: 200n, unsealed: 0, finding: null });
  });

  it.each([
    ['a reason that was changed', `UPDATE audit_entry SET reason = 'lain' WHERE reason = 'alasan 4'`],
    [
      'a moment that was changed',
      `UPDATE audit_entry SET at = at + interval '1 ms' WHERE reason = 'alasan 4'`,
    ],
    ['an entry that was removed', `DELETE FROM audit_entry WHERE reason = 'alasan 4'`],
    ['a seal that was cut short', `UPDATE audit_seal SET hash = '\\x00' WHERE position = 5`],
    ['a seal that was removed', 'DELETE FROM audit_seal WHERE position = 5'],
    [
      'two seals that changed places',
      'UPDATE audit_seal SET position = CASE position WHEN 5 THEN -5 ELSE position END',
      'UPDATE audit_seal SET position = 5 WHERE position = 6',
      'UPDATE audit_seal SET position = 6 WHERE position = -5',
    ],
  ])('I-5 shows where %s breaks it', async (_what, ...statements) => {
    await write(12);
    await sealAudit(db, key);
    await tamper(...statements);
    const { finding } = await checkAudit(db, key);
    expect(finding?.kind).toBe('broken');
    expect(['5', '6']).toContain(finding && 'position' in finding && finding.position);
  });

  it('I-5 misses an end that was cut off, before anything else is sealed and after it', async () => {
    await write(12);
    await sealAudit(db, key);
    await tamper(
      'DELETE FROM audit_seal WHERE position > 8',
      `DELETE FROM audit_entry WHERE reason IN ('alasan 8', 'alasan 9', 'alasan 10', 'alasan 11')`,
    );
    expect((await checkAudit(db, key)).finding).toEqual({ kind: 'cut', last: '8', noted: '12' });
    await write(3);
    await sealAudit(db, key);
    expect((await checkAudit(db, key)).finding).toMatchObject({ kind: 'broken', position: '13' });
  });

  it.each([
    ['removed', 'DELETE FROM audit_head'],
    [
      'that of an earlier seal',
      `UPDATE audit_head SET position = 8, hash = (SELECT hash FROM audit_seal WHERE position = 8)`,
    ],
  ])('I-5 shows that its head was %s, also where the end was cut off with it', async (_what, statement) => {
    await write(12);
    await sealAudit(db, key);
    await tamper(statement, 'DELETE FROM audit_seal WHERE position > 8');
    expect((await checkAudit(db, key)).finding).toEqual({ kind: 'head' });
  });

  it('I-5 seals nothing more on a head that is not ours: what was done stays to be seen', async () => {
    await write(12);
    await sealAudit(db, key);
    await tamper('UPDATE audit_head SET position = 8');
    await write(1);
    await expect(sealAudit(db, key)).rejects.toThrow('not as we signed it');
  });

  it.each([
    [
      'kept from being sealed',
      'DELETE FROM audit_unsealed WHERE entry_id = (SELECT max(entry_id) FROM audit_unsealed)',
    ],
    [
      'removed before it was sealed',
      'DELETE FROM audit_entry WHERE id = (SELECT max(entry_id) FROM audit_unsealed)',
    ],
  ])('I-5 finds an entry that was %s', async (_what, statement) => {
    await write(3);
    await sealAudit(db, key);
    await write(2);
    const [last] = await db.query<{ id: string }>('SELECT max(id)::text AS id FROM audit_entry');
    await tamper(statement);
    expect((await checkAudit(db, key)).finding).toEqual({ kind: 'entry', entry: last?.id });
  });

  it('I-5 is found to be another log than the one of a note outside, however well it holds by itself', async () => {
    await write(6);
    await sealAudit(db, key);
    const before = await keepAll();
    await write(6);
    await sealAudit(db, key);
    const note = await headOf(db, key);
    expect((await checkAudit(db, key, { note })).finding).toBeNull();
    // Whoever can write to all tables puts them back as they were: nothing within the database can tell.
    await putBack(before);
    expect((await checkAudit(db, key)).finding).toBeNull();
    expect((await checkAudit(db, key, { note })).finding).toEqual({ kind: 'cut', last: '6', noted: '12' });
    await write(9);
    await sealAudit(db, key);
    expect((await checkAudit(db, key)).finding).toBeNull();
    expect((await checkAudit(db, key, { note })).finding).toEqual({ kind: 'note', position: '12' });
  });

  it('I-5 is checked on from where a check was cut short', async () => {
    await write(5000);
    while ((await sealAudit(db, key)) > 0);
    const pages: Progress[] = [];
    const dying = checkAudit(db, key, {
      async seen(progress) {
        pages.push(progress);
        if (pages.length === 2) throw new Error('killed');
      },
    });
    await expect(dying).rejects.toThrow('killed');
    const from = pages.at(-1);
    await tamper(`UPDATE audit_entry SET reason = 'lain' WHERE reason = 'alasan 4999'`);
    const read: bigint[] = [];
    const { sealed, finding } = await checkAudit(db, key, {
      from,
      seen: async ({ position }) => void read.push(position),
    });
    expect(finding).toMatchObject({ kind: 'broken', position: '5000' });
    expect(sealed).toBeGreaterThanOrEqual(from?.position ?? 0n);
    for (const position of read) expect(position).toBeGreaterThan(from?.position ?? 0n);
  });

  it('I-5 is sealed by reading what waits for it, whatever has been sealed before', async () => {
    const one = openDatabase(database.url, { max: 1, timeoutMs: 30_000 });
    const rowsRead = async () => {
      await one.query('SELECT pg_stat_force_next_flush()');
      const [read] = await one.query<{ n: number }>(
        `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS n FROM pg_stat_user_tables
         WHERE relname IN ('audit_entry', 'audit_seal', 'audit_unsealed', 'audit_head')`,
      );
      return read?.n ?? 0;
    };
    try {
      await write(5000);
      while ((await sealAudit(one, key)) > 0);
      await one.query('ANALYZE audit_entry, audit_seal, audit_unsealed');
      await write(10);
      const before = await rowsRead();
      expect(await sealAudit(one, key)).toBe(10);
      // Each entry is read, and found once more where it waited; the head is one row.
      expect((await rowsRead()) - before).toBeLessThan(100);
    } finally {
      await one.close();
    }
  });

  it('I-5 does not hold under another key', async () => {
    await write(3);
    await sealAudit(db, deriveKey('11'.repeat(32), 'audit'));
    expect((await checkAudit(db, key)).finding).toMatchObject({ kind: 'broken', position: '1' });
  });

  it('I-5 lets nobody change or remove an entry by an ordinary statement', async () => {
    await write(1);
    await sealAudit(db, key);
    for (const statement of [
      `UPDATE audit_entry SET reason = 'lain'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry CASCADE',
      'UPDATE audit_seal SET position = 9',
      'DELETE FROM audit_seal',
      'TRUNCATE audit_seal',
    ]) {
      await expect(db.query(statement), statement).rejects.toThrow('append-only');
    }
  });
});
