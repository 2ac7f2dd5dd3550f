import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';

/** No working day is over before so many hours. */
const firstLook = `interval '1 day'`;

/**
 * SQL: notes since when a record waits for those whom it waits for now, by expressions for its subject and that moment, so that it
 * is looked at for who is to be reminded; null: it does not wait any more. What waits on as it did is left as it is.
 */
export const notingWait = (subject: string, since: string): string => `waits_now AS (
       INSERT INTO waiting_record (subject, since, next_at)
       SELECT ${subject}, ${since}, ${since} + ${firstLook} WHERE ${since} IS NOT NULL
       ON CONFLICT (subject) DO UPDATE SET since = excluded.since, next_at = excluded.next_at, nudged_at = NULL
       WHERE waiting_record.since <> excluded.since
     ), waits_no_more AS (DELETE FROM waiting_record WHERE subject = ${subject} AND ${since} IS NULL)`;

/** Takes up what waits and was never noted: it waited before anybody noted that. */
export async function adoptWaits(
  db: Queryable,
  waits: readonly { subject: string; since: Date }[],
): Promise<void> {
  await db.query(
    `INSERT INTO waiting_record (subject, since, next_at) SELECT w.subject, w.since, w.since + ${firstLook}
     FROM jsonb_to_recordset($1) AS w(subject text, since timestamptz) ON CONFLICT DO NOTHING`,
    [JSON.stringify(waits)],
  );
}

/** Has all of them looked at anew: what a working day is has changed. */
export async function lookAgain(tx: Tx, now: Date): Promise<void> {
  await tx.query('UPDATE waiting_record SET next_at = $1 WHERE next_at > $1', [now]);
}
