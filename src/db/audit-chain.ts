import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../core/queryable.ts';
import { audit } from './audit.ts';
import type { Database, Tx } from './database.ts';

/** A place in the chain: the number of a seal, and its hash. */
export interface Place {
  position: bigint;
  hash: Buffer;
}

interface SealableEntry {
  id: string;
  [column: string]: unknown;
}

/** Before the first seal. */
export const genesis: Place = { position: 0n, hash: Buffer.alloc(32) };
const sealLock = 7_431_001;

/** The columns that a seal covers, in the text form that PostgreSQL gives them. */
const sealedColumns = `e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  e.actor_id, e.actor, e.surface, e.action, e.subject, e.from_state, e.to_state, e.reason, e.data::text AS data`;

function sealOf(key: Buffer, previous: Buffer, entry: SealableEntry): Buffer {
  return createHmac('sha256', key).update(previous).update(JSON.stringify(entry)).digest();
}

/** The signature of something that is said about the chain; `what` says what it is. */
export function signed(key: Buffer, what: string, { position, hash }: Place): Buffer {
  return createHmac('sha256', key).update(`${what} ${position} `).update(hash).digest();
}

export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A signed head as it stands in a note outside of the database. */
export function noteOf(key: Buffer, head: Place): string {
  return [
    head.position,
    head.hash.toString('base64url'),
    signed(key, 'note', head).toString('base64url'),
  ].join('.');
}

/** The head that a note of ours names; null for what we never wrote. */
export function readNote(key: Buffer, note: string): Place | null {
  const [position = '', hash = '', mac = ''] = note.split('.');
  if (!/^\d{1,18}$/.test(position)) return null;
  const head = { position: BigInt(position), hash: Buffer.from(hash, 'base64url') };
  return isSame(signed(key, 'note', head), Buffer.from(mac, 'base64url')) ? head : null;
}

/** What was noted of the last seal is not there, or not signed by us: somebody has been at it. */
class HeadLost extends Error {
  override name = 'HeadLost';
}

interface HeadRow {
  position: string;
  hash: Buffer;
  mac: Buffer;
}

/** The signed head; null before there is one. */
export async function headOf(db: Queryable, key: Buffer): Promise<Place | null> {
  const [row] = await db.query<HeadRow>('SELECT position::text, hash, mac FROM audit_head');
  if (!row) return null;
  const head = { position: BigInt(row.position), hash: row.hash };
  if (!isSame(signed(key, 'head', head), row.mac))
    throw new HeadLost('the head of the audit is not as we signed it');
  return head;
}

/**
 * Where the next seal goes on: at the signed head, never at whatever seal is the last one there, so that an end which was cut off
 * stays a gap. A log that was sealed before heads were kept gets one, and an entry that says so.
 */
async function goOnFrom(tx: Tx, key: Buffer, now: Date): Promise<Place> {
  const head = await headOf(tx, key);
  if (head) return head;
  const [last] = await tx.query<{ position: string; hash: Buffer }>(
    // By the column itself: its bare name would mean the text of the first column, where 9 comes after 10.
    'SELECT s.position::text, s.hash FROM audit_seal s ORDER BY s.position DESC LIMIT 1',
  );
  if (!last) return genesis;
  await audit(tx, {
    at: now,
    actor: { id: null, name: 'audit.seal' },
    surface: 'system',
    action: 'audit.head-taken-over',
    subject: 'audit',
    data: { position: last.position },
  });
  return { position: BigInt(last.position), hash: last.hash };
}

/**
 * Seals entries that wait for it, at most `limit`, and answers how many: at a cost that is the same however long the log is. Runs
 * apart from the changes themselves so that decisions never wait for one another (I-5). Only one sealer works at a time; an entry
 * that commits late gets a later place in the chain, so no order of commits leaves a gap.
 */
