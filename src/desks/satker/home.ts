import { action } from '../../chat/action.ts';
import type { ListItem, Part } from '../../chat/card.ts';
import type { Offer } from '../../chat/desk.ts';
import { type Actor, type Context, rightsOf } from '../../core/context.ts';
import { anyOf } from '../../core/same-person.ts';
import { shownName } from '../../people/shown-name.ts';
import { openQuestion, returnedHead } from '../../records/remarks.ts';
import { ticketStatusOf, ticketTitle, verbButton } from './cards/facts.ts';
import { registrationsWaiting, rowItem } from './cards/list.ts';
import { placeOf } from './commands.ts';
import type { DeskDeps } from './deps.ts';
import { officeOf, usersEnteredBy } from './list.ts';
import { type Ticket, ticketSubject, userSubject } from './model.ts';
import { ticketsAskedBy, ticketsWaiting } from './store.ts';

/** What this person may begin here. */
export async function offersOf(ctx: Context, deps: DeskDeps): Promise<Offer[]> {
  const { t } = ctx;
  const { isOfficer, lists, registers, isDormant } = await placeOf(ctx, deps);
  return [
    ...(lists
      ? [
          {
            label: t('satker.list.title'),
            text: t('satker.offer.list'),
            action: action('satker.list'),
          },
        ]
      : []),
    ...(registers
      ? [
          {
            label: t('satker.button.add'),
            text: t(isOfficer ? 'satker.offer.addPaper' : 'satker.offer.add'),
            action: action('satker.add'),
            takesFiles: true as const,
          },
        ]
      : []),
    ...(isDormant
      ? [
          {
            label: t('satker.button.reactivate'),
            text: t('satker.offer.reactivate'),
            action: action('satker.own-dormant'),
          },
        ]
      : []),
    {
      label: t('satker.offer.ticketLabel'),
      text: t('satker.offer.ticket'),
      action: action('satker.ticket'),
      takesFiles: true,
    },
  ];
}

const inOverview = 5;

/** What waits for an officer, and what somebody asked a KPPN for. */
export async function overviewOf(ctx: Context, deps: DeskDeps): Promise<{ waiting: Part[]; asked: Part[] }> {
  const [registrations, tickets, own, asked] = await Promise.all([
    registrationsWaiting(ctx, deps),
    ticketsHeld(ctx.actor, deps),
    usersEnteredBy(deps.db.within(ctx), ctx.actor, inOverview),
    ticketsAskedBy(deps.db.within(ctx), ctx.actor, inOverview),
  ]);
  const heading: Part = { type: 'heading', text: ctx.t('satker.home.heading') };
  const waiting = [
    ...registrations.items.map((row) => ({ ...rowItem(ctx, row, true), waits: userSubject(row.id) })),
    ...tickets.map((ticket) => ({ ...ticketItem(ctx, ticket), waits: ticketSubject(ticket.id) })),
  ];
  const mine = [
    ...own.map((row) => rowItem(ctx, row, true)),
    ...asked.map((ticket) => ticketItem(ctx, ticket)),
  ];
  const section = (items: ListItem[]): Part[] =>
    items.length > 0 ? [heading, { type: 'list', items, empty: '' }] : [];
  return { waiting: section(waiting), asked: section(mine) };
}

/** The tickets that wait for somebody: as an officer, or as whoever stands in for one (I-6). */
async function ticketsHeld(actor: Actor, { db }: DeskDeps): Promise<Ticket[]> {
  const held = rightsOf(actor).map(async (right) => {
    const barred = anyOf(actor.identity, right.identity);
    const office = { id: right.id, kppns: officeOf(right) };
    return office.kppns.length > 0 ? ticketsWaiting(db, barred, office, inOverview) : [];
  });
  const found = new Map((await Promise.all(held)).flat().map((ticket) => [ticket.id, ticket]));
  return [...found.values()].sort((one, other) => one.id - other.id).slice(0, inOverview);
}

function ticketItem(ctx: Context, ticket: Ticket): ListItem {
  return {
    title: `${ticket.number} · ${ticketTitle(ctx, ticket)}`,
    text: `${ticket.user ? `${ticket.user.name} · ` : ''}${shownName(ctx.t, ticket.requester)}, ${ctx.time(ticket.createdAt)}`,
    status: returnedHead(ctx.t, openQuestion(ticket) !== null, ticketStatusOf(ctx, ticket.status)),
    button: verbButton(ctx.t('record.open'), 'open-ticket', ticket.id),
  };
}
