import { type Context, hasRole, isForEverybody } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Identity, named } from '../../core/same-person.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { type Holding, holdersOf } from '../../records/holders.ts';

/** Any ADMIN decides what is asked of the ADMINs. */
export const held: readonly Holding[] = [{ role: 'ADMIN' }];

/** A question about somebody, with whom it bars: themselves, where there is an ADMIN who is somebody else (I-4). */
export type Asked<R> = R & { barred: Identity };

export async function withBarred<R extends { person: { id: number } }>(
  db: Queryable,
  record: R,
): Promise<Asked<R>> {
  const own = named({ persons: [record.person.id] });
  const others = await holdersOf(db, held, own);
  return { ...record, barred: others.length > 0 ? own : named({}) };
}

/** Whether what the ADMINs are asked is shown here: to one of them, or in a channel that is theirs. */
export const isAsked = (ctx: Pick<Context, 'actor'>): boolean =>
  isForEverybody(ctx) || hasRole(ctx.actor, 'ADMIN');

export const notAdmin = msg('error.adminOnly');

/** Said to an ADMIN of what is not there, and to anybody else of all of it. */
export const unseen = ({ actor }: Pick<Context, 'actor'>): Message =>
  hasRole(actor, 'ADMIN') ? msg('error.oldCard') : notAdmin;
