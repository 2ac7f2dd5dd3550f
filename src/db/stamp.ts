import type { Tx } from './database.ts';

/** Has the triggers of this transaction stamp what they write with our time instead of the database's. */
export async function stampWith(tx: Tx, now: Date): Promise<void> {
  await tx.query(`SELECT set_config('satu_pintu.now', $1, true)`, [now.toISOString()]);
}
