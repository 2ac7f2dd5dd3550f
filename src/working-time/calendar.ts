import { addDays, type Day, weekdayOf } from '../core/day.ts';

/** When work begins and ends on a working day, in minutes after midnight. */
export interface Hours {
  from: number;
  until: number;
}

/**
 * Which days are worked on, and when: Monday to Friday but for holidays and joint leave. A day's hours are one stretch: who is
 * at lunch reads afterwards what came meanwhile, so that a break neither holds back a notice nor prolongs a term.
 */
export interface WorkingCalendar {
  hours: Hours;
  /** The days that are nobody's working days, whatever the day of the week. */
  holidays: { has(day: Day): boolean };
}

export const isWorkingDay = ({ holidays }: WorkingCalendar, day: Day): boolean =>
  isWeekday(day) && !holidays.has(day);

/** Whether people work on this day of the week. */
export const isWeekday = (day: Day): boolean => weekdayOf(day) % 6 > 0;

/** This day, or the first one after it, on which people work. */
export function workingDayFrom(calendar: WorkingCalendar, day: Day): Day {
  let found = day;
  while (!isWorkingDay(calendar, found)) found = addDays(found, 1);
  return found;
}
