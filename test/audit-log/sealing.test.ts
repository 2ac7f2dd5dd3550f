import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Claim, checkAudit } from '../../src/audit-log/checking.ts';
import { exportLog } from '../../src/audit-log/export.ts';
import { verifiersOf } from '../../src/audit-log/keys.ts';
import { headOf, sealAudit } from '../../src/audit-log/sealing.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { deriveKey } from '../../src/core/keys.ts';
import { audit } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { Frontier } from '../../src/merkle/tree.ts';
import { connected, createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

const key = deriveKey('00'.repeat(32), 'audit');

describe('The audit log', () => {
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
      'DELETE FROM audit_key',
      'DELETE FROM audit_former_seal',
      'DELETE FROM audit_former_head',
    ),
  );

  async function write(count: number): Promise<void> {
    await db.transaction(withoutDeadline, async (tx) => {
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

  async function claim(): Promise<Claim> {
    const head = await headOf(db, key);
    if (!head) throw new Error('nothing is sealed');
    return head.checkpoint;
  }

  /** What the log does not bear out of what was signed of it. */
  async function differing(claims: Claim[]): Promise<number[]> {
    const found: number[] = [];
    const { finding } = await checkAudit(db, key, { claims, differs: ({ size }) => found.push(size) });
    expect(finding).toBeNull();
    return found;
  }
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
    expect(await checkAudit(db, key)).toMatchObject({ sealed: 120, unsealed: 0, finding: null });
  });

  it('I-5 holds as long as nothing is written or sealed', async () => {
    expect((await checkAudit(db, key)).finding).toBeNull();
    await write(3);
    expect(await checkAudit(db, key)).toMatchObject({ sealed: 0, unsealed: 3, finding: null });
  });

  it('I-5 seals every entry once when several replicas seal at the same time', async () => {
    await write(200);
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([sealAudit(db, key, 30), sealAudit(db, key, 30), sealAudit(db, key, 30)]);
    }
    expect(await checkAudit(db, key)).toMatchObject({ sealed: 200, unsealed: 0, finding: null });
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
  ])('I-5 shows where %s breaks it', async (_what, ...statements) => {
    await write(12);
    await sealAudit(db, key);
    await tamper(...statements);
    const { finding } = await checkAudit(db, key);
    expect(finding?.kind).toBe('broken');
    expect(['5', '6']).toContain(finding && 'position' in finding && finding.position);
  });

  it('T-1 knows by the root that it signed itself that seals changed places', async () => {
    await write(12);
    await sealAudit(db, key);
    await tamper(
      'UPDATE audit_seal SET position = CASE position WHEN 5 THEN -5 ELSE position END',
      'UPDATE audit_seal SET position = 5 WHERE position = 6',
      'UPDATE audit_seal SET position = 6 WHERE position = -5',
    );
    expect((await checkAudit(db, key)).finding).toEqual({ kind: 'root', noted: '12' });
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
    expect((await checkAudit(db, key)).finding).toMatchObject({ kind: 'broken', position: '9' });
  });

  it.each([
    ['removed', 'DELETE FROM audit_head'],
    [
      'that of an earlier seal',
      'UPDATE audit_head SET size = 8, frontier = (SELECT hash FROM audit_seal WHERE position = 8)',
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
    await tamper('UPDATE audit_head SET size = 8');
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

  it('T-1 bears out what was signed of it earlier, and not what was signed of another log, however well it holds by itself', async () => {
    await write(6);
    await sealAudit(db, key);
    const before = await keepAll();
    const first = await claim();
    await write(6);
    await sealAudit(db, key);
    const second = await claim();
    expect(await differing([second, first])).toEqual([]);
    // Whoever can write to all tables puts them back as they were: nothing within the database can tell.
    await putBack(before);
    expect(await differing([first, second])).toEqual([12]);
    await write(9);
    await sealAudit(db, key);
    expect(await differing([first, second])).toEqual([12]);
  });

  it('T-1 goes on to be compared beyond an entry that was changed or removed', async () => {
    await write(6);
    await sealAudit(db, key);
    const first = await claim();
    await write(6);
    await sealAudit(db, key);
    const second = await claim();
    const found: number[] = [];
    const differs = ({ size }: Claim) => void found.push(size);
    await tamper(
      `UPDATE audit_entry SET reason = 'lain' WHERE reason = 'alasan 2' AND id > (SELECT min(id) + 5 FROM audit_entry)`,
    );
    const changed = await checkAudit(db, key, { claims: [first, second], differs });
    expect(changed.finding).toMatchObject({ kind: 'broken', position: '9' });
    expect(found).toEqual([12]);
    // Its seal says what a removed one was: that it is gone is found, and later heads still hold.
    await tamper(`DELETE FROM audit_entry WHERE reason = 'lain'`);
    const removed = await checkAudit(db, key, { claims: [first], differs });
    expect(removed.finding).toMatchObject({ kind: 'broken', position: '9' });
    expect(found).toEqual([12]);
  });

  it('I-5 is checked on from where a check was cut short', async () => {
    await write(12_000);
    while ((await sealAudit(db, key)) > 0);
    const kept: { frontier: Frontier; entry: bigint }[] = [];
    const dying = checkAudit(db, key, {
      async seen({ frontier, entry }) {
        const copy = Frontier.fromBytes(frontier.size, frontier.toBytes());
        if (copy) kept.push({ frontier: copy, entry });
        if (kept.length === 2) throw new Error('killed');
      },
    });
    await expect(dying).rejects.toThrow('killed');
    const from = kept.at(-1);
    const size = from?.frontier.size ?? 0;
    expect(size).toBeGreaterThan(0);
    await tamper(`UPDATE audit_entry SET reason = 'lain' WHERE reason = 'alasan 11999'`);
    const read: number[] = [];
    const { sealed, finding } = await checkAudit(db, key, {
      from,
      seen: async ({ frontier }) => void read.push(frontier.size),
    });
    expect(finding).toMatchObject({ kind: 'broken', position: '12000' });
    expect(sealed).toBe(12_000);
    for (const each of read) expect(each).toBeGreaterThan(size);
  });

  it('T-1 says no further how far a check is once anything was found, so that one that is cut short finds it again', async () => {
    await write(12_000);
    while ((await sealAudit(db, key)) > 0);
    const head = await claim();
    const checked = async (claims: Claim[] = []) => {
      const told: number[] = [];
      const { finding } = await checkAudit(db, key, {
        claims,
        seen: async ({ frontier }) => void told.push(frontier.size),
      });
      return { finding, told };
    };
    const whole = (await checked([head])).told;
    expect(whole.filter((size) => size > 0 && size < 12_000).length).toBeGreaterThan(1);
    const [page = 0] = whole;
    const other = { size: page + 1, root: head.root };
    expect(await checked([other])).toEqual({ finding: null, told: [page] });
    await tamper(`UPDATE audit_entry SET reason = 'lain' WHERE reason = 'alasan 5'`);
    const { finding, told } = await checked();
    expect(finding).toMatchObject({ kind: 'broken' });
    expect(told).toEqual([]);
  });

  it('T-1 has leaves that whoever has the entries computes, by the bytes that are documented', async () => {
    await db.transaction(withoutDeadline, (tx) =>
      audit(tx, {
        at: new Date('2026-01-05T03:00:00.120Z'),
        actor: { id: 7, name: 'Šari "S" \\ Utami\u0001\t\u2028😀' },
        surface: 'slack',
        action: 'user-id.approved',
        subject: 'user-id:1',
        to: 'WAITING_VERIFICATOR',
        reason: 'baris satu\nbaris dua </script> \u007f',
        data: { b: 1.5, a: [null, 'x'] },
      }),
    );
    await sealAudit(db, key);
    const [entry] = await db.query<{ id: string; data: string; salts: string[]; hash: Buffer }>(
      `SELECT e.id::text, e.data::text, s.hash,
         ARRAY[encode(e.actor_opening, 'hex'), encode(e.data_opening, 'hex'), encode(e.reason_opening, 'hex')] AS salts
       FROM audit_entry e JOIN audit_seal s ON s.entry_id = e.id`,
    );
    const personal = {
      actor: 'Šari "S" \\ Utami\u0001\t\u2028😀',
      data: entry?.data ?? '',
      reason: 'baris satu\nbaris dua </script> \u007f',
    };
    const [actor = '', data = '', reason = ''] = entry?.salts ?? [];
    const hashed = (salt: string, value: string) =>
      createHash('sha256').update(Buffer.from(salt, 'hex')).update(value).digest('hex');
    // RFC 8785 for what holds nothing but text, null and small numbers: names in their order, and JSON.stringify.
    const lineOf = (said: typeof personal, v: number) =>
      JSON.stringify({
        action: 'user-id.approved',
        actor: said.actor,
        actorId: '7',
        at: '2026-01-05T03:00:00.120Z',
        data: said.data,
        fromState: null,
        id: entry?.id,
        reason: said.reason,
        subject: 'user-id:1',
        surface: 'slack',
        toState: 'WAITING_VERIFICATOR',
        v,
      });
    const second = lineOf(
      {
        actor: hashed(actor, personal.actor),
        data: hashed(data, personal.data),
        reason: hashed(reason, personal.reason),
      },
      2,
    );
    const openings = JSON.stringify({
      actor: { salt: actor, value: personal.actor },
      data: { salt: data, value: personal.data },
      reason: { salt: reason, value: personal.reason },
    });
    const exported = async () => {
      let text = '';
      for await (const lines of exportLog(db)) text += lines;
      return text;
    };
    expect(await exported()).toBe(`${second}\t${openings}\n`);
    expect(entry?.hash).toEqual(createHash('sha256').update(`\0${second}`).digest());
    // As entries were written before there were openings.
    await tamper('UPDATE audit_entry SET actor_opening = NULL, reason_opening = NULL, data_opening = NULL');
    expect(await exported()).toBe(`${lineOf(personal, 1)}\n`);
  });

  it('T-1 says what it found of the chain of HMACs that seals were before, once, when it seals those entries anew', async () => {
    const chainOf = async (change: (reason: string) => string) => {
      await write(3);
      const entries = await db.query<{ id: string; reason: string }>(
        `SELECT e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.actor_id, e.actor, e.surface, e.action,
           e.subject, e.from_state, e.to_state, e.reason, e.data::text AS data FROM audit_entry e ORDER BY e.id`,
      );
      let hash = Buffer.alloc(32);
      for (const [n, entry] of entries.entries()) {
        const sealed = JSON.stringify({ ...entry, reason: change(entry.reason) });
        hash = createHmac('sha256', key).update(hash).update(sealed).digest();
        await db.query('INSERT INTO audit_former_seal (position, entry_id, hash) VALUES ($1, $2, $3)', [
          n + 1,
          entry.id,
          hash,
        ]);
      }
      await sealAudit(db, key);
      await sealAudit(db, key);
      const told = await db.query<{ data: object }>(
        `SELECT data FROM audit_entry WHERE action = 'audit.chain-taken-over'`,
      );
      expect((await checkAudit(db, key)).finding).toBeNull();
      return told.map(({ data }) => data);
    };
    expect(await chainOf((reason) => reason)).toEqual([{ seals: '3' }]);
    await tamper(
      ...['audit_former_seal', 'audit_seal', 'audit_entry', 'audit_unsealed', 'audit_head', 'audit_key'].map(
        (table) => `DELETE FROM ${table}`,
      ),
    );
    expect(await chainOf((reason) => reason.replace('alasan 1', 'lain'))).toEqual([
      { seals: '1', broken: '2' },
    ]);
  });

  it('T-1 takes no key for its own that somebody else has put there, and seals on by none', async () => {
    await write(3);
    await sealAudit(db, key);
    await tamper(
      'UPDATE audit_key SET retired_at = now()',
      `INSERT INTO audit_key (origin, public_key, private_key, made_at)
       SELECT origin, decode(repeat('07', 32), 'hex'), private_key, now() FROM audit_key`,
    );
    expect(await verifiersOf(db, key)).toHaveLength(1);
    await write(1);
    await expect(sealAudit(db, key)).rejects.toThrow('not ours');
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

  it('T-1 has a head that holds by its own keys alone', async () => {
    await write(3);
    await sealAudit(db, deriveKey('11'.repeat(32), 'audit'));
    expect((await checkAudit(db, key)).finding).toEqual({ kind: 'head' });
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
