import { givenSigns } from '../../core/given.ts';
import type { TextKey } from '../../core/texts/index.ts';
import type { OfferedTitle } from '../../people/names/match.ts';
import type { Shown } from '../../people/shown-name.ts';
import type { EntryRead } from '../../records/entry.ts';
import type { Handed } from '../../records/handing.ts';
import type { Remarked } from '../../records/remarks.ts';
import type { Announcement } from '../../records/tell.ts';
import type { Emptied } from '../../retention/emptied.ts';

declare module '../../core/names.ts' {
  interface LoggedStates extends Record<Status | TicketStatus, true> {}
}

/** Where a registration stands (S-6). */
export const statuses = ['REGISTERED', 'ACTIVE', 'DORMANT', 'INACTIVE', 'REJECTED'] as const;
export type Status = (typeof statuses)[number];

/** Status texts, always with their numbers (S-6). */
export const statusTexts: Record<Status, TextKey> = {
  REGISTERED: 'satker.status.REGISTERED',
  ACTIVE: 'satker.status.ACTIVE',
  DORMANT: 'satker.status.DORMANT',
  INACTIVE: 'satker.status.INACTIVE',
  REJECTED: 'satker.status.REJECTED',
};

export function isStatus(text: string): text is Status {
  return (statuses as readonly string[]).includes(text);
}

/** A work unit, with the KPPN that supervises it. */
export interface Satker {
  id: number;
  code: string;
  name: string;
  kppnId: number | null;
}

/** What the rules need to know of a registration. */
export interface UserState extends Remarked, Emptied {
  id: number;
  number: string;
  satker: Satker;
  /** By what NIKs are compared (T-2); none once it was erased. */
  nikHash: string | null;
  name: string;
  /** The person whose registration it is, as far as they have a chat account, is known by this address. */
  email: string;
  status: Status;
  requesterId: number | null;
  createdAt: Date;
  statusSince: Date;
  handed: Handed | null;
  /** What is no title that we know, and has to be one for the name to be the register's (S-4): who approves accepts it. */
  offered: OfferedTitle | null;
  /** Why it is in no list any more. */
  removal: 'WITHDRAWN' | 'REPLACED' | 'SUPERSEDED' | 'DELETED' | null;
}

export interface KeptFile {
  id: number;
  name: string;
  /** Bytes. */
  size: number;
}

/** A registration with everything that cards show. */
export interface UserDetail extends UserState {
  /** None once they were erased. */
  nik: string | null;
  phone: string | null;
  nip: string | null;
  letterNumber: string;
  document: KeptFile | null;
  reason: string | null;
  /** The decision that has brought it to its status. */
  decided: EntryRead | null;
  requester: Shown | null;
  lastLoginAt: Date | null;
  countedFrom: Date | null;
}

/** What somebody registers, checked and complete (S-3). */
export interface Registration {
  satkerId: number;
  nik: string;
  name: string;
  nip: string | null;
  phone: string;
  email: string;
  letterNumber: string;
  documentId: number;
  /** Behind the name, to be accepted as a title (S-4). */
  offered: OfferedTitle | null;
  /** DIGIT does not know this NIK: an account is made there (S-5). */
  newAtDigit: boolean;
}

export const ticketKinds = ['REGISTRATION', 'DELETION', 'REACTIVATION'] as const;
export type TicketKind = (typeof ticketKinds)[number];

export const ticketStatuses = ['WAITING', 'RETURNED', 'DONE', 'REJECTED', 'WITHDRAWN'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export const ticketStatusTexts: Record<TicketStatus, TextKey> = {
  WAITING: 'satker.ticketStatus.WAITING',
  RETURNED: 'satker.ticketStatus.RETURNED',
  DONE: 'satker.ticketStatus.DONE',
  REJECTED: 'satker.ticketStatus.REJECTED',
  WITHDRAWN: 'satker.ticketStatus.WITHDRAWN',
};

/** What a satker asks its KPPN to do (S-8, S-14, S-19). */
export interface Ticket extends Remarked, Emptied {
  id: number;
  number: string;
  kind: TicketKind;
  status: TicketStatus;
  satker: Satker;
  requesterId: number;
  requester: Shown;
  note: string | null;
  document: KeptFile | null;
  /** Whom it is about, once that is known. */
  user:
    | (Pick<UserState, 'id' | 'nikHash' | 'name' | 'email' | 'status' | 'removal'> & {
        emptiedAt?: string | null;
        emptiedOnDemand?: boolean;
      })
    | null;
  reason: string | null;
  /** The decision that has brought it to its status. */
  decided: EntryRead | null;
  createdAt: Date;
  statusSince: Date;
  handed: Handed | null;
}

export interface TicketInput {
  kind: TicketKind;
  satkerId: number;
  userId: number | null;
  documentId: number | null;
  note: string | null;
}

export const userSubject = (id: number): string => `satker:${id}`;
export const ticketSubject = (id: number): string => `satker-ticket:${id}`;

/** What is told of a record here is told in its order. */
export const announced = (subject: string) =>
  ({ name: 'satker.announce', queue: `announce ${subject}` }) satisfies Announcement;

/** The record behind a subject of this desk; null for those of other desks. */
export function recordOf(subject: string): { type: 'user' | 'ticket'; id: number } | null {
  const [, ticket, id] = /^satker(-ticket)?:(\d+)$/.exec(subject) ?? [];
  return id ? { type: ticket ? 'ticket' : 'user', id: Number(id) } : null;
}

/** A national identity number: 16 digits, however they were spaced when typed, or marked as text by an apostrophe (S-3). */
export function readNik(typed: string): string | null {
  const digits = givenSigns(typed).replace(/^'/, '').replaceAll(/[ .-]/g, '');
  return /^\d{16}$/.test(digits) ? digits : null;
}
