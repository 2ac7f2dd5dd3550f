import type { Button, Card } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg, type Translate } from '../../../core/texts/index.ts';
import { shownName } from '../../../people/shown-name.ts';
import type { Showing } from '../deps.ts';
import { type Ticket, type TicketKind, ticketSubject } from '../model.ts';
import { whyNotChange, whyNotWork } from '../rules.ts';
import { seenTicket } from '../store.ts';
import {
  aboutUser,
  documentPart,
  namesakePart,
  reasonPart,
  sandboxPart,
  ticketStatusOf,
  ticketTitle,
  verbButton,
  waitingFor,
} from './parts.ts';

/** A ticket that this person may see, or a Refusal that does not tell whether it exists. */
export async function visibleTicket(ctx: Context, deps: Showing, id: number): Promise<Ticket> {
  const ticket = await seenTicket(deps.db, ctx.actor, id);
  if (!ticket) throw new Refusal(msg('satker.refuse.unknown'));
  return ticket;
}

/** A ticket, with the buttons that this reader may press now (S-8, S-14, S-19). */
export async function ticketCard(
  ctx: Context,
  deps: Showing,
  ticket: Ticket,
  { reading = [] as 'log'[] } = {},
): Promise<Card> {
  const { t, time } = ctx;
  return {
    title: `${ticket.number} · ${ticketTitle(ctx, ticket)}`,
    status: ticketStatusOf(ctx, ticket.status),
    parts: [
      {
        type: 'facts',
        facts: [
          { label: t('satker.field.satker'), value: ticket.satker.name },
          ...(ticket.user
            ? [
                {
                  label: t('satker.field.user'),
                  value: aboutUser(ctx, ticket.user),
                },
              ]
            : []),
          {
            label: t('satker.card.askedBy'),
            value: `${askedBy(ctx, ticket)}, ${time(ticket.createdAt)}`,
          },
        ],
      },
      ...(whyNotWork(ticket, ctx.actor) ? [] : namesakePart(ctx, ticket.user)),
      ...(ticket.note ? [{ type: 'quote' as const, label: t('satker.field.note'), text: ticket.note }] : []),
      ...documentPart(ctx, ticket.document),
      ...reasonPart(ctx, ticket.reason),
      ...(ticket.status === 'WAITING'
        ? await waitingFor(ctx, deps, {
            subject: ticketSubject(ticket.id),
            card: 'satker.work',
            satker: ticket.satker,
            requesterId: ticket.requesterId,
            about: ticket.user,
          })
        : []),
      ...(ticket.kind === 'REGISTRATION' ? sandboxPart(ctx, deps) : []),
    ],
    buttons: [
      ...workButtons(ctx, ticket),
      ...reading.map((verb) => verbButton(t(`record.${verb}`), `${verb}-ticket`, ticket.id)),
      ...changeButtons(ctx, ticket),
    ],
  };
}

/** Who asked, with the address to write to. */
function askedBy({ t }: Context, { requester }: Ticket): string {
  const name = shownName(t, requester);
  return requester.registered ? `${name} (${requester.email})` : name;
}

/** What an officer does with a ticket of each kind: what it asks for, or turning it down. */
const work = {
  REGISTRATION: {
    does: { label: 'satker.button.add', verb: 'register', style: 'primary' },
    turnsDown: { label: 'satker.button.giveBack', verb: 'give-back', style: undefined },
  },
  DELETION: {
    does: { label: 'satker.button.delete', verb: 'remove', style: 'danger' },
    turnsDown: { label: 'satker.button.giveBack', verb: 'give-back', style: undefined },
  },
  REACTIVATION: {
    does: { label: 'record.approve', verb: 'approve-ticket', style: 'primary' },
    turnsDown: { label: 'record.reject', verb: 'reject-ticket', style: 'danger' },
  },
} as const;

/** The labels of the buttons that settle a ticket of this kind. */
export function workLabels(t: Translate, kind: TicketKind): string[] {
  return [t(work[kind].does.label), t(work[kind].turnsDown.label)];
}

function workButtons({ t, actor }: Context, ticket: Ticket): Button[] {
  if (whyNotWork(ticket, actor)) return [];
  const { does, turnsDown } = work[ticket.kind];
  return [
    verbButton(t(does.label), does.verb, ticket.id, does.style),
    verbButton(t(turnsDown.label), turnsDown.verb, ticket.id, turnsDown.style),
  ];
}

function changeButtons({ t, actor }: Context, ticket: Ticket): Button[] {
  return [
    ...(whyNotChange(ticket, actor, ['RETURNED'])
      ? []
      : [verbButton(t('satker.button.correct'), 'correct', ticket.id, 'primary')]),
    ...(whyNotChange(ticket, actor, ['WAITING', 'RETURNED'])
      ? []
      : [verbButton(t('satker.button.withdrawTicket'), 'withdraw-ticket', ticket.id, 'danger')]),
  ];
}
