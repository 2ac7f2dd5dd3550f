import type { Card, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { actorIn, shownName } from '../../../people/shown-name.ts';
import { type Entry, loadEntry } from '../../../records/entry.ts';
import { handedIn } from '../../../records/handing.ts';
import { remarkSteps } from '../../../records/remarks.ts';
import { waitingFor } from '../../../records/waiting.ts';
import type { Showing } from '../deps.ts';
import { type Decision, isStatus, type RequestDetail } from '../model.ts';
import { stageName } from '../plan.ts';
import { loadDetail } from '../store.ts';
import { waitOf } from '../waiting.ts';
import { progressOf, statusOf, tallyOf } from './facts.ts';
import { isShownTo, outsidersCard } from './request.ts';

/**
 * What one step meant when it happened: the reply stays true however late it is posted, so it shows the request as it stood
 * right after that step.
 */
export async function stepCard(
  ctx: Context,
  deps: Showing,
  id: number,
  entryId: string,
): Promise<Card | null> {
  const entry = await loadEntry(deps.db, entryId);
  const now = entry && (await loadDetail(deps.db, { id }));
  if (!now) return null;
  if (!isShownTo(ctx, now)) return outsidersCard(ctx, now);
  const then = asOf(now, entry);
  const decision = isDecision(entry) ? then.decisions.at(-1) : undefined;
  return {
    title: ctx.t('userId.card.title', { number: now.number }),
    status: statusOf(ctx.t, then),
    parts: [
      { type: 'text', text: sentence(ctx, entry, then, decision) },
      ...(decision?.reason
        ? [{ type: 'quote' as const, label: ctx.t(reasonLabel(entry)), text: decision.reason }]
        : []),
      progressOf(ctx.t, then),
      ...tallyOf(ctx.t, then),
      ...(await next(ctx, deps, then)),
    ],
    buttons: [],
  };
}

/** The changes that a reply in the requester's thread tells of. */
const told = new Set([
  'user-id.submitted',
  'user-id.withdrawn',
  'user-id.agreed',
  'user-id.approved',
  'user-id.confirmed',
  'user-id.objected',
  'user-id.rejected',
  'user-id.reassigned',
]);

export const isToldInThread = ({ action }: Pick<Entry, 'action'>): boolean => told.has(action);

/** Voices after which their stage goes on. */
const goingOn = ['user-id.agreed', 'user-id.objected'];

/** Whether its stage goes on with an entry: after such a voice, and when what was returned is back at it. */
export const goesOn = ({ action }: Pick<Entry, 'action'>): boolean =>
  goingOn.includes(action) || remarkSteps.has(action);

const decisions = new Set([...goingOn, 'user-id.approved', 'user-id.confirmed', 'user-id.rejected']);

/** What is said with a decision is called as its field was: whoever confirms may leave a note. */
const reasonLabel = ({ action }: Entry) =>
  action === 'user-id.confirmed' ? 'record.decision.note' : 'userId.card.reason';

const isDecision = ({ action }: Entry): boolean => decisions.has(action);

function asOf(request: RequestDetail, { to, at }: Entry): RequestDetail {
  const status = to && isStatus(to) ? to : request.status;
  return {
    ...request,
    status,
    statusSince: status === request.status ? request.statusSince : at,
    decisions: request.decisions.filter(({ decidedAt }) => decidedAt <= at),
  };
}

function sentence(
  { t }: Context,
  entry: Entry,
  request: RequestDetail,
  decision: Decision | undefined,
): string {
  const { action } = entry;
  if (action === 'user-id.withdrawn')
    return t('userId.step.withdrawn', { name: shownName(t, request.requester) });
  if (action === 'user-id.reassigned')
    return t('userId.step.reassigned', { name: actorIn(t, entry), to: handedIn(entry) });
  if (!decision) return t('userId.step.submitted', { name: request.name });
  const name = actorIn(t, entry);
  const args = { name, stage: stageName(request, decision.stage) };
  if (action === 'user-id.objected') return t('userId.step.objected', args);
  if (!decision.approved) return t('userId.step.rejected', args);
  if (action !== 'user-id.confirmed') return t('userId.step.approved', args);
  return t('userId.step.confirmed', {
    name,
    userId: request.newUserId ?? '',
    email: request.email,
  });
}

async function next(ctx: Context, deps: Showing, request: RequestDetail): Promise<Part[]> {
  if (request.status === 'REJECTED')
    return [{ type: 'text', text: ctx.t('userId.step.startAgain'), subtle: true }];
  return waitingFor(ctx, deps.db, waitOf(request, deps.policy));
}
