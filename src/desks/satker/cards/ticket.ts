import type { Card } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { shownName } from '../../../people/shown-name.ts';
import { actButtons } from '../../../records/buttons.ts';
import { waitingFor } from '../../../records/waiting.ts';
import { nudgeButtons } from '../../../reminders/nudge.ts';
import type { Showing } from '../deps.ts';
import type { Ticket } from '../model.ts';
import { requestersActs, worksOn } from '../tickets/acts.ts';
import { waitOfTicket } from '../waiting.ts';
import {
  aboutUser,
  documentPart,
  namesakePart,
  reasonPart,
  sandboxPart,
  ticketStatusOf,
  ticketTitle,
  verbButton,
} from './facts.ts';

/** A ticket, with the buttons that this reader may press now (S-8, S-14, S-19). */
export async function ticketCard(
  ctx: Context,
  deps: Showing,
  ticket: Ticket,
  { reading = [] as 'log'[] } = {},
): Promise<Card> {
  const { t, time } = ctx;
  const working = await actButtons(ctx, ticket, worksOn[ticket.kind]);
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
      ...(working.length > 0 ? namesakePart(ctx, ticket.user) : []),
      ...(ticket.note ? [{ type: 'quote' as const, label: t('satker.field.note'), text: ticket.note }] : []),
      ...documentPart(ctx, ticket.document),
      ...reasonPart(ctx, ticket.reason),
      ...(await waitingFor(ctx, deps.db, waitOfTicket(ticket))),
      ...(ticket.kind === 'REGISTRATION' ? sandboxPart(ctx, deps) : []),
    ],
    buttons: [
      ...working,
      ...reading.map((verb) => verbButton(t(`record.${verb}`), `${verb}-ticket`, ticket.id)),
      ...(await actButtons(ctx, ticket, requestersActs)),
      ...nudgeButtons(ctx, waitOfTicket(ticket)),
    ],
  };
}

/** Who asked, with the address to write to. */
function askedBy({ t }: Context, { requester }: Ticket): string {
  const name = shownName(t, requester);
  return requester.registered ? `${name} (${requester.email})` : name;
}
