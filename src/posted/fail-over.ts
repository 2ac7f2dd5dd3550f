import type { Card } from '../chat/card.ts';
import { type Messenger, Undeliverable } from '../chat/messenger.ts';
import type { Clock } from '../core/clock.ts';
import type { Platform } from '../core/context.ts';
import { RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Translate } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import { wakeWorkers } from '../jobs/backlog.ts';
import type { Schedule } from '../jobs/schedules.ts';
import { type Job, job } from '../jobs/worker.ts';
import type { People } from '../people/contexts.ts';
import { isParted } from './copies.ts';
import { outAfterMs } from './outages.ts';
import { deliveryKey } from './post.ts';

declare module '../core/names.ts' {
  interface Jobs extends Named<'posted', 'fail-over', Nothing> {}
}

export const failOverSchedule: Schedule = { at: '* * * * *', job: 'posted.fail-over', atStart: true };

interface FailOverDeps {
  db: Database;
  messengers: readonly Messenger[];
  people: People;
  clock: Clock;
  log: Log;
}

/** A message that may stand in a conversation, posted since then at the earliest, of a card that is being brought elsewhere. */
interface Stray {
  cardId: number;
  platform: Platform;
  channel: string;
  since: Date;
}

/** The same with the card as it stands by now. */
interface OfCard extends Stray {
  key: string;
  personId: number | null;
  at: string | null;
  messageId: string | null;
}

/**
 * Noted before the card is brought elsewhere, so that a crash in between leaves none that nobody looks for. Of somebody whose data were erased meanwhile nothing is.
 */
export async function noteStray(db: Queryable, { cardId, platform, channel, since }: Stray): Promise<void> {
  await db.query(
    `INSERT INTO stray_copy (card_id, platform, channel, since)
     SELECT c.id, $2, $3, $4 FROM posted_card c WHERE c.id = $1 AND NOT ${isParted} FOR SHARE OF c ON CONFLICT DO NOTHING`,
    [cardId, platform, channel, since],
  );
}

/**
 * While a platform is out: has what waits for people who are also on another one brought there now, as its next try may be hours away. Once it takes
 * messages again: closes what it had taken without our hearing of it, so that nobody has a card twice (T-6). Whoever is nowhere else has the letter
 * that goes with the card.
 */
export function failOverJob({ db, messengers, people, clock, log }: FailOverDeps): Job<'posted.fail-over'> {
  async function close({ key, personId, at, messageId, platform, channel, since }: OfCard): Promise<void> {
    const messenger = messengers.find((one) => one.platform === platform);
    const found = await messenger?.find?.(channel, undefined, key, since);
    const isTheCard = at === platform && messageId === found;
    if (!personId || !found || isTheCard) return;
    const reader = await people.contextOf(personId, platform, db);
    if (reader) await messenger?.update({ channel, messageId: found }, elsewhere(reader.t), key);
  }

  return job('posted.fail-over', 'jobs.name.failOver', async () => {
    await hasten(db, clock());
    const strays = await db.query<OfCard>(
      `SELECT s.card_id AS "cardId", s.platform, s.channel, s.since, c.key, c.person_id AS "personId", c.platform AS at,
         c.message_id AS "messageId"
       FROM stray_copy s JOIN posted_card c ON c.id = s.card_id
       WHERE c.message_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM platform_outage o WHERE o.platform = s.platform)
       ORDER BY s.card_id LIMIT 500`,
    );
    for (const stray of strays) {
      try {
        await close(stray);
      } catch (error) {
        if (error instanceof RetryLater) throw error;
        if (!(error instanceof Undeliverable)) {
          log.warn(
            { card: stray.cardId, platform: stray.platform, error },
            'a stray copy cannot be closed yet',
          );
          continue;
        }
      }
      await db.query('DELETE FROM stray_copy WHERE card_id = $1 AND platform = $2', [
        stray.cardId,
        stray.platform,
      ]);
    }
  });
}

const elsewhere = (t: Translate): Card => ({
  title: t('chat.elsewhere.title'),
  parts: [{ type: 'text', text: t('chat.elsewhere') }],
  buttons: [],
});

/** The try does not count: an outage would use them all up. */
async function hasten(db: Queryable, now: Date): Promise<void> {
  const due = await db.query(
    `WITH due AS (
       SELECT j.id FROM graphile_worker._private_jobs j JOIN posted_card c ON j.key = ${deliveryKey('c.key')}
       WHERE j.attempts > 0 AND j.attempts < j.max_attempts AND j.locked_at IS NULL AND j.run_at > now()
         AND c.thread = c.key AND c.posted_at IS NULL AND c.failure IS NULL
         AND EXISTS (SELECT 1 FROM platform_outage o WHERE o.since <= $1)
         AND EXISTS (SELECT 1 FROM chat_identity i WHERE i.person_id = c.person_id
                     AND NOT EXISTS (SELECT 1 FROM platform_outage o WHERE o.platform = i.platform))
       ORDER BY j.id FOR UPDATE OF j SKIP LOCKED
     )
     UPDATE graphile_worker._private_jobs j SET run_at = now(), attempts = j.attempts - 1 FROM due WHERE j.id = due.id RETURNING j.id`,
    [new Date(now.getTime() - outAfterMs)],
  );
  if (due.length > 0) await wakeWorkers(db);
}
