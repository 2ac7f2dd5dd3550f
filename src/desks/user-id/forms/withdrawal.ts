import { idOf } from '../../../chat/action.ts';
import { done } from '../../../chat/done.ts';
import { type Form, type FormResult, linesOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { progressOf } from '../cards/parts.ts';
import type { WithService } from '../parts.ts';
import { maySee, whyNotWithdraw } from '../rules.ts';
import { loadState } from '../store.ts';

const withdrawFormId = 'user-id.withdraw';
const maxReason = 2000;

/** Asks once more before a request is withdrawn (U-18). */
export async function openWithdrawal(ctx: Context, parts: WithService, id: number): Promise<Form> {
  const { t } = ctx;
  const request = await loadState(parts.db, id);
  if (!request || !maySee(request, ctx.actor)) throw new Refusal(msg('userId.refuse.unknown'));
  const refusal = whyNotWithdraw(request, ctx.actor);
  if (refusal) throw new Refusal(refusal);
  return {
    id: withdrawFormId,
    title: t('userId.withdraw.title'),
    state: [String(id)],
    ends: t('userId.withdraw.text', { number: request.number }),
    submit: t('record.withdraw.submit'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'text',
        name: 'reason',
        label: t('record.withdraw.reason'),
        multiline: true,
        optional: true,
        maxLength: maxReason,
      },
    ],
  };
}

export async function submitWithdrawal(
  ctx: Context,
  parts: WithService,
  [id = '']: string[],
  values: Values,
): Promise<FormResult> {
  const reason = linesOf(values, 'reason');
  if (reason.length > maxReason) throw new FieldErrors({ reason: msg('error.tooLong', { max: maxReason }) });
  await parts.service.withdraw(ctx, idOf(id), reason || null);
  const request = await loadState(parts.db, idOf(id));
  if (!request) throw new Refusal(msg('userId.refuse.unknown'));
  const text = ctx.t('userId.done.withdrawn', { number: request.number });
  return done(ctx.t, { text, tone: 'neutral', parts: [progressOf(request)] });
}
