import { addDays, type Day, dayOf, momentAt } from '../core/day.ts';
import { memoized } from '../core/memoized.ts';
import { isWorkingDay, type WorkingCalendar, workingDayFrom } from './calendar.ts';

/** So much working time; a day is as long as the working hours of one. */
export interface Span {
  days?: number;
  hours?: number;
}

const minuteMs = 60_000;

const dayMs = ({ hours }: WorkingCalendar): number => (hours.until - hours.from) * minuteMs;

const clockAt = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;

/** By zones and what their clocks show: whoever asks about a moment asks several things of its day. */
const momentIn = memoized(200, (zoned: string) => {
  const [timeZone = '', wallClock = ''] = zoned.split(' ');
  return momentAt(wallClock, timeZone).getTime();
});

/** When work begins on a day, there. */
const opening = ({ hours }: WorkingCalendar, day: Day, timeZone: string): number =>
  momentIn(`${timeZone} ${day}T${clockAt(hours.from)}`);

/** How much of its own day's working time has passed at a moment, in ms. */
function worked(calendar: WorkingCalendar, at: Date, timeZone: string): number {
  const day = dayOf(at, timeZone);
  if (!isWorkingDay(calendar, day)) return 0;
  return Math.min(Math.max(at.getTime() - opening(calendar, day, timeZone), 0), dayMs(calendar));
}

/** This moment, or the first one after it, at which people work there. The end of a day's hours is none. */
export function nextWorkingMoment(calendar: WorkingCalendar, at: Date, timeZone: string): Date {
  const today = dayOf(at, timeZone);
  const isOver = worked(calendar, at, timeZone) === dayMs(calendar);
  const day = workingDayFrom(calendar, isOver ? addDays(today, 1) : today);
  return new Date(Math.max(at.getTime(), opening(calendar, day, timeZone)));
}

export const isWorking = (calendar: WorkingCalendar, at: Date, timeZone: string): boolean =>
  nextWorkingMoment(calendar, at, timeZone).getTime() === at.getTime();

/** The first moment at which people work there and so much working time has passed since the start. */
export function add(
  calendar: WorkingCalendar,
  start: Date,
  { days = 0, hours = 0 }: Span,
  timeZone: string,
): Date {
  const from = nextWorkingMoment(calendar, start, timeZone);
  let day = dayOf(from, timeZone);
  let left = worked(calendar, from, timeZone) + days * dayMs(calendar) + hours * 60 * minuteMs;
  for (; left >= dayMs(calendar); left -= dayMs(calendar)) day = workingDayFrom(calendar, addDays(day, 1));
  return new Date(opening(calendar, day, timeZone) + left);
}

/** The working time from one moment to a later one, in working days. */
export function between(calendar: WorkingCalendar, from: Date, until: Date, timeZone: string): number {
  let whole = 0;
  for (let day = dayOf(from, timeZone); day < dayOf(until, timeZone); day = addDays(day, 1))
    if (isWorkingDay(calendar, day)) whole += 1;
  return whole + (worked(calendar, until, timeZone) - worked(calendar, from, timeZone)) / dayMs(calendar);
}
