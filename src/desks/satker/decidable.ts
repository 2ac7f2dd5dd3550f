import { type Context, rightsOf } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Decidable, decidable } from '../../records/several/decidable.ts';
import { decisions } from './registrations/acts.ts';
import { registrations } from './registrations/kind.ts';
import { approveTicket, giveBack, rejectTicket, worksOn } from './tickets/acts.ts';
import { tickets } from './tickets/kind.ts';
import { idsWaiting } from './waiting-records.ts';

const heldBy = ({ actor }: Context) => ({ heldBy: rightsOf(actor).map(({ id }) => id) });

/**
 * Registrations and tickets, as officers decide several of them at once. To register or delete whom a ticket is about asks for
 * more than a reason.
 */
export const decidables = (db: Queryable): Decidable[] => [
  decidable({
    kind: registrations,
    called: 'satker.registrations',
    ways: decisions,
    waiting: (ctx) => idsWaiting(db, 'user', heldBy(ctx)),
    titled: (_ctx, { number, name }) => `${number} · ${name}`,
  }),
  decidable({
    kind: tickets,
    called: 'satker.tickets',
    ways: [...new Set([approveTicket, rejectTicket, giveBack, ...Object.values(worksOn).flat()])],
    on: ({ kind }) => worksOn[kind],
    waiting: (ctx) => idsWaiting(db, 'ticket', heldBy(ctx)),
    titled: tickets.title,
  }),
];
