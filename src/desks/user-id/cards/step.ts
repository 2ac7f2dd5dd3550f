import type { Card, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { shownName } from '../../../people/shown-name.ts';
import {
  type Decision,
  isStage,
  nextOf,
  type RequestDetail,
  type Status,
  stageNames,
  stages,
} from '../model.ts';
import type { Showing } from '../parts.ts';
import { loadDetail } from '../store.ts';
import { progressOf, statusOf } from './parts.ts';
import { isShownTo, outsidersCard } from './request.ts';
import { waitingFor } from './waiting.ts';

/**
 * What one step meant when it happened: the reply stays true however late it is posted, so it shows the
 * request as it stood right after that step.
 */
export async function stepCard(ctx: Context, parts: Showing, id: number, step: string): Promise<Card | null> {
  const now = await loadDetail(parts.db, { id });
  if (!now) return null;
  if (!isShownTo(ctx, now)) return outsidersCard(ctx, now);
  const then = asOf(now, step);
  const decision = then.decisions.at(-1);
  return {
    title: ctx.t('userId.card.title', { number: now.number }),
    status: statusOf(then),
    parts: [
      { type: 'text', text: sentence(ctx, step, then, decision) },
      ...reason(ctx, decision, step),
      progressOf(then),
      ...(await next(ctx, parts, then)),
    ],
    buttons: [],
  };
}

function asOf(request: RequestDetail, step: string): RequestDetail {
  if (step === 'WITHDRAWN') return { ...request, status: 'WITHDRAWN' };
  if (!isStage(step)) return { ...request, status: 'WAITING_ATASAN', decisions: [] };
  const upTo = stages.indexOf(step);
  const decisions = request.decisions.filter((decision) => stages.indexOf(decision.stage) <= upTo);
  const approved = decisions.at(-1)?.approved ?? false;
  const status: Status = approved ? nextOf(step) : 'REJECTED';
  return { ...request, status, decisions };
}

function sentence(
  ctx: Context,
  step: string,
  request: RequestDetail,
  decision: Decision | undefined,
): string {
  const { t } = ctx;
  if (step === 'WITHDRAWN') return t('userId.step.withdrawn', { name: shownName(t, request.requester) });
  if (!isStage(step) || !decision) return t('userId.step.submitted', { name: request.name });
  const args = { name: decision.personName, stage: stageNames[decision.stage] };
  if (!decision.approved) return t('userId.step.rejected', args);
  if (step !== 'WAITING_EXECUTOR') return t('userId.step.approved', args);
  return t('userId.step.confirmed', {
    name: decision.personName,
    userId: request.newUserId ?? '',
    email: request.email,
  });
}

function reason({ t }: Context, decision: Decision | undefined, step: string): Part[] {
  if (!isStage(step) || !decision?.reason) return [];
  return [{ type: 'quote', label: t('userId.card.reason'), text: decision.reason }];
}

async function next(ctx: Context, parts: Showing, request: RequestDetail): Promise<Part[]> {
  if (request.status === 'REJECTED')
    return [{ type: 'text', text: ctx.t('userId.step.startAgain'), subtle: true }];
  return waitingFor(ctx, parts, request);
}
