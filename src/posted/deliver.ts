import type { Card } from '../chat/card.ts';
import { type Messenger, Undeliverable } from '../chat/messenger.ts';
import { revealedBy } from '../chat/revealed.ts';
import type { Clock } from '../core/clock.ts';
import type { Context, Platform } from '../core/context.ts';
import { messageOf, RetryLater } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { type Moment, momentOf } from '../core/moment.ts';
import type { Queryable } from '../core/queryable.ts';
import { readWhole, type WholeRow, wholeRows } from '../core/whole-row.ts';
import { type JobsOf, job } from '../jobs/worker.ts';
import { cardsSettled } from '../neighbours/mail/mailer.ts';
import { knowPerson, type PersonRead, personRead } from '../people/actors.ts';
import { noteNewViews, noteViews, viewerOf } from '../personal-data/views.ts';
import { knowEntry } from '../records/entry.ts';
import { reach } from './accounts.ts';
import {
  channelOf,
  columns,
  conversationOf,
  hashOf,
  isParted,
  type Row,
  type Shown,
  shown,
  standing,
} from './copies.ts';
import { type Due, type DueThread, endAlong, putBack, takeThreads, type WaitingJob } from './due.ts';
import { failOverJob, noteStray } from './fail-over.ts';
import { type HomeDeps, homeJob, refreshingHomes } from './home.ts';
import { arrivedAt, createOutages } from './outages.ts';
import { type Conversation, refreshing } from './post.ts';
import { readersJob } from './readers.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'posted.deliver': { thread: string };
    'posted.refresh': { subject: string };
  }
}

/** One that stands, and whom it is for. */
interface Copy extends Row {
  reader: PersonRead | null;
}

/** How long, in ms, what was taken along with a thread may be posted without being taken anew. */
const freshMs = 1000;
/** After so many ms, half of the silence that has a replica's jobs given back, what was taken may be with another one. */
const oursMs = 10_000;

/** What posting several threads shares. */
interface Delivery {
  /** Those that were never sent, nor are yet. */
  unsent: Set<number>;
  arrived: Arrived[];
  moment: Moment;
}

/** A copy that has arrived, as it is noted. */
interface Arrived {
  id: number;
  platform: Platform;
  channel: string;
  messageId: string;
  at: Date;
  /** As it was when it was read. */
  revision: number;
  /** Null where it may show an earlier moment. */
  hash: string | null;
}

/** A card that has been posted: as the rest of its thread needs it, and what is to be noted. */
interface Posted {
  posted: Row;
  copy: Arrived;
}

/** What bringing a copy up to date has made of it. */
interface Outcome {
  id: number;
  hash: string | null;
  live: boolean;
  failure?: string;
}

// Each text is put together once: as a new one it would be read anew by whoever looks for its name.

/**
 * $1: `Arrived[]`. Whose data were erased while their card was on its way: an erasure closes what is to be posted too, and this sees it by the row's lock, whichever comes
 * first. Where such a card stands is noted only for what is said there last.
 */
const noteThese = `WITH told AS (
     SELECT a.* FROM jsonb_to_recordset($1::jsonb) AS a(id int, platform text, channel text, "messageId" text, at timestamptz, revision int, hash text)
   ), held AS (SELECT id FROM posted_card WHERE id = ANY(ARRAY(SELECT id FROM told)) ORDER BY id FOR UPDATE
   ), arrived AS (SELECT told.* FROM told JOIN held USING (id)
   ), noted AS (
     UPDATE posted_card c SET platform = a.platform, channel = CASE WHEN c.live OR NOT ${isParted} THEN a.channel END, message_id = a."messageId", posted_at = a.at,
       content_hash = CASE WHEN c.live THEN a.hash END
     FROM arrived a WHERE c.id = a.id AND c.id = ANY(ARRAY(SELECT id FROM held))
     RETURNING c.key, c.subject, c.live AND (c.revision <> a.revision OR c.content_hash IS NULL OR ${isParted}) AS is_stale
   ), letters AS (${cardsSettled('key FROM noted')}),
   taking AS (${arrivedAt('arrived')}),
   refreshed AS (SELECT ${refreshing('subject')} FROM (SELECT subject FROM noted WHERE is_stale GROUP BY subject ORDER BY subject COLLATE "C") AS stale)
   SELECT (SELECT count(*) FROM letters), (SELECT count(*) FROM refreshed)`;

/** $1: a record. */
const liveCopies = `WITH ${refreshingHomes('$1::text')}
   ${wholeRows(`SELECT ${columns}, ${personRead('posted_card.person_id')} AS reader FROM posted_card
     WHERE (SELECT count(*) FROM homes) >= 0 AND subject = $1 AND live AND posted_at IS NOT NULL ORDER BY id`)}`;

export interface DeliveryDeps extends HomeDeps {
  cards: Shown;
  clock: Clock;
  log: Log;
}

