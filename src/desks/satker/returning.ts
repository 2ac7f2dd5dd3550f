import { returningOf } from '../../records/returning.ts';
import { ticketTitle } from './cards/facts.ts';
import { registrations } from './registrations/kind.ts';
import { loadTicket, loadUser } from './store.ts';
import { tickets } from './tickets/kind.ts';
import { ticketAtKppn, userAtKppn } from './waiting.ts';

/** How registrations are returned and talked about: what was registered stays as it is (S-12), it is only explained. */
export const registrationsReturning = returningOf(registrations, {
  table: 'satker_user',
  numbers: { prefix: 'SAT', of: 'satker_user' },
  load: loadUser,
  title: ({ t }, { number, name }) => t('satker.card.title', { number, name }),
  waitOf: userAtKppn,
});

/**
 * And tickets. One that asks for a registration or a deletion is sent back with what is wrong, to be given again with another letter, which is
 * an act of its own (S-8): of a reactivation there is nothing to correct, and something may be asked.
 */
export const ticketsReturning = returningOf(tickets, {
  table: 'satker_ticket',
  numbers: { prefix: 'SAT', of: 'satker_ticket' },
  load: loadTicket,
  title: (ctx, ticket) => `${ticket.number} · ${ticketTitle(ctx, ticket)}`,
  waitOf: ticketAtKppn,
  isReturnable: ({ kind }) => kind === 'REACTIVATION',
});
