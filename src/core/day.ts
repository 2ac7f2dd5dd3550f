import { memoized } from './memoized.ts';

/** A calendar day, `2026-05-31`: compares as text. */
export type Day = string;

/** Whether this is a day that the calendar has, written as a `Day`; year 0 is none, and no database takes it. */
export function isDay(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // 30 February is read as a day of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** For each time zone the days of minutes that were asked about lately, as most are again: no day begins within a minute. */
const localDays = new Map<string, (minute: number) => Day>();
const minuteMs = 60_000;

/** The local day of a moment. */
export function dayOf(at: Date, timeZone: string): Day {
  let local = localDays.get(timeZone);
  if (!local) {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    local = memoized(200, (minute) => format.format(minute * minuteMs));
    localDays.set(timeZone, local);
  }
  return local(Math.floor(at.getTime() / minuteMs));
}

const hours = new Map<string, Intl.DateTimeFormat>();

/** The local hour of a moment, 0–23. */
export function hourOf(at: Date, timeZone: string): number {
  let hour = hours.get(timeZone);
  if (!hour) {
    hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
    hours.set(timeZone, hour);
  }
  return Number(hour.format(at));
}

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

const dayMs = 24 * 60 * minuteMs;

// A day alone is read as its beginning in UTC.
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** The day of the week, 0 for Sunday. */
export const weekdayOf = (day: Day): number => new Date(Date.parse(day)).getUTCDay();

/** How many days a day is after another one; negative where it is before. */
export const daysBetween = (from: Day, until: Day): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / dayMs);
