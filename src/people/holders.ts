import { randomUUID } from 'node:crypto';
import type { Concerned } from '../chat/desk.ts';
import type { RoleName } from '../core/context.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';

/**
 * Somebody has ceased to hold what records wait for, or a record waits where nobody holds it: once this commits the ADMINs are
 * told which have nobody left who could decide them, and their cards say so.
 */
export async function lookForUnheld(tx: Tx, concerned: Concerned): Promise<void> {
  await enqueue(tx, 'waiting.unheld', { event: randomUUID(), concerned }, { queue: 'waiting.unheld' });
}

/** The roles that these people held once and do not any more. */
export function rolesLost(
  db: Pick<Tx, 'query'>,
  people: readonly number[],
): Promise<{ role: RoleName; unitId: number | null }[]> {
  return db.query(
    `SELECT DISTINCT role, unit_id AS "unitId" FROM role_grant WHERE person_id = ANY($1) AND withdrawn_at IS NOT NULL`,
    [people],
  );
}
