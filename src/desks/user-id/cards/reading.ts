import { action } from '../../../chat/action.ts';
import type { Card } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { actButtons, handingButtons } from '../../../records/buttons.ts';
import { logParts } from '../../../records/log.ts';
import { reassign, requestersActs } from '../acts.ts';
import type { DeskDeps } from '../deps.ts';
import { requestMinutes } from '../minutes.ts';
import type { RequestDetail } from '../model.ts';
import { maySee } from '../rules.ts';
import { loadDetail } from '../store.ts';
import { headNow, readingButtons } from './facts.ts';
import { activityLog } from './log.ts';
import { decisionButtons, requestCard, wholeOf } from './request.ts';

/** A request that this person may see, or a Refusal that does not tell whether it exists (U-14). */
export async function visibleRequest(
  ctx: Context,
  deps: DeskDeps,
  where: { id: number } | { number: string },
): Promise<RequestDetail> {
  const request = await loadDetail(deps.db, where);
  if (!request || !maySee(request, ctx.actor)) throw new Refusal(msg('userId.refuse.unknown'));
  return request;
}

/** Open: the whole request with its attachments, and whatever this person may do with it (U-14). */
export async function detailCard(ctx: Context, deps: DeskDeps, request: RequestDetail): Promise<Card> {
  const card = await requestCard(ctx, deps, request, [
    ...(await decisionButtons(ctx, deps, request)),
    ...readingButtons(ctx, request).slice(1),
    ...requestMinutes.buttons(ctx, request),
    ...(await actButtons(ctx, request, requestersActs)),
    ...(await handingButtons(ctx, deps.db, request, reassign(deps))),
  ]);
  return { ...card, again: action('user-id.open', request.id) };
}

export async function logCard(ctx: Context, deps: DeskDeps, request: RequestDetail): Promise<Card> {
  const lines = await activityLog(ctx, deps, request);
  return {
    title: ctx.t('record.log.title', { number: request.number }),
    status: headNow(ctx.t, request),
    whole: wholeOf(deps, request.number),
    parts: logParts(ctx, lines, ({ actor, text, to }) =>
      [actor, text, to && `→ ${to}`].filter(Boolean).join(' · '),
    ),
    buttons: readingButtons(ctx, request).slice(0, 1),
  };
}
