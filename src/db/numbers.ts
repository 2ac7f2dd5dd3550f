import type { Queryable } from '../core/queryable.ts';

/** What has a number that people know it by, `UID-2026-000001`. */
export interface Numbered {
  id: number;
  number: string;
}

/**
 * The number of a record that has been committed. The database gives it at the commit and not before, so that a try that
 * fails or is refused uses up none (U-1; see the trigger `take_number`): within its own transaction a new record has none.
 */
export async function numbered(db: Queryable, table: string, id: number): Promise<Numbered> {
  const [found] = await db.query<Numbered>(`SELECT id, number FROM ${table} WHERE id = $1`, [id]);
  if (!found) throw new Error(`${table} ${id} was not written`);
  return found;
}
