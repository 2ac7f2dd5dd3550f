import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/database.ts';
import { createLink } from './links.ts';

/** How long the link of a letter to the page of a card works. */
export const cardLinkHours = 72;

/** The posted copy that a link leads to, and whose it is. */
export interface CardLink {
  key: string;
  personId: number;
}

export const cardPath = (token: string): string => `/portal/card/${token}`;

/** A one-time link to the page of the copy that has this key; null where it is nobody's own. */
export async function linkToCard(
  { db, clock, publicUrl }: { db: Database; clock: Clock; publicUrl: string },
  key: string,
): Promise<{ url: string; hours: number } | null> {
  const [copy] = await db.query<{ personId: number | null }>(
    'SELECT person_id AS "personId" FROM posted_card WHERE key = $1',
    [key],
  );
  if (!copy?.personId) return null;
  const token = await createLink(db, {
    purpose: 'card',
    subject: { key, personId: copy.personId } satisfies CardLink,
    now: clock(),
    validMs: cardLinkHours * 60 * 60_000,
  });
  return { url: publicUrl + cardPath(token), hours: cardLinkHours };
}
