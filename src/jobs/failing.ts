import { cut } from '../chat/cut.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { messageOf, newReference } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database, Tx } from '../db/database.ts';
import { refreshAll } from '../posted/post.ts';
import { release, wakeWorkers } from './backlog.ts';
import { type Reason, reasonOf } from './reason.ts';

/** People are told from this failure on: the first one is mostly a blink. */
export const toldFrom = 2;
/** Whatever is due for so long, or runs so long, is stuck: the longest of our jobs, a large import, makes way before. */
export const stuckMinutes = 10;
const maxErrorLength = 500;

/** A try that failed. */
export interface Failure {
  jobId: string;
  name: string;
  key: string | null;
  error: unknown;
}

/** What a failure is known by: `reference` stands in the log, on cards and in the doctor's list. */
export interface Noted {
  reference: string;
  reason: Reason;
  failures: number;
}

/** Notes a try that failed. */
export async function noteFailure(db: Queryable, { jobId, name, key, error }: Failure): Promise<Noted> {
  const [noted] = await db.query<Noted>(
    `INSERT INTO failing_job (job_id, name, key, records, failures, reason, error, reference)
     VALUES ($1, $2, $3, '{}', 1, $4, $5, $6)
     ON CONFLICT (job_id) DO UPDATE SET failures = failing_job.failures + 1, reason = $4, error = $5, tried_at = now()
     RETURNING reference, reason, failures`,
    [jobId, name, key, reasonOf(error), cut(messageOf(error), maxErrorLength), newReference()],
  );
  if (!noted) throw new Error('the failure was not noted');
  return noted;
}

/**
 * Has the cards that wait for this work say so, once it has failed often enough, and when it is given up. Apart from the note,
 * as what breaks the job may also keep us from finding those cards; the next failure looks for them again.
 */
export async function tellWaiting(
  db: Database,
  jobId: string,
  { failures, isLast }: { failures: number; isLast: boolean },
  waiting: (tx: Tx) => Promise<string[]>,
): Promise<void> {
  if (failures < toldFrom && !isLast) return;
  await db.transaction(withoutDeadline, async (tx) => {
    const records = await waiting(tx);
    const [known] = await tx.query<{ records: string[] }>(
      'SELECT records FROM failing_job WHERE job_id = $1 FOR UPDATE',
      [jobId],
    );
    await tx.query('UPDATE failing_job SET records = $2 WHERE job_id = $1', [jobId, records]);
    await refreshAll(
      tx,
      records.filter((record) => isLast || !known?.records.includes(record)),
    );
  });
}

/** The job was replaced while it ran: what is known of its failures goes on with the one that does the work now. */
export async function passOn(db: Queryable, from: string, to: string): Promise<void> {
  await db.query(
    `UPDATE failing_job SET job_id = $2 WHERE job_id = $1
     AND NOT EXISTS (SELECT 1 FROM failing_job WHERE job_id = $2)`,
    [from, to],
  );
}

/**
 * The same work was asked for anew after a job's failure was noted and before the worker had noted its end, or when it had been
 * given up: without its key, which the new one has, it would stay as spent for ever. What is known of it goes on with the new one.
 */
export async function endReplaced(db: Database): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    const replaced = await tx.query<{ id: string; key: string }>(
      `SELECT f.job_id::text AS id, f.key FROM failing_job f JOIN graphile_worker._private_jobs j ON j.id = f.job_id
       WHERE f.key IS NOT NULL AND j.key IS NULL AND j.locked_at IS NULL AND j.attempts >= j.max_attempts
       ORDER BY f.job_id FOR UPDATE OF f`,
    );
    if (replaced.length === 0) return;
    for (const { id, key } of replaced) {
      await tx.query(
        `WITH new AS (SELECT id FROM graphile_worker._private_jobs WHERE key = $2),
           old AS (DELETE FROM failing_job f WHERE f.job_id = $1 AND EXISTS (SELECT FROM new) RETURNING f.*)
         INSERT INTO failing_job (job_id, name, key, records, failures, since, tried_at, reason, error, reference)
         SELECT new.id, name, key, records, failures, since, tried_at, reason, error, reference FROM old, new
         ON CONFLICT (job_id) DO UPDATE SET failures = failing_job.failures + excluded.failures,
           since = least(failing_job.since, excluded.since), reference = excluded.reference`,
        [id, key],
      );
    }
    await tx.query('SELECT id FROM graphile_worker.complete_jobs($1::bigint[])', [
      replaced.map(({ id }) => id),
    ]);
  });
}

/**
 * Forgets jobs that are done with: the cards that waited for them are brought up to date, and what else waits for the same
 * reason gets its turn.
 */
export async function forgetEnded(db: Database): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    const ended = await tx.query<{ records: string[]; reason: Reason }>(
      `DELETE FROM failing_job f WHERE NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.id = f.job_id)
       RETURNING records, reason`,
    );
    await refreshAll(
      tx,
      ended.flatMap(({ records }) => records),
    );
    for (const reason of new Set(ended.map((each) => each.reason))) await release(tx, reason);
  });
}

