import { type Context, isForEverybody } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Identity, named } from '../../core/same-person.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { type Holding, holdersOf, holds } from '../../records/holders.ts';

/** Any ADMIN decides what is asked of the ADMINs. */
const held: readonly Holding[] = [{ role: 'ADMIN' }];

/**
 * A question about somebody, with who decides it: ADMINs but themselves, where one is somebody else (I-4). Whoever alone is an ADMIN
 * decides it in person.
 */
export type Asked<R> = R & { held: readonly Holding[]; barred: Identity };

const inPerson: readonly Holding[] = [{ role: 'ADMIN', inPerson: true }];

export async function asked<R extends { person: { id: number } }>(
  db: Queryable,
  record: R | null,
): Promise<Asked<R> | null> {
  if (!record) return null;
  const own = named({ persons: [record.person.id] });
  const others = await holdersOf(db, held, own);
  return {
    ...record,
    ...(others.length > 0 ? { held, barred: own } : { held: inPerson, barred: named({}) }),
  };
}

/** The same of all of these. */
export const allAsked = async <R extends { person: { id: number } }>(
  db: Queryable,
  records: readonly R[],
): Promise<Asked<R>[]> =>
  (await Promise.all(records.map((one) => asked(db, one)))).flatMap((one) => one ?? []);

/** Whether what the ADMINs are asked is shown here: to one of them or who stands in for one, or in a channel that is theirs. */
export const isAsked = (ctx: Pick<Context, 'actor'>): boolean =>
  isForEverybody(ctx) || holds(ctx.actor, held);

export const notAdmin = msg('error.adminOnly');

/** Said to an ADMIN of what is not there, and to anybody else of all of it. */
export const unseen = ({ actor }: Pick<Context, 'actor'>): Message =>
  holds(actor, held) ? msg('error.oldCard') : notAdmin;

/** Refuses whoever is not asked. */
export function requireAsked(ctx: Pick<Context, 'actor'>): void {
  if (!isAsked(ctx)) throw new Refusal(notAdmin);
}
