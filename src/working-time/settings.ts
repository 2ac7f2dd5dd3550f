import type { Day } from '../core/day.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Hours, WorkingCalendar } from './calendar.ts';
import { type Zone, zones } from './zones.ts';

/** When people work here, and after how many working days who is told that something waits (U-19). */
export interface WorkingTime {
  hours: Hours;
  /** Where those work who have no zone of their own. */
  timeZone: string;
  /** Whoever could decide is reminded; in the order in which they come. */
  remindAfter: readonly number[];
  /** Whoever is above them is told, and it is due until then. */
  escalateAfter: number;
}

/** The same with the holidays from a day on, by their days. */
export interface KnownWorkingTime extends WorkingTime, WorkingCalendar {
  holidays: ReadonlySet<Day>;
}

/** Has the database know the settings, so that whoever has it knows what a working day is. */
export async function noteWorkingTime(
  db: Queryable,
  { hours, timeZone, remindAfter, escalateAfter }: WorkingTime,
): Promise<void> {
  await db.query(
    `UPDATE working_time SET opens = $1, closes = $2, time_zone = $3, remind_after = $4, escalate_after = $5`,
    [hours.from, hours.until, timeZone, remindAfter, escalateAfter],
  );
}

/** Working time as it is known from the day of this moment on. */
export async function workingTime(db: Queryable, from: Date): Promise<KnownWorkingTime> {
  const [found] = await db.query<WorkingTimeRow>(workingTimeFrom('$1'), [from]);
  return knownWorkingTime(found);
}

export type WorkingTimeRow = WorkingTime & { holidays: Day[] };

/** SQL: its one row, by an expression for that moment. */
export const workingTimeFrom = (moment: string): string =>
  `SELECT jsonb_build_object('from', w.opens, 'until', w.closes) AS hours, w.time_zone AS "timeZone",
     w.remind_after AS "remindAfter", w.escalate_after AS "escalateAfter",
     ARRAY(SELECT h.day::text FROM holiday h WHERE h.day >= ${moment}::timestamptz::date - 2 AND h.kind <> 'WORKING' ORDER BY h.day) AS holidays
   FROM working_time w`;

export function knownWorkingTime(found: WorkingTimeRow | null | undefined): KnownWorkingTime {
  if (!found) throw new Error('no working time is known');
  return { ...found, holidays: new Set(found.holidays) };
}

/** SQL: the days on which people work, from one day until another one, in their order. */
export const workingDays = (from: string, until: string): string =>
  `ARRAY(SELECT s.day::date FROM generate_series(${from}, ${until}, interval '1 day') s(day) WHERE extract(isodow FROM s.day) < 6
     AND NOT EXISTS (SELECT 1 FROM holiday h WHERE h.day = s.day::date AND h.kind <> 'WORKING') ORDER BY s.day)`;

/** Where somebody works whose zone this is. */
export const timeZoneOf = (zone: Zone | null, { timeZone }: Pick<WorkingTime, 'timeZone'>): string =>
  zone ? zones[zone] : timeZone;
