import { withoutDeadline } from '../core/deadline.ts';
import type { Database } from './database.ts';

/** The database answers and takes no changes. */
export class WritesRefused extends Error {
  override name = 'WritesRefused';
}

/** What no sort keeps in memory that may use no more than `workMemory`: it goes to the disk of the database, some 400 kB. */
const workMemory = '64kB';
const writesToDisk = `SELECT count(*) FROM (
  SELECT n, repeat('x', 100) FROM generate_series(1, 3000) AS n ORDER BY 2, 1 OFFSET 0) AS sorted`;

/**
 * Throws what keeps the database from taking changes: that it cannot be reached, is read-only (a standby, an operator's wish),
 * or has no room on its disk. Changes nothing, so it may be asked as often as anybody likes.
 */
export function requireWrites(db: Pick<Database, 'transaction'>): Promise<void> {
  return db.transaction(withoutDeadline, async (tx) => {
    const [state] = await tx.query<{ readOnly: boolean }>(
      `SELECT current_setting('transaction_read_only')::boolean AS "readOnly", set_config('work_mem', $1, true)`,
      [workMemory],
    );
    if (state?.readOnly) throw new WritesRefused('the database is read-only');
    await tx.query(writesToDisk);
  });
}
