import type { Actor } from './context.ts';

/**
 * Whether what names somebody by an address is about this person: it is theirs, and was when that was made. An address is not a
 * person (I-1). In SQL: the addresses are equal, and `created_at > address_since(email)`.
 */
export function isAddressedTo(actor: Actor, record: { email?: string; createdAt: Date }): boolean {
  return record.email === actor.email && (actor.emailSince === null || record.createdAt > actor.emailSince);
}
