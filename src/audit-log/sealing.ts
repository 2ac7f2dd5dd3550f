import { withoutDeadline } from '../core/deadline.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database, Tx } from '../db/database.ts';
import {
  noteOf,
  readNotes,
  type SignedCheckpoint,
  type Signer,
  signCheckpoint,
  signedBy,
  type Verifier,
} from '../merkle/signed-note.ts';
import { Frontier, hashes, leafHash } from '../merkle/tree.ts';
import { takeOver } from './former-chain.ts';
import { type AuditKey, signersOf, verifiersOf } from './keys.ts';
import { leafLine } from './leaf.ts';

const sealLock = 7_431_001;

/** Waits for nobody: false where another one seals, or posts the head of a day, at this moment. Taken before any row (docs/architecture.md). */
export async function lockLog(tx: Tx): Promise<boolean> {
  const lock = await tx.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
    sealLock,
  ]);
  return lock[0]?.taken ?? false;
}

/** What was noted of the last seal is not there, or not signed by us: somebody has been at it. */
class HeadLost extends Error {
  override name = 'HeadLost';
}

/** Where the log ends: its right edge, and what was signed of it. */
export interface Head {
  frontier: Frontier;
  checkpoint: SignedCheckpoint;
}

interface HeadRow {
  size: string;
  frontier: Buffer;
  note: string;
}

/** The head of a row, where the row is as one of these keys has signed it. */
export function readHead(row: HeadRow, verifiers: readonly Verifier[]): Head | null {
  const frontier = Frontier.fromBytes(Number(row.size), row.frontier);
  const [checkpoint] = readNotes(row.note);
  if (!frontier || !checkpoint || !signedBy(checkpoint, verifiers)) return null;
  return checkpoint.size === frontier.size && checkpoint.root === frontier.root()
    ? { frontier, checkpoint }
    : null;
}

/** The head; null before anything was sealed. Throws HeadLost. */
export async function headOf(db: Queryable, key: AuditKey): Promise<Head | null> {
  const verifiers = await verifiersOf(db, key);
  const [row] = await db.query<HeadRow>('SELECT size::text, frontier, note FROM audit_head');
  if (!row && verifiers.length === 0) return null;
  const head = row && readHead(row, verifiers);
  if (!head) throw new HeadLost('the head of the audit is not as we signed it');
  return head;
}

interface Waiting {
  id: string;
  line: string;
}

/**
 * Seals entries that wait for it, at most `limit`, and answers how many: at a cost that is the same however long the log is. Runs
 * apart from the changes themselves so that decisions never wait for one another (I-5). Only one sealer works at a time; an entry
 * that commits late gets a later place in the log, so no order of commits leaves a gap. It goes on at the signed head, never at whatever
 * seal is the last one there, so that an end which was cut off stays a gap.
 */
export async function sealAudit(
  db: Database,
  key: AuditKey,
  limit = 1000,
  now = new Date(),
): Promise<number> {
  return db.transaction(withoutDeadline, async (tx) => {
    if (!(await lockLog(tx))) return 0;
    // Apart from the entries: joined, a plan might walk the whole log to find them.
    const waiting = await tx.query<{ id: string }>(
      'SELECT entry_id::text AS id FROM audit_unsealed ORDER BY entry_id LIMIT $1',
      [limit],
    );
    if (waiting.length === 0) return 0;
    const head = await headOf(tx, key);
    if (!head) await takeOver(tx, key, now);
    const [signer] = await signersOf(tx, key, now);
    const entries = await tx.query<Waiting>(
      `SELECT e.id::text AS id, ${leafLine} AS line FROM audit_entry e WHERE e.id = ANY($1::bigint[]) ORDER BY e.id`,
      [waiting.map(({ id }) => id)],
    );
    await append(tx, head?.frontier ?? new Frontier(), entries, signer, now);
    return entries.length;
  });
}

async function append(
  tx: Tx,
  frontier: Frontier,
  entries: readonly Waiting[],
  signer: Signer,
  now: Date,
): Promise<void> {
  const before = frontier.size;
  const leaves = entries.map(({ line }) => leafHash(Buffer.from(line)));
  for (const leaf of leaves) frontier.append(leaf);
  const ids = entries.map(({ id }) => id);
  await tx.query(
    `INSERT INTO audit_seal (position, entry_id, hash)
     SELECT $1::bigint + n, id, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS t(id, hash, n)`,
    [String(before), ids, leaves.map(hashes.toBuffer)],
  );
  await tx.query('DELETE FROM audit_unsealed WHERE entry_id = ANY($1::bigint[])', [ids]);
  const signed = signCheckpoint(
    { origin: signer.origin, size: frontier.size, root: frontier.root(), at: now.toISOString() },
    [signer],
  );
  await tx.query(
    `INSERT INTO audit_head (size, frontier, note) VALUES ($1, $2, $3)
     ON CONFLICT (one) DO UPDATE SET size = excluded.size, frontier = excluded.frontier, note = excluded.note`,
    [String(frontier.size), frontier.toBytes(), noteOf(signed)],
  );
}
