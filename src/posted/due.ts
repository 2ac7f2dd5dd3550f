import type { Queryable } from '../core/queryable.ts';
import { readWhole, type WholeRow, wholeRows } from '../core/whole-row.ts';
import { queueName } from '../jobs/enqueue.ts';
import { type PersonRead, personRead } from '../people/actors.ts';
import { type EntryRead, entryRead } from '../records/entry.ts';
import { columns, type Row } from './copies.ts';
import { deliveryKey, toPerson } from './post.ts';

/** Threads of one person that a job posts at once: after a crash each of their cards is looked for. */
const atOnce = 8;

/** The job of a thread whose cards are posted along with another's, as it was then. */
export interface WaitingJob {
  id: string;
  revision: number;
}

/** One that is to be posted, and since when somebody has tried to; with whom it is for and what it tells of, as a moment begins with them. */
export interface Due extends Row {
  attemptedAt: Date | null;
  reader: PersonRead | null;
  entry: EntryRead | null;
}

type Taken = Due & Pick<DueThread, 'job'>;

/** What is due in a thread, oldest first. */
export interface DueThread {
  root: Due | undefined;
  due: Due[];
  /** Null for that of the job which has taken it. */
  job: WaitingJob | null;
}

/**
 * $1: a thread, $2: now. Its root and what is due in it; and where it is a person's, the same of their other threads whose jobs wait in its own job's queue, so that none of
 * them begins before that has ended. What has failed, or waits for its time, is left to its own job.
 */
const takeDue = `WITH owed AS (
     SELECT id, thread, person_id FROM posted_card WHERE person_id = (SELECT person_id FROM posted_card WHERE key = $1)
       AND posted_at IS NULL AND failure IS NULL AND thread <> $1 ORDER BY id LIMIT ${4 * atOnce}
   ), along AS MATERIALIZED (
     SELECT t.thread, j.id, j.revision FROM (SELECT thread, person_id, min(id) AS first FROM owed GROUP BY thread, person_id) AS t
     JOIN graphile_worker._private_jobs j ON j.key = ${deliveryKey('t.thread')} AND j.is_available AND j.attempts = 0 AND j.run_at <= now()
     JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id AND q.queue_name = ${queueName(toPerson('t.person_id'))} AND NOT q.is_available
     ORDER BY t.first LIMIT ${atOnce - 1}
   ), threads AS (SELECT ARRAY(SELECT $1::text UNION ALL SELECT thread FROM along) AS names
   ), due AS (
     SELECT id AS due_id, attempted_at AS before FROM posted_card WHERE key = ANY((SELECT names FROM threads)::text[])
       OR thread = ANY((SELECT names FROM threads)::text[]) AND failure IS NULL AND posted_at IS NULL ORDER BY id FOR UPDATE
   ), taken AS (
     UPDATE posted_card SET attempted_at = CASE WHEN posted_at IS NULL AND failure IS NULL THEN coalesce(before, $2) ELSE before END
     FROM due WHERE id = due_id AND id = ANY(ARRAY(SELECT due_id FROM due)) RETURNING ${columns}, before AS "attemptedAt",
       CASE WHEN key = $1 THEN ${personRead('posted_card.person_id')} END AS reader,
       CASE WHEN args->>'entry' ~ '^\\d{1,18}$' AND posted_at IS NULL THEN ${entryRead("(posted_card.args->>'entry')::bigint")} END AS entry,
       (SELECT json_build_object('id', a.id::text, 'revision', a.revision) FROM along a WHERE a.thread = posted_card.thread) AS job
   )
   ${wholeRows('SELECT * FROM taken ORDER BY id')}`;

/** $1: `WaitingJob[]`. What somebody has asked for anew since it was taken, or is about to, stays: it is another revision, or locked. */
const endThese = `DELETE FROM graphile_worker._private_jobs WHERE id IN (
     SELECT j.id FROM jsonb_to_recordset($1::jsonb) AS a(id bigint, revision int)
     JOIN graphile_worker._private_jobs j ON j.id = a.id AND j.revision = a.revision AND j.is_available FOR UPDATE OF j SKIP LOCKED)`;

/**
 * The thread of a job, and after it what goes along with it. That their cards are being posted is noted before any of them is: after a
 * crash each of them is looked for first, as it may have reached the platform without our hearing of it.
 */
export async function takeThreads(
  db: Queryable,
  thread: string,
  now: Date,
): Promise<[DueThread, ...DueThread[]]> {
  const own: DueThread = { root: undefined, due: [], job: null };
  const threads = new Map([[thread, own]]);
  for (const whole of await db.query<WholeRow<Taken>>(takeDue, [thread, now])) {
    const row = readWhole<Taken>(whole, { postedAt: true, attemptedAt: true });
    const its = threads.get(row.thread) ?? { root: undefined, due: [], job: row.job };
    threads.set(row.thread, its);
    if (row.key === row.thread) its.root = row;
    if (!row.failure && !row.postedAt) its.due.push(row);
  }
  threads.delete(thread);
  return [own, ...threads.values()];
}

/** Nothing of these is to be looked for: they were never sent. */
export async function putBack(db: Queryable, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    `WITH held AS (SELECT id FROM posted_card WHERE id = ANY($1) AND posted_at IS NULL ORDER BY id FOR UPDATE)
     UPDATE posted_card c SET attempted_at = NULL FROM held WHERE c.id = held.id`,
    [ids],
  );
}

/** Ends jobs whose threads have been posted along with another's. By itself, and waiting for nobody: it stands in no order of locks. */
export async function endAlong(db: Queryable, jobs: readonly WaitingJob[]): Promise<void> {
  if (jobs.length > 0) await db.query(endThese, [JSON.stringify(jobs)]);
}
