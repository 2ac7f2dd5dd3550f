import type { PlainCardName } from '../chat/desk.ts';
import type { Platform } from '../core/context.ts';
import type { Tx } from '../db/database.ts';
import { post } from '../posted/post.ts';
import { importSubject } from './model.ts';

/** A reply below the card of an import, once (P-6). */
export async function tellBelow(
  tx: Tx,
  id: number,
  { key, card, live }: { key: string; card: PlainCardName; live: boolean },
): Promise<void> {
  const root = importSubject(id);
  const [where] = await tx.query<{
    personId: number | null;
    platform: Platform | null;
    channel: string | null;
    under: string | null;
  }>('SELECT person_id AS "personId", platform, channel, under FROM posted_card WHERE key = $1', [root]);
  if (!where) return;
  const { personId, platform, channel, under } = where;
  const place =
    personId !== null
      ? { personId }
      : platform && channel && { channel: { platform, channel, under: under ?? undefined } };
  if (!place) return;
  await post(tx, [
    {
      key: `${root} ${key}`,
      card,
      subject: root,
      thread: root,
      live,
      ...place,
    },
  ]);
}
