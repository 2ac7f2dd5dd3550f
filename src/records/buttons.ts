import type { Markable } from '../authenticators/step-up.ts';
import { action } from '../chat/action.ts';
import type { Button } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Translate } from '../core/texts/index.ts';
import { type Offering, whyNotNow } from './act.ts';
import type { Row } from './kind.ts';
import type { HandingAct } from './reassign.ts';

/** What is offered to whoever may do it; what hands a record on looks first whether anybody could take it. */
type Plain<R extends Row> = Offering<R> & { hasReceiver?: undefined };

/**
 * A button for each of these acts that this person may do to the record now, in their order: what is offered on a card and what is
 * asked at the press are one rule (I-3). The first of them stands out, unless it ends something. `toAll`: to everybody who reads a
 * channel, whoever they are; who may is asked when somebody presses.
 */
export async function actButtons<R extends Row>(
  ctx: Context,
  record: R,
  acts: readonly Plain<R>[],
  { toAll = false } = {},
): Promise<Button[]> {
  const offered: Offering<R>[] = [];
  for (const act of acts) {
    const isOffered = toAll ? (act.stands?.(record) ?? true) : (await whyNotNow(act, record, ctx)) === null;
    if (isOffered) offered.push(act);
  }
  return offered.map((act, place) => ({
    ...buttonOf(ctx, record, act),
    ...(act.ends ? { style: 'danger' } : place === 0 ? { style: 'primary' } : {}),
  }));
}

/**
 * The button that hands a record on, beside others that stand out more. It is not offered where nobody else could take it, which is read in
 * `db` for those alone who may hand it on.
 */
export async function handingButtons<R extends Row>(
  ctx: Context,
  db: Queryable,
  record: R,
  act: HandingAct<R>,
): Promise<Button[]> {
  if ((await whyNotNow(act, record, ctx)) !== null || !(await act.hasReceiver(db, record, ctx.actor)))
    return [];
  return [buttonOf(ctx, record, act)];
}

const buttonOf = <R extends Row>({ t }: Context, { id }: R, act: Offering<R>): Button => ({
  label: buttonLabel(t, act),
  does: { action: action(act.opens, id, ...(act.args ?? [])) },
});

/** How an act is called. */
export type Labelled = Pick<Offering<Row>, 'title' | 'button'>;

/** What stands on the button of an act, also where a letter names it. */
export function buttonLabel(t: Translate, { title, button = title }: Labelled): string {
  return t.message({ key: button });
}

/** Acts as ADMINs find them where they mark what is sensitive, below what they are done to. */
export const markableActs = <R extends Row>(
  t: Translate,
  to: string,
  acts: readonly Pick<Offering<R>, 'opens' | 'title' | 'button'>[],
): Markable[] => acts.map((act) => ({ mark: act.opens, label: `${to} · ${buttonLabel(t, act)}` }));
