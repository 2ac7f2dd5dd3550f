import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database, Tx } from './database.ts';

/** What one change of state leaves behind (I-5). `subject` names the record: `user-id:42`. */
export interface AuditRecord {
  at: Date;
  /** Whoever no register knows is noted with the address that was verified: their name is what they call themselves. */
  actor:
    | { id: number | null; name: string }
    | { id: number; name: string; email: string; registered: boolean };
  surface: string;
  action: string;
  subject: string;
  from?: string;
  to?: string;
  reason?: string | null;
  data?: Record<string, unknown>;
}

/** Writes the one entry of a change of state, in the transaction of that change (I-5). Answers its id. */
export async function audit(tx: Tx, entry: AuditRecord): Promise<string> {
  const { actor } = entry;
  const data =
    'registered' in actor && !actor.registered ? { ...entry.data, stranger: actor.email } : entry.data;
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, from_state, to_state, reason, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id::text`,
    [
      entry.at,
      entry.actor.id,
      entry.actor.name,
      entry.surface,
      entry.action,
      entry.subject,
      entry.from ?? null,
      entry.to ?? null,
      entry.reason ?? null,
      data ? JSON.stringify(data) : null,
    ],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error('audit entry was not written');
  return id;
}

interface SealableEntry {
  id: string;
  [column: string]: unknown;
}

const genesis = Buffer.alloc(32);
const sealLock = 7_431_001;

/** The columns that a seal covers, in the text form that PostgreSQL gives them. */
const sealedColumns = `e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  e.actor_id, e.actor, e.surface, e.action, e.subject, e.from_state, e.to_state, e.reason, e.data::text AS data`;

function sealOf(key: Buffer, previous: Buffer, entry: SealableEntry): Buffer {
  return createHmac('sha256', key).update(previous).update(JSON.stringify(entry)).digest();
}

/**
 * Seals entries that have no seal yet, at most `limit`, and answers how many. Runs apart from the changes
 * themselves so that decisions never wait for one another (I-5). Only one sealer works at a time; an entry
 * that commits late gets a later place in the chain, so no order of commits leaves a gap.
 */
export async function sealAudit(db: Database, key: Buffer, limit = 1000): Promise<number> {
  return db.transaction(async (tx) => {
    const lock = await tx.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
      sealLock,
    ]);
    if (!lock[0]?.taken) return 0;
    const last = await tx.query<{ position: string; hash: Buffer }>(
      // By the column itself: its bare name would mean the text of the first column, where 9 comes after 10.
      'SELECT s.position::text, s.hash FROM audit_seal s ORDER BY s.position DESC LIMIT 1',
    );
    const entries = await tx.query<SealableEntry>(
      `SELECT ${sealedColumns} FROM audit_entry e
       WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
       ORDER BY e.id LIMIT $1`,
      [limit],
    );
    let previous = last[0]?.hash ?? genesis;
    const hashes = entries.map((entry) => {
      previous = sealOf(key, previous, entry);
      return previous;
    });
    await tx.query(
      `INSERT INTO audit_seal (position, entry_id, hash)
       SELECT $1::bigint + n, id, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS t(id, hash, n)`,
      [last[0]?.position ?? '0', entries.map((e) => e.id), hashes],
    );
    return entries.length;
  });
}

export interface ChainReport {
  sealed: number;
  unsealed: number;
  /** The last hash, short: an operator who wrote it down earlier can see that the chain was not cut. */
  head: string;
  /** The first place where the chain does not hold. */
  brokenAt?: { position: string; entryId: string };
}

/** Recomputes the whole chain in pages and says where it breaks, if it does (I-5). */
export async function verifyAudit(db: Database, key: Buffer): Promise<ChainReport> {
  let previous: Buffer = genesis;
  let position = 0n;
  let sealed = 0;
  for (;;) {
    const page = await db.query<SealableEntry & { position: string; entry_id: string; hash: Buffer }>(
      `SELECT s.position::text, s.entry_id::text, s.hash, ${sealedColumns}
       FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
       WHERE s.position > $1 ORDER BY s.position LIMIT 1000`,
      [position.toString()],
    );
    for (const { position: at, entry_id: entryId, hash, ...entry } of page) {
      const expected = sealOf(key, previous, entry);
      const holds =
        BigInt(at) === position + 1n && hash.length === expected.length && timingSafeEqual(expected, hash);
      if (!holds)
        return {
          sealed,
          unsealed: await countUnsealed(db),
          head: shortHash(previous),
          brokenAt: { position: at, entryId },
        };
      previous = hash;
      position += 1n;
      sealed += 1;
    }
    if (page.length < 1000) return { sealed, unsealed: await countUnsealed(db), head: shortHash(previous) };
  }
}

async function countUnsealed(db: Database): Promise<number> {
  const rows = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)`,
  );
  return rows[0]?.n ?? 0;
}

function shortHash(hash: Buffer): string {
  return hash.toString('hex').slice(0, 16);
}
