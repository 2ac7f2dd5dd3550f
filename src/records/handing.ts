import type { Holding } from './holders.ts';

/** To whom one record has been handed, of those who hold it; `at` as it comes in JSON. */
export interface Handed {
  to: number;
  name: string;
  at: string;
}

/**
 * SQL: to whom a record has been handed in the state where it stands, by expressions for its subject and that state; NULL where it
 * waits for all who hold it. Whoever holds it no more in their own right, or has left, has it no more.
 */
export const handedOver = (subject: string, state: string): string =>
  `handed_over(${subject}, ${state}::text) AS handed`;

/** What waits for somebody, and whom it has been handed to. */
interface Held {
  held: readonly Holding[];
  handed: Handed | null;
}

/** Who decides it now: whoever it has been handed to, where it has. */
export const heldNow = ({ held, handed }: Held): readonly Holding[] =>
  handed ? [{ personId: handed.to }] : held;

/** Since when it waits for those who decide it now: whoever it is handed to has their own time for it. */
export const waitsSince = ({ since, handed }: { since: Date; handed: Handed | null }): Date =>
  handed ? new Date(Math.max(since.getTime(), new Date(handed.at).getTime())) : since;

/** To whom a record was handed, by the entry of that. */
export function handedIn({ data }: { data: unknown }): string {
  const { to } = (data ?? {}) as { to?: { name?: unknown } };
  return typeof to?.name === 'string' ? to.name : '—';
}
