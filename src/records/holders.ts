import type { PlainCardName } from '../chat/desk.ts';
import type { Actor, Principal, Right, RoleName } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Identity, isSamePerson } from '../core/same-person.ts';
import { type Message, msg } from '../core/texts/index.ts';
import { didNotArrive } from '../posted/unreached.ts';
import type { Zone } from '../working-time/zones.ts';

/**
 * Who holds something: whoever has a role, in a unit where it is bound to one, or somebody by name; and whoever stands in for one of
 * those, unless it is done in person (I-6). It is one definition for rights and for everything that names, tells or counts those
 * who could decide; in SQL `holders_of` is the same.
 */
export type Holding = ({ role: RoleName; unitId?: number } | { personId: number }) & { inPerson?: true };

type Holds = Pick<Right, 'id' | 'roles'>;

/** Whether this person is among them in their own right. */
export const holdsThemselves = ({ id, roles }: Holds, holdings: readonly Holding[]): boolean =>
  holdings.some((one) =>
    'personId' in one
      ? one.personId === id
      : roles.some(
          ({ role, unitId }) => role === one.role && (one.unitId === undefined || unitId === one.unitId),
        ),
  );

/** What a substitute may do for their principal. */
const passedOn = (holdings: readonly Holding[]) => holdings.filter((one) => !('inPerson' in one));

/** All in whose right somebody holds this: their own first, then those for whom they stand in. */
function rightsTo<R extends Holds>(
  actor: R & Pick<Actor, 'standsInFor'>,
  holdings: readonly Holding[],
): (R | Principal)[] {
  const others = passedOn(holdings);
  return [
    ...(holdsThemselves(actor, holdings) ? [actor] : []),
    ...actor.standsInFor.filter((principal) => holdsThemselves(principal, others)),
  ];
}

/** Whether this person is among them. Nobody's own is theirs to decide all the same: that is asked beside it (I-4). */
export const holds = (actor: Holds & Pick<Actor, 'standsInFor'>, holdings: readonly Holding[]): boolean =>
  rightsTo(actor, holdings).length > 0;

/**
 * Why somebody who holds this may not decide it, where `barred` do not: they are one of them, or all those are in whose right
 * they hold it (I-4, I-6). Null when they may. `own` is what is said to the former.
 */
export function whyBarred(
  actor: Actor,
  holdings: readonly Holding[],
  barred: Identity,
  own: Message,
): Message | null {
  if (isSamePerson(barred, actor.identity)) return own;
  const rights = rightsTo(actor, holdings);
  if (rights.some(({ identity }) => !isSamePerson(barred, identity))) return null;
  return msg('record.refuse.principals', { names: rights.map(({ name }) => name).join(', ') });
}

/** Somebody whom a record waits for, and whether its card could not be brought to them. */
export interface Holder {
  id: number;
  name: string;
  /** For whom they stand in, where it is not theirs. */
  principal: string | null;
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
  return db.query<Holder>(holdersSelected, holdersAsked(holdings, barred, told));
}

/** SQL: the same, by the values of `holdersAsked`. */
export const holdersSelected = `SELECT p.id, p.name, zone_of(q) AS zone, p.for_name AS principal, EXISTS (SELECT 1 FROM posted_card c
       WHERE c.subject = $3 AND c.card = $4 AND c.person_id = p.id AND ${didNotArrive('c')}) AS "isUnreached"
     FROM holders_of($1::jsonb, $2::jsonb) p JOIN person q USING (id) ORDER BY p.for_id IS NOT NULL, p.name, p.id`;

export const holdersAsked = (
  holdings: readonly Holding[],
  barred: Identity,
  told?: { subject: string; card: PlainCardName },
): string[] => [JSON.stringify(holdings), JSON.stringify(barred), told?.subject ?? '', told?.card ?? ''];

/** Everybody who holds each of these now and is none of those who are barred from it, by name and in the order of these, in one statement. */
export async function idsHolding(
  db: Queryable,
  waits: readonly { held: readonly Holding[]; barred: Identity }[],
): Promise<number[][]> {
  if (waits.length === 0) return [];
  const rows = await db.query<{ ids: number[] }>(
    `SELECT ARRAY(SELECT p.id FROM holders_of(w.one->'held', w.one->'barred') p ORDER BY p.for_id IS NOT NULL, p.name, p.id) AS ids
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS w(one, nth) ORDER BY w.nth`,
    [JSON.stringify(waits)],
  );
  return rows.map(({ ids }) => ids);
}
