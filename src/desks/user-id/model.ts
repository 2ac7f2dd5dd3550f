import type { RoleName } from '../../core/context.ts';
import type { Name } from '../../core/texts/index.ts';
import type { Shown } from '../../people/shown-name.ts';
import type { Handed } from '../../records/handing.ts';
import type { Holding } from '../../records/holders.ts';
import type { Remarked } from '../../records/remarks.ts';
import type { Emptied } from '../../retention/emptied.ts';

declare module '../../core/names.ts' {
  interface LoggedStates extends Record<Status, true> {}
}

/** Kinds of User ID (U-2). */
export const kinds = ['UNIT', 'HO_ORGANIK_PKWT', 'HO_TKJP'] as const;
export type Kind = (typeof kinds)[number];

/** Their names, the same in every language. */
export const kindNames: Record<Kind, string> = {
  UNIT: 'User ID Unit',
  HO_ORGANIK_PKWT: 'HO-Organik/PKWT',
  HO_TKJP: 'HO-TKJP',
};

/** The manuals' stages in their order; the organisation may have more of its own (A-9). */
export const manualStages = [
  'WAITING_ATASAN',
  'WAITING_VERIFICATOR',
  'WAITING_MANAGER',
  'WAITING_EXECUTOR',
] as const;
export type ManualStage = (typeof manualStages)[number];

/** A stage, and so the status of a request that waits there (U-8). */
export type Stage = `WAITING_${string}`;
export type Status = Stage | End;
/** How a request ends. */
export const ends = ['COMPLETED', 'REJECTED', 'WITHDRAWN'] as const;
type End = (typeof ends)[number];

/** Status texts, the same everywhere and in every language (U-8). */
export const statusNames: Record<ManualStage | End, string> = {
  WAITING_ATASAN: 'Waiting for Approval Atasan Pemohon',
  WAITING_VERIFICATOR: 'Waiting for Approval ICT Verificator',
  WAITING_MANAGER: 'Waiting for Approval ICT Manager',
  WAITING_EXECUTOR: 'Waiting for ICT Executor',
  COMPLETED: 'Completed',
  REJECTED: 'Rejected',
  WITHDRAWN: 'Withdrawn',
};

/** Who decides a stage, as the progress line names them. */
export const stageNames: Record<ManualStage, string> = {
  WAITING_ATASAN: 'Atasan Pemohon',
  WAITING_VERIFICATOR: 'ICT Verificator',
  WAITING_MANAGER: 'ICT Manager',
  WAITING_EXECUTOR: 'ICT Executor',
};

/** The role that decides a stage; the first one is decided by the superior whom the request names (U-9). */
export const stageRoles: Record<Exclude<ManualStage, 'WAITING_ATASAN'>, RoleName> = {
  WAITING_VERIFICATOR: 'ICT_VERIFICATOR',
  WAITING_MANAGER: 'ICT_MANAGER',
  WAITING_EXECUTOR: 'ICT_EXECUTOR',
};

export const isManual = (stage: string): stage is ManualStage =>
  (manualStages as readonly string[]).includes(stage);

/** What a code of the organisation's stages looks like. */
const stageCode = /^[A-Z][A-Z0-9_]{0,29}$/;

export const stageOf = (code: string): Stage => `WAITING_${code}`;

export const isStage = (status: string): status is Stage =>
  status.startsWith('WAITING_') && stageCode.test(status.slice('WAITING_'.length));

export function isStatus(text: string): text is Status {
  return isStage(text) || (ends as readonly string[]).includes(text);
}

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}

/** A stage of a plan: who decides it, and what it takes. */
export interface PlannedStage {
  stage: Stage;
  name: Name;
  /** Who decides it, each group for itself; null of the manuals' stages, where the stage says it. */
  groups: readonly (readonly Holding[])[] | null;
  /** How many of each group. */
  needed: number;
  /** Else it is rejected once those who are left cannot make up its approvals any more. */
  oneRejects: boolean;
  /** Working days until its holders are reminded, and until those above them are told; empty and null: as everywhere (U-19). */
  remindAfter: readonly number[];
  escalateAfter: number | null;
}

export type Plan = readonly PlannedStage[];

/** What the rules need to know of a request. */
export interface RequestState extends Remarked, Emptied {
  id: number;
  number: string;
  status: Status;
  requesterId: number;
  /** The applicant, whose User ID it is, is known by e-mail: they need not be a person of the register. */
  email: string;
  nopek: string | null;
  name: string;
  atasanId: number;
  createdAt: Date;
  statusSince: Date;
  decisions: Decision[];
  handed: Handed | null;
  /** The platform systems that are asked for, by their ids. */
  systems: readonly number[];
  /** The stages that it was submitted under, in their order. */
  plan: Plan;
}

/** One voice at a stage. */
export interface Decision {
  stage: Stage;
  /** Which visit of the stage it was given at. */
  round: number;
  /** For which groups of the stage it may count. */
  groups: readonly number[];
  approved: boolean;
  personId: number;
  personName: string;
  /** In whose right, where they stood in for somebody (I-6). */
  onBehalfOf?: { id: number; name: string } | null;
  reason: string | null;
  /** By what else they have shown that it was them. */
  factor?: string | null;
  decidedAt: Date;
}

/** A request with everything that cards and pages show. */
export interface RequestDetail extends RequestState {
  kind: Kind;
  surface: string;
  requester: Shown;
  position: string;
  unit: { id: number; code: string; name: string };
  atasanName: string;
  note: string | null;
  newUserId: string | null;
  /** How many decisions it has: a further one counts on them. */
  voices: number;
  platforms: { id: number; name: string; note: string }[];
  attachments: { id: number; name: string; mediaType: string; size: number }[];
}

/** What somebody asks for, checked and complete. */
export interface RequestInput {
  kind: Kind;
  nopek: string | null;
  name: string;
  position: string;
  email: string;
  unitId: number;
  atasanId: number;
  platforms: { id: number; note: string }[];
  note: string | null;
  attachmentIds: number[];
}

export const subjectOf = (id: number): string => `user-id:${id}`;

/** The request behind `user-id:42`; 0, which none has, for the records of other desks. */
export function requestIdOf(subject: string): number {
  return Number(/^user-id:(\d+)$/.exec(subject)?.[1] ?? 0);
}

/** What a list of requests is narrowed to (U-14). */
export interface ListFilter {
  scope: 'all' | 'waiting' | 'mine';
  status?: Status | 'ACTIVE';
  kind?: Kind;
  unitId?: number;
  text?: string;
}
