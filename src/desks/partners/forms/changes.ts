import { randomUUID } from 'node:crypto';
import { idOf } from '../../../chat/action.ts';
import { doneWith } from '../../../chat/done.ts';
import { dateOf, type Field, type Form, type FormResult, linesOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { formatDay } from '../../../core/day.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { type Message, msg, type TextKey } from '../../../core/texts/index.ts';
import { mappingCard, visibleMapping } from '../cards/mapping.ts';
import { mappingFacts, requireManager, todayOf } from '../cards/parts.ts';
import { personCard } from '../cards/person.ts';
import type { WithServices } from '../parts.ts';
import { whyNotChange, whyNotLetEnd, whyNotManagePerson } from '../rules.ts';
import { loadGrant } from '../store.ts';
import { grantGone } from '../whitelist.ts';

const maxReason = 1000;

interface Act {
  title: TextKey;
  text: TextKey;
  /** Whether it ends the mapping, at once or in the end. */
  ends?: true;
  submit: TextKey;
  asks: ('end' | 'reason')[];
  done: TextKey;
}

/** What may be done to a mapping: `extend` stands on a reminder, `change-end` on the mapping's own card (P-12, I-10). */
const acts: ReadonlyMap<string, Act> = new Map(
  Object.entries<Act>({
    extend: {
      title: 'partner.button.extend',
      text: 'partner.act.extend',
      submit: 'partner.form.save',
      asks: ['end', 'reason'],
      done: 'partner.done.extend',
    },
    'change-end': {
      title: 'partner.button.changeEnd',
      text: 'partner.act.changeEnd',
      submit: 'partner.form.save',
      asks: ['end', 'reason'],
      done: 'partner.done.changeEnd',
    },
    'let-end': {
      title: 'partner.button.letEnd',
      text: 'partner.act.letEnd',
      ends: true,
      submit: 'partner.act.letEndYes',
      asks: [],
      done: 'partner.done.letEnd',
    },
    end: {
      title: 'partner.button.endNow',
      text: 'partner.act.end',
      ends: true,
      submit: 'partner.button.endNow',
      asks: ['reason'],
      done: 'partner.done.end',
    },
  }),
);

export const mappingVerbs: readonly string[] = [...acts.keys()];

function actOf(verb: string) {
  const act = acts.get(verb);
  if (!act) throw new Refusal(msg('partner.refuse.unknown'));
  return act;
}

/** The form of a change, after a first look at the right to make it (I-3). */
export async function openChange(ctx: Context, parts: WithServices, verb: string, id: number): Promise<Form> {
  const { t, actor } = ctx;
  const act = actOf(verb);
  const mapping = await visibleMapping(ctx, parts, id);
  const today = todayOf(ctx, parts.policy);
  const refusal = (verb === 'let-end' ? whyNotLetEnd : whyNotChange)(actor, mapping, today);
  if (refusal) throw new Refusal(refusal);
  const text = t.message({ key: act.text, args: { name: mapping.person.name } });
  return {
    id: 'partner.change',
    title: t.message({ key: act.title }),
    state: [verb, String(id), mapping.endsOn, randomUUID()],
    ...(act.ends ? { ends: text } : {}),
    submit: t.message({ key: act.submit }),
    close: t('form.cancel'),
    fields: [
      { type: 'show', part: { type: 'facts', facts: mappingFacts(t, mapping) } },
      ...(act.ends ? [] : [{ type: 'show' as const, part: { type: 'text' as const, text } }]),
      ...act.asks.map(
        (field): Field =>
          field === 'end'
            ? { type: 'date', name: 'end', label: t('partner.field.newEnd'), min: today }
            : reasonField(ctx),
      ),
    ],
  };
}

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

export async function submitChange(
  ctx: Context,
  parts: WithServices,
  [verb = '', id = '', seenEnd = '', key = '']: string[],
  values: Values,
): Promise<FormResult> {
  const act = actOf(verb);
  const { asks } = act;
  const mapping = await visibleMapping(ctx, parts, idOf(id));
  const reason = linesOf(values, 'reason');
  const end = dateOf(values, 'end');
  const errors = {
    ...(asks.includes('end') ? endWrong(verb, end, seenEnd) : {}),
    ...(asks.includes('reason') ? reasonWrong(reason) : {}),
  };
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
  const change = { mappingId: mapping.id, seenEnd, key };
  if (verb === 'let-end') await parts.mappings.letEnd(ctx, change);
  else if (verb === 'end') await parts.mappings.end(ctx, { ...change, reason });
  else await parts.mappings.changeEnd(ctx, { ...change, end: end ?? '', reason });
  // The mapping as it now stands, below what has been done to it.
  const now = await visibleMapping(ctx, parts, mapping.id);
  const args = { number: now.number, end: formatDay(ctx.t.language, now.endsOn) };
  return doneWith(ctx.t, ctx.t.message({ key: act.done, args }), mappingCard(ctx, parts, now));
}

function endWrong(verb: string, end: string | null, seenEnd: string): { end?: Message } {
  if (!end) return { end: msg('partner.error.end') };
  return verb === 'extend' && end <= seenEnd ? { end: msg('partner.error.notLater') } : {};
}

/** Takes back one role of an application, with a reason (I-10). */
export async function revokeForm(ctx: Context, parts: WithServices, grantId: number): Promise<Form> {
  requireManager(ctx);
  const { t } = ctx;
  const grant = await loadGrant(parts.db, grantId);
  if (!grant) throw new Refusal(msg('partner.refuse.grantGone'));
  if (grant.withdrawn) throw new Refusal(await grantGone(parts.db, ctx, grant));
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
  parts: WithServices,
  [id = '', key = '']: string[],
  values: Values,
): Promise<FormResult> {
  requireManager(ctx);
  const reason = linesOf(values, 'reason');
  const errors = reasonWrong(reason);
  if (errors.reason) throw new FieldErrors({ reason: errors.reason });
  await parts.whitelist.revoke(ctx, idOf(id), reason, key);
  const grant = await loadGrant(parts.db, idOf(id));
  if (!grant) throw new Refusal(msg('partner.refuse.grantGone'));
  const { personName: name, application, role } = grant;
  const text = ctx.t('partner.done.revoked', { name, application, role });
  return doneWith(ctx.t, text, await personCard(ctx, parts, grant.personId));
}
