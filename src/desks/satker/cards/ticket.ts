import type { Card } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { actButtons, handingButtons } from '../../../records/buttons.ts';
import { recordCard } from '../../../records/card.ts';
import type { Showing } from '../deps.ts';
import type { Ticket } from '../model.ts';
import { ticketsReturning } from '../returning.ts';
import { reassignTicket, requestersActs, worksOn } from '../tickets/acts.ts';
import { tickets } from '../tickets/kind.ts';
import { ticketMinutes } from '../tickets/minutes.ts';
import { givenOf, namesakePart, sandboxPart, ticketFacts, ticketStatusOf, verbButton } from './facts.ts';
import { aboutTicket, decisionOn } from './step.ts';

/** A ticket, with the buttons that this reader may press now (S-8, S-14, S-19). */
export async function ticketCard(
  ctx: Context,
  deps: Showing,
  ticket: Ticket,
  { isPosted = false } = {},
): Promise<Card> {
  const working = await actButtons(ctx, ticket, [...worksOn[ticket.kind], ...ticketsReturning.acts]);
  const { decided, unsaid } = decisionOn(ctx, ticket.decided, ticket.reason, aboutTicket(ctx, ticket));
  return recordCard(ctx, deps.db, tickets, ticket, {
    status: ticketStatusOf(ctx, ticket.status),
    parts: [
      { type: 'facts', facts: ticketFacts(ctx, ticket) },
      ...(working.length > 0 ? namesakePart(ctx, ticket.user) : []),
      ...givenOf(ctx, ticket),
      ...unsaid,
    ],
    decided,
    below: ticket.kind === 'REGISTRATION' ? sandboxPart(ctx, deps) : [],
    buttons: [
      ...working,
      verbButton(ctx.t('record.log'), 'log-ticket', ticket.id),
      ...ticketMinutes.buttons(ctx, ticket),
      ...(await actButtons(ctx, ticket, requestersActs)),
      ...(isPosted ? [] : await handingButtons(ctx, deps.db, ticket, reassignTicket)),
    ],
  });
}