/**
 * Every job that has failed at least twice, and those that are not tried again. One that asked to come back later has not
 * failed. Whether a job is there is the worker's own word; its failures are counted here, as the worker begins anew when
 * the same work is asked for again.
 */
const failing = `
  SELECT j.id, t.identifier AS name, j.run_at, j.locked_at IS NOT NULL AS running,
    j.attempts >= j.max_attempts AND j.locked_at IS NULL AS dead, coalesce(f.records, '{}') AS records,
    coalesce(f.failures, j.attempts) AS failures, coalesce(f.since, j.created_at) AS since,
    coalesce(f.reason, 'program') AS reason, coalesce(f.error, split_part(j.last_error, E'\\n', 1), '') AS error,
    coalesce(f.reference, j.id::text) AS reference
  FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  LEFT JOIN failing_job f ON f.job_id = j.id
  WHERE f.failures >= ${toldFrom} OR (j.attempts >= j.max_attempts AND j.locked_at IS NULL)`;

/** Jobs of one name that fail for the same kind of reason. */
export interface FailingGroup {
  name: string;
  reason: Reason;
  jobs: number;
  /** Of them, those that are not tried again. */
  dead: number;
  /** Of the one that has failed most often. */
  failures: number;
  since: Date;
  /** Null when none is tried again. */
  nextTry: Date | null;
  /** One of them is due for long, and taken by nobody. */
  overdue: boolean;
  /** Of the one that has failed longest. */
  reference: string;
  error: string;
}

/** What fails, the most first, by name and reason. */
export async function failingGroups(db: Queryable): Promise<FailingGroup[]> {
  return db.query<FailingGroup>(
    `SELECT name, reason, count(*)::int AS jobs, count(*) FILTER (WHERE dead)::int AS dead, max(failures)::int AS failures,
       min(since) AS since, min(run_at) FILTER (WHERE NOT dead) AS "nextTry",
       bool_or(NOT dead AND NOT running AND run_at < now() - make_interval(mins => $1)) AS overdue,
       (array_agg(reference ORDER BY since, id))[1] AS reference, (array_agg(error ORDER BY since, id))[1] AS error
     FROM (${failing}) AS failing GROUP BY name, reason ORDER BY jobs DESC, name, reason`,
    [stuckMinutes],
  );
}

/** What keeps the cards of a record waiting. */
export interface Trouble {
  name: string;
  reference: string;
  reason: Reason;
  /** Null when it is not tried again. */
  nextTry: Date | null;
}

/** The jobs that fail of those which the cards of this record wait for. Asked for every card, and mostly of an empty table. */
export async function troublesOf(db: Queryable, record: string): Promise<Trouble[]> {
  return db.query<Trouble>(
    `SELECT f.name, f.reference, f.reason, CASE WHEN j.attempts < j.max_attempts THEN j.run_at END AS "nextTry"
     FROM failing_job f JOIN graphile_worker._private_jobs j ON j.id = f.job_id
     WHERE $1 = ANY(f.records) AND (f.failures >= ${toldFrom} OR j.attempts >= j.max_attempts) ORDER BY f.since LIMIT 3`,
    [record],
  );
}

/** Which failing jobs are meant: those of a group, those that a record's cards wait for, or all. */
export type Which = { name: string; reason: string } | { record: string } | 'all';

function conditionOf(which: Which): [string, string[]] {
  if (which === 'all') return ['true', []];
  return 'record' in which
    ? ['$1 = ANY(records)', [which.record]]
    : ['name = $1 AND reason = $2', [which.name, which.reason]];
}

/** Has them run now, those that were given up included, and answers their references; one that runs at this moment is left alone. */
export async function runAgain(tx: Tx, which: Which): Promise<string[]> {
  const [condition, values] = conditionOf(which);
  const again = await tx.query<{ reference: string }>(
    `WITH meant AS (SELECT id, reference FROM (${failing}) AS failing WHERE ${condition} AND NOT running)
     SELECT m.reference FROM meant m
     JOIN graphile_worker.reschedule_jobs((SELECT array_agg(id) FROM meant), run_at := now(), attempts := 0) AS r ON r.id = m.id`,
    values,
  );
  if (again.length > 0) await wakeWorkers(tx);
  return again.map(({ reference }) => reference);
}

/**
 * Whether something has failed for so many minutes, or is given up. By the database's clock, which has noted since when: tries go by that one,
 * and a clock of ours that is set makes none of them older.
 */
export async function isFailingFor(db: Queryable, minutes: number): Promise<boolean> {
  const [found] = await db.query<{ isSo: boolean }>(
    `SELECT EXISTS (SELECT FROM (${failing}) AS failing WHERE dead OR since <= now() - make_interval(mins => $1)) AS "isSo"`,
    [minutes],
  );
  return found?.isSo ?? false;
}

/** How many jobs fail, and how many of them are not tried again, as SQL. */
export const failingCount = `SELECT count(*)::int AS n FROM (${failing}) AS failing`;
export const deadCount = `SELECT count(*)::int AS n FROM (${failing}) AS failing WHERE dead`;
