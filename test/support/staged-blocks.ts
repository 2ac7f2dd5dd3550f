import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { Blocks, insertRows, type TypedRow } from '../../src/imports/blocks.ts';

/** Gives an import that a statement of a test wrote these rows. */
export async function giveRows(db: Database, importId: number, rows: readonly TypedRow[]): Promise<void> {
  const blocks = new Blocks();
  for (const row of rows) blocks.add(row, row.cells.join('').length);
  await db.transaction(withoutDeadline, (tx) => insertRows(tx, importId, blocks));
}
