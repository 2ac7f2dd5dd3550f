import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/database.ts';
import { createLinkTo } from './links.ts';

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
  const link = { purpose: 'card', now: clock(), validMs: cardLinkHours * 60 * 60_000 } as const;
  const copy = `jsonb_build_object('key', key, 'personId', person_id) FROM posted_card WHERE key = $5 AND person_id IS NOT NULL`;
  const token = await createLinkTo(db, link, copy, key);
  return token ? { url: publicUrl + cardPath(token), hours: cardLinkHours } : null;
}
