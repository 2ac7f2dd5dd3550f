import { minutesOf } from '../../../records/minutes.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import { ticketAsks, ticketStatusOf, ticketTitle } from '../cards/facts.ts';
import { logText, steps } from '../cards/step.ts';
import { tickets } from './kind.ts';

const open = ['WAITING', 'RETURNED'];

/** The berita acara of a ticket, once its KPPN has done or refused it, or it was withdrawn. */
export const ticketMinutes = minutesOf(tickets, {
  called: 'satker.minutes.ticket',
  reference: ({ number }) => number,
  isOver: ({ status }) => !open.includes(status),
  status: (ctx, { status }) => ticketStatusOf(ctx, status).text,
  asked: (ctx, ticket) => [{ type: 'text', text: ticketTitle(ctx, ticket) }, ...ticketAsks(ctx, ticket)],
  files: ({ document }) => (document ? [document.id] : []),
  steps,
  step: (ctx, entry, { user, satker }) =>
    logText(ctx, entry, { name: user ? nameLeft(ctx, user) : '', satker: satker.name }),
});
