import { action } from '../../../chat/action.ts';
import { type Button, type Card, closedCard, type ListItem } from '../../../chat/card.ts';
import { type Context, isForEverybody } from '../../../core/context.ts';
import { readNumber } from '../../../core/numbers.ts';
import type { Translate } from '../../../core/texts/index.ts';
import { actButtons } from '../../../records/buttons.ts';
import { historyParts } from '../../../records/remarks.ts';
import { waitingFor } from '../../../records/waiting.ts';
import { partsLeft } from '../../../retention/emptied.ts';
import { decisionsOn } from '../acts.ts';
import type { DeskDeps, Showing } from '../deps.ts';
import { requests } from '../kind.ts';
import type { RequestDetail } from '../model.ts';
import { requestsReturning } from '../returning.ts';
import { mayFollow } from '../rules.ts';
import { waitOf } from '../waiting.ts';
import { askedOf, decisionsOf, headNow, namesakePart, progressOf, tallyOf } from './facts.ts';

/** The page of the portal that shows the whole request. */
export function wholeOf(deps: Pick<DeskDeps, 'publicUrl'>, number: string): string {
  return `${deps.publicUrl}/portal/requests/${number}`;
}

/** What stands below a link to that page: its number, which the link has, and what opens it (I-3). */
export function linkedRequest(path: string, t: Translate): ListItem | null {
  const number = readNumber('UID', /^\/portal\/requests\/([^/]+)$/.exec(path)?.[1] ?? '');
  if (!number) return null;
  return {
    title: t('userId.card.title', { number }),
    text: t('record.linked'),
    button: { label: t('record.open'), does: { action: action('user-id.number', number) } },
  };
}

/** Whether this reader sees what is on the card: whoever may follow it, and a channel into which it was posted for everybody there (U-13, U-14). */
export const isShownTo = (ctx: Context, request: RequestDetail): boolean =>
  isForEverybody(ctx) || mayFollow(request, ctx.actor);

/** The card of a request that its reader may see no more (U-14). */
export const outsidersCard = ({ t }: Context, { number }: RequestDetail): Card =>
  closedCard(t, t('userId.card.title', { number }));

/** For those who may decide the stage where it waits (U-11, U-13), and, where they return it, for whoever asked (U-22). */
export const decisionButtons = (ctx: Context, deps: Showing, request: RequestDetail): Promise<Button[]> =>
  actButtons(ctx, request, [...decisionsOn(deps, request), ...requestsReturning(deps).acts]);

/** A request as a card: all that was asked for, and what has been decided. */
export async function requestCard(
  ctx: Context,
  deps: Showing,
  request: RequestDetail,
  buttons: Button[],
): Promise<Card> {
  const namesake = namesakePart(ctx, request);
  const mayDecide = namesake.length > 0 && (await decisionButtons(ctx, deps, request)).length > 0;
  return {
    title: ctx.t('userId.card.title', { number: request.number }),
    status: headNow(ctx.t, request),
    whole: wholeOf(deps, request.number),
    parts: partsLeft(ctx, request, [
      progressOf(ctx.t, request),
      ...tallyOf(ctx.t, request),
      ...(mayDecide ? namesake : []),
      ...askedOf(ctx, request),
      ...historyParts(ctx, requests, request, decisionsOf(ctx, request)),
      ...(await waitingFor(ctx, deps.db, waitOf(request, deps.policy))),
    ]),
    buttons,
  };
}
