import type { CardTold } from '../chat/desk.ts';
import type { Platform } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';
import { adding, type JobSpec, jobsIn, jobsValue, queueName } from '../jobs/enqueue.ts';
import { notingWait } from '../reminders/waits.ts';

/** Where messages stand: somebody's direct conversation with the bot, or a channel. */
export interface Conversation {
  platform: Platform;
  channel: string;
  /** A message in it: what is posted stands in its thread. */
  under?: string;
}

/** A card that is to stand in somebody's direct conversation with the bot, or in a channel. */
export type Posting = PostedCard & CardTold & ({ personId: number } | { channel: Conversation });

interface PostedCard {
  /** Makes the posting once-only: `user-id:42:stage:WAITING_MANAGER:7`. */
  key: string;
  /** The record that the card shows, `user-id:42`. */
  subject: string;
  /** The key of the posting whose thread this one goes into. */
  thread?: string;
  /** Live cards are brought up to date for as long as they stand; the others say what was true when they were posted. */
  live: boolean;
}

/** Has cards posted once this transaction commits; a posting whose key is known already changes nothing. */
export async function post(tx: Tx, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return;
  // The cards first, since others lock a card and then a job.
  await tx.query(
    `WITH ${posting('$1')} SELECT ${delivering} FROM (SELECT count(*) FROM posted) AS all_posted CROSS JOIN ${threadsOfPosting('$2')}`,
    postingValues(postings),
  );
}

/** What a change of a record brings to people. */
export interface Brought {
  subject: string;
  cards: readonly Posting[];
  jobs: readonly JobSpec[];
  /** Since when it waits now; null where it does not. */
  since: Date | null;
}

/**
 * Has cards posted, jobs done and the copies that stand brought up to date, as `post`, `enqueueAll` and `refresh` would, and since when
 * it waits noted, in one statement, so that all of it is there or nothing.
 */
export async function bring(db: Queryable, { subject, cards, jobs, since }: Brought): Promise<void> {
  await db.query(bringing, [...postingValues(cards), jobsValue(jobs), subject, since]);
}

/** SQL: writes the postings of a parameter that holds the first of `postingValues`. */
const posting = (parameter: string): string => `posting AS (
       SELECT p->>'key' AS key, p->>'card' AS card, p->>'subject' AS subject, p->'args' AS args, (p->>'personId')::int AS person_id,
         p->'channel'->>'platform' AS platform, p->'channel'->>'channel' AS channel, p->'channel'->>'under' AS under,
         p->>'thread' AS thread, (p->>'live')::boolean AS live
       FROM jsonb_array_elements(${parameter}::jsonb) AS p
     ), posted AS (
       INSERT INTO posted_card (key, card, subject, args, person_id, platform, channel, under, thread, live)
       SELECT key, card, subject, args, person_id, platform, channel, under, thread, live FROM posting
       ON CONFLICT (key) DO NOTHING RETURNING 1
     )`;

/** SQL: the threads `t` of a parameter that holds the second of them, in order, each with its root `c`. */
const threadsOfPosting = (
  parameter: string,
): string => `unnest(${parameter}::text[]) WITH ORDINALITY AS t(thread, n)
     LEFT JOIN LATERAL (
       SELECT person_id, platform, channel FROM posted_card WHERE key = t.thread
       UNION ALL SELECT person_id, platform, channel FROM posting WHERE key = t.thread LIMIT 1
     ) c ON true ORDER BY t.n`;

const postingValues = (postings: readonly Posting[]): [string, string[]] => [
  JSON.stringify(postings.map((p) => ({ ...p, args: p.args ?? {}, thread: p.thread ?? p.key }))),
  inOrder(postings.map((p) => p.thread ?? p.key)),
];

/** In one order, as the job of each is held until the commit. */
const inOrder = (named: readonly string[]): string[] => [...new Set(named)].sort();

/** SQL: the key of the job that posts what is due in a thread, by an expression for its name. */
export const deliveryKey = (thread: string): string => `'deliver ' || ${thread}`;

