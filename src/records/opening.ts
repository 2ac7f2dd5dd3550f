import { idOf } from '../chat/action.ts';
import type { Card } from '../chat/card.ts';
import type { ActionHandler } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Kind, type Row, visible } from './kind.ts';

/** What shows a record, `satker.open-ticket:42`, to whoever may see it now (I-3). */
export const opening = <R extends Row>(
  db: Queryable,
  kind: Pick<Kind<R>, 'seen' | 'unknown'>,
  card: (ctx: Context, record: R) => Card | Promise<Card>,
): Pick<ActionHandler, 'run'> => ({
  run: async (ctx, [id]) => ({ type: 'card', card: await card(ctx, await visible(db, kind, ctx, idOf(id))) }),
});
