import { type Actor, hasRole } from '../../core/context.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { type Holding, holds } from '../../records/holders.ts';
import { type Condition, conditions, type NewPhone, type Signer, type Standing } from './model.ts';

/** Days before a certificate's last one on which it is reminded of, and from the first of which it is renewed (G-6). */
export const reminderDays = [30, 7, 1] as const;
const dayMs = 24 * 60 * 60_000;

/** Where somebody stands at a moment; without one, as the log has it, which hears of an end on the day after. */
export function standingOf(
  { enrolledAt, certificate }: Pick<Signer, 'enrolledAt' | 'certificate'>,
  now?: Date,
): Standing {
  if (!enrolledAt) return 'NOT_ENROLLED';
  if (!certificate) return 'ENROLLED';
  if (certificate.revokedAt) return 'REVOKED';
  return certificate.expiredAt || (now && certificate.notAfter <= now) ? 'EXPIRED' : 'ISSUED';
}

/** Which of the conditions are not met yet (G-2). */
export function missingOf({ phone, method, initialAt }: Signer): Condition[] {
  const isMet: Record<Condition, boolean> = {
    phone: phone !== null,
    method: method !== null,
    initial: initialAt !== null,
  };
  return conditions.filter((one) => !isMet[one]);
}

type Acting = Pick<Actor, 'id' | 'roles'>;

/** What is given for an enrolment is its person's own, and stays once it has been used. */
export function whyNotEnrol(actor: Acting, { person, enrolledAt }: Signer): Message | null {
  if (person.id !== actor.id) return msg('sign.refuse.unknown');
  return enrolledAt ? msg('sign.refuse.enrolled') : null;
}

/** Proceed stays closed until all conditions are met (G-2). */
export function whyNotProceed(actor: Acting, signer: Signer): Message | null {
  return whyNotEnrol(actor, signer) ?? (missingOf(signer).length > 0 ? msg('sign.refuse.missing') : null);
}

/** An initial may be drawn anew at any time. */
export function whyNotDraw(actor: Acting, { person }: Signer): Message | null {
  return person.id === actor.id ? null : msg('sign.refuse.unknown');
}

/** Whether it ends so soon that another one may take its place. */
export function isRenewable({ certificate }: Pick<Signer, 'certificate'>, now: Date): boolean {
  return certificate !== null && certificate.notAfter.getTime() - now.getTime() <= reminderDays[0] * dayMs;
}

/** Generate Certificate (G-5): for whoever is enrolled and has none that holds for long still. */
export function whyNotIssue(actor: Acting, signer: Signer, now: Date): Message | null {
  if (signer.person.id !== actor.id) return msg('sign.refuse.unknown');
  switch (standingOf(signer, now)) {
    case 'NOT_ENROLLED':
      return msg('sign.refuse.notEnrolled');
    case 'ISSUED':
      return isRenewable(signer, now) ? null : msg('sign.refuse.issued');
    default:
      return null;
  }
}

/** G-6: one's own by a code; an expired one holds no more anyway. */
export function whyNotRevoke(actor: Acting, signer: Signer, now: Date): Message | null {
  if (signer.person.id !== actor.id) return msg('sign.refuse.unknown');
  return standingOf(signer, now) === 'ISSUED' ? null : msg('sign.refuse.notIssued');
}

/** G-6: somebody else's by an ADMIN's reason. */
export function whyNotRevokeAsAdmin(actor: Acting, signer: Signer, now: Date): Message | null {
  if (!hasRole(actor, 'ADMIN')) return msg('error.adminOnly');
  if (signer.person.id === actor.id) return msg('sign.refuse.ownRevocation');
  return standingOf(signer, now) === 'ISSUED' ? null : msg('sign.refuse.notIssued');
}

/** G-8: whoever has a phone to lose. */
export function whyNotAskNewPhone(actor: Acting, { person, enrolledAt }: Signer): Message | null {
  if (person.id !== actor.id) return msg('sign.refuse.unknown');
  return enrolledAt ? null : msg('sign.refuse.nothingToLose');
}

export function whyNotWithdrawNewPhone(actor: Acting, { signer, status }: NewPhone): Message | null {
  if (signer.personId !== actor.id) return msg('sign.refuse.unknown');
  return status === 'WAITING' ? null : msg('sign.refuse.newPhonePassed');
}

/** Whoever may not sign yet, or any more (G-1): why. */
export type NotRegistered = Exclude<Standing, 'ISSUED'>;

export function whyNotSign(signer: Signer | null, now: Date): NotRegistered | null {
  const standing = signer ? standingOf(signer, now) : 'NOT_ENROLLED';
  return standing === 'ISSUED' ? null : standing;
}

/** Its person sees it, and ADMINs do, who revoke and help. */
export const maySee = (actor: Acting, personId: number): boolean =>
  personId === actor.id || hasRole(actor, 'ADMIN');

/** Any ADMIN decides about another phone (G-8). */
export const phoneHolders: readonly Holding[] = [{ role: 'ADMIN' }];

/** Its person sees what they asked for, and those do who decide it. */
export const maySeeNewPhone = (actor: Actor, personId: number): boolean =>
  personId === actor.id || holds(actor, phoneHolders);
