import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../core/queryable.ts';
import { audit } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';

/** A place in the chain: the number of a seal, and its hash. */
interface Place {
  position: bigint;
  hash: Buffer;
}

interface SealedEntry {
  id: string | null;
  [column: string]: unknown;
}

/** The columns that such a seal covers, in the text form that PostgreSQL gives them. */
const sealedColumns = `e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
  e.actor_id, e.actor, e.surface, e.action, e.subject, e.from_state, e.to_state, e.reason, e.data::text AS data`;

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

const pageSize = 2000;

/**
 * The chain of HMACs that seals were before there was a tree is checked once, when its entries are sealed as leaves; an entry says
 * what was found. Nothing of it in a log that never had one.
 */
export async function takeOver(tx: Tx, key: Buffer, now: Date): Promise<void> {
  const { seals, broken } = await checkChain(tx, key);
  if (seals === 0n && !broken) return;
  await audit(tx, {
    at: now,
    actor: { id: null, name: 'audit.seal' },
    surface: 'system',
    action: 'audit.chain-taken-over',
    subject: 'audit',
    data: { seals: String(seals), ...(broken ? { broken } : {}) },
  });
  await tx.query('DELETE FROM audit_former_head');
}

/** How many seals hold, and the number of the first that does not, or `head` where the end is not as it was signed. */
async function checkChain(tx: Queryable, key: Buffer): Promise<{ seals: bigint; broken?: string }> {
  let at: Place = { position: 0n, hash: Buffer.alloc(32) };
  for (;;) {
    const page = await tx.query<SealedEntry & { position: string; hash: Buffer }>(
      `SELECT s.position::text, s.hash, ${sealedColumns}
       FROM (SELECT * FROM audit_former_seal WHERE position > $1 ORDER BY position LIMIT ${pageSize}) s
       LEFT JOIN LATERAL (SELECT * FROM audit_entry WHERE id = s.entry_id OFFSET 0) e ON true ORDER BY s.position`,
      [at.position.toString()],
    );
    if (page.length === 0) break;
    for (const { position, hash, ...entry } of page) {
      const expected = createHmac('sha256', key).update(at.hash).update(JSON.stringify(entry)).digest();
      if (BigInt(position) !== at.position + 1n || !isSame(expected, hash))
        return { seals: at.position, broken: position };
      at = { position: at.position + 1n, hash };
    }
  }
  const [head] = await tx.query<{ position: string; hash: Buffer; mac: Buffer }>(
    'SELECT position::text, hash, mac FROM audit_former_head',
  );
  // A log from before its end was signed has no head.
  const holds = !head || (isSame(head.mac, signed(key, head)) && head.position === String(at.position));
  return holds ? { seals: at.position } : { seals: at.position, broken: 'head' };
}

const signed = (key: Buffer, { position, hash }: { position: string; hash: Buffer }): Buffer =>
  createHmac('sha256', key).update(`head ${position} `).update(hash).digest();
