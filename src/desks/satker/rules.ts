import { isAddressedTo } from '../../core/addressed.ts';
import { type Actor, hasRole } from '../../core/context.ts';
import { type Identity, isSamePerson, named } from '../../core/same-person.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { isSameName } from '../../people/names/match.ts';
import { type Handed, heldNow } from '../../records/handing.ts';
import { type Holding, holds, holdsThemselves, whyBarred } from '../../records/holders.ts';
import { overtaken } from '../../records/overtaken.ts';
import { whyNotHolder } from '../../records/waiting.ts';
import type { Satker, Status, Ticket, UserState } from './model.ts';

/** What a person is at this desk at this moment, besides the roles that they hold. */
export interface Standing {
  /** The satkers in which they have a row with status 2, or 3. */
  activeIn: readonly number[];
  dormantIn: readonly number[];
}

type Placed = Pick<Satker, 'id' | 'kppnId'>;

/** Who decides what a satker asks for: the officers of the KPPN that supervises it (S-7, I-2). */
export function officersOf({ kppnId }: Pick<Satker, 'kppnId'>): Holding[] {
  return kppnId === null ? [] : [{ role: 'KPPN_OFFICER', unitId: kppnId }];
}

export const supervises = (actor: Actor, satker: Placed): boolean =>
  holdsThemselves(actor, officersOf(satker));

/** What waits for officers, and to which of them it has been handed. */
interface AtOfficers {
  satker: Satker;
  handed: Handed | null;
}

const heldOf = ({ satker, handed }: AtOfficers) => ({ held: officersOf(satker), handed });

/** Why it does not wait for this person; null when it does. */
const whyNotHeld = (record: AtOfficers, actor: Actor): Message | null =>
  holds(actor, heldNow(heldOf(record)))
    ? null
    : whyNotHolder(heldOf(record), actor, {
        ...msg('satker.refuse.notOfficer', { satker: record.satker.name }),
        unit: record.satker.id,
      });

/** What waits for its officers is decided by those who stand in for one as well, and nothing besides (I-6). */
const decidesFor = (actor: Actor, satker: Placed): boolean => holds(actor, officersOf(satker));

/** An active user of this satker: the role alone does not do, nor does the row (S-2). */
export function isActiveUser(actor: Actor, standing: Standing, satkerId: number): boolean {
  return (
    standing.activeIn.includes(satkerId) &&
    actor.roles.some(({ role, unitId }) => role === 'SATKER_USER' && unitId === satkerId)
  );
}

/**
 * Whether this person registers for a satker as its KPPN does, without a ticket: from a letter on paper. Who is an active
 * user of it too asks as one, and another officer decides (I-4).
 */
export function registersFromPaper(actor: Actor, standing: Standing, satker: Placed): boolean {
  return supervises(actor, satker) && !isActiveUser(actor, standing, satker.id);
}

/** The satkers that this person is an active user of. */
export function activeSatkers(actor: Actor, standing: Standing): number[] {
  return standing.activeIn.filter((id) => isActiveUser(actor, standing, id));
}

/**
 * Whose rows somebody sees: their satker's, their KPPN's satkers', their own; ADMIN all (U-14, S-2). Having asked gives sight
 * of a ticket, which needs no standing, and not of a registration: that right ends with the role.
 */
export function maySee(
  actor: Actor,
  standing: Standing,
  record: { satker: Placed; requesterId?: number | null; email?: string; createdAt: Date },
): boolean {
  return (
    (record.requesterId !== undefined && record.requesterId === actor.id) ||
    isAddressedTo(actor, record) ||
    isActiveUser(actor, standing, record.satker.id) ||
    decidesFor(actor, record.satker) ||
    hasRole(actor, 'ADMIN')
  );
}

/** Who reads a registration in whole: those who may see it for more than having entered it once. */
export const mayRead = (
  actor: Actor,
  standing: Standing,
  user: { satker: Placed; email: string; createdAt: Date },
): boolean => maySee(actor, standing, { ...user, requesterId: undefined });

/** What entering a NIK once more means, by the rows that its satker has of it now (S-9, S-10, S-11). */
export type Entering<Row> = { type: 'new' } | { type: 'replaces'; row: Row } | { type: 'refused'; row: Row };

/** A row with 1, 2 or 3 decides before any with 0 or 5 (S-9 … S-11). */
export function entering<Row extends { status: Status }>(rows: readonly Row[]): Entering<Row> {
  const current = rows.find(({ status }) => ['REGISTERED', 'ACTIVE', 'DORMANT'].includes(status));
  if (!current) return { type: 'new' };
  return { type: current.status === 'REGISTERED' ? 'replaces' : 'refused', row: current };
}

/** The rows that leave the list when the one with status 1 is approved: the rejected ones (S-11). */
export function supersededByApproval<Row extends { status: Status }>(rows: readonly Row[]): Row[] {
  return rows.filter(({ status }) => status === 'REJECTED');
}

/** Whom a registration is about. */
export type Somebody = Pick<UserState, 'email' | 'nikHash'>;

/** Those whom a registration or ticket concerns: who asked for it, and the one whom it is about (I-4). */
export function ownersOf(requesterId: number | null, about: Somebody | null): Identity {
  return named({ persons: [requesterId], addresses: about ? [about.email] : [], nikHash: about?.nikHash });
}

