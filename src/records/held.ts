import type { Context } from '../core/context.ts';
import type { Tx } from '../db/database.ts';
import type { Kind, Row } from './kind.ts';

/**
 * A record of this table as it is now, its own row held until the transaction ends, where it still stands as it was seen: whoever acts
 * on it at the same moment waits, or was faster. Null where somebody was.
 */
export async function heldAsSeen<R extends Row>(
  tx: Tx,
  table: string,
  kind: Pick<Kind<R>, 'seen' | 'state'>,
  ctx: Context,
  record: R,
): Promise<R | null> {
  await tx.query(`SELECT id FROM ${table} WHERE id = $1 FOR NO KEY UPDATE`, [record.id]);
  const now = await kind.seen(tx, ctx, record.id);
  return now && kind.state(now) === kind.state(record) ? now : null;
}
