import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { idOf } from '../../../chat/action.ts';
import { afterDeciding, type Outcome } from '../../../chat/done.ts';
import { type Form, type FormResult, linesOf, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { namesakePart, progressOf } from '../cards/parts.ts';
import { isStage, kindNames, nextOf, type RequestDetail, type Stage, stageNames } from '../model.ts';
import type { WithService } from '../parts.ts';
import { normaliseUserId, userIdPattern, whyNobodys, whyNotDecide } from '../rules.ts';
import { loadDetail, type StateNow } from '../store.ts';

const decisionFormId = 'user-id.decide';
const maxReason = 2000;

interface DecisionState {
  requestId: number;
  stage: Stage;
  approve: boolean;
  /** Made when the form opens: the same form sent again is the same decision. */
  key: string;
}

/** The decision form, after a first look at the right to use it (U-11, U-15). */
export async function openDecision(
  ctx: Context,
  parts: WithService,
  [id = '', stage = '']: string[],
  approve: boolean,
): Promise<Form> {
  const request = await loadDetail(parts.db, { id: idOf(id) });
  if (!isStage(stage)) throw new Refusal(msg('userId.refuse.unknown'));
  if (!request) throw new Refusal(whyNobodys(stage, ctx.actor));
  const refusal = whyNotDecide(request, stage, ctx.actor, parts.policy);
  if (refusal) throw new Refusal(refusal);
  return decisionForm(ctx, request, { requestId: request.id, stage, approve, key: randomUUID() });
}

function decisionForm(ctx: Context, request: RequestDetail, state: DecisionState): Form {
  const { t } = ctx;
  const confirms = state.approve && state.stage === 'WAITING_EXECUTOR';
  return {
    id: decisionFormId,
    title: t(confirms ? 'userId.button.confirm' : state.approve ? 'record.approve' : 'record.reject'),
    state: [String(state.requestId), state.stage, state.approve ? 'approve' : 'reject', state.key],
    submit: t(state.approve ? 'record.decision.submit' : 'record.decision.reject'),
    ...(state.approve ? {} : { ends: t('userId.decision.ends', { number: request.number }) }),
    close: t('form.cancel'),
    fields: [
      { type: 'show', part: { type: 'heading', text: t('userId.card.title', { number: request.number }) } },
      {
        type: 'show',
        part: {
          type: 'facts',
          facts: [
            { label: t('userId.field.kind'), value: kindNames[request.kind] },
            { label: t('userId.field.name'), value: request.name },
            { label: t('field.unit'), value: request.unit.name },
            {
              label: t('userId.field.platforms'),
              value: request.platforms.map((platform) => platform.name).join(', '),
            },
          ],
        },
      },
      ...namesakePart(ctx, request).map((part) => ({ type: 'show' as const, part })),
      { type: 'show', part: progressOf(request) },
      ...(confirms
        ? [
            {
              type: 'text' as const,
              name: 'newUserId',
              label: t('userId.field.newUserId'),
              hint: t('userId.field.newUserIdHint'),
              maxLength: 64,
            },
          ]
        : []),
      {
        type: 'text',
        name: 'reason',
        label: t(
          confirms
            ? 'record.decision.note'
            : state.approve
              ? 'userId.decision.whyApprove'
              : 'record.decision.whyReject',
        ),
        multiline: true,
        maxLength: maxReason,
        optional: confirms,
      },
      { type: 'show', part: { type: 'text', text: t('userId.decision.sure') } },
    ],
  };
}

/** Decides, or says at the field what is missing; who was too late is told who decided (U-11, U-13). */
export async function submitDecision(
  ctx: Context,
  parts: WithService,
  [id = '', stage = '', verdict = '', key = '']: string[],
  values: Values,
): Promise<FormResult> {
  if (!isStage(stage)) throw new Refusal(msg('userId.refuse.unknown'));
  const approve = verdict === 'approve';
  const confirms = approve && stage === 'WAITING_EXECUTOR';
  const errors: Record<string, Message> = {};
  const reason = z.string().max(maxReason).safeParse(linesOf(values, 'reason'));
  if (!confirms && !reason.data) errors.reason = msg('field.error.reason');
  const newUserId = normaliseUserId(textOf(values, 'newUserId'));
  if (confirms && !userIdPattern.test(newUserId)) errors.newUserId = msg('userId.error.userIdForm');
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);

  const decided = await parts.service.decide(ctx, {
    requestId: idOf(id),
    stage,
    approve,
    reason: reason.data || null,
    newUserId: confirms ? newUserId : undefined,
    key,
  });
  return afterDeciding(ctx.t, decided, ({ request }) => outcomeOf(ctx, request, stage, approve));
}

/** What this decision has brought about, however far the request has gone meanwhile. */
function outcomeOf({ t }: Context, request: StateNow, stage: Stage, approve: boolean): Outcome {
  const { number, email } = request;
  const next = nextOf(stage);
  const text = !approve
    ? t('userId.done.rejected', { number })
    : isStage(next)
      ? t('userId.done.approved', { number, stage: stageNames[next] })
      : t('userId.done.confirmed', { number, email, userId: request.newUserId ?? '' });
  return { text, tone: approve ? 'good' : 'bad', parts: [progressOf(request)] };
}
