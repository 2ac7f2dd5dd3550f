import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/database.ts';
import type { ChatLinks, Copy } from '../posted/links.ts';
import { makingLink, newLink } from './links.ts';

/** How long the link of a letter to the page of a card works. */
export const cardLinkHours = 72;

/** The posted copy that a link leads to, and whose it is. */
export interface CardLink {
  key: string;
  personId: number;
}

export const cardPath = (token: string): string => `/portal/card/${token}`;

/** $1 to $4: the link; $5: the key of the copy. */
const copyAndLink = `WITH found AS (
     SELECT key, person_id, CASE WHEN platform IS NOT NULL AND channel IS NOT NULL AND message_id IS NOT NULL AND failure IS NULL
       THEN jsonb_build_object('platform', platform, 'channel', channel, 'messageId', message_id) END AS copy
     FROM posted_card WHERE key = $5
   ), link AS (${makingLink(`jsonb_build_object('key', key, 'personId', person_id) FROM found WHERE person_id IS NOT NULL`)})
   SELECT copy, EXISTS (SELECT FROM link) AS "isOwn" FROM found`;

/** Where the posted copy with this key stands, and a one-time link to its page. */
export async function linkToCard(
  { db, clock, publicUrl }: { db: Database; clock: Clock; publicUrl: string },
  key: string,
): Promise<{ copy: Copy | null; page: Awaited<ReturnType<ChatLinks['toCard']>>['page'] }> {
  const { token, values } = newLink({
    purpose: 'card',
    now: clock(),
    validMs: cardLinkHours * 60 * 60_000,
  });
  const [found] = await db.query<{ copy: Copy | null; isOwn: boolean }>(copyAndLink, [...values, key]);
  return {
    copy: found?.copy ?? null,
    page: found?.isOwn ? { url: publicUrl + cardPath(token), hours: cardLinkHours } : null,
  };
}
