import { claimFile } from '../../attachments/attachments.ts';
import type { Decided } from '../../chat/done.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import type { Database, Tx } from '../../db/database.ts';
import { isUniqueViolation } from '../../db/database.ts';
import { type Numbered, numbered } from '../../db/numbers.ts';
import { type Admission, admitAll } from '../../people/admission.ts';
import { withWhoWasFaster } from '../../people/who-was-faster.ts';
import { tell } from '../../records/tell.ts';
import { closeDoors } from './doors.ts';
import {
  type Registration,
  type Ticket,
  type TicketInput,
  ticketSubject,
  type UserState,
  userSubject,
} from './model.ts';
import { changed, enter, moveOn, registeredWith, remove } from './rows.ts';
import {
  isActiveUser,
  isThemselves,
  notActiveUser,
  own,
  ownersOf,
  supervises,
  whyNotChange,
  whyNotDelete,
  whyNotReactivate,
  whyNotWork,
} from './rules.ts';
import { requireOfficers, unlessDone, wasDone, withNames } from './service.ts';
import { loadUser, openAtKppn, satkerById, seenTicket, seenUser, standingOf } from './store.ts';

/** How a deletion is justified (S-15). */
export interface Deletion {
  userId: number;
  reason: string;
  letterNumber: string;
  documentId: number;
}

export interface TicketService {
  /** Asks the KPPN for something; one form asks once (S-8, S-14, S-19). */
  open(ctx: Context, input: TicketInput, key: string): Promise<Numbered>;
  /** Corrects a ticket that was sent back, which then waits again (S-8). */
  correct(ctx: Context, ticketId: number, documentId: number, note: string | null): Promise<Numbered>;
  /** Sends a ticket back with what is wrong (S-8). */
  giveBack(ctx: Context, ticketId: number, reason: string, key: string): Promise<Decided>;
  withdraw(ctx: Context, ticketId: number, reason: string | null): Promise<void>;
  /** Registers the user whom a ticket asks for: status 2 at once (S-8). */
  register(ctx: Context, ticketId: number, input: Registration, key: string): Promise<Numbered>;
  /** Deletes the user whom a ticket asks for (S-15). */
  delete(ctx: Context, ticketId: number, deletion: Deletion, key: string): Promise<void>;
  /** Decides on a reactivation (S-19). */
  decide(
    ctx: Context,
    command: { ticketId: number; approve: boolean; reason: string | null; key: string },
  ): Promise<Decided>;
}

