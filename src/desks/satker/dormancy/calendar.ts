import { addDays, type Day } from '../../../core/day.ts';

export { addDays, type Day, dayOf, momentAt } from '../../../core/day.ts';

/** The same day so many months later, or the last day of a month that has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay))).toISOString().slice(0, 10);
}

/** The day on which somebody who was last counted on `day` becomes dormant (S-16). */
export function dormantOn(day: Day, months: number): Day {
  return addMonths(day, months);
}

/**
 * The newest day of those from which dormancy is due on `day` or earlier: whoever was counted then or before is due. Not
 * simply `months` before, since several days at the end of a month lead to the last day of a shorter one.
 */
export function countedUntil(day: Day, months: number): Day {
  let last = addMonths(day, -months);
  while (dormantOn(addDays(last, 1), months) <= day) last = addDays(last, 1);
  return last;
}
