import { type Action, idOf } from '../chat/action.ts';
import { showsCard } from '../chat/answers.ts';
import { type Button, type Card, closedCard, type Part, type Status } from '../chat/card.ts';
import type { ActionHandler, CardSource } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { nudgeButtons } from '../reminders/nudge.ts';
import { partsLeft } from '../retention/emptied.ts';
import { actButtons, handingButtons } from './buttons.ts';
import { type Kind, type Row, visible } from './kind.ts';
import type { HandingAct } from './reassign.ts';
import { type Happened, historyParts, openQuestion, returnedHead } from './remarks.ts';
import { waitingFor } from './waiting.ts';
import { type Awaiting, type Waits, waitOf } from './waits.ts';

/** What a card says of a record besides what every card of one does. */
interface Said<R extends Row> {
  status?: Status;
  /** What its forms show of it, unless it says otherwise. */
  parts?: readonly Part[];
  /** What was decided: it stands among what was said of it, in the order of time. */
  decided?: readonly Happened[];
  /** What stands below what was said of it and whom it waits for. */
  below?: readonly Part[];
  /** What may be done to it, as far as this reader may now, and the buttons that follow. */
  acts?: Parameters<typeof actButtons<R>>[2];
  /** What hands it on, where somebody could take it. */
  hands?: HandingAct<R>;
  buttons?: readonly Button[];
  /** What shows it anew. */
  again?: Action;
}

/** A record as a card: what its desk says of it, what was said about it, whom it waits for, and what its reader may do (A-1, A-4, I-3). */
export async function recordCard<Known extends Row, R extends Known>(
  ctx: Context,
  db: Queryable,
  kind: Awaiting<Known> & Pick<Waits<Known>, 'title'> & { shown(ctx: Context, record: R): Part[] },
  record: R,
  {
    status,
    parts = kind.shown(ctx, record),
    decided = [],
    below = [],
    acts = [],
    hands,
    buttons = [],
    again,
  }: Said<R>,
): Promise<Card> {
  const wait = waitOf(kind, record);
  return {
    title: kind.title(ctx, record),
    ...(status && { status: returnedHead(ctx.t, openQuestion(record) !== null, status) }),
    parts: partsLeft(ctx, record, [
      ...parts,
      ...historyParts(ctx, kind, record, decided),
      ...(await waitingFor(ctx, db, wait)),
      ...below,
    ]),
    buttons: [
      ...(await actButtons(ctx, record, acts)),
      ...(hands ? await handingButtons(ctx, db, record, hands) : []),
      ...buttons,
      ...nudgeButtons(ctx, wait),
    ],
    ...(again && { again }),
  };
}

/** What draws the cards of a kind whose desk says no more of a record than this. */
export const cardOf =
  <Known extends Row, R extends Known>(
    kind: Parameters<typeof recordCard<Known, R>>[2],
    said: (ctx: Context, record: R, db: Queryable) => Said<R> | Promise<Said<R>>,
  ) =>
  async (ctx: Context, record: R, db: Queryable): Promise<Card> =>
    recordCard(ctx, db, kind, record, await said(ctx, record, db));

/** What shows a record, `satker.open-ticket:42`, to whoever may see it now (I-3). */
export const opening = <R extends Row>(
  db: Queryable,
  kind: Pick<Kind<R>, 'seen' | 'unknown'>,
  card: (ctx: Context, record: R, db: Queryable) => Card | Promise<Card>,
): ActionHandler => showsCard(async (ctx, [id]) => card(ctx, await visible(db, kind, ctx, idOf(id)), db));

/**
 * The posted copies of a record, as whoever looks may see it at that moment: a card that was posted to somebody who may not any more says
 * how it is called and no more (I-3).
 */
export const postedCard =
  <R extends Row, Known extends Row = R>(
    kind: Pick<Kind<R>, 'seen'> & Pick<Waits<Known>, 'load' | 'title'>,
    card: (ctx: Context, record: R, moment: Queryable) => Promise<Card>,
  ): CardSource =>
  async (ctx, id, _args, moment) => {
    const record = await kind.seen(moment, ctx, id);
    if (record) return card(ctx, record, moment);
    const known = await kind.load(moment, id);
    return known && closedCard(ctx.t, kind.title(ctx, known));
  };
