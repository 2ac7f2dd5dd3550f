import { idOf } from '../../../chat/action.ts';
import { done } from '../../../chat/done.ts';
import { chosenOf, type Form, type FormResult, linesOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { progressOf } from '../cards/parts.ts';
import type { WithService } from '../parts.ts';
import { reassignable } from '../service.ts';
import { loadDetail, superiorsFor } from '../store.ts';

const maxReason = 2000;

/** Asks an ADMIN for another superior, along the register's line, of a request that nobody could decide. */
export async function openReassignment(ctx: Context, parts: WithService, id: number): Promise<Form> {
  const { t } = ctx;
  const request = await reassignable(parts.db, ctx, id, parts.policy);
  const superiors = await superiorsFor(parts.db, request);
  return {
    id: 'user-id.reassign',
    title: t('userId.reassign.title'),
    state: [String(id), String(request.atasanId)],
    submit: t('userId.reassign.submit'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'show',
        part: {
          type: 'text',
          text: t('userId.reassign.text', { number: request.number, name: request.atasanName }),
        },
      },
      {
        type: 'choice',
        name: 'atasan',
        label: t('field.superior'),
        style: 'menu',
        choices: superiors.map(({ id: personId, name, position }) => ({
          value: String(personId),
          label: position ? `${name} · ${position}` : name,
        })),
      },
      { type: 'text', name: 'reason', label: t('people.reason'), multiline: true, maxLength: maxReason },
    ],
  };
}

export async function submitReassignment(
  ctx: Context,
  parts: WithService,
  [id = '', from = '']: string[],
  values: Values,
): Promise<FormResult> {
  const errors: Record<string, Message> = {};
  const to = idOf(chosenOf(values, 'atasan')[0]);
  if (!to) errors.atasan = msg('userId.error.superior');
  const reason = linesOf(values, 'reason');
  if (!reason) errors.reason = msg('field.error.reason');
  if (reason.length > maxReason) errors.reason = msg('error.tooLong', { max: maxReason });
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
  await parts.service.reassign(ctx, idOf(id), { from: idOf(from), to, reason });
  const request = await loadDetail(parts.db, { id: idOf(id) });
  const text = ctx.t('userId.done.reassigned', {
    number: request?.number ?? '',
    name: request?.atasanName ?? '',
  });
  return done(ctx.t, { text, parts: request ? [progressOf(request)] : [] });
}
