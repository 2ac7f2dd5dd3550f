import type { LoggedState } from '../core/names.ts';
import type { LoggedAction } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import type { Act } from './act.ts';
import type { Row } from './kind.ts';
import { byHolders, type Waits } from './waits.ts';

/** A record that stands where its column `status` says. */
interface Standing extends Row {
  status: LoggedState;
}

/** Moves a record of this table on from where it was seen, by its own row; false where it stands elsewhere by now: somebody was faster. */
export async function moved<R extends Standing>(
  tx: Tx,
  table: string,
  { id, status }: R,
  to: R['status'],
): Promise<boolean> {
  const rows = await tx.query(`UPDATE ${table} SET status = $3 WHERE id = $1 AND status = $2 RETURNING id`, [
    id,
    status,
    to,
  ]);
  return rows.length > 0;
}

/** What an act does that moves its record on and changes nothing else; `action`: what its entry says that was done. */
export const moves =
  <R extends Standing>(table: string, to: R['status'], action: LoggedAction): Act<R>['write'] =>
  async (tx, _ctx, record) =>
    (await moved(tx, table, record, to)) ? { action, to } : null;

/** What those who hold a record do that moves it on and changes nothing else. */
export const movedByHolders = <R extends Standing>(
  kind: Parameters<typeof byHolders<R>>[0] & Pick<Waits<R>, 'table'>,
  to: R['status'],
  action: LoggedAction,
): Pick<Act<R>, 'whyNot' | 'stands' | 'write'> => ({
  ...byHolders(kind),
  write: moves(kind.table, to, action),
});
