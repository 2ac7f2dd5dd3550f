import type { Term } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import { addDays, type Day, dayOf } from '../core/day.ts';
import { formatDay, formatDays, formatList, formatTerm } from '../core/texts/index.ts';
import { dueOf } from '../reminders/steps.ts';
import { isWeekday, isWorkingDay, type WorkingCalendar } from '../working-time/calendar.ts';
import type { KnownWorkingTime } from '../working-time/settings.ts';
import type { Holder } from './holders.ts';

/** Since when something waits for those who hold it, when it is due, and which holidays lie between, in its reader's zone; by working time as it is known from that moment on. */
export function termOf(
  { t, time, timeZone, now }: Pick<Context, 't' | 'time' | 'timeZone' | 'now'>,
  working: KnownWorkingTime,
  wait: { since: Date; term?: Term },
  holders: readonly Pick<Holder, 'zone'>[],
): string {
  const { since, term } = wait;
  if (term?.ends) return t('record.termEnds', { since: time(since), day: formatDay(t.language, term.ends) });
  const due = dueOf(
    working,
    wait,
    holders.map(({ zone }) => zone),
  );
  const args = { since: time(since), due: formatTerm(t.language, timeZone, due) };
  const said = due <= now ? t('record.termPast', args) : t('record.term', args);
  const free = holidaysBetween(working, dayOf(since, timeZone), dayOf(due, timeZone));
  if (free.length === 0) return said;
  const days = formatList(
    t.language,
    free.map(({ from, until }) => formatDays(t.language, from, until)),
  );
  const isOne = free.length === 1 && free[0]?.from === free[0]?.until;
  return `${said} ${t('record.holidays', { days, count: isOne ? 1 : 2 })}`;
}

/** The holidays between two days on which people would work else, those that follow each other as one; week-ends within them count. */
function holidaysBetween(calendar: WorkingCalendar, from: Day, until: Day): { from: Day; until: Day }[] {
  const found: { from: Day; until: Day }[] = [];
  let isApart = true;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) isApart = true;
    if (!calendar.holidays.has(day) || !isWeekday(day)) continue;
    const last = found.at(-1);
    if (isApart || !last) found.push({ from: day, until: day });
    else last.until = day;
    isApart = false;
  }
  return found;
}
