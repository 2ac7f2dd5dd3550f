import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';

/** No working day is over before so many hours. */
const firstLook = `interval '1 day'`;

/**
 * Notes since when a record waits for those whom it waits for now, so that it is looked at for who is to be reminded; null: it
 * does not wait any more. What waits on as it did is left as it is.
 */
export async function noteWait(db: Queryable, subject: string, since: Date | null): Promise<void> {
  if (since)
    await db.query(
      `INSERT INTO waiting_record (subject, since, next_at) VALUES ($1, $2, $2::timestamptz + ${firstLook})
       ON CONFLICT (subject) DO UPDATE SET since = excluded.since, next_at = excluded.next_at, nudged_at = NULL
       WHERE waiting_record.since <> excluded.since`,
      [subject, since],
    );
  else await db.query('DELETE FROM waiting_record WHERE subject = $1', [subject]);
}

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