/** SQL: what the queue of what is due to somebody is named after, by an expression for them. */
export const toPerson = (id: string): string => `'to person ' || ${id}`;

/** SQL: the job that posts what is due in a thread `t`, in the queue of whom its root `c` is for. */
const delivering = `enqueue_job('posted.deliver', json_build_object('thread', t.thread), job_key := ${deliveryKey('t.thread')},
  queue_name := ${queueName(`coalesce(${toPerson('c.person_id')}, 'to ' || c.platform || ' ' || c.channel, 'thread ' || t.thread)`)})`;

/**
 * One job a thread posts what is due in it, in order. Those for one addressee take turns: a conversation takes a message
 * a second, and however many are owed there, only one place of the worker is taken by them; the first of a person's takes others along (`due.ts`).
 */
export async function deliver(tx: Tx, threads: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT ${delivering}
     FROM unnest($1::text[]) WITH ORDINALITY AS t(thread, n) LEFT JOIN posted_card c ON c.key = t.thread ORDER BY t.n`,
    [inOrder(threads)],
  );
}

/** SQL: the job that brings every live copy of a record's cards up to date, by an expression for its subject. */
export const refreshing = (subject: string, priority = 0): string =>
  `enqueue_job('posted.refresh', json_build_object('subject', ${subject}), job_key := 'refresh ' || ${subject},
     queue_name := ${queueName(`'subject ' || ${subject}`)}, priority := ${priority})`;

/**
 * Has every live copy of a record's cards brought up to date once this transaction commits (U-13). One that is on its way
 * meanwhile may show an earlier moment: whoever brings it sees that by its revision.
 */
export async function refresh(tx: Tx, subject: string): Promise<void> {
  await tx.query(
    `WITH ${counting('$1')}
     SELECT ${refreshing('$1::text')} FROM (SELECT count(*) FROM counted) AS all_counted`,
    [subject],
  );
}

/**
 * The same of several records at once: one after the other their copies would be locked in no order. Before anything else is posted or
 * enqueued in this transaction, since others lock copies and then jobs.
 */
export async function refreshAll(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.query(
    `WITH ${counting('ANY($1)')}
     SELECT ${refreshing('s.subject')} FROM (SELECT count(*) FROM counted) AS all_counted
     CROSS JOIN unnest($1::text[]) WITH ORDINALITY AS s(subject, n) ORDER BY s.n`,
    [inOrder(subjects)],
  );
}

/** The same of those of them that have copies, for which nobody waits: after everything else that is due. */
export async function refreshLater(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.query(
    `WITH ${counting('ANY($1)')}
     SELECT ${refreshing('s.subject', 10)} FROM (SELECT subject FROM counted GROUP BY subject ORDER BY subject COLLATE "C") AS s`,
    [subjects],
  );
}

/** Locks all copies of several records, which are brought up to date one by one, among what is posted, in this transaction. */
export async function holdCopies(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx.query('SELECT id FROM posted_card WHERE subject = ANY($1) AND live ORDER BY id FOR UPDATE', [
    subjects,
  ]);
}

/** SQL: notes at the live copies of a record, or of any of several, by what their subject equals, that they are to be brought up to date. */
const counting = (subject: string): string =>
  `copies AS (SELECT id FROM posted_card WHERE subject = ${subject} AND live ORDER BY id FOR UPDATE),
       counted AS (UPDATE posted_card c SET revision = revision + 1 FROM copies WHERE c.id = copies.id RETURNING c.subject)`;

// Each text is put together once: as a new one it would be read anew by whoever looks for its name.

const bringing = `WITH ${posting('$1')}, ${counting('$4')}, ${notingWait('$4::text', '$5::timestamptz')},
    cards_first AS (SELECT (SELECT count(*) FROM posted), (SELECT count(*) FROM counted))
  (SELECT ${delivering} FROM cards_first CROSS JOIN ${threadsOfPosting('$2')})
  UNION ALL SELECT ${adding} FROM cards_first CROSS JOIN ${jobsIn('$3')}
  UNION ALL SELECT ${refreshing('$4::text')} FROM cards_first`;
