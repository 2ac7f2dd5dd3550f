import type { Translate } from './texts/index.ts';

export type Platform = 'slack' | 'teams';
export type Surface = Platform | 'portal' | 'system';

export type RoleName =
  | 'ICT_VERIFICATOR'
  | 'ICT_MANAGER'
  | 'ICT_EXECUTOR'
  | 'DIRECTORY_ADMIN'
  | 'KPPN_OFFICER'
  | 'SATKER_USER'
  | 'PROCUREMENT_OFFICER'
  | 'ADMIN';

/** A person as the rules see them: loaded anew for every click, so that rights are those of this moment (I-3). */
export interface Actor {
  id: number;
  name: string;
  email: string;
  /** False for a verified e-mail that no register knows (I-1). */
  registered: boolean;
  roles: { role: RoleName; unitId: number | null }[];
}

/** Who does something, from where, when, and in which language they are answered. */
export interface Context {
  actor: Actor;
  surface: Surface;
  now: Date;
  t: Translate;
  /** A moment as this person reads it (I-8). */
  time(at: Date): string;
}

export function hasRole(actor: Actor, role: RoleName): boolean {
  return actor.roles.some((held) => held.role === role);
}
