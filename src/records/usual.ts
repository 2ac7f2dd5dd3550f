import type { Queryable } from '../core/queryable.ts';
import { workingDays } from '../working-time/settings.ts';

/** So many cases say what is usual, and the newest of these days. */
const cases = { fewest: 5, most: 200, days: 90 };
/** A case may have begun before them. */
const longestDays = 365;

/**
 * How many working days records of this kind have usually stood where this one stands: the median of those that left that state lately,
 * at least one day. Null where too few have, or where it has left that state itself.
 */
export async function usualDays(db: Queryable, subject: string, now: Date): Promise<number | null> {
  // By the day, so that the cards of one moment share the answer.
  const today = now.toISOString().slice(0, 10);
  const [found] = await db.query<{ days: number | null }>(
    `WITH stands AS (
       SELECT to_state AS state FROM audit_entry WHERE subject = $1 AND to_state IS NOT NULL ORDER BY id DESC LIMIT 1
     ), worked AS (
       SELECT time_zone AS zone, ${workingDays('$2::date - $3::int', '$2::date + 1')} AS days FROM working_time
     ), gone AS (
       SELECT e.id, e.subject, e.at, e.from_state FROM audit_entry e, stands s
       WHERE split_part(e.subject, ':', 1) = split_part($1, ':', 1) AND e.from_state = s.state
         AND e.from_state IS NOT NULL AND e.from_state IS DISTINCT FROM e.to_state AND e.at > $2::date - make_interval(days => $4)
       ORDER BY e.at DESC LIMIT $5
     ), lasted AS (
       SELECT width_bucket((g.at AT TIME ZONE w.zone)::date, w.days) - width_bucket((c.at AT TIME ZONE w.zone)::date, w.days) AS days
       FROM worked w, gone g, LATERAL (
         SELECT c.at FROM audit_entry c WHERE c.subject = g.subject AND c.id < g.id AND c.to_state = g.from_state
           AND c.from_state IS DISTINCT FROM c.to_state ORDER BY c.id DESC LIMIT 1) c
     )
     SELECT CASE WHEN count(*) >= $6 THEN greatest(1, percentile_disc(0.5) WITHIN GROUP (ORDER BY days)) END AS days FROM lasted`,
    [subject, today, longestDays, cases.days, cases.most, cases.fewest],
  );
  return found?.days ?? null;
}
