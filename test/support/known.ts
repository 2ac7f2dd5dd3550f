import { type Identity, named } from '../../src/core/same-person.ts';

/** Somebody of whom nothing is known but their row and their address. */
export function known<T extends { id: number; email: string }>(person: T): T & { identity: Identity } {
  return { ...person, identity: named({ persons: [person.id], addresses: [person.email] }) };
}