export async function sealAudit(db: Database, key: Buffer, limit = 1000, now = new Date()): Promise<number> {
  return db.transaction(async (tx) => {
    const lock = await tx.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
      sealLock,
    ]);
    if (!lock[0]?.taken) return 0;
    // Apart from the entries: joined, a plan might walk the whole log to find them.
    const waiting = await tx.query<{ id: string }>(
      'SELECT entry_id::text AS id FROM audit_unsealed ORDER BY entry_id LIMIT $1',
      [limit],
    );
    if (waiting.length === 0) return 0;
    const from = await goOnFrom(tx, key, now);
    const entries = await tx.query<SealableEntry>(
      `SELECT ${sealedColumns} FROM audit_entry e WHERE e.id = ANY($1::bigint[]) ORDER BY e.id`,
      [waiting.map(({ id }) => id)],
    );
    let previous = from.hash;
    const hashes = entries.map((entry) => {
      previous = sealOf(key, previous, entry);
      return previous;
    });
    const ids = entries.map(({ id }) => id);
    await tx.query(
      `INSERT INTO audit_seal (position, entry_id, hash)
       SELECT $1::bigint + n, id, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS t(id, hash, n)`,
      [from.position.toString(), ids, hashes],
    );
    await tx.query('DELETE FROM audit_unsealed WHERE entry_id = ANY($1::bigint[])', [ids]);
    const head = { position: from.position + BigInt(ids.length), hash: previous };
    await tx.query(
      `INSERT INTO audit_head (position, hash, mac) VALUES ($1, $2, $3)
       ON CONFLICT (one) DO UPDATE SET position = excluded.position, hash = excluded.hash, mac = excluded.mac`,
      [head.position.toString(), head.hash, signed(key, 'head', head)],
    );
    return ids.length;
  });
}

/** What is not as it should be. */
export type Finding =
  /** From this seal on the chain does not hold: an entry was changed or is missing. */
  | { kind: 'broken'; position: string; entry: string }
  /** The last seals that we know of are not there, and their entries with them, or others are. */
  | { kind: 'cut'; last: string; noted: string }
  /** Our own note of the last seal was removed or changed. */
  | { kind: 'head' }
  /** An entry that nothing would ever seal, or one that was removed before it was sealed. */
  | { kind: 'entry'; entry: string }
  /** The log is another one than when this head was noted outside. */
  | { kind: 'note'; position: string };

/** How far a check is: seals first, then entries. */
export interface Progress extends Place {
  entry: bigint;
}

export interface ChainReport {
  /** Seals that hold. */
  sealed: bigint;
  unsealed: number;
  head: Place;
  finding: Finding | null;
}

const pageSize = 2000;

/**
 * Recomputes the whole chain, page by page in constant memory, and says what is not as it should be (I-5): `seen` is told after
 * each page how far it is, from where a later call goes on. `note` is a head that was noted outside of the database.
 */
export async function checkAudit(
  db: Queryable,
  key: Buffer,
  options: { from?: Progress; note?: Place | null; seen?: (progress: Progress) => Promise<void> } = {},
): Promise<ChainReport> {
  const { note = null, seen = async () => {} } = options;
  let at: Progress = options.from ?? { ...genesis, entry: 0n };
  const report = async (finding: Finding | null): Promise<ChainReport> => ({
    sealed: at.position,
    unsealed: await countUnsealed(db),
    head: { position: at.position, hash: at.hash },
    finding,
  });

  for (;;) {
    const page = await readSeals(db, key, at);
    if (page.finding) return report(page.finding);
    const { place } = page;
    if (note && note.position > at.position && note.position <= place.position) {
      const hash = page.hashes[Number(note.position - at.position) - 1];
      if (!hash || !isSame(hash, note.hash)) return report({ kind: 'note', position: String(note.position) });
    }
    if (place.position > at.position) {
      at = { ...at, ...place };
      await seen(at);
      continue;
    }
    const end = await endOf(db, key, at);
    // Sealing has gone on meanwhile.
    if (end === 'more') continue;
    if (end) return report(end);
    break;
  }
  if (note && note.position > at.position)
    return report({ kind: 'cut', last: String(at.position), noted: String(note.position) });

  for (;;) {
    const { through, unsealable } = await readEntries(db, at.entry);
    if (unsealable) return report({ kind: 'entry', entry: unsealable });
    if (through === null) break;
    at = { ...at, entry: BigInt(through) };
    await seen(at);
  }
  const [gone] = await db.query<{ id: string }>(
    `SELECT w.entry_id::text AS id FROM audit_unsealed w
     WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = w.entry_id) ORDER BY w.entry_id LIMIT 1`,
  );
  return report(gone ? { kind: 'entry', entry: gone.id } : null);
}

