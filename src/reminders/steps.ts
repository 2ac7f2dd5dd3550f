import type { Term } from '../chat/desk.ts';
import type { WorkingCalendar } from '../working-time/calendar.ts';
import { type KnownWorkingTime, timeZoneOf, type WorkingTime } from '../working-time/settings.ts';
import { add, isWorking, nextWorkingMoment } from '../working-time/time.ts';
import type { Zone } from '../working-time/zones.ts';

/** What working time says of a wait. */
type Terms = WorkingCalendar & Pick<WorkingTime, 'remindAfter' | 'escalateAfter'> & Pick<Term, 'by'>;

/** What holds for a wait that says this of itself. */
export const termsOf = <T extends Terms>(working: T, { remindAfter = [], escalateAfter, by }: Term): T => ({
  ...working,
  remindAfter: by ? [] : remindAfter.length > 0 ? remindAfter : working.remindAfter,
  escalateAfter: escalateAfter ?? working.escalateAfter,
  by,
});

/**
 * When a wait is due: once everybody whom it waits for has had so many working days, each in their own zone, where it has no moment
 * of its own. From then on whoever is above them is told.
 */
export function dueAt(terms: Terms, since: Date, zones: readonly string[]): Date {
  if (terms.by) return terms.by;
  const each = zones.map((zone) => add(terms, since, { days: terms.escalateAfter }, zone).getTime());
  return new Date(Math.max(...each));
}

/** The same of a wait with what it says of itself, by the zones of those whom it waits for. */
export const dueOf = (
  working: KnownWorkingTime,
  { since, term = {} }: { since: Date; term?: Term },
  zones: readonly (Zone | null)[],
): Date =>
  dueAt(
    termsOf(working, term),
    since,
    zones.map((zone) => timeZoneOf(zone, working)),
  );

/** Which reminder has come for somebody there, the last one where several have, and when the next one comes. */
export function reminderAt(
  terms: Terms,
  since: Date,
  now: Date,
  timeZone: string,
): { days: number | null; next: Date | null } {
  const moments = terms.remindAfter.map((days) => ({ days, at: add(terms, since, { days }, timeZone) }));
  const come = moments.filter(({ at }) => at <= now);
  return { days: come.at(-1)?.days ?? null, next: moments[come.length]?.at ?? null };
}

/** Now, where people work there now; else the moment when they do again. */
export const whenTold = (calendar: WorkingCalendar, now: Date, timeZone: string): Date | 'now' =>
  isWorking(calendar, now, timeZone) ? 'now' : nextWorkingMoment(calendar, now, timeZone);
