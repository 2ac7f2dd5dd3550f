import type { Actor } from '../../../core/context.ts';
import { hasRole } from '../../../core/context.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { EmptyField } from '../../../pades/empty-fields.ts';
import { overtaken } from '../../../records/overtaken.ts';
import type { Party, Signing } from './model.ts';

type Acting = Pick<Actor, 'id' | 'roles'>;

export const mostParties = 4;

/** Those whose turn it is: all who have not signed, or, where there is an order, the first of them. */
export function dueOf({
  status,
  inOrder,
  parties,
}: Pick<Signing, 'status' | 'inOrder' | 'parties'>): Party[] {
  if (status !== 'WAITING') return [];
  const open = parties.filter(({ agreedAt }) => agreedAt === null);
  // The next one signs what the one before has signed: not before the file has that signature.
  if (inOrder && parties.some(({ agreedAt, signedAt }) => agreedAt && !signedAt)) return [];
  return inOrder ? open.slice(0, 1) : open;
}

/** The signature fields of the file that one may sign in, and that nobody else has chosen. */
export function freeFieldsOf({
  emptyFields,
  parties,
}: Pick<Signing, 'emptyFields' | 'parties'>): EmptyField[] {
  const chosen = new Set(parties.map(({ field }) => field));
  return emptyFields.filter(({ name, whyNot }) => whyNot === null && !chosen.has(name));
}

/** Those who have been brought it by now: where there is an order nobody before their turn. */
export function broughtTo({ inOrder, parties }: Pick<Signing, 'inOrder' | 'parties'>): Party[] {
  const first = parties.findIndex(({ signedAt }) => signedAt === null);
  return inOrder && first >= 0 ? parties.slice(0, first + 1) : parties;
}

/** Since when it is the turn of those whose it is: of all of them from the beginning, or once the one before has signed. */
export function turnSince({
  inOrder,
  createdAt,
  parties,
}: Pick<Signing, 'inOrder' | 'createdAt' | 'parties'>): Date {
  const signed = inOrder ? parties.flatMap(({ signedAt }) => signedAt ?? []) : [];
  return new Date(Math.max(createdAt.getTime(), ...signed.map((at) => at.getTime())));
}

/** Whoever asked, whoever is to sign, and ADMINs. */
export const maySee = (actor: Acting, signing: Pick<Signing, 'requester' | 'parties'>): boolean =>
  mayRead(actor, signing) || hasRole(actor, 'ADMIN');

/** The file itself is for those whom it is about: an ADMIN sees that it waits, and for whom. */
export const mayRead = (
  actor: Acting,
  { requester, parties }: Pick<Signing, 'requester' | 'parties'>,
): boolean => requester.id === actor.id || parties.some(({ personId }) => personId === actor.id);

const partyOf = ({ parties }: Signing, actor: Acting): Party | undefined =>
  parties.find(({ personId }) => personId === actor.id);

/** Whoever is asked and has not signed may say no, also before their turn. */
export function whyNotDecline(actor: Acting, signing: Signing): Message | null {
  const party = partyOf(signing, actor);
  if (!party) return msg('sign.refuse.notYours');
  if (party.agreedAt) return msg('sign.refuse.signed');
  return signing.status === 'WAITING' ? null : overtaken(msg('sign.refuse.passed'));
}

/** Each signs for themselves, once, and in their turn. */
export function whyNotSignDocument(actor: Acting, signing: Signing): Message | null {
  const isDue = dueOf(signing).some(({ personId }) => personId === actor.id);
  return whyNotDecline(actor, signing) ?? (isDue ? null : msg('sign.refuse.notYourTurn'));
}

/** Whoever asked takes it back while somebody has not signed. */
export function whyNotWithdrawSigning(actor: Acting, signing: Signing): Message | null {
  if (signing.requester.id !== actor.id) return msg('sign.refuse.unknown');
  return whyNotOpen(signing);
}

/** An ADMIN ends what others have asked for; what is their own they take back, or decline. */
export function whyNotEnd(actor: Acting, signing: Signing): Message | null {
  if (!hasRole(actor, 'ADMIN')) return msg('error.adminOnly');
  if (mayRead(actor, signing)) return msg('sign.refuse.ownSigning');
  return whyNotOpen(signing);
}

const whyNotOpen = ({ status, parties }: Signing): Message | null =>
  status === 'WAITING' && parties.some(({ agreedAt }) => agreedAt === null)
    ? null
    : overtaken(msg('sign.refuse.passed'));