/** The next seals, each of which has to follow from the one before: where that ends, and the hashes on the way. */
async function readSeals(
  db: Queryable,
  key: Buffer,
  from: Place,
): Promise<{ place: Place; hashes: Buffer[]; finding?: Finding }> {
  const page = await db.query<SealableEntry & { position: string; entry_id: string; hash: Buffer }>(
    `SELECT s.position::text, s.entry_id::text, s.hash, ${sealedColumns}
     FROM (SELECT * FROM audit_seal WHERE position > $1 ORDER BY position LIMIT ${pageSize}) s
     LEFT JOIN LATERAL (SELECT * FROM audit_entry WHERE id = s.entry_id OFFSET 0) e ON true ORDER BY s.position`,
    [from.position.toString()],
  );
  let place = from;
  const hashes: Buffer[] = [];
  for (const { position, entry_id: entryId, hash, ...entry } of page) {
    const expected = sealOf(key, place.hash, entry);
    if (BigInt(position) !== place.position + 1n || !isSame(expected, hash))
      return { place, hashes, finding: { kind: 'broken', position, entry: entryId } };
    place = { position: place.position + 1n, hash };
    hashes.push(hash);
  }
  return { place, hashes };
}

/** Whether the chain ends where it was last sealed: null says so, `more` that it goes on by now. */
async function endOf(db: Queryable, key: Buffer, at: Place): Promise<Finding | 'more' | null> {
  // One statement sees head and seals as one transaction has left them.
  const [end] = await db.query<{ last: string | null; position: string | null; hash: Buffer; mac: Buffer }>(
    `SELECT (SELECT s.position FROM audit_seal s ORDER BY s.position DESC LIMIT 1)::text AS last, h.position::text, h.hash, h.mac
     FROM (SELECT 1) one LEFT JOIN audit_head h ON true`,
  );
  const last = BigInt(end?.last ?? 0);
  if (last > at.position) return 'more';
  if (!end || end.position === null) return last === 0n ? null : { kind: 'head' };
  const head = { position: BigInt(end.position), hash: end.hash };
  if (!isSame(signed(key, 'head', head), end.mac)) return { kind: 'head' };
  return head.position === at.position && isSame(head.hash, at.hash)
    ? null
    : { kind: 'cut', last: String(last), noted: String(head.position) };
}

/** The next entries: the last of them, and the first that is neither sealed nor waits for it. */
async function readEntries(
  db: Queryable,
  after: bigint,
): Promise<{ through: string | null; unsealable: string | null }> {
  const [page] = await db.query<{ through: string | null; unsealable: string | null }>(
    `SELECT max(e.id)::text AS through, min(e.id) FILTER (WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
         AND NOT EXISTS (SELECT 1 FROM audit_unsealed w WHERE w.entry_id = e.id))::text AS unsealable
     FROM (SELECT id FROM audit_entry WHERE id > $1 ORDER BY id LIMIT ${pageSize}) e`,
    [after.toString()],
  );
  return page ?? { through: null, unsealable: null };
}

async function countUnsealed(db: Queryable): Promise<number> {
  const [row] = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_unsealed');
  return row?.n ?? 0;
}
