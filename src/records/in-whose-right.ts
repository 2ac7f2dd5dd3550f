import type { Context, Principal } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg } from '../core/texts/index.ts';
import { formerPrincipals } from '../people/standing-in.ts';
import type { Kind, Row } from './kind.ts';

/** What has a rule of who may do it, and when: an act. */
interface Ruled<R extends Row> {
  whyNot(record: R, ctx: Context): Message | null | Promise<Message | null>;
}

/** Somebody as they would be if they stood in for these people and nobody else. */
const standingInFor = (ctx: Context, principals: readonly Principal[]): Context => ({
  ...ctx,
  actor: { ...ctx.actor, standsInFor: principals },
});

/**
 * Whoever does what the act's own rule lets them does so in their own right, or in that of the first of those for whom they stand in
 * who gives it to them (I-6): the rule itself is asked, so that no kind has to say it a second time.
 */
export async function inWhoseRight<R extends Row>(act: Ruled<R>, record: R, ctx: Context): Promise<Context> {
  const { standsInFor } = ctx.actor;
  if (standsInFor.length === 0 || !(await act.whyNot(record, standingInFor(ctx, [])))) return ctx;
  for (const principal of standsInFor)
    if (!(await act.whyNot(record, standingInFor(ctx, [principal]))))
      return { ...ctx, onBehalfOf: principal };
  return ctx;
}

/**
 * What is said to somebody who may not do this, and could until they ceased to stand in for somebody: perhaps while their form was
 * open (I-6). Null where that is not why.
 */
export async function whoseRightEnded<R extends Row>(
  db: Queryable,
  kind: Pick<Kind<R>, 'seen'>,
  act: Ruled<R>,
  ctx: Context,
  id: number,
): Promise<Message | null> {
  for (const former of await formerPrincipals(db, ctx.actor.id, ctx.now)) {
    const then = standingInFor(ctx, [former]);
    const record = await kind.seen(db, then, id);
    if (!record || (await act.whyNot(record, then))) continue;
    const { name, endedBy, endedAt } = former;
    const time = ctx.time(endedAt);
    return endedBy
      ? msg('record.refuse.standInEndedBy', { name, by: endedBy, time })
      : msg('record.refuse.standInEnded', { name, time });
  }
  return null;
}
