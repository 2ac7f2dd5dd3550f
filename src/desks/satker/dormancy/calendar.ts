import { addDays, type Day } from '../../../core/day.ts';

export { addDays, type Day, dayOf, formatDay, hourOf } from '../../../core/day.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The moment at which clocks there show this, `2026-05-31T08:30:00`; a time that a change of clocks leaves out is the one after it. */
export function momentAt(wallClock: string, timeZone: string): Date {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(timeZone, clock);
  }
  const shown = (at: number) => Date.parse(`${clock.format(at).replace(' ', 'T')}Z`);
  const wanted = Date.parse(`${wallClock.length === 10 ? `${wallClock}T00:00:00` : wallClock}Z`);
  // The offset at the first guess may be that of the other side of a change of clocks; the second look knows.
  const guess = wanted - (shown(wanted) - wanted);
  return new Date(guess - (shown(guess) - wanted));
}

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
