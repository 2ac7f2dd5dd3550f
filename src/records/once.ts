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

/** Whether the form with this key has had its effect on the record: the entry of that has the key. */
export async function wasDone(db: Queryable, subject: string, key: string): Promise<boolean> {
  const rows = await db.query(`SELECT 1 FROM audit_entry WHERE subject = $1 AND data->>'key' = $2 LIMIT 1`, [
    subject,
    key,
  ]);
  return rows.length > 0;
}
