import { randomUUID } from 'node:crypto';
import { idOf } from '../../../chat/action.ts';
import type { Fact, Part } from '../../../chat/card.ts';
import { afterDeciding, type Decided } from '../../../chat/done.ts';
import { type Form, type FormResult, linesOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { type Message, msg, type TextKey } from '../../../core/texts/index.ts';
import { shownName } from '../../../people/shown-name.ts';
import { aboutUser, documentPart, namesakePart, statusOf, ticketTitle, titlePart } from '../cards/parts.ts';
import type { Ticket, UserDetail } from '../model.ts';
import type { WithServices } from '../parts.ts';
import {
  type Standing,
  whyNotChange,
  whyNotDeactivate,
  whyNotDecide,
  whyNotReactivate,
  whyNotWithdraw,
  whyNotWork,
} from '../rules.ts';
import { withNames } from '../service.ts';
import { seenTicket, seenUserDetail, standingOf } from '../store.ts';
import { ticketRefusal } from '../tickets.ts';
import { maxReason } from './check.ts';
import { ticketConfirmation } from './ticket.ts';

const reasonedFormId = 'satker.reasoned';

interface Reasoned {
  reason: string | null;
  key: string;
}

/** What somebody is about to do to a record, with a reason: the record in short, the reason, and a button that says it. */
interface Act<Record> {
  title: TextKey;
  /** What will happen, in a sentence. */
  text: TextKey;
  /** Whether that is the end of the record, or of somebody's access. */
  ends?: true;
  submit: TextKey;
  reason: { label: TextKey; required: boolean };
  refusal(record: Record, ctx: Context, standing: Standing): Message | null;
  /** Does it, and says what has been done, where another form's words do not. */
  run(ctx: Context, parts: WithServices, record: Record, reasoned: Reasoned): Promise<Decided | FormResult>;
  /** What has been done, in a sentence. */
  done: TextKey;
}

const decided = async (work: Promise<unknown>): Promise<Decided> => {
  await work;
  return { type: 'decided' };
};

/** Required where the reason is the point of it; a note otherwise. */
const why = (label: TextKey) => ({ label, required: true });
const optionally = (label: TextKey) => ({ label, required: false });

/** What may be done to a registration. */
const userActs: ReadonlyMap<string, Act<UserDetail>> = new Map(
  Object.entries<Act<UserDetail>>({
    approve: {
      title: 'record.approve',
      text: 'satker.act.approve',
      submit: 'record.decision.submit',
      reason: optionally('record.decision.note'),
      refusal: (user, ctx) => whyNotDecide(user, ctx.actor),
      run: (ctx, parts, user, reasoned) =>
        parts.service.decide(ctx, { userId: user.id, approve: true, ...reasoned }),
      done: 'satker.acted.approve',
    },
    reject: {
      title: 'record.reject',
      text: 'satker.act.reject',
      ends: true,
      submit: 'record.decision.reject',
      reason: why('record.decision.whyReject'),
      refusal: (user, ctx) => whyNotDecide(user, ctx.actor),
      run: (ctx, parts, user, reasoned) =>
        parts.service.decide(ctx, { userId: user.id, approve: false, ...reasoned }),
      done: 'satker.acted.reject',
    },
    withdraw: {
      title: 'satker.button.withdraw',
      text: 'satker.act.withdraw',
      ends: true,
      submit: 'record.withdraw.submit',
      reason: optionally('record.withdraw.reason'),
      refusal: (user, ctx, standing) => whyNotWithdraw(user, ctx.actor, standing),
      run: (ctx, parts, user, { reason }) => decided(parts.service.withdraw(ctx, user.id, reason)),
      done: 'satker.acted.withdraw',
    },
    deactivate: {
      title: 'satker.button.deactivate',
      text: 'satker.act.deactivate',
      ends: true,
      submit: 'satker.button.deactivate',
      reason: why('satker.card.reason'),
      refusal: (user, ctx) => whyNotDeactivate(user, ctx.actor),
      run: (ctx, parts, user, { reason, key }) =>
        decided(parts.service.deactivate(ctx, user.id, reason ?? '', key)),
      done: 'satker.acted.deactivate',
    },
    reactivate: {
      title: 'satker.button.reactivate',
      text: 'satker.act.reactivate',
      submit: 'satker.form.send',
      reason: optionally('satker.field.note'),
      refusal: (user, ctx, standing) => whyNotReactivate(user, ctx.actor, standing),
      async run(ctx, parts, user, { reason, key }) {
        const made = await parts.tickets.open(
          ctx,
          {
            kind: 'REACTIVATION',
            satkerId: user.satker.id,
            userId: user.id,
            documentId: null,
            note: reason,
          },
          key,
        );
        return { type: 'done', form: ticketConfirmation(ctx, made, 'REACTIVATION', user.satker) };
      },
      done: 'satker.done.ticket',
    },
  }),
);

/** What may be done to a ticket. */
const ticketActs: ReadonlyMap<string, Act<Ticket>> = new Map(
  Object.entries<Act<Ticket>>({
    'give-back': {
      title: 'satker.button.giveBack',
      text: 'satker.act.giveBack',
      submit: 'satker.button.giveBack',
      reason: why('satker.field.whatIsWrong'),
      refusal: (ticket, ctx) => whyNotWork(ticket, ctx.actor),
      run: (ctx, parts, ticket, { reason, key }) => parts.tickets.giveBack(ctx, ticket.id, reason ?? '', key),
      done: 'satker.acted.giveBack',
    },
    'approve-ticket': {
      title: 'record.approve',
      text: 'satker.act.approveReactivation',
      submit: 'record.decision.submit',
      reason: optionally('record.decision.note'),
      refusal: (ticket, ctx) => whyNotWork(ticket, ctx.actor),
      run: (ctx, parts, ticket, reasoned) =>
        parts.tickets.decide(ctx, { ticketId: ticket.id, approve: true, ...reasoned }),
      done: 'satker.acted.approveReactivation',
    },
    'reject-ticket': {
      title: 'record.reject',
      text: 'satker.act.rejectReactivation',
      ends: true,
      submit: 'record.decision.reject',
      reason: why('record.decision.whyReject'),
      refusal: (ticket, ctx) => whyNotWork(ticket, ctx.actor),
      run: (ctx, parts, ticket, reasoned) =>
        parts.tickets.decide(ctx, { ticketId: ticket.id, approve: false, ...reasoned }),
      done: 'satker.acted.rejectReactivation',
    },
    'withdraw-ticket': {
      title: 'satker.button.withdrawTicket',
      text: 'satker.act.withdrawTicket',
      ends: true,
      submit: 'record.withdraw.submit',
      reason: optionally('record.withdraw.reason'),
      refusal: (ticket, ctx) => whyNotChange(ticket, ctx.actor, ['WAITING', 'RETURNED']),
      run: (ctx, parts, ticket, { reason }) => decided(parts.tickets.withdraw(ctx, ticket.id, reason)),
      done: 'satker.acted.withdrawTicket',
    },
  }),
);

export const userVerbs: readonly string[] = [...userActs.keys()];
export const ticketVerbs: readonly string[] = [...ticketActs.keys()];

interface Found {
  act: Act<UserDetail> | Act<Ticket>;
  refusal: Message | null;
  facts: Fact[];
  document: Part[];
  /** What the texts of the act name. */
  names: { number: string; name: string; satker: string };
  run(reasoned: Reasoned): Promise<Decided | FormResult>;
}

/** The record behind a form, and what may be done to it by this person at this moment. */
async function found(ctx: Context, parts: WithServices, verb: string, id: number): Promise<Found> {
  const { t } = ctx;
  const onUser = userActs.get(verb);
  const onTicket = ticketActs.get(verb);
  const user = onUser ? await seenUserDetail(parts.db, ctx.actor, id) : null;
  const ticket = onTicket ? await seenTicket(parts.db, ctx.actor, id) : null;
  if (onUser && user) {
    const standing = await standingOf(parts.db, ctx.actor);
    return {
      act: onUser,
      refusal: await withNames(parts.db, ctx, user, onUser.refusal(user, ctx, standing)),
      facts: [
        { label: t('satker.field.satker'), value: user.satker.name },
        { label: t('satker.field.name'), value: user.name },
        { label: t('list.status'), value: statusOf(ctx, user.status).text },
        { label: t('satker.field.letterNumber'), value: user.letterNumber },
      ],
      document:
        verb === 'approve' || verb === 'reject'
          ? [...titlePart(ctx, user), ...namesakePart(ctx, user), ...documentPart(ctx, user.document)]
          : [],
      names: { number: user.number, name: user.name, satker: user.satker.name },
      run: (reasoned) => onUser.run(ctx, parts, user, reasoned),
    };
  }
  if (onTicket && ticket) {
    return {
      act: onTicket,
      refusal: await ticketRefusal(
        parts.db,
        ctx,
        ticket,
        onTicket.refusal(ticket, ctx, { activeIn: [], dormantIn: [] }),
      ),
      facts: [
        { label: ticket.number, value: ticketTitle(ctx, ticket) },
        ...(ticket.user
          ? [
              {
                label: t('satker.field.user'),
                value: aboutUser(ctx, ticket.user),
              },
            ]
          : []),
        { label: t('satker.card.askedBy'), value: shownName(t, ticket.requester) },
      ],
      document: verb === 'withdraw-ticket' ? [] : namesakePart(ctx, ticket.user),
      names: { number: ticket.number, name: ticket.user?.name ?? '', satker: ticket.satker.name },
      run: (reasoned) => onTicket.run(ctx, parts, ticket, reasoned),
    };
  }
  throw new Refusal(msg('satker.refuse.unknown'));
}

/** The form of an act, after a first look at the right to do it (I-3). */
export async function openReasoned(
  ctx: Context,
  parts: WithServices,
  verb: string,
  id: number,
): Promise<Form> {
  const { t } = ctx;
  const { act, refusal, facts, document, names } = await found(ctx, parts, verb, id);
  if (refusal) throw new Refusal(refusal);
  const text = t.message({ key: act.text, args: names });
  return {
    id: reasonedFormId,
    title: t.message({ key: act.title }),
    state: [verb, String(id), randomUUID()],
    ...(act.ends ? { ends: text } : {}),
    submit: t.message({ key: act.submit }),
    close: t('form.cancel'),
    fields: [
      { type: 'show', part: { type: 'facts', facts } },
      ...document.map((part) => ({ type: 'show' as const, part })),
      ...(act.ends ? [] : [{ type: 'show' as const, part: { type: 'text' as const, text } }]),
      {
        type: 'text',
        name: 'reason',
        label: t.message({ key: act.reason.label }),
        multiline: true,
        maxLength: maxReason,
        ...(act.reason.required ? {} : { optional: true }),
      },
    ],
  };
}

/** Does it, or says at the field that the reason is missing. The services look at the right once more. */
export async function submitReasoned(
  ctx: Context,
  parts: WithServices,
  [verb = '', id = '', key = '']: string[],
  values: Values,
): Promise<FormResult> {
  const { act, run } = await found(ctx, parts, verb, idOf(id));
  const reason = linesOf(values, 'reason');
  if (act.reason.required && !reason) throw new FieldErrors({ reason: msg('field.error.reason') });
  if (reason.length > maxReason) throw new FieldErrors({ reason: msg('error.tooLong', { max: maxReason }) });
  const result = await run({ reason: reason || null, key });
  if (!isDecided(result)) return result;
  return afterDeciding(ctx.t, result, async () => {
    const { names } = await found(ctx, parts, verb, idOf(id));
    return { text: ctx.t.message({ key: act.done, args: names }), tone: act.ends ? 'neutral' : 'good' };
  });
}

function isDecided(result: Decided | FormResult): result is Decided {
  return result.type === 'decided' || result.type === 'passed';
}
