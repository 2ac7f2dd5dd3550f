import { returningOf } from '../../records/returning.ts';
import { registrations } from './registrations/kind.ts';
import { tickets } from './tickets/kind.ts';

/** How registrations are returned and talked about: what was registered stays as it is (S-12), it is only explained. */
export const registrationsReturning = returningOf(registrations, {
  numbers: { prefix: 'SAT', of: 'satker_user' },
});

/**
 * And tickets. One that asks for a registration or a deletion is sent back with what is wrong, to be given again with another letter, which is
 * an act of its own (S-8): of a reactivation there is nothing to correct, and something may be asked.
 */
export const ticketsReturning = returningOf(tickets, {
  numbers: { prefix: 'SAT', of: 'satker_ticket' },
  isReturnable: ({ kind }) => kind === 'REACTIVATION',
});
