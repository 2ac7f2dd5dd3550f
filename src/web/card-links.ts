import type { Clock } from '../core/clock.ts';
import { hashToken, newToken } from '../core/keys.ts';
import type { Database } from '../db/database.ts';

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
  const token = newToken();
  const now = clock();
  const made = await db.query(
    `INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
     SELECT $2, 'card', jsonb_build_object('key', key, 'personId', person_id), $3, $4
     FROM posted_card WHERE key = $1 AND person_id IS NOT NULL RETURNING 1`,
    [key, hashToken(token), now, new Date(now.getTime() + cardLinkHours * 60 * 60_000)],
  );
  return made.length > 0 ? { url: publicUrl + cardPath(token), hours: cardLinkHours } : null;
}
