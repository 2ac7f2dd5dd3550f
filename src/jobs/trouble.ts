import { action } from '../chat/action.ts';
import type { Button, Card, Part } from '../chat/card.ts';
import { type Context, hasRole, isForEverybody } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Trouble, troublesOf } from './failing.ts';
import { jobName, movesOn } from './names.ts';

/** The card of a record, saying so where the work that it waits for keeps failing. Once that succeeds the card is as ever. */
export async function withTrouble(db: Queryable, ctx: Context, record: string, card: Card): Promise<Card> {
  const troubles = await troublesOf(db, record);
  if (troubles.length === 0) return card;
  const held = troubles.some(({ name }) => movesOn(name)) ? card.status : undefined;
  return {
    ...card,
    ...(held && { status: { text: ctx.t('jobs.trouble.status', { status: held.text }), tone: 'bad' } }),
    parts: [
      ...troubles.map((trouble): Part => ({ type: 'text', text: troubleText(ctx, trouble) })),
      ...card.parts,
    ],
    buttons: [...card.buttons, ...retryButtons(ctx, record)],
  };
}

/** What fails, whose trouble it is, what happens next, and the reference by which an ADMIN finds it. */
export function troubleText({ t }: Context, { name, reason, reference, nextTry }: Trouble): string {
  const args = { work: jobName(t, name), reason: t(`jobs.reason.${reason}`), reference };
  return t(nextTry ? 'jobs.trouble.goesOn' : 'jobs.trouble.givenUp', args);
}

/** For ADMINs. What stands in a channel is the same for everybody there: the right is asked when it is pressed (I-3). */
function retryButtons(ctx: Context, record: string): Button[] {
  const { t, actor } = ctx;
  return isForEverybody(ctx) || hasRole(actor, 'ADMIN')
    ? [{ label: t('jobs.retry'), does: { action: action('pintu.retry-record', record) } }]
    : [];
}
