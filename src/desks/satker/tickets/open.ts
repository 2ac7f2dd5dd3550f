import { claimFile } from '../../../attachments/kept.ts';
import type { Actor, Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { type Database, isUniqueViolation, type Tx } from '../../../db/database.ts';
import { type Numbered, numbered } from '../../../db/numbers.ts';
import { type Admission, admitAll } from '../../../people/admission.ts';
import { withWhoWasFaster } from '../../../people/who-was-faster.ts';
import { logNew, withName } from '../../../records/act.ts';
import { once } from '../../../records/once.ts';
import { type Satker, type TicketInput, ticketSubject, type UserState } from '../model.ts';
import { registrations } from '../registrations/kind.ts';
import { requireOfficers, requireSatker } from '../registrations/register.ts';
import {
  isActiveUser,
  notActiveUser,
  ownersOf,
  type Standing,
  supervises,
  whyNotDelete,
  whyNotReactivate,
} from '../rules.ts';
import { openAtKppn, standingOf } from '../store.ts';
import { logged } from './kind.ts';

/** Asks the KPPN for something; one form asks once (S-8, S-14, S-19). */
export function openTicket(
  db: Database,
  ctx: Context,
  input: TicketInput,
  key: string,
  admit: Admission = admitAll,
): Promise<Numbered> {
  return once(
    () => openedWith(db, key, ctx.actor.id),
    async () => {
      const satker = await requireSatker(db, input.satkerId);
      const user = input.userId === null ? null : await registrations.seen(db, ctx, input.userId);
      if (input.userId !== null && (input.kind === 'REGISTRATION' || user?.satker.id !== satker.id))
        throw new Refusal(msg('satker.refuse.unknown'));
      const standing = await standingOf(db, ctx.actor);
      if (input.kind === 'DELETION') {
        requireRightToDelete(ctx.actor, standing, satker);
        const why = user && whyNotDelete(user);
        if (why) throw new FieldErrors({ user: await withName(db, registrations, ctx, user, why) });
      }
      if (input.kind === 'REACTIVATION') {
        const why = user ? whyNotReactivate(user, ctx.actor, standing) : registrations.unknown;
        if (why) throw new Refusal(user ? await withName(db, registrations, ctx, user, why) : why);
      }
      await requireOfficers(db, satker, ownersOf(ctx.actor.id, user));
      try {
        const id = await db.transaction(ctx, async (tx) => {
          await admit(tx, ctx, openAtKppn);
          return insertTicket(tx, ctx, input, key);
        });
        return await numbered(db, 'satker_ticket', id);
      } catch (error) {
        if (!user || !isUniqueViolation(error, 'satker_ticket_reactivation_key')) throw error;
        throw new Refusal(await alreadyAsked(db, ctx, user));
      }
    },
  );
}

/** Whoever asks for a deletion is an active user of the satker, or an officer of its KPPN (S-14); throws Refusal. */
export function requireRightToDelete(actor: Actor, standing: Standing, satker: Satker): void {
  if (!isActiveUser(actor, standing, satker.id) && !supervises(actor, satker))
    throw new Refusal(notActiveUser(satker));
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
    const kept = await claimFile(tx, ctx, input.documentId, { record: ticketSubject(made.id) });
    await tx.query('UPDATE satker_ticket SET document_id = $2 WHERE id = $1', [made.id, kept]);
  }
  const ticket = { id: made.id, status: 'WAITING' } as const;
  await logNew(tx, logged, ctx, ticket, { action: 'satker-ticket.opened' });
  return made.id;
}