/** The jobs that keep what stands in chat equal to what the database says. */
export function deliveryJobs(deps: DeliveryDeps): JobsOf<'posted'> {
  const { db, log } = deps;
  const outages = createOutages(db);

  /** A card that is to be posted. */
  async function cardOf(row: Row, moment: Queryable): Promise<{ card: Card; reader: Context } | null> {
    if (row.closed) return null;
    const source = deps.cards.get(row.card);
    const reader = await readerOf(row, moment);
    const card = source && reader && (await shown(moment, source, reader, row));
    return card ? { card, reader } : null;
  }

  async function readerOf(row: Row, moment: Queryable): Promise<Context | null> {
    return row.personId === null
      ? deps.people.channelContext(channelOf(row).platform)
      : deps.people.contextOf(row.personId, row.platform ?? 'system', moment);
  }

  function messengerOf(platform: string | null): Messenger | undefined {
    return deps.messengers.find((messenger) => messenger.platform === platform);
  }

  /**
   * Posts what is due in one thread, oldest first, up to the first that has to wait; and then what goes along with it. What has arrived is noted at the
   * end: after a crash before that each is looked for. What its platform cannot be asked for is noted at once.
   */
  async function deliverThread(thread: string): Promise<void> {
    const begun = performance.now();
    const since = () => performance.now() - begun;
    const [own, ...along] = await takeThreads(db, thread, deps.clock());
    // What changes while it lasts is brought up to date afterwards: see `noteArrived`.
    const moment = momentOf(db);
    if (own.root?.personId) knowPerson(moment, own.root.personId, own.root.reader);
    const unsent = new Set([own, ...along].flatMap(({ due }) => due.filter(isUnsent).map(({ id }) => id)));
    const delivery: Delivery = { unsent, arrived: [], moment };
    const ended: WaitingJob[] = [];
    try {
      await postDue(own, delivery);
      for (const other of along) {
        if (!(await postAlong(other, delivery, () => since() < freshMs))) break;
        if (other.job) ended.push(other.job);
      }
    } finally {
      await noteArrived(delivery.arrived.splice(0));
      // Whoever has them by then may be sending them: they are looked for.
      if (since() < oursMs) await putBack(db, [...unsent]);
    }
    await endAlong(db, ended);
  }

  /**
   * Whether all of it went out, while it is fresh: after that it may be another one's, or for somebody else. Where it did not its own job meets the same, and what
   * that makes of it counts.
   */
  async function postAlong(thread: DueThread, delivery: Delivery, isFresh: () => boolean): Promise<boolean> {
    try {
      return await postDue(thread, delivery, isFresh);
    } catch (error) {
      log.debug({ thread: thread.root?.key, error: messageOf(error) }, 'left to the job of its own');
      return false;
    }
  }

  async function postDue(
    { due, root: rootNow }: DueThread,
    delivery: Delivery,
    isFresh = () => true,
  ): Promise<boolean> {
    const { unsent, arrived, moment } = delivery;
    for (const { entry } of due) if (entry) knowEntry(moment, entry);
    let root: Row | undefined = rootNow;
    for (const row of due) {
      if (!isFresh()) return false;
      const isFirst = unsent.delete(row.id);
      try {
        const { posted, copy } = await postRow(row, root, moment);
        if (row.id === root?.id) root = posted;
        arrived.push(copy);
        if (!messengerOf(copy.platform)?.find) await noteArrived(arrived.splice(0));
      } catch (error) {
        if (!(error instanceof Undeliverable)) {
          // Whoever asked to come back later has not taken this message either.
          if (isFirst && error instanceof RetryLater) unsent.add(row.id);
          throw error;
        }
        log.warn({ key: row.key, reason: error.message }, 'a card cannot be delivered');
        await noteUndelivered(row, error.message);
        if (row.id === root?.id) root = { ...row, failure: error.message };
      }
    }
    return true;
  }

  /**
   * Notes that a card does not arrive, and has the record's other cards say so: the two together, or a crash in between leaves them untrue. All copies are locked
   * at once, in the order of ids, as whoever changes the record has them; the job follows once they are.
   */
  async function noteUndelivered({ id, subject }: Row, why: string): Promise<void> {
    await db.query(
      `WITH copies AS (SELECT id FROM posted_card WHERE id = $1 OR subject = $3 AND live ORDER BY id FOR UPDATE),
         failed AS (
           UPDATE posted_card c SET failure = CASE WHEN c.id = $1 THEN $2 ELSE c.failure END, revision = c.revision + 1
           FROM copies WHERE c.id = copies.id RETURNING c.id, c.key
         ), letters AS (${cardsSettled('key FROM failed WHERE id = $1')})
       SELECT ${refreshing('$3::text')} FROM (SELECT count(*) FROM failed) AS all_failed CROSS JOIN (SELECT count(*) FROM letters) AS hastened`,
      [id, why, subject],
    );
  }

  async function postRow(row: Due, root: Row | undefined, moment: Queryable): Promise<Posted> {
    const at = (target: Conversation, reads = moment) => postTo(row, target, reads);
    if (row.key !== row.thread) return at(conversationOf(root));
    if (row.personId === null) return at(channelOf(row));
    const { id, personId, attemptedAt } = row;
    return reach({
      db,
      messengers: deps.messengers,
      outages,
      personId,
      now: deps.clock(),
      moment,
      act: at,
      async leaving(conversation) {
        if (messengerOf(conversation.platform)?.find)
          await noteStray(db, { cardId: id, ...conversation, since: attemptedAt ?? deps.clock() });
      },
    });
  }

  async function postTo(row: Due, target: Conversation, moment: Queryable): Promise<Posted> {
    const messenger = messengerOf(target.platform);
    if (!messenger) throw new Undeliverable(`${target.platform} is not set up`);
    const built = await cardOf({ ...row, platform: target.platform }, moment);
    if (!built) throw new Undeliverable('nothing to show');
    const { card, reader } = built;
    await noteViews(db, { ...viewerOf(reader), now: deps.clock() }, 'POSTED', revealedBy(card));

    const found =
      row.attemptedAt && messenger.find
        ? await messenger.find(target.channel, target.under, row.key, row.attemptedAt)
        : null;
    const messageId =
      found ?? (await messenger.post({ channel: target.channel, thread: target.under, card, key: row.key }));
    const { id, revision } = row;
    const { platform, channel } = target;
    const hash = found ? null : hashOf(card);
    const copy = { id, platform, channel, messageId, at: deps.clock(), revision, hash };
    return { posted: { ...row, ...target, messageId }, copy };
  }

  /**
   * A message that was found may show an earlier moment, and so may one during whose way the record changed: among the copies
   * that were brought up to date for that it was none yet. The same statement has both refreshed, in turn with all other
   * updates of the record, which never overtake each other.
   */
  async function noteArrived(arrived: readonly Arrived[]): Promise<void> {
    if (arrived.length === 0) return;
    await db.query(noteThese, [JSON.stringify(arrived)]);
  }

  /** What has become of a copy; null where it stands as it should. */
  async function bringUpToDate(row: Row, moment: Queryable): Promise<Outcome | null> {
    const { id, closed, personId, contentHash: hash } = row;
    // With somebody whose data were erased nothing more is said than that it is theirs no more.
    const isLast = closed && personId !== null;
    return (await updated(row, moment)) ?? (isLast ? { id, hash, live: false } : null);
  }

  async function updated(row: Row, moment: Queryable): Promise<Outcome | null> {
    const messenger = messengerOf(row.platform);
    const built = await standing(deps, row, moment);
    if (!messenger || !built || !row.channel || !row.messageId) return null;
    const { card, reader } = built;
    const hash = hashOf(card);
    if (hash === row.contentHash) return null;
    await noteNewViews(db, { ...viewerOf(reader), now: deps.clock() }, revealedBy(card));
    const outcome = await messenger.update({ channel: row.channel, messageId: row.messageId }, card, row.key);
    return { id: row.id, hash, live: outcome === 'updated' };
  }

  /** Brings every live copy up to date; one that has to wait does not hold up the others. */
  async function refreshSubject(subject: string): Promise<void> {
    // Homes show what holds now, whatever their cards show yet. What names no row is asked before any is looked for.
    const found = await db.query<WholeRow<Copy>>(liveCopies, [subject]);
    const rows = found.map((row) => readWhole<Copy>(row, { postedAt: true }));
    const moment = momentOf(db);
    for (const { personId, reader } of rows) if (personId) knowPerson(moment, personId, reader);
    const outcomes: Outcome[] = [];
    let waiting: unknown;
    for (const row of rows) {
      try {
        const outcome = await bringUpToDate(row, moment);
        if (outcome) outcomes.push(outcome);
      } catch (error) {
        if (!(error instanceof Undeliverable)) waiting ??= error;
        else outcomes.push({ id: row.id, hash: row.contentHash, live: false, failure: error.message });
      }
    }
    // A crash before this has the same content brought there once more.
    if (outcomes.length > 0) {
      await db.query(
        `WITH outcomes AS (
           SELECT o.* FROM jsonb_to_recordset($1::jsonb) AS o(id int, hash text, live boolean, failure text)
           JOIN posted_card c USING (id) ORDER BY id FOR UPDATE OF c
         )
         UPDATE posted_card c SET content_hash = o.hash, live = o.live AND NOT ${isParted}, failure = coalesce(o.failure, c.failure),
           channel = CASE WHEN NOT ${isParted} THEN c.channel END
         FROM outcomes o WHERE c.id = o.id`,
        [JSON.stringify(outcomes)],
      );
    }
    if (waiting) throw waiting;
  }

  return {
    'posted.deliver': job('posted.deliver', 'jobs.name.postedDeliver', ({ thread }) => deliverThread(thread)),
    'posted.refresh': job('posted.refresh', 'jobs.name.postedRefresh', ({ subject }) =>
      refreshSubject(subject),
    ),
    'posted.readers': readersJob(db),
    'posted.home': homeJob(deps),
    'posted.fail-over': failOverJob(deps),
  };
}

const isUnsent = (row: Due): boolean => row.attemptedAt === null;