/** The state changes of tickets: each is one transaction with its audit entry and its job. */
export function createTicketService(db: Database, admit: Admission = admitAll): TicketService {
  async function required(ctx: Context, id: number): Promise<Ticket> {
    const ticket = await seenTicket(db, ctx.actor, id);
    if (!ticket) throw new Refusal(msg('satker.refuse.unknown'));
    return ticket;
  }

  /** A ticket that this officer may work on now. */
  async function workable(ctx: Context, id: number): Promise<Ticket> {
    const ticket = await required(ctx, id);
    const refusal = await ticketRefusal(db, ctx, ticket, whyNotWork(ticket, ctx.actor));
    if (refusal) throw new Refusal(refusal);
    return ticket;
  }

  return {
    async open(ctx, input, key) {
      const earlier = await openedWith(db, key, ctx.actor.id);
      if (earlier) return earlier;
      const satker = await satkerById(db, input.satkerId);
      if (!satker) throw new FieldErrors({ satker: msg('satker.error.satker') });
      const user = input.userId === null ? null : await seenUser(db, ctx.actor, input.userId);
      if (input.userId !== null && (input.kind === 'REGISTRATION' || user?.satker.id !== satker.id))
        throw new Refusal(msg('satker.refuse.unknown'));
      const standing = await standingOf(db, ctx.actor);
      if (input.kind === 'DELETION') {
        if (!isActiveUser(ctx.actor, standing, satker.id) && !supervises(ctx.actor, satker))
          throw new Refusal(notActiveUser(satker));
        const refusal = user && (await withNames(db, ctx, user, whyNotDelete(user)));
        if (refusal) throw new FieldErrors({ user: refusal });
      }
      if (input.kind === 'REACTIVATION') {
        const refusal = user
          ? await withNames(db, ctx, user, whyNotReactivate(user, ctx.actor, standing))
          : msg('satker.refuse.unknown');
        if (refusal) throw new Refusal(refusal);
      }
      await requireOfficers(db, satker, ownersOf(ctx.actor.id, user));
      try {
        const id = await db.transaction(async (tx) => {
          await admit(tx, ctx, (same) => openAtKppn(same, ctx.actor.id));
          return insertTicket(tx, ctx, input, key);
        });
        return await numbered(db, 'satker_ticket', id);
      } catch (error) {
        const isAsked = isUniqueViolation(error, 'satker_ticket_reactivation_key');
        if (!isAsked && !isUniqueViolation(error, 'satker_ticket_submission_key_key')) throw error;
        // The same form was sent by another click at the same moment: that click opened the ticket.
        const made = await openedWith(db, key, ctx.actor.id);
        if (made) return made;
        if (!isAsked || !user) throw error;
        throw new Refusal(await alreadyAsked(db, ctx, user));
      }
    },

    async correct(ctx, ticketId, documentId, note) {
      const ticket = await required(ctx, ticketId);
      await unlessDone(
        async () => {
          const refusal = await ticketRefusal(db, ctx, ticket, whyNotChange(ticket, ctx.actor, ['RETURNED']));
          if (refusal) throw new Refusal(refusal);
          await db.transaction(async (tx) => {
            const kept = await claimFile(tx, documentId, ticketSubject(ticket.id));
            await tx.query(
              `UPDATE satker_ticket SET document_id = $2, note = $3 WHERE id = $1 AND status = 'RETURNED'`,
              [ticket.id, kept, note],
            );
            if (!(await moveTicket(tx, ctx, ticket, { action: 'satker-ticket.corrected', to: 'WAITING' })))
              throw new Refusal(await ticketPassed(tx, ctx, ticket));
          });
        },
        // It waits already, with this very document.
        async () => {
          const { status, document, requesterId } = await required(ctx, ticketId);
          return status === 'WAITING' && document?.id === documentId && requesterId === ctx.actor.id;
        },
      );
      return { id: ticket.id, number: ticket.number };
    },

    async giveBack(ctx, ticketId, reason, key) {
      const ticket = await required(ctx, ticketId);
      // A request for reactivation has nothing to correct: it is rejected.
      if (ticket.kind === 'REACTIVATION') throw new Refusal(msg('satker.refuse.unknown'));
      return decideTicket(ctx, ticket, key, (tx) =>
        moveTicket(tx, ctx, ticket, {
          action: 'satker-ticket.returned',
          to: 'RETURNED',
          reason,
          data: { key },
        }),
      );
    },

    async withdraw(ctx, ticketId, reason) {
      const ticket = await required(ctx, ticketId);
      await unlessDone(
        async () => {
          const asIs = whyNotChange(ticket, ctx.actor, ['WAITING', 'RETURNED']);
          const refusal = await ticketRefusal(db, ctx, ticket, asIs);
          if (refusal) throw new Refusal(refusal);
          const done = await db.transaction((tx) =>
            moveTicket(tx, ctx, ticket, { action: 'satker-ticket.withdrawn', to: 'WITHDRAWN', reason }),
          );
          if (!done) throw new Refusal(await ticketPassed(db, ctx, ticket));
        },
        async () =>
          ticket.requesterId === ctx.actor.id && (await required(ctx, ticketId)).status === 'WITHDRAWN',
      );
    },

    async register(ctx, ticketId, input, key) {
      try {
        const ticket = await workable(ctx, ticketId);
        if (ticket.kind !== 'REGISTRATION') throw new Refusal(msg('satker.refuse.unknown'));
        if (isThemselves(ctx.actor, input)) throw new Refusal(own(ticket.satker));
        const as = { status: 'ACTIVE', key, ticket: ticket.number } as const;
        const id = await db.transaction(async (tx) => {
          const made = await enter(tx, ctx, ticket.satker, input, as);
          await tx.query('UPDATE satker_ticket SET user_id = $2 WHERE id = $1', [ticket.id, made]);
          if (!(await moveTicket(tx, ctx, ticket, { action: 'satker-ticket.registered', to: 'DONE' })))
            throw new Refusal(await ticketPassed(tx, ctx, ticket));
          return made;
        });
        return await numbered(db, 'satker_user', id);
      } catch (error) {
        // Another delivery of the same form was faster.
        const earlier = await registeredWith(db, key, ctx.actor.id);
        if (earlier) return earlier;
        throw error;
      }
    },

    async delete(ctx, ticketId, { userId, reason, letterNumber, documentId }, key) {
      await unlessDone(
        async () => {
          const ticket = await workable(ctx, ticketId);
          const user = await loadUser(db, userId);
          if (ticket.kind !== 'DELETION' || user?.satker.id !== ticket.satker.id)
            throw new FieldErrors({ user: msg('satker.error.user') });
          const refusal = isThemselves(ctx.actor, user)
            ? own(user.satker)
            : await withNames(db, ctx, user, whyNotDelete(user));
          if (refusal) throw new FieldErrors({ user: refusal });
          await db.transaction(async (tx) => {
            const kept = await claimFile(tx, documentId, ticketSubject(ticket.id));
            const data = { letterNumber, documentId: kept, ticket: ticket.number };
            if (!(await remove(tx, user, 'DELETED', reason, ctx.now)))
              throw new Refusal(await withNames(tx, ctx, user, msg('satker.refuse.gone')));
            await closeDoors(tx, ctx, user, reason);
            await changed(tx, ctx, user, { action: 'satker.deleted', reason, data });
            await tx.query('UPDATE satker_ticket SET user_id = $2 WHERE id = $1', [ticket.id, user.id]);
            const step = {
              action: 'satker-ticket.deleted',
              to: 'DONE',
              reason,
              data: { ...data, key },
            } as const;
            if (!(await moveTicket(tx, ctx, ticket, step)))
              throw new Refusal(await ticketPassed(tx, ctx, ticket));
          });
        },
        () => wasDone(db, ticketSubject(ticketId), key),
      );
    },

    async decide(ctx, { ticketId, approve, reason, key }) {
      const ticket = await required(ctx, ticketId);
      if (ticket.kind !== 'REACTIVATION' || !ticket.user) throw new Refusal(msg('satker.refuse.unknown'));
      const userId = ticket.user.id;
      return decideTicket(ctx, ticket, key, async (tx) => {
        if (approve) {
          const user = await loadUser(tx, userId);
          if (!user || user.removal || !(await moveOn(tx, { ...user, status: 'DORMANT' }, 'ACTIVE', ctx.now)))
            throw new Refusal(await notDormant(tx, ctx, ticket));
          await changed(tx, ctx, user, { action: 'satker.reactivated', to: 'ACTIVE', reason });
        }
        return moveTicket(tx, ctx, ticket, {
          action: approve ? 'satker-ticket.reactivated' : 'satker-ticket.rejected',
          to: approve ? 'DONE' : 'REJECTED',
          reason,
          data: { key },
        });
      });
    },
  };

  /** One decision counts: who is slower is told so, the same form sent again is the same decision (U-13). */
  async function decideTicket(
    ctx: Context,
    ticket: Ticket,
    key: string,
    work: (tx: Tx) => Promise<boolean>,
  ): Promise<Decided> {
    const subject = ticketSubject(ticket.id);
    if (await wasDone(db, subject, key)) return { type: 'decided' };
    const refusal = whyNotWork(ticket, ctx.actor);
    const passed = async (): Promise<Decided> => ({
      type: 'passed',
      why: await ticketPassed(db, ctx, ticket),
    });
    if (refusal?.key === 'satker.refuse.ticketPassed') return passed();
    if (refusal) throw new Refusal(refusal);
    let done = false;
    await unlessDone(
      async () => {
        done = await db.transaction(work);
      },
      // Whatever stood in the way, the ticket has been dealt with meanwhile.
      async () => (await required(ctx, ticket.id)).status !== 'WAITING',
    );
    return done || (await wasDone(db, subject, key)) ? { type: 'decided' } : passed();
  }
}

