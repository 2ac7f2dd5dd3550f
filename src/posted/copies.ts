import { hash } from 'node:crypto';
import { type Card, closedCard, summaryOf } from '../chat/card.ts';
import type { NamedCardSource } from '../chat/desk.ts';
import { Undeliverable } from '../chat/messenger.ts';
import type { Context, Platform } from '../core/context.ts';
import { RetryLater } from '../core/errors.ts';
import { momentOf } from '../core/moment.ts';
import type { Queryable } from '../core/queryable.ts';
import { readWhole, type WholeRow, wholeRows } from '../core/whole-row.ts';
import type { Database } from '../db/database.ts';
import { withTrouble } from '../jobs/trouble.ts';
import type { People } from '../people/contexts.ts';
import type { Conversation } from './post.ts';

/** SQL: a copy `c` stands with somebody whose data were erased: where that is is forgotten with what is said there last (T-3). */
export const isParted = '(c.closed AND c.person_id IS NOT NULL)';

/** A posted copy of a card as the database has it. */
export interface Row {
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
  /** It is for none of those who read its channel now, or stands with somebody whose data were erased. */
  closed: boolean;
  postedAt: Date | null;
  failure: string | null;
  contentHash: string | null;
  /** Counts the times that the record's copies were to be brought up to date. */
  revision: number;
  /** Whether work that the record's cards wait for fails. */
  isTroubled: boolean;
}

export const columns = `id, key, card, subject, args, person_id AS "personId", platform, channel, under, thread,
  message_id AS "messageId", live, closed, posted_at AS "postedAt", failure,
  content_hash AS "contentHash", revision,
  EXISTS (SELECT 1 FROM failing_job f WHERE posted_card.subject = ANY(f.records)) AS "isTroubled"`;

const copyOfReader = wholeRows(`SELECT ${columns} FROM posted_card WHERE key = $1 AND person_id = $2`);

/**
 * A card that was posted to this reader, as they are to see it now; null for anybody else's and for a channel's: a key
 * can be guessed, and seeing a card gives no right (I-3).
 */
export async function postedCardFor(
  deps: { db: Database; cards: Shown },
  reader: Context,
  key: string,
): Promise<Card | null> {
  const moment = momentOf(deps.db.within(reader));
  const [found] = await moment.query<WholeRow<Row>>(copyOfReader, [key, reader.actor.id]);
  const row = found && readWhole<Row>(found, { postedAt: true });
  const source = row && deps.cards.get(row.card);
  return source ? ((await shown(moment, source, reader, row)) ?? closedTo(reader)) : null;
}

/** A copy at its place: whoever reads it there may see it no more, and nothing of it says what it was about (I-3). */
const closedTo = ({ t }: Context): Card => closedCard(t, t('chat.noLongerSeen.title'));

/**
 * What a copy shows where it stands, and to whom: in somebody's conversation on an account that is theirs, or in a channel to everybody. Whom
 * it is not for any more is shown that alone: who has left, lost that account or the right to its record, and readers of a channel that is bound
 * for something else by now. Null where nobody knows such a card.
 */
export async function standing(
  { cards, people }: { cards: Shown; people: Pick<People, 'contextAt' | 'channelContext'> },
  row: Row,
  moment: Queryable,
): Promise<{ card: Card; reader: Context } | null> {
  const source = cards.get(row.card);
  const { personId, platform, channel } = row;
  if (!source || !platform || !channel) return null;
  const everybody = people.channelContext(platform);
  const reader =
    personId === null ? everybody : await people.contextAt(personId, { platform, channel }, moment);
  const card = reader && !row.closed ? await shown(moment, source, reader, row) : null;
  return reader && card
    ? { card, reader }
    : { card: closedTo(reader ?? everybody), reader: reader ?? everybody };
}

/** By their whole names, what builds the cards that are posted. */
export type Shown = ReadonlyMap<string, NamedCardSource>;

/** A card of this moment; one that is kept up to date also says when work that it waits for keeps failing. */
export async function shown(
  moment: Queryable,
  source: NamedCardSource,
  reader: Context,
  { subject, args, live, isTroubled }: Row,
): Promise<Card | null> {
  const card = await source(reader, idOf(subject), args, moment);
  return card && live && isTroubled ? withTrouble(moment, reader, subject, card) : card;
}

/** The conversation that a card in a channel is posted to. */
export function channelOf({ platform, channel, under }: Row): Conversation {
  if (!platform || !channel) throw new Undeliverable('neither a person nor a channel');
  return { platform, channel, ...(under !== null && { under }) };
}

/**
 * Where what belongs to a root stands. Threads are one deep: where the root itself stands in somebody's thread, what belongs to
 * it stands there too.
 */
export function conversationOf(root: Row | undefined): Conversation {
  if (root?.failure && !root.messageId) throw new Undeliverable(root.failure);
  // Where it stood went with whoever it stood with (T-3).
  if (root?.messageId && !root.channel) throw new Undeliverable('nobody is there any more');
  // Delivered in order of ids, so the root is there; a missing one means it is being delivered elsewhere.
  if (!root?.messageId || !root.channel || !root.platform) throw new RetryLater(2);
  return { platform: root.platform, channel: root.channel, under: root.under ?? root.messageId };
}

/** The number behind `user-id:42`. */
function idOf(subject: string): number {
  return Number(subject.slice(subject.lastIndexOf(':') + 1));
}

/** What a copy says, in short: it is sent again where that is another one. */
export function hashOf(card: Card): string {
  return hash('sha256', summaryOf(card) + JSON.stringify(card), 'base64url').slice(0, 22);
}
