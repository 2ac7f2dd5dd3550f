import type { Day } from '../../core/day.ts';
import type { TextKey } from '../../core/texts/index.ts';
import type { Handed } from '../../records/handing.ts';
import type { Remarked } from '../../records/remarks.ts';
import type { Emptied } from '../../retention/emptied.ts';

/** Where a mapping stands on a day; nothing of it is stored but its dates and that it was ended (P-10). */
export const mappingStates = ['AHEAD', 'ACTIVE', 'ENDED'] as const;
export type MappingState = (typeof mappingStates)[number];

export const mappingStateTexts: Record<MappingState, TextKey> = {
  AHEAD: 'partner.state.AHEAD',
  ACTIVE: 'partner.state.ACTIVE',
  ENDED: 'partner.state.ENDED',
};

/** A place in the organisation and the official who holds it, if anybody does. */
export interface Position {
  id: number;
  code: string;
  name: string;
  holder: Named | null;
}

export interface Named {
  id: number;
  name: string;
}

/** A secretary's mapping to a position, from one local day to another, both included (P-10). */
export interface Mapping extends Remarked, Emptied {
  id: number;
  number: string;
  person: Named & { email: string };
  position: Position;
  startsOn: Day;
  endsOn: Day;
  /** Somebody was reminded and lets it end. */
  letEnd: boolean;
  endedAt: Date | null;
  reason: string | null;
  createdBy: string;
  createdAt: Date;
  /** Since when this End was reminded of, and how many days before it the last time; null while it was not. */
  reminded: { on: Day; days: number } | null;
  /** To whom the decision about this End has been handed. */
  handed: Handed | null;
}

/** A role of an application as somebody holds it (P-9). */
export interface Grant {
  id: number;
  roleId: number;
  application: string;
  role: string;
  grantedBy: string | null;
  grantedAt: Date;
}

export interface ApplicationRole {
  id: number;
  applicationId: number;
  application: string;
  role: string;
}

/** What secretaries get, in one confirmation (P-9). */
export const bundle = [
  { application: 'P-Office 2.0', role: 'Member User' },
  { application: 'P-Office 2.0', role: 'Secretary User' },
  { application: 'Universal Apps', role: 'Member' },
] as const;

/** The role that a mapping needs (P-10, P-12). */
export const secretaryRole = bundle[1];

/** What is noted of a mapping's End, by this name. */
export const expiryName = 'partner.expiry';

export const personSubject = (id: number): string => `person:${id}`;
export const mappingSubject = (id: number): string => `mapping:${id}`;

export function positionTitle({ code, name }: Pick<Position, 'code' | 'name'>): string {
  return `${code} ${name}`;
}

/** A mapping that is wanted: whose, to which position, on which days. */
export interface NewMapping {
  personId: number;
  positionId: number;
  start: Day;
  end: Day;
}
