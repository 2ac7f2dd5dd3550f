import type { PlainCardName } from '../chat/desk.ts';
import type { Actor, RoleName } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Identity } from '../core/same-person.ts';
import { didNotArrive } from '../posted/unreached.ts';
import type { Zone } from '../working-time/zones.ts';

/**
 * Who holds something: whoever has a role, in a unit where it is bound to one, or somebody by name. It is one definition for rights and
 * for everything that names, tells or counts those who could decide; in SQL `holders_of` is the same.
 */
export type Holding = { role: RoleName; unitId?: number } | { personId: number };

/** Whether this person is among them. Nobody's own is theirs to decide all the same: that is asked beside it (I-4). */
export function holds(actor: Pick<Actor, 'id' | 'roles'>, holdings: readonly Holding[]): boolean {
  return holdings.some((one) =>
    'personId' in one
      ? one.personId === actor.id
      : actor.roles.some(
          ({ role, unitId }) => role === one.role && (one.unitId === undefined || unitId === one.unitId),
        ),
  );
}

/** Somebody whom a record waits for, and whether its card could not be brought to them. */
export interface Holder {
  id: number;
  name: string;
  isUnreached: boolean;
  /** Where they work, as far as they or their unit say so. */
  zone: Zone | null;
}

/** Everybody who holds it now and is none of those who are barred, by name; `told`: which card of which record is brought to them. */
export async function holdersOf(
  db: Queryable,
  holdings: readonly Holding[],
  barred: Identity,
  told?: { subject: string; card: PlainCardName },
): Promise<Holder[]> {
  return db.query<Holder>(
    `SELECT p.id, p.name, zone_of(p) AS zone, EXISTS (SELECT 1 FROM posted_card c WHERE c.subject = $3 AND c.card = $4
       AND c.person_id = p.id AND ${didNotArrive('c')}) AS "isUnreached"
     FROM holders_of($1::jsonb, $2::jsonb) p ORDER BY p.name, p.id`,
    [JSON.stringify(holdings), JSON.stringify(barred), told?.subject ?? '', told?.card ?? ''],
  );
}
