import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';

/**
 * A form may arrive more than once, at the same moment or much later: what cannot be done because this very form has done it is
 * done. `found` says what it has done; null where it has done nothing. It is asked after whatever stood in the way, a
 * connection that broke at its commit among it.
 */
export async function once<T>(found: () => Promise<T | null>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const done = await found().catch(() => null);
    if (done !== null) return done;
    throw error;
  }
}

/**
 * Whether this person's form with this key has had its effect on the record: their entry of that has the key. A client may name any key,
 * and nobody's form is done by what somebody else did.
 */
export async function wasDone(
  db: Queryable,
  { actor }: Pick<Context, 'actor'>,
  subject: string,
  key: string,
): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM audit_entry WHERE subject = $1 AND data->>'key' = $2 AND actor_id = $3 LIMIT 1`,
    [subject, key, actor.id],
  );
  return rows.length > 0;
}
