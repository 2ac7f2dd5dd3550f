import { claimFile } from '../../../attachments/kept.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { withWhoWasFaster } from '../../../people/who-was-faster.ts';
import {
  type Act,
  approval,
  type Deciding,
  type Doing,
  type Given,
  log,
  type Offering,
  rejection,
  withName,
} from '../../../records/act.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { reassigning } from '../../../records/reassign.ts';
import { namesakePart } from '../cards/facts.ts';
import { type Registration, type Ticket, ticketSubject, userSubject } from '../model.ts';
import { closeDoors } from '../registrations/doors.ts';
import { registrations } from '../registrations/kind.ts';
import { enter, moveOn, remove } from '../registrations/rows.ts';
import { isThemselves, own, whyNotChange, whyNotDelete, whyNotWork } from '../rules.ts';
import { loadUser, somebodyOf } from '../store.ts';
import { tickets } from './kind.ts';

type TicketAct<G extends Given = Given> = Act<Ticket, Ticket, G>;

/** Moves a ticket from the status in which it was seen; false when it has moved meanwhile. */
async function moveTicket(
  tx: Tx,
  { now }: Context,
  { id, status }: Ticket,
  to: Ticket['status'],
  reason: string | null = null,
): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE satker_ticket SET status = $3::satker_ticket_status, status_since = $4, reason = $5
     WHERE id = $1 AND status = $2::satker_ticket_status RETURNING id`,
    [id, status, to, now, reason],
  );
  return moved.length > 0;
}

/** To be worked on, and of a kind for which this act is. */
const worked =
  (isFor: (kind: Ticket['kind']) => boolean): TicketAct['whyNot'] =>
  (ticket, { actor }) =>
    isFor(ticket.kind) ? whyNotWork(ticket, actor) : tickets.unknown;

const isReactivation = (kind: Ticket['kind']) => kind === 'REACTIVATION';

/** Sends a ticket back with what is wrong (S-8). A request for reactivation has nothing to correct: it is rejected. */
export const giveBack: Deciding<TicketAct> = {
  opens: 'satker.give-back',
  decides: true,
  title: 'satker.button.giveBack',
  text: 'satker.act.giveBack',
  submit: 'satker.button.giveBack',
  reason: { label: 'satker.field.whatIsWrong', required: true, missing: 'satker.error.whatIsWrong' },
  shown: (ctx, { user }) => namesakePart(ctx, user),
  whyNot: worked((kind) => !isReactivation(kind)),
  write: async (tx, ctx, ticket, { reason }) =>
    (await moveTicket(tx, ctx, ticket, 'RETURNED', reason))
      ? { action: 'satker-ticket.returned', to: 'RETURNED' }
      : null,
  done: { text: 'satker.acted.giveBack', tone: 'good' },
};

/** Makes a dormant user active again (S-19). */
export const approveTicket: Deciding<TicketAct> = {
  opens: 'satker.approve-ticket',
  ...approval,
  text: 'satker.act.approveReactivation',
  shown: (ctx, { user }) => namesakePart(ctx, user),
  whyNot: worked(isReactivation),
  async write(tx, ctx, ticket, { reason }) {
    if (!(await moveTicket(tx, ctx, ticket, 'DONE', reason))) return null;
    const user = ticket.user && (await loadUser(tx, ticket.user.id));
    if (!user || user.removal || !(await moveOn(tx, { ...user, status: 'DORMANT' }, 'ACTIVE', ctx.now)))
      throw new Refusal(
        await withWhoWasFaster(tx, ctx, notDormant(ticket), userSubject(ticket.user?.id ?? 0)),
      );
    await log(tx, registrations, ctx, user, { action: 'satker.reactivated', to: 'ACTIVE' }, { reason });
    return { action: 'satker-ticket.reactivated', to: 'DONE' };
  },
  done: { text: 'satker.acted.approveReactivation', tone: 'good' },
};

/** Turns a request for reactivation down, with a reason (S-19). */
export const rejectTicket: Deciding<TicketAct> = {
  opens: 'satker.reject-ticket',
  ...rejection,
  text: 'satker.act.rejectReactivation',
  shown: (ctx, { user }) => namesakePart(ctx, user),
  whyNot: worked(isReactivation),
  write: async (tx, ctx, ticket, { reason }) =>
    (await moveTicket(tx, ctx, ticket, 'REJECTED', reason))
      ? { action: 'satker-ticket.rejected', to: 'REJECTED' }
      : null,
  done: { text: 'satker.acted.rejectReactivation', tone: 'neutral' },
};

/** Takes one's own ticket back (I-10). */
const withdrawTicket: TicketAct = {
  opens: 'satker.withdraw-ticket',
  title: 'satker.button.withdrawTicket',
  text: 'satker.act.withdrawTicket',
  ends: true,
  evenReturned: true,
  submit: 'record.withdraw.submit',
  reason: { label: 'record.withdraw.reason', required: false },
  whyNot: (ticket, { actor }) => whyNotChange(ticket, actor, ['WAITING', 'RETURNED']),
  write: async (tx, ctx, ticket, { reason }) =>
    (await moveTicket(tx, ctx, ticket, 'WITHDRAWN', reason))
      ? { action: 'satker-ticket.withdrawn', to: 'WITHDRAWN' }
      : null,
  done: { text: 'satker.acted.withdrawTicket', tone: 'neutral' },
};

/** Hands one to another officer of the KPPN. */
export const reassignTicket = reassigning(tickets, 'satker.reassign-ticket');

/** What may be done to a ticket with a reason alone. */
export const ticketActs: readonly TicketAct[] = [giveBack, approveTicket, rejectTicket, withdrawTicket];

/** An act whose form asks for more than a reason. */
type WithOwnForm<G extends Given> = Offering<Ticket> & Doing<Ticket, G>;

/** Gives a ticket again that was sent back, with another letter or note: it waits again (S-8). */
export const correct: WithOwnForm<Given & { documentId: number; note: string | null }> = {
  opens: 'satker.correct',
  title: 'satker.button.correct',
  whyNot: (ticket, { actor }) => whyNotChange(ticket, actor, ['RETURNED']),
  async write(tx, ctx, ticket, { documentId, note }) {
    if (!(await moveTicket(tx, ctx, ticket, 'WAITING'))) return null;
    const kept = await claimFile(tx, ctx, documentId, { record: ticketSubject(ticket.id) });
    await tx.query('UPDATE satker_ticket SET document_id = $2, note = $3 WHERE id = $1', [
      ticket.id,
      kept,
      note,
    ]);
    return { action: 'satker-ticket.corrected', to: 'WAITING' };
  },
};

/** Registers the user whom a ticket asks for: status 2 at once (S-8). */
export const register: Deciding<WithOwnForm<Given & { input: Registration }>> = {
  opens: 'satker.register',
  decides: true,
  title: 'satker.button.add',
  whyNot: worked((kind) => kind === 'REGISTRATION'),
  async write(tx, ctx, ticket, { input }, key) {
    if (isThemselves(ctx.actor, await somebodyOf(tx, input))) throw new Refusal(own(ticket.satker));
    if (!(await moveTicket(tx, ctx, ticket, 'DONE'))) return null;
    const made = await enter(tx, ctx, ticket.satker, input, {
      status: 'ACTIVE',
      key,
      ticket: ticket.number,
    });
    await tx.query('UPDATE satker_ticket SET user_id = $2 WHERE id = $1', [ticket.id, made]);
    return { action: 'satker-ticket.registered', to: 'DONE' };
  },
};

/** How a deletion is justified (S-15). */
export interface Deletion extends Given {
  userId: number;
  letterNumber: string;
  documentId: number;
}

/** Deletes the user whom a ticket asks for (S-15). */
export const deleteUser: Deciding<WithOwnForm<Deletion>> = {
  opens: 'satker.remove',
  decides: true,
  title: 'satker.button.delete',
  ends: true,
  whyNot: worked((kind) => kind === 'DELETION'),
  async write(tx, ctx, ticket, { userId, reason, letterNumber, documentId }) {
    if (!(await moveTicket(tx, ctx, ticket, 'DONE', reason))) return null;
    const user = await loadUser(tx, userId);
    if (user?.satker.id !== ticket.satker.id) throw new FieldErrors({ user: msg('satker.error.user') });
    const refusal = isThemselves(ctx.actor, user) ? own(user.satker) : whyNotDelete(user);
    if (refusal) throw new FieldErrors({ user: await withName(tx, registrations, ctx, user, refusal) });
    if (!(await remove(tx, user, 'DELETED', reason, ctx.now)))
      throw new Refusal(await withName(tx, registrations, ctx, user, overtaken(msg('satker.refuse.gone'))));
    await closeDoors(tx, ctx, user, reason ?? '');
    const kept = await claimFile(tx, ctx, documentId, { record: ticketSubject(ticket.id) });
    const data = { letterNumber, documentId: kept, ticket: ticket.number };
    await log(tx, registrations, ctx, user, { action: 'satker.deleted', data }, { reason });
    await tx.query('UPDATE satker_ticket SET user_id = $2 WHERE id = $1', [ticket.id, user.id]);
    return { action: 'satker-ticket.deleted', to: 'DONE', data };
  },
};

/** What a ticket's card offers to its officers, by kind: what it asks for, or turning it down. */
export const worksOn: Record<Ticket['kind'], readonly Deciding<Offering<Ticket>>[]> = {
  REGISTRATION: [register, giveBack],
  DELETION: [deleteUser, giveBack],
  REACTIVATION: [approveTicket, rejectTicket],
};

/** And to whoever asked. */
export const requestersActs = [correct, withdrawTicket];

/** That there is nobody to wake any more. */
const notDormant = ({ user }: Ticket) => msg('satker.refuse.notDormant', { name: user?.name ?? '' });
