import { action } from '../../../chat/action.ts';
import type { Card, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg, type TextKey } from '../../../core/texts/index.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { actButtons } from '../../../records/buttons.ts';
import { entriesOf } from '../../../records/entry.ts';
import { reassign, requestersActs } from '../acts.ts';
import type { DeskDeps } from '../deps.ts';
import { isStatus, type RequestDetail, statusNames, subjectOf } from '../model.ts';
import { maySee } from '../rules.ts';
import { loadDetail } from '../store.ts';
import { readingButtons, statusOf } from './facts.ts';
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
    ...(await actButtons(ctx, request, [...requestersActs, reassign(deps)])),
  ]);
  return { ...card, again: action('user-id.open', request.id) };
}

const entryTexts: ReadonlyMap<string, TextKey> = new Map(
  Object.entries<TextKey>({
    'user-id.submitted': 'userId.log.submitted',
    'user-id.approved': 'userId.log.approved',
    'user-id.rejected': 'userId.log.rejected',
    'user-id.confirmed': 'userId.log.confirmed',
    'user-id.withdrawn': 'userId.log.withdrawn',
    'user-id.reassigned': 'userId.log.reassigned',
    'account.password-set': 'userId.log.passwordSet',
  }),
);

export interface LogLine {
  text: string;
  actor: string;
  at: Date;
  reason: string | null;
  from: string | null;
  to: string | null;
}

/** Every step with actor, time and reason, oldest first (U-14). */
export async function activityLog(
  ctx: Context,
  deps: Pick<DeskDeps, 'db'>,
  requestId: number,
): Promise<LogLine[]> {
  const entries = await entriesOf(deps.db, subjectOf(requestId), [...entryTexts.keys()]);
  const nameOf = (status: string | null) => (status && isStatus(status) ? statusNames[status] : status);
  return entries.map((entry) => ({
    text: ctx.t.message({ key: entryTexts.get(entry.action) ?? 'userId.log.submitted' }),
    actor: actorIn(ctx.t, entry),
    at: entry.at,
    reason: entry.reason,
    from: nameOf(entry.from),
    to: nameOf(entry.to),
  }));
}

export async function logCard(ctx: Context, deps: DeskDeps, request: RequestDetail): Promise<Card> {
  const lines = await activityLog(ctx, deps, request.id);
  return {
    title: ctx.t('record.log.title', { number: request.number }),
    status: statusOf(request),
    whole: wholeOf(deps, request.number),
    parts: lines.map(
      (line): Part => ({
        type: 'quote',
        label: [ctx.time(line.at), line.actor, line.text, line.to && `→ ${line.to}`]
          .filter(Boolean)
          .join(' · '),
        // What was typed stands by itself.
        text: line.reason ?? '—',
      }),
    ),
    buttons: readingButtons(ctx, request).slice(0, 1),
  };
}
