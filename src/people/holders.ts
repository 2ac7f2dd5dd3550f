import { randomUUID } from 'node:crypto';
import type { Concerned } from '../chat/desk.ts';
import type { RoleName } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';
import { enqueueAll, type JobSpec } from '../jobs/enqueue.ts';

/**
 * Who holds something that records wait for has changed, or a record waits where nobody holds it. Once this commits the ADMINs are
 * told of what has nobody left who could decide it, and whoever alone can decide something by now is told of that.
 */
export const holdersChanged = (tx: Tx, concerned: Concerned): Promise<void> =>
  enqueueAll(tx, [whenHoldersChanged(concerned)]);

/** Who decides what waits for a record by being named there: the official of a position, the superior of a superior. */
export interface NamedDecider {
  /** Null: nobody does any more, and `former` did. */
  id: number | null;
  former: number | null;
}

/** Others are named: what waits for them comes to them as if they had been there, and what has nobody is told to the ADMINs. */
export async function decidersChanged(tx: Tx, named: readonly NamedDecider[]): Promise<void> {
  const heldBy = named.flatMap(({ id }) => id ?? []);
  const lost = named.flatMap(({ id, former }) => (id === null && former !== null ? [former] : []));
  if (heldBy.length > 0) await holdersChanged(tx, { heldBy });
  if (lost.length > 0) await holdersChanged(tx, { lost });
}

/** The job of it. */
export const whenHoldersChanged = (concerned: Concerned): JobSpec => ({
  name: 'waiting.holders',
  payload: { event: randomUUID(), concerned },
  queue: 'waiting.holders',
});

/** Those of whom it is said by name what they have lost, or hold, or did. */
export const holdersNamed = (concerned: Concerned): number[] => {
  if (concerned === 'all' || 'subjects' in concerned || 'gained' in concerned) return [];
  return 'lost' in concerned ? concerned.lost : concerned.heldBy;
};

/** The roles that may have changed hands, as far as it is known whose; null: any may. */
export async function rolesConcerned(
  db: Queryable,
  concerned: Concerned,
): Promise<{ role: RoleName; unitId: number | null }[] | null> {
  if (concerned === 'all' || 'subjects' in concerned) return null;
  const [people, held] =
    'lost' in concerned
      ? [concerned.lost, false]
      : 'gained' in concerned
        ? [concerned.gained, true]
        : [concerned.heldBy, null];
  return db.query(
    `SELECT DISTINCT role, unit_id AS "unitId" FROM role_grant WHERE person_id = ANY($1) AND ($2::boolean IS NULL OR (withdrawn_at IS NULL) = $2)`,
    [people, held],
  );
}