/** That a ticket has been dealt with, and by whom (U-13, A-2). */
function ticketPassed(
  db: Queryable,
  ctx: Context,
  { id, number }: Pick<Ticket, 'id' | 'number'>,
): Promise<Message> {
  return withWhoWasFaster(db, ctx, msg('satker.refuse.ticketPassed', { number }), ticketSubject(id));
}

/** Why not, with the name of whoever dealt with the ticket where that is why. */
export async function ticketRefusal(
  db: Queryable,
  ctx: Context,
  ticket: Pick<Ticket, 'id' | 'number'>,
  refusal: Message | null,
): Promise<Message | null> {
  return refusal?.key === 'satker.refuse.ticketPassed' ? ticketPassed(db, ctx, ticket) : refusal;
}

/** That somebody asked for this already, with who did. */
async function alreadyAsked(
  db: Queryable,
  ctx: Context,
  { id, name }: Pick<UserState, 'id' | 'name'>,
): Promise<Message> {
  const [waiting] = await db.query<{ id: number }>(
    `SELECT id FROM satker_ticket WHERE user_id = $1 AND kind = 'REACTIVATION' AND status = 'WAITING'`,
    [id],
  );
  const told = msg('satker.refuse.alreadyAsked', { name });
  return waiting ? withWhoWasFaster(db, ctx, told, ticketSubject(waiting.id)) : told;
}

