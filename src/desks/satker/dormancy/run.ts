import type { Clock } from '../../../core/clock.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import type { SatkerPolicy } from '../parts.ts';
import { addDays, countedUntil, type Day, dayOf, hourOf } from './calendar.ts';

declare module '../../../core/jobs.ts' {
  interface Jobs {
    'satker.dormancy': Nothing;
  }
}

export interface DormancyParts {
  db: Database;
  policy: Pick<SatkerPolicy, 'dormantAfterMonths' | 'timeZone'>;
  clock: Clock;
  /** Rows that one transaction changes; it holds their locks for some tens of milliseconds. */
  batch?: number;
}

/** How many of the rows did what. */
export interface DayOfDormancy {
  day: Day;
  dormant: number;
  reminded: number;
}

/** The reminders in their order (S-17); a row's `warned` is how many of them its count has had. */
export const reminderDays = [30, 7, 1] as const;

/**
 * A day's run: who is due becomes dormant, who will be is reminded. Whatever was missed on earlier days is due as well, so
 * a run after an outage catches up; of several reminders that are due at once only the last one goes out. Nobody becomes
 * dormant who was not reminded on an earlier day, so the last reminder is never skipped either (S-16, S-17).
 *
 * Every batch is one set-based statement on the index of what is due, in a transaction of its own: it changes each row
 * together with its audit entry and its notices, and leaves nothing that a second run would do again.
 */
export async function runDormancy(parts: DormancyParts): Promise<DayOfDormancy> {
  const { db, policy, clock, batch = 2000 } = parts;
  const now = clock();
  const day = dayOf(now, policy.timeZone);
  /** Whoever was last counted before this moment is due in so many days, or was before. */
  const countedBefore = (days: number) =>
    startOf(db, addDays(countedUntil(addDays(day, days), policy.dormantAfterMonths), 1), policy.timeZone);

  const repeat = async (work: (tx: Tx) => Promise<number>): Promise<number> => {
    let all = 0;
    for (;;) {
      const done = await db.transaction(async (tx) => {
        const rows = await work(tx);
        if (rows > 0)
          await enqueue(tx, 'satker.notices', {}, { key: 'satker.notices', queue: 'satker.notices' });
        return rows;
      });
      all += done;
      if (done < batch) return all;
    }
  };

  const dueNow = await countedBefore(0);
  const dormant = await repeat((tx) => becomeDormant(tx, { before: dueNow, day, now, batch }));
  let reminded = 0;
  for (const warned of [3, 2, 1] as const) {
    const days = reminderDays[warned - 1] ?? 1;
    const before = await countedBefore(days);
    for (let had = warned - 1; had >= 0; had -= 1) {
      const reminder = { days, warned, had, before, day, batch, ...policy };
      reminded += await repeat((tx) => remind(tx, reminder));
    }
  }
  return { day, dormant, reminded };
}

/** The moment at which a local day begins. */
async function startOf(db: Database, day: Day, timeZone: string): Promise<Date> {
  const rows = await db.query<{ at: Date }>('SELECT $1::date::timestamp AT TIME ZONE $2 AS at', [
    day,
    timeZone,
  ]);
  const at = rows[0]?.at;
  if (!at) throw new Error('the day has no beginning');
  return at;
}

/**
 * Rows that somebody else holds at this moment are left to the next run rather than waited for: a login that is being
 * counted may well be about them.
 */
async function becomeDormant(
  tx: Tx,
  due: { before: Date; day: Day; now: Date; batch: number },
): Promise<number> {
  const [counted] = await tx.query<{ n: number }>(
    `WITH due AS (
       SELECT id FROM satker_user
       WHERE removed_at IS NULL AND status = 'ACTIVE' AND warned = 3 AND counted_from < $1 AND warned_on < $2
       ORDER BY counted_from LIMIT $3 FOR UPDATE SKIP LOCKED
     ), changed AS (
       UPDATE satker_user s SET status = 'DORMANT', status_since = $4, reason = NULL FROM due WHERE s.id = due.id
       RETURNING s.id, s.unit_id, s.nik, s.name
     ), noticed AS (
       INSERT INTO satker_notice (user_id, due_on, days, unit_id, made_on)
       SELECT id, $2, 0, unit_id, $2 FROM changed ON CONFLICT DO NOTHING
     ), logged AS (
       INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state, data)
       SELECT $4, 'satker.dormancy', 'system', 'satker.dormant', 'satker:' || id, 'ACTIVE', 'DORMANT',
              jsonb_build_object('satkerId', unit_id, 'name', name) FROM changed
     ), left_out AS (
       DELETE FROM portal_session p USING changed c WHERE p.nik = c.nik
         AND NOT EXISTS (SELECT 1 FROM satker_user o WHERE o.nik = p.nik AND o.removed_at IS NULL AND o.status = 'ACTIVE'
                           AND o.id NOT IN (SELECT id FROM changed))
     )
     SELECT count(*)::int AS n FROM changed`,
    [due.before, due.day, due.batch, due.now],
  );
  return counted?.n ?? 0;
}

interface Reminder {
  days: number;
  /** How many reminders a row has had, and will have had. */
  had: number;
  warned: number;
  before: Date;
  day: Day;
  batch: number;
  timeZone: string;
  dormantAfterMonths: number;
}

async function remind(tx: Tx, reminder: Reminder): Promise<number> {
  const [counted] = await tx.query<{ n: number }>(
    `WITH due AS (
       SELECT id FROM satker_user
       WHERE removed_at IS NULL AND status = 'ACTIVE' AND warned = $1 AND counted_from < $2
       ORDER BY counted_from LIMIT $3 FOR UPDATE SKIP LOCKED
     ), changed AS (
       UPDATE satker_user s SET warned = $4, warned_on = $5 FROM due WHERE s.id = due.id
       RETURNING s.id, s.unit_id, s.counted_from
     ), noticed AS (
       INSERT INTO satker_notice (user_id, due_on, days, unit_id, made_on)
       SELECT id, greatest(((counted_from AT TIME ZONE $6)::date + make_interval(months => $7))::date, $5::date + 1),
              $8, unit_id, $5 FROM changed ON CONFLICT DO NOTHING
     )
     SELECT count(*)::int AS n FROM changed`,
    [
      reminder.had,
      reminder.before,
      reminder.batch,
      reminder.warned,
      reminder.day,
      reminder.timeZone,
      reminder.dormantAfterMonths,
      reminder.days,
    ],
  );
  return counted?.n ?? 0;
}

/** Nobody is written to before this hour of the day. */
const firstHour = 6;

/** The daily job: runs as often as it is called, does what is due, and has each day's summaries posted once. */
export function dormancyJob(parts: DormancyParts): Job<'satker.dormancy'> {
  const { db, clock, policy } = parts;
  return job('satker.dormancy', 'jobs.name.satkerDormancy', async () => {
    if (hourOf(clock(), policy.timeZone) < firstHour) return;
    const { day } = await runDormancy(parts);
    await db.transaction(async (tx) => {
      const first = await tx.query(
        'INSERT INTO satker_day (day, ended_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING day',
        [day, clock()],
      );
      if (first.length > 0)
        await enqueue(tx, 'satker.summaries', { day }, { key: `satker.summaries ${day}` });
    });
  });
}
