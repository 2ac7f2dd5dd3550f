import type { ChatProfile } from '../../src/chat/messenger.ts';
import type { Actor } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { named } from '../../src/core/same-person.ts';
import type { Database } from '../../src/db/database.ts';
import { linkAccount, verified } from '../../src/people/linking.ts';

/** Somebody of whom nothing is known but their row and their address. */
export function known<T extends { id: number; email: string }>(
  person: T,
): T & Pick<Actor, 'identity' | 'emailSince' | 'sensitive' | 'standsInFor'> {
  return {
    ...person,
    emailSince: null,
    sensitive: [],
    standsInFor: [],
    identity: named({ persons: [person.id], addresses: [person.email] }),
  };
}

/** The person of a chat account that comes for the first time. */
export async function linkedPerson(db: Database, profile: ChatProfile): Promise<number> {
  const linked = await linkAccount(db, withoutDeadline, 'slack', verified(profile), new Date());
  if (linked.type !== 'linked') throw new Error(`the account is a ${linked.type}`);
  return linked.personId;
}
