import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';
import { type Conversation, deliver, refreshAll } from './post.ts';

/** Somebody to whom a live card could not be brought, and the platform's word for why. */
export interface Unreached {
  personId: number;
  name: string;
  email: string;
  reason: string;
}

/** SQL: a live copy, by the name of its row, that could not be brought to whom it is for. */
export const didNotArrive = (copy: string): string =>
  `${copy}.live AND ${copy}.failure IS NOT NULL AND ${copy}.message_id IS NULL`;

/** Everybody whose newest live card did not arrive, for admins to mend. */
export async function unreachedPeople(db: Queryable, most: number): Promise<Unreached[]> {
  return db.query<Unreached>(
    `SELECT p.id AS "personId", p.name, p.email, c.failure AS reason FROM person p
     JOIN LATERAL (SELECT failure, message_id FROM posted_card WHERE person_id = p.id AND live
                   ORDER BY id DESC LIMIT 1) c ON c.failure IS NOT NULL AND c.message_id IS NULL
     WHERE p.active ORDER BY p.name LIMIT $1`,
    [most],
  );
}

/** Tries again to bring somebody what did not arrive in the last 30 days: they can be reached now. */
export function retryUnreached(tx: Tx, personId: number): Promise<void> {
  return retry(tx, 'c.person_id = $1', [personId]);
}

/** The same for a channel, which the app was let into. */
export function retryUnreachedIn(tx: Tx, { platform, channel }: Conversation): Promise<void> {
  return retry(tx, 'c.person_id IS NULL AND c.platform = $1 AND c.channel = $2', [platform, channel]);
}

/** The copies of all records concerned are locked at once, in the order of ids, as whoever changes a record has its copies; then the jobs, in the order of their keys. */
async function retry(tx: Tx, addressee: string, values: unknown[]): Promise<void> {
  const isDue = `c.created_at > now() - interval '30 days' AND c.failure IS NOT NULL AND c.message_id IS NULL AND ${addressee}`;
  const rows = await tx.query<{ thread: string; subject: string }>(
    `WITH due AS MATERIALIZED (SELECT c.id, c.subject FROM posted_card c WHERE ${isDue}),
     copies AS MATERIALIZED (
       SELECT c.id, ${isDue} AS due FROM posted_card c
       WHERE c.id IN (SELECT id FROM due UNION SELECT o.id FROM posted_card o JOIN due USING (subject) WHERE o.live)
       ORDER BY c.id FOR UPDATE OF c
     )
     UPDATE posted_card c SET failure = NULL, attempted_at = NULL FROM copies WHERE c.id = copies.id AND copies.due RETURNING c.thread, c.subject`,
    values,
  );
  if (rows.length === 0) return;
  await deliver(
    tx,
    rows.map((row) => row.thread),
  );
  await refreshAll(
    tx,
    rows.map((row) => row.subject),
  );
}
