import { type Button, type Card, closedCard } from '../../../chat/card.ts';
import { type Context, isForEverybody } from '../../../core/context.ts';
import type { DeskDeps, Showing } from '../deps.ts';
import type { RequestDetail } from '../model.ts';
import { mayFollow } from '../rules.ts';
import {
  decisionButtons,
  decisionsOf,
  factsOf,
  filesOf,
  namesakePart,
  notesOf,
  progressOf,
  statusOf,
} from './parts.ts';
import { waitingFor } from './waiting.ts';

/** The page of the portal that shows the whole request. */
export function wholeOf(deps: Pick<DeskDeps, 'publicUrl'>, number: string): string {
  return `${deps.publicUrl}/portal/requests/${number}`;
}

/** Whether this reader sees what is on the card: whoever may follow it, and a channel into which it was posted for everybody there (U-13, U-14). */
export const isShownTo = (ctx: Context, request: RequestDetail): boolean =>
  isForEverybody(ctx) || mayFollow(request, ctx.actor);

/** The card of a request that its reader may see no more (U-14). */
export const outsidersCard = ({ t }: Context, { number }: RequestDetail): Card =>
  closedCard(t, t('userId.card.title', { number }));

/** A request as a card: all that was asked for, and what has been decided. */
export async function requestCard(
  ctx: Context,
  deps: Showing,
  request: RequestDetail,
  buttons: Button[],
): Promise<Card> {
  return {
    title: ctx.t('userId.card.title', { number: request.number }),
    status: statusOf(request),
    whole: wholeOf(deps, request.number),
    parts: [
      progressOf(request),
      ...(decisionButtons(ctx, request, deps).length > 0 ? namesakePart(ctx, request) : []),
      { type: 'facts', facts: factsOf(ctx, request) },
      ...notesOf(ctx, request),
      ...filesOf(ctx, request),
      ...decisionsOf(ctx, request),
      ...(await waitingFor(ctx, deps, request)),
    ],
    buttons,
  };
}
