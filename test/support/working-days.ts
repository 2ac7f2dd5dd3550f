import { addDays, type Day } from '../../src/core/day.ts';

/** The newest day after which so many working days have come by `today`. */
export function workingDaysBefore(today: Day, count: number): Day {
  let day = today;
  for (let left = count; left > 0; day = addDays(day, -1)) if (isWorkingDay(day)) left -= 1;
  return day;
}

const isWorkingDay = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 > 0;
