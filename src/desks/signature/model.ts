import type { Handed } from '../../records/handing.ts';
import type { Remarked } from '../../records/remarks.ts';
import type { Emptied } from '../../retention/emptied.ts';

declare module '../../core/names.ts' {
  interface LoggedStates extends Record<Standing | NewPhone['status'], true> {}
}
/** Whoever signs, or means to: what they have given for it, and the certificate that is theirs to sign with. */
export interface Signer {
  id: number;
  person: { id: number; name: string; email: string };
  phone: string | null;
  method: 'AUTHENTICATOR' | null;
  initialAt: Date | null;
  /** Since when an authenticator of theirs is proved. */
  enrolledAt: Date | null;
  /** The newest one of this enrolment. */
  certificate: Certificate | null;
}

export interface Certificate {
  id: number;
  serial: string;
  subject: string;
  issuer: string;
  /** SHA-256, hexadecimal. */
  fingerprint: string;
  notBefore: Date;
  notAfter: Date;
  expiredAt: Date | null;
  revokedAt: Date | null;
  revocation: Revocation | null;
}

/** Why a certificate holds no more: its own person, an ADMIN, a new phone, or its person has left. */
export type Revocation = 'OWN' | 'ADMIN' | 'NEW_PHONE' | 'LEFT';

/** Where somebody stands (G-6). */
export const standings = ['NOT_ENROLLED', 'ENROLLED', 'ISSUED', 'EXPIRED', 'REVOKED'] as const;
export type Standing = (typeof standings)[number];

/** What an enrolment asks for (G-2), in the order in which it is given. */
export const conditions = ['phone', 'method', 'initial'] as const;
export type Condition = (typeof conditions)[number];

/** Another phone that somebody asks for (G-8). */
export interface NewPhone extends Remarked, Emptied {
  id: number;
  signer: { id: number; personId: number; name: string; email: string };
  reason: string;
  status: 'WAITING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN';
  askedAt: Date;
  handed: Handed | null;
}
