import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deriveKey } from '../../src/core/keys.ts';
import { audit, sealAudit, verifyAudit } from '../../src/db/audit.ts';
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
  beforeEach(() => tamper('DELETE FROM audit_seal', 'DELETE FROM audit_entry'));

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

  it('I-5 goes on past the ninth seal, batch after batch', async () => {
    for (let batch = 0; batch < 8; batch += 1) {
      await write(15);
      expect(await sealAudit(db, key)).toBe(15);
    }
    expect(await verifyAudit(db, key)).toMatchObject({ sealed: 120, unsealed: 0 });
    expect((await verifyAudit(db, key)).brokenAt).toBeUndefined();
  });

  it('I-5 seals every entry once when several replicas seal at the same time', async () => {
    await write(200);
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([sealAudit(db, key, 30), sealAudit(db, key, 30), sealAudit(db, key, 30)]);
    }
    const report = await verifyAudit(db, key);
    expect(report).toMatchObject({ sealed: 200, unsealed: 0 });
    expect(report.brokenAt).toBeUndefined();
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
    const { brokenAt } = await verifyAudit(db, key);
    expect(['5', '6']).toContain(brokenAt?.position);
  });

  it('I-5 does not hold under another key', async () => {
    await write(3);
    await sealAudit(db, deriveKey('11'.repeat(32), 'audit'));
    expect((await verifyAudit(db, key)).brokenAt).toMatchObject({ position: '1' });
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
