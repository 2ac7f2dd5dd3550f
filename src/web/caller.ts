import type { Caller } from '../chat/answering.ts';
import type { PersonVisit } from './page.ts';

/** Whoever has this session, as they come to the desks. */
export const callerOf = ({ who }: Pick<PersonVisit, 'who'>): Caller => ({
  surface: 'portal',
  tenant: '',
  externalId: String(who.ctx.actor.id),
  profile: () => Promise.reject(new Error('a portal session has its person')),
  delivery: null,
});