/** That there is nobody to wake any more, with who changed that. */
function notDormant(db: Queryable, ctx: Context, { user }: Ticket): Promise<Message> {
  const told = msg('satker.refuse.notDormant', { name: user?.name ?? '' });
  return withWhoWasFaster(db, ctx, told, userSubject(user?.id ?? 0));
}

async function openedWith(db: Queryable, key: string, personId: number): Promise<Numbered | null> {
  const rows = await db.query<Numbered>(
    'SELECT id, number FROM satker_ticket WHERE submission_key = $1 AND requester_id = $2',
    [key, personId],
  );
  return rows[0] ?? null;
}

async function insertTicket(tx: Tx, ctx: Context, input: TicketInput, key: string): Promise<number> {
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO satker_ticket (kind, status_since, unit_id, requester_id, surface, note, document_id, user_id,
                                submission_key, created_at)
     VALUES ($2::satker_ticket_kind, $1, $3, $4, $5, $6, $7, $8, $9, $1)
     RETURNING id`,
    [
      ctx.now,
      input.kind,
      input.satkerId,
      ctx.actor.id,
      ctx.surface,
      input.note,
      input.documentId,
      input.userId,
      key,
    ],
  );
  if (!made) throw new Error('the ticket was not written');
  if (input.documentId !== null) {
    const kept = await claimFile(tx, input.documentId, ticketSubject(made.id));
    await tx.query('UPDATE satker_ticket SET document_id = $2 WHERE id = $1', [made.id, kept]);
  }
  await announceTicket(tx, ctx, made.id, { action: 'satker-ticket.opened', to: 'WAITING' });
  return made.id;
}

interface TicketStep {
  action: string;
  from?: Ticket['status'];
  to: Ticket['status'];
  reason?: string | null;
  data?: Record<string, unknown>;
}

/** Moves a ticket from the status that was looked at; false when it has moved meanwhile. */
async function moveTicket(tx: Tx, ctx: Context, ticket: Ticket, step: TicketStep): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE satker_ticket SET status = $3::satker_ticket_status, status_since = $4, reason = $5
     WHERE id = $1 AND status = $2::satker_ticket_status RETURNING id`,
    [ticket.id, ticket.status, step.to, ctx.now, step.reason ?? null],
  );
  if (moved.length === 0) return false;
  await announceTicket(tx, ctx, ticket.id, { ...step, from: ticket.status });
  return true;
}

async function announceTicket(tx: Tx, ctx: Context, id: number, step: TicketStep): Promise<void> {
  const { actor, surface, now: at } = ctx;
  const entry = { ...step, at, actor, surface, subject: ticketSubject(id) };
  await tell(tx, entry, { name: 'satker.announce', queue: `announce ${entry.subject}` });
}
