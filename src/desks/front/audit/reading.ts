import type { Expected, Found, Place, Witness } from '../../../audit-log/witnesses.ts';
import { type Messenger, Undeliverable } from '../../../chat/messenger.ts';
import type { Platform } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { readNotes } from '../../../merkle/signed-note.ts';

interface Known {
  platform: Platform;
  channel: string;
  team: string | null;
  name: string;
  /** In the order in which they were posted. */
  posted: Expected[];
}

/** Where heads were posted, and where they are to be posted now. */
async function placesOf(db: Queryable): Promise<Known[]> {
  return db.query<Known>(
    `SELECT k.platform, k.channel, b.team, coalesce(b.name, p.name, k.channel) AS name,
       coalesce((SELECT json_agg(json_build_object('messageId', c.message_id, 'note', c.args->>'note') ORDER BY c.id) FROM posted_card c
         WHERE c.card = 'pintu.audit-note' AND c.platform = k.platform AND c.channel = k.channel
           AND (c.message_id IS NOT NULL OR c.failure IS NOT NULL)), '[]') AS posted
     FROM (
       SELECT c.platform, c.channel, max(c.person_id) AS person_id FROM posted_card c
         WHERE c.card = 'pintu.audit-note' AND c.platform IS NOT NULL AND c.channel IS NOT NULL GROUP BY c.platform, c.channel
       UNION SELECT a.platform, a.channel, NULL FROM bound_channel a WHERE a.purpose = 'ADMINS'
     ) AS k LEFT JOIN bound_channel b ON b.platform = k.platform AND b.channel = k.channel LEFT JOIN person p ON p.id = k.person_id
     ORDER BY k.platform, k.channel`,
  );
}

/**
 * Reads back what stands of the heads of days in the chats, whatever our own database says was posted there. A place that nobody lets us
 * read says so; one whose platform does not answer has the job come back.
 */
export async function readWitnesses(db: Queryable, messengers: readonly Messenger[]): Promise<Witness[]> {
  const witnesses: Witness[] = [];
  for (const { posted, team, ...place } of await placesOf(db)) {
    const messenger = messengers.find(({ platform }) => platform === place.platform);
    witnesses.push(await readPlace(place, posted, team, messenger));
  }
  // A chat in which nothing stands is no witness, and not to be taken for one that confirms.
  for (const { platform } of messengers)
    if (!witnesses.some((one) => one.platform === platform))
      witnesses.push({ platform, channel: '', name: '', expected: [], refused: 'no_channel' });
  return witnesses;
}

async function readPlace(
  place: Place,
  expected: readonly Expected[],
  team: string | null,
  messenger: Messenger | undefined,
): Promise<Witness> {
  if (!messenger?.readBack) return { ...place, expected, refused: 'not_set_up' };
  try {
    const found: Found[] = [];
    const posted = new Set(expected.map(({ messageId }) => messageId));
    for await (const message of messenger.readBack(place.channel, team)) {
      // The messages of years are looked through: what is kept of them is what speaks of heads, and where one was.
      if (posted.has(message.messageId) || readNotes(message.text).length > 0) found.push(message);
    }
    return { ...place, expected, found };
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    return { ...place, expected, refused: error.message };
  }
}

/** What an ADMIN has brought along. */
export const given = (text: string): Witness => ({
  platform: 'given',
  channel: '',
  name: '',
  expected: [],
  found: [{ messageId: '', text }],
});
