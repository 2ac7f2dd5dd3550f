import { createHash } from 'node:crypto';
import { type Card, summaryOf } from '../chat/card.ts';
import type { CardSource } from '../chat/desk.ts';
import { type Messenger, Undeliverable } from '../chat/messenger.ts';
import type { Clock } from '../core/clock.ts';
import type { Context, Platform } from '../core/context.ts';
import { RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../db/database.ts';
import { withTrouble } from '../jobs/trouble.ts';
import type { Job } from '../jobs/worker.ts';
import { cardSettled } from '../neighbours/mail/mailer.ts';
import type { People } from '../people/contexts.ts';
import { reach } from './accounts.ts';
import { refreshHomes } from './home.ts';
import { type Conversation, refresh } from './post.ts';

interface Row {
  id: number;
  key: string;
  card: string;
  subject: string;
  args: Record<string, unknown>;
  /** Null for a card in a channel, whose platform and channel are known before it is posted. */
  personId: number | null;
  platform: Platform | null;
  channel: string | null;
  /** The message of somebody else in whose thread it stands. */
  under: string | null;
  thread: string;
  messageId: string | null;
  live: boolean;
  attemptedAt: Date | null;
  postedAt: Date | null;
  failure: string | null;
  contentHash: string | null;
}

const columns = `id, key, card, subject, args, person_id AS "personId", platform, channel, under, thread,
  message_id AS "messageId", live, attempted_at AS "attemptedAt", posted_at AS "postedAt", failure,
  content_hash AS "contentHash"`;

export interface DeliveryParts {
  db: Database;
  people: People;
  messengers: readonly Messenger[];
  cards(name: string): CardSource | undefined;
  clock: Clock;
  log: Log;
}

/** The two jobs that keep what stands in chat equal to what the database says. */
export function deliveryJobs(parts: DeliveryParts): Record<string, Job> {
  const { db, log } = parts;

  async function cardOf(row: Row): Promise<Card | null> {
    const source = parts.cards(row.card);
    const reader = await readerOf(row);
    return source && reader ? shown(db, source, reader, row) : null;
  }

  async function readerOf(row: Row): Promise<Context | null> {
    return row.personId === null
      ? parts.people.channelContext(channelOf(row).platform)
      : parts.people.contextOf(row.personId, row.platform ?? 'system');
  }

  function messengerOf(platform: string | null): Messenger | undefined {
    return parts.messengers.find((messenger) => messenger.platform === platform);
  }

  /** Posts what is due in one thread, oldest first, and stops at the first that has to wait. */
  async function deliverThread(thread: string): Promise<void> {
    const rows = await db.query<Row>(
      `SELECT ${columns} FROM posted_card WHERE thread = $1 AND failure IS NULL
         AND (posted_at IS NULL OR (live AND content_hash IS NULL)) ORDER BY id`,
      [thread],
    );
    for (const row of rows) {
      try {
        const posted = row.postedAt ? { ...row, contentHash: null } : await postRow(row);
        if (!row.postedAt) await cardSettled(db, row.key);
        if (row.live) await compare(posted);
      } catch (error) {
        if (!(error instanceof Undeliverable)) throw error;
        log.warn({ key: row.key, reason: error.message }, 'a card cannot be delivered');
        await db.query('UPDATE posted_card SET failure = $2 WHERE id = $1', [row.id, error.message]);
        await cardSettled(db, row.key);
        // Others may have to know that this one did not arrive.
        await refresh(db, row.subject);
      }
    }
  }

  /** Its content is that of the message; none when that was found and may show an earlier moment. */
  async function postRow(row: Row): Promise<Row> {
    const root = row.key === row.thread ? null : await rootOf(row);
    if (root) return postTo(row, root);
    if (row.personId === null) return postTo(row, channelOf(row));
    return reach(db, parts.messengers, row.personId, parts.clock(), (account) => postTo(row, account));
  }

  async function postTo(row: Row, target: Conversation): Promise<Row> {
    const messenger = messengerOf(target.platform);
    if (!messenger) throw new Undeliverable(`${target.platform} is not set up`);
    const card = await cardOf({ ...row, platform: target.platform });
    if (!card) throw new Undeliverable('nothing to show');

    // A row that was attempted before may have reached the platform without our hearing of it: look first.
    const found =
      row.attemptedAt && messenger.find
        ? await messenger.find(target.channel, target.under, row.key, row.attemptedAt)
        : null;
    const send = () => messenger.post({ channel: target.channel, thread: target.under, card, key: row.key });
    const messageId = found ?? (row.attemptedAt ? await send() : await firstAttempt(row.id, send));
    await db.query(
      `UPDATE posted_card SET platform = $2, channel = $3, message_id = $4, posted_at = $5 WHERE id = $1`,
      [row.id, target.platform, target.channel, messageId, parts.clock()],
    );
    return { ...row, platform: target.platform, contentHash: found ? null : hashOf(card) };
  }

  /** Notes the attempt before it is made. Whoever asked to come back later has not taken the message: nothing is to be looked for. */
  async function firstAttempt(id: number, send: () => Promise<string>): Promise<string> {
    const note = (at: Date | null) =>
      db.query('UPDATE posted_card SET attempted_at = $2 WHERE id = $1', [id, at]);
    await note(parts.clock());
    try {
      return await send();
    } catch (error) {
      if (error instanceof RetryLater) await note(null);
      throw error;
    }
  }

  /**
   * What changed while a message was on its way found no posted copy to refresh. So a copy is noted without its
   * content first, and the content only when it is found to be that of this moment: a crash in between leads
   * here again. Otherwise it is refreshed in turn with all other updates of the record, which never overtake
   * each other.
   */
  async function compare(row: Row): Promise<void> {
    const card = await cardOf(row);
    if (card && hashOf(card) === row.contentHash) {
      await db.query('UPDATE posted_card SET content_hash = $2 WHERE id = $1 AND content_hash IS NULL', [
        row.id,
        row.contentHash,
      ]);
    } else {
      await refresh(db, row.subject);
    }
  }

  /** Threads are one deep: where the root itself stands in somebody's thread, what belongs to it stands there too. */
  async function rootOf(row: Row): Promise<Conversation> {
    const root = (await db.query<Row>(`SELECT ${columns} FROM posted_card WHERE key = $1`, [row.thread]))[0];
    if (root?.failure && !root.messageId) throw new Undeliverable(root.failure);
    // Delivered in order of ids, so the root is there; a missing one means it is being delivered elsewhere.
    if (!root?.messageId || !root.channel || !root.platform) throw new RetryLater(2);
    return { platform: root.platform, channel: root.channel, under: root.under ?? root.messageId };
  }

  async function bringUpToDate(row: Row): Promise<void> {
    const messenger = messengerOf(row.platform);
    const card = await cardOf(row);
    if (!messenger || !card || !row.channel || !row.messageId) return;
    const hash = hashOf(card);
    if (hash === row.contentHash) return;
    const outcome = await messenger.update({ channel: row.channel, messageId: row.messageId }, card, row.key);
    await db.query('UPDATE posted_card SET content_hash = $2, live = $3 WHERE id = $1', [
      row.id,
      hash,
      outcome === 'updated',
    ]);
  }

  /** Brings every live copy up to date; one that has to wait does not hold up the others. */
  async function refreshSubject(subject: string): Promise<void> {
    const rows = await db.query<Row>(
      `SELECT ${columns} FROM posted_card WHERE subject = $1 AND live AND posted_at IS NOT NULL ORDER BY id`,
      [subject],
    );
    let waiting: unknown;
    for (const row of rows) {
      try {
        await bringUpToDate(row);
      } catch (error) {
        if (error instanceof Undeliverable) {
          await db.query('UPDATE posted_card SET live = false, failure = $2 WHERE id = $1', [
            row.id,
            error.message,
          ]);
        } else {
          waiting ??= error;
        }
      }
    }
    await refreshHomes(db, subject);
    if (waiting) throw waiting;
  }

  return {
    'posted.deliver': (payload) => deliverThread(String(payload.thread)),
    'posted.refresh': (payload) => refreshSubject(String(payload.subject)),
  };
}

/**
 * A card that was posted to this reader, as they are to see it now; null for anybody else's and for a channel's: a key
 * can be guessed, and seeing a card gives no right (I-3).
 */
export async function postedCardFor(
  parts: Pick<DeliveryParts, 'db' | 'cards'>,
  reader: Context,
  key: string,
): Promise<Card | null> {
  const [row] = await parts.db.query<Row>(
    `SELECT ${columns} FROM posted_card WHERE key = $1 AND person_id = $2`,
    [key, reader.actor.id],
  );
  const source = row && parts.cards(row.card);
  return source ? shown(parts.db, source, reader, row) : null;
}

/** A card of this moment; one that is kept up to date also says when work that it waits for keeps failing. */
async function shown(
  db: Database,
  source: CardSource,
  reader: Context,
  { subject, args, live }: Row,
): Promise<Card | null> {
  const card = await source(reader, idOf(subject), args);
  return card && live ? withTrouble(db, reader, subject, card) : card;
}

function channelOf({ platform, channel, under }: Row): Conversation {
  if (!platform || !channel) throw new Undeliverable('neither a person nor a channel');
  return { platform, channel, ...(under !== null && { under }) };
}

/** The number behind `user-id:42`. */
function idOf(subject: string): number {
  return Number(subject.slice(subject.lastIndexOf(':') + 1));
}

function hashOf(card: Card): string {
  return createHash('sha256')
    .update(summaryOf(card))
    .update(JSON.stringify(card))
    .digest('base64url')
    .slice(0, 22);
}
