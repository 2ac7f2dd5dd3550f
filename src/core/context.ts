import type { Day } from './day.ts';
import type { Until } from './deadline.ts';
import type { Identity } from './same-person.ts';
import type { Language, Translate } from './texts/index.ts';

export type Platform = 'slack' | 'teams';
export const surfaces = ['slack', 'teams', 'portal', 'system'] as const satisfies (
  | Platform
  | 'portal'
  | 'system'
)[];
export type Surface = (typeof surfaces)[number];

export type RoleName =
  | 'ICT_VERIFICATOR'
  | 'ICT_MANAGER'
  | 'ICT_EXECUTOR'
  | 'DIRECTORY_ADMIN'
  | 'KPPN_OFFICER'
  | 'SATKER_USER'
  | 'PROCUREMENT_OFFICER'
  | 'ADMIN';

/** By what somebody holds something: who they are, and their roles. */
export interface Right {
  id: number;
  name: string;
  roles: { role: RoleName; unitId: number | null }[];
  /** All that they are known by: whoever has any of it is them (I-4). */
  identity: Identity;
}

/** Somebody for whom another person stands in (I-6), with what is their own: in whose place they stand themselves is nobody else's. */
export interface Principal extends Right {
  /** The last day of it. */
  until: Day;
}

/** A person as the rules see them: loaded anew for every click, so that rights are those of this moment (I-3). */
export interface Actor extends Right {
  email: string;
  /** Since when the address is theirs, where it was somebody else's before. */
  emailSince: Date | null;
  /** False for a verified e-mail that no register knows (I-1). */
  registered: boolean;
  /** What everybody is asked a code for at this moment: what ADMINs have marked so. */
  sensitive: readonly string[];
  /** Those for whom they stand in today. */
  standsInFor: readonly Principal[];
}

/** A conversation on a platform. */
export interface Place {
  platform: Platform;
  tenant: string;
  /** The platform's id of it: new messages are posted to it. */
  channel: string;
  /** Teams' own id of the team that a channel is in. */
  team?: string;
  /** What people call it; empty where the platform does not say. */
  name: string;
  /** Between two alone, as the one with the bot: nobody else reads there. */
  direct: boolean;
  /** People of other organisations may be there, or come. */
  shared?: boolean;
  /** For files that were dropped in a channel: the message whose thread they stand in, or start. */
  message?: string;
  /** Whether the bot was spoken to there, by its name. */
  mentioned?: boolean;
}

/** Who does something, from where, when, for how long they wait for it, and in which language they are answered. */
export interface Context extends Until {
  actor: Actor;
  surface: Surface;
  /** In whose right, where that is not their own: every entry in the log says so (I-6). */
  onBehalfOf?: Pick<Principal, 'id' | 'name'>;
  /** The conversation in which a command was typed. */
  place?: Place;
  now: Date;
  t: Translate;
  /** The language that they do not read and were never asked about: it is offered to them once (I-8). */
  toOffer?: Language;
  /** Where this person works: their own zone, or that of their unit, or the organisation's. */
  timeZone: string;
  /** A moment as this person reads it (I-8). */
  time(at: Date): string;
}

/** All in whose right somebody may do something: their own, then those for whom they stand in. */
export const rightsOf = (actor: Actor): readonly Right[] => [actor, ...actor.standsInFor];

/** What an entry in the log keeps of whose right it was, where that was not the actor's own. */
export const inWhoseName = ({ onBehalfOf }: Pick<Context, 'onBehalfOf'>) =>
  onBehalfOf ? { onBehalfOf: { id: onBehalfOf.id, name: onBehalfOf.name } } : {};

/** Whoever reads a channel: no row of ours has its id, and it has no rights. */
export const everybody = 0;

/** Whether something is shown to all who read a channel, rather than to one person. */
export function isForEverybody({ actor }: Pick<Context, 'actor'>): boolean {
  return actor.id === everybody;
}

export function hasRole(actor: Pick<Actor, 'roles'>, role: RoleName): boolean {
  return actor.roles.some((held) => held.role === role);
}
