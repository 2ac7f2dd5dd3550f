import { randomUUID } from 'node:crypto';
import { idOf } from '../../../chat/action.ts';
import { doneWith } from '../../../chat/done.ts';
import { type Field, type Form, type FormResult, linesOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { requireManager } from '../cards/parts.ts';
import { personCard } from '../cards/person.ts';
import type { WithServices } from '../deps.ts';
import { whyNotManagePerson } from '../rules.ts';
import { loadGrant } from '../store.ts';
import { grantGone } from '../whitelist.ts';

const maxReason = 1000;

const reasonField = ({ t }: Context): Field => ({
  type: 'text',
  name: 'reason',
  label: t('partner.field.reason'),
  multiline: true,
  maxLength: maxReason,
});

/** What is wrong with a reason; nothing where it is one. */
function reasonWrong(reason: string): { reason?: Message } {
  if (!reason) return { reason: msg('field.error.reason') };
  return reason.length > maxReason ? { reason: msg('error.tooLong', { max: maxReason }) } : {};
}

/** Takes back one role of an application, with a reason (I-10). */
export async function revokeForm(ctx: Context, deps: WithServices, grantId: number): Promise<Form> {
  requireManager(ctx);
  const { t } = ctx;
  const grant = await loadGrant(deps.db, grantId);
  if (!grant) throw new Refusal(msg('partner.refuse.grantGone'));
  if (grant.withdrawn) throw new Refusal(await grantGone(deps.db, ctx, grant));
  const refusal = whyNotManagePerson(ctx.actor, grant.personId);
  if (refusal) throw new Refusal(refusal);
  const { personName: name, application, role } = grant;
  return {
    id: 'partner.revoke',
    title: t('partner.revoke.title'),
    state: [String(grantId), randomUUID()],
    ends: t('partner.revoke.text', { name, application, role }),
    submit: t('partner.button.revoke'),
    close: t('form.cancel'),
    fields: [reasonField(ctx)],
  };
}

export async function submitRevoke(
  ctx: Context,
  deps: WithServices,
  [id = '', key = '']: string[],
  values: Values,
): Promise<FormResult> {
  requireManager(ctx);
  const reason = linesOf(values, 'reason');
  const errors = reasonWrong(reason);
  if (errors.reason) throw new FieldErrors({ reason: errors.reason });
  await deps.whitelist.revoke(ctx, idOf(id), reason, key);
  const grant = await loadGrant(deps.db, idOf(id));
  if (!grant) throw new Refusal(msg('partner.refuse.grantGone'));
  const { personName: name, application, role } = grant;
  const text = ctx.t('partner.done.revoked', { name, application, role });
  return doneWith(ctx.t, text, await personCard(ctx, deps, grant.personId));
}
