import { workingDays } from '../working-time/settings.ts';

/** So many cases say what is usual, and the newest of these days. */
const cases = { fewest: 5, most: 50, days: 90 };
/** A case may have begun before them. */
const longestDays = 365;

/**
 * SQL: how many working days records of this kind have usually stood where this one stands: the median of those that left that state
 * lately, at least one day. NULL where too few have, or where it has left that state itself. By expressions for its subject and for today.
 */
export const usualDays = (subject: string, today: string): string => `(
     WITH stands AS (
       SELECT to_state AS state FROM audit_entry WHERE subject = ${subject} AND to_state IS NOT NULL ORDER BY id DESC LIMIT 1
     ), gone AS (
       SELECT e.id, e.subject, e.at, e.from_state FROM audit_entry e, stands s
       WHERE split_part(e.subject, ':', 1) = split_part(${subject}, ':', 1) AND e.from_state = s.state
         AND e.from_state IS NOT NULL AND e.from_state IS DISTINCT FROM e.to_state AND e.at > ${today} - make_interval(days => ${cases.days})
       ORDER BY e.at DESC LIMIT ${cases.most}
     ), lasted AS (
       SELECT (c.at AT TIME ZONE w.time_zone)::date AS begun, (g.at AT TIME ZONE w.time_zone)::date AS ended
       FROM working_time w, gone g, LATERAL (
         SELECT c.at FROM audit_entry c WHERE c.subject = g.subject AND c.id < g.id AND c.to_state = g.from_state
           AND c.from_state IS DISTINCT FROM c.to_state ORDER BY c.id DESC LIMIT 1) c
     ), worked AS MATERIALIZED (
       SELECT ${workingDays(`greatest((SELECT min(begun) FROM lasted), ${today} - ${longestDays})`, `${today} + 1`)} AS days
     )
     SELECT CASE WHEN count(*) >= ${cases.fewest} THEN greatest(1, percentile_disc(0.5) WITHIN GROUP (ORDER BY width_bucket(ended, days) - width_bucket(begun, days))) END
     FROM lasted, worked)`;