/** Own: as the one who asked, or as the one whom it is about, under whichever address (I-4). */
function isOwn(actor: Actor, requesterId: number | null, about: Somebody | null): boolean {
  return isSamePerson(ownersOf(requesterId, about), actor.identity);
}

/** Whether this is about the actor. Somebody else decides then (I-4). */
export function isThemselves(actor: Actor, about: Somebody): boolean {
  return isOwn(actor, null, about);
}

/** Whether it is about somebody with the decider's own name: a warning to them, and nobody's bar (I-4). */
export function isNamesake(actor: Actor, about: Somebody & { name: string }): boolean {
  return !isThemselves(actor, about) && isSameName(about.name, actor.name);
}

/** Somebody else of the same KPPN decides (I-4). */
export const own = (satker: Placed): Message => ({ ...msg('satker.refuse.own'), unit: satker.id });

export const notActiveUser = (satker: Pick<Satker, 'id' | 'name'>): Message => ({
  ...msg('satker.refuse.notActiveUser', { satker: satker.name }),
  unit: satker.id,
});

const notYours = (satker: Placed): Message => ({ ...msg('satker.refuse.notYours'), unit: satker.id });

/** Why this person may not decide a registration now; null when they may (S-7, I-3, I-4, U-13). */
export function whyNotDecide(user: UserState, actor: Actor): Message | null {
  if (decidesFor(actor, user.satker) && (user.removal || user.status !== 'REGISTERED'))
    return overtaken(msg('satker.refuse.passed', { number: user.number }));
  return whyNotHeld(user, actor) ?? whyOwn(actor, user, user);
}

/** Why this registration cannot be withdrawn by this person now (I-10). */
export function whyNotWithdraw(user: UserState, actor: Actor, standing: Standing): Message | null {
  if (user.requesterId !== actor.id && !isActiveUser(actor, standing, user.satker.id))
    return notYours(user.satker);
  return user.removal || user.status !== 'REGISTERED'
    ? overtaken(msg('satker.refuse.passed', { number: user.number }))
    : null;
}

/** Why this person may not make this user inactive now (S-20). */
export function whyNotDeactivate(user: UserState, actor: Actor): Message | null {
  if (!supervises(actor, user.satker))
    return { ...msg('satker.refuse.notOfficer', { satker: user.satker.name }), unit: user.satker.id };
  if (isThemselves(actor, user)) return own(user.satker);
  return user.removal || (user.status !== 'ACTIVE' && user.status !== 'DORMANT')
    ? overtaken(msg('satker.refuse.notDeactivated', { name: user.name }))
    : null;
}

/** Why this person may not register again, or ask to delete, whom this row is about (S-11, S-12, S-14). */
export function whyNotStartAnew(user: UserState, actor: Actor, standing: Standing): Message | null {
  if (!isActiveUser(actor, standing, user.satker.id)) return notActiveUser(user.satker);
  const isOver = user.status === 'REJECTED' || user.status === 'INACTIVE';
  return isOver && !user.removal ? null : overtaken(msg('satker.refuse.passed', { number: user.number }));
}

/** Why this user cannot be deleted, whoever asks: an active or dormant one is made inactive first (S-14). */
export function whyNotDelete(user: UserState): Message | null {
  if (user.removal) return overtaken(msg('satker.refuse.gone'));
  if (user.status === 'ACTIVE' || user.status === 'DORMANT')
    return { ...msg('satker.refuse.deactivateFirst', { name: user.name }), unit: user.satker.id };
  return user.status === 'REGISTERED' ? msg('satker.refuse.decideFirst', { name: user.name }) : null;
}

/** Why this person may not ask for this user to be reactivated (S-19). */
export function whyNotReactivate(user: UserState, actor: Actor, standing: Standing): Message | null {
  const concerned =
    isAddressedTo(actor, user) ||
    isActiveUser(actor, standing, user.satker.id) ||
    supervises(actor, user.satker);
  if (!concerned) return notYours(user.satker);
  return user.removal || user.status !== 'DORMANT'
    ? overtaken(msg('satker.refuse.notDormant', { name: user.name }))
    : null;
}

/** Why this person may not work on a ticket now: register, return, delete or decide (S-8, S-15, S-19, I-4). */
export function whyNotWork(ticket: Ticket, actor: Actor): Message | null {
  if (decidesFor(actor, ticket.satker) && ticket.status !== 'WAITING')
    return overtaken(msg('satker.refuse.ticketPassed', { number: ticket.number }));
  return whyNotHeld(ticket, actor) ?? whyOwn(actor, ticket, ticket.user);
}

/** That it is their own, or their principal's (I-4, I-6). */
const whyOwn = (
  actor: Actor,
  record: AtOfficers & { requesterId: number | null },
  about: Somebody | null,
): Message | null =>
  whyBarred(actor, heldNow(heldOf(record)), ownersOf(record.requesterId, about), own(record.satker));

/** Why this person may not correct a ticket that was sent back, or withdraw one (S-8, I-10). */
export function whyNotChange(
  ticket: Ticket,
  actor: Actor,
  expected: readonly Ticket['status'][],
): Message | null {
  if (ticket.requesterId !== actor.id) return notYours(ticket.satker);
  return expected.includes(ticket.status)
    ? null
    : overtaken(msg('satker.refuse.ticketPassed', { number: ticket.number }));
}
