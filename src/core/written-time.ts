import { type Day, isDay, momentAt } from './day.ts';
import { givenSigns } from './given.ts';
import { monthNamed, weekdayNamed, weekdayOf } from './written-names.ts';

/** A day, and perhaps a time of day, as a text has them: `08:30:00`, and its minutes from UTC where it names a zone. */
export interface WrittenTime {
  day: Day;
  time: string | null;
  offset: number | null;
}

const zones: Readonly<Record<string, number>> = { wib: 420, wita: 480, wit: 540, utc: 0, gmt: 0, z: 0 };
const longZones: readonly [RegExp, string][] = [
  [/waktu indonesia barat|western indonesia time/, 'wib'],
  [/waktu indonesia tengah|central indonesia time/, 'wita'],
  [/waktu indonesia timur|eastern indonesia time/, 'wit'],
];
const zoneAtEnd = /(?<=\d|[ap]m) ?\(?(?:(wib|wita|wit|utc|gmt|z)|(?=[+-]))(?:([+-])(\d{1,2}):?(\d{2})?)?\)?$/;
const timeAtEnd =
  /(?:(?<=\d)t|[ ,]+(?:- )?(?:(?:pukul|jam|pkl\.?|at) ?)?)(\d{1,2})[.:](\d{2})(?:[.:](\d{2})(?:[.,]\d{1,9})?)?(?: ?([ap])\.?m\.?)?$/;
const compact = /^(\d{8})[t ]?(\d{2})(\d{2})(\d{2})$/;

/** Nobody writes a day in more; of a cell full of commas each could be where the time begins. */
const longestWritten = 200;

/**
 * Reads a day with or without a time as people and programs write them, Indonesian or English: `31/05/2026 08.30`, `Minggu, 31
 * Mei 2026 pukul 08.30 WIB`, `2026-05-31T01:30:00.000Z`, `31-May-2026`, `20260531 083000`. The day stands before the month. Null
 * for everything that has two meanings or none: years of two digits, a weekday that the day is not, bare numbers, 24.00.
 */
export function readWrittenTime(typed: string): WrittenTime | null {
  if (typed.length > longestWritten) return null;
  const { text, dayText, zone, hasTime, time, twelveHours } = splitText(typed);
  if (zone && !hasTime && zone[1] === undefined) return readWithout(text);
  if (zone && !hasTime) return null;
  if (hasTime && time === null) return null;
  const day = dayOfText(dayText, twelveHours);
  const offset = zone ? offsetOf(zone) : null;
  if (!day || offset === undefined) return null;
  return { day, time, offset };
}

/** What stands in a text before its time of day, and what that is. */
function splitText(typed: string) {
  let text = givenSigns(typed)
    .toLowerCase()
    .replace(/^(?:tgl|tanggal)\b\.? ?/, '');
  for (const [long, short] of longZones)
    text = text.replace(new RegExp(`\\((?:${long.source})\\)$`), '').replace(long, short);
  text = text.trim();
  const zone = zoneAtEnd.exec(text);
  const untilZone = zone ? text.slice(0, zone.index) : text;
  const [, date8, ...digits] = compact.exec(untilZone) ?? [];
  const clock = date8 ? null : timeAtEnd.exec(untilZone);
  // An offset is one only behind a time: 01-12-2026 has none.
  const hasTime = date8 !== undefined || clock !== null;
  const time = date8 ? timeOf(digits) : clock ? timeOf(clock.slice(1, 4), clock[4]) : null;
  const dayText = date8 ?? untilZone.slice(0, clock?.index);
  return { text, dayText, zone, hasTime, time, twelveHours: clock?.[4] !== undefined };
}

function readWithout(text: string): WrittenTime | null {
  const day = dayOfText(text, false);
  return day ? { day, time: null, offset: null } : null;
}

/** The day that a text means; null where it says a time of day other than midnight. */
export function dayIn(typed: string): Day | null {
  const read = readWrittenTime(typed);
  return read && (read.time ?? midnight) === midnight ? read.day : null;
}

/** Why a text means no day, where that is plain: a time of day stands behind it, or no calendar has it. */
export function whyNoDay(typed: string): 'time' | 'calendar' | null {
  if (typed.length > longestWritten) return null;
  const { text, dayText, hasTime } = splitText(typed);
  if (hasTime) return dayOfText(dayText, false) ? 'time' : null;
  const [year = '', month, day = ''] = writtenDate(parted(text).date) ?? [];
  return year >= '1900' && month && !dayFrom(year, month, day) ? 'calendar' : null;
}

/** The moment that a text means: by the zone that it names, else where clocks are those of `timeZone`. */
export function momentIn(typed: string, timeZone: string): Date | null {
  const read = readWrittenTime(typed);
  if (!read) return null;
  const wallClock = `${read.day}T${read.time ?? midnight}`;
  if (read.offset === null) return momentAt(wallClock, timeZone);
  return new Date(Date.parse(`${wallClock}Z`) - read.offset * 60_000);
}

const midnight = '00:00:00';

/** `half`: a or p of a clock with twelve hours. */
function timeOf(
  [hour = '', minute = '', second = '0']: (string | undefined)[],
  half?: string,
): string | null {
  const hours = half ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour);
  const isTime = half ? Number(hour) >= 1 && Number(hour) <= 12 : hours <= 23;
  if (!isTime || Number(minute) > 59 || Number(second) > 59) return null;
  return [hours, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Minutes from UTC; undefined where no clock has that. */
function offsetOf([, name, sign, hours = '0', minutes = '0']: RegExpExecArray): number | undefined {
  const own = zones[name ?? 'utc'] ?? 0;
  if (sign === undefined) return own;
  // WIB+1 is nobody's.
  if (own !== 0 || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const yearFirst = /^(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/;
const dayFirst = /^(\d{1,2})(?: ?([-/.]) ?| )(\d{1,2})(?: ?\2 ?| )(\d{4})$/;
const eightDigits = /^(\d{4})(\d{2})(\d{2})$/;
const named = /^(\d{1,2})(?:st|nd|rd|th)?[ ./,-]*(\p{L}+)\.?[ ./,-]*(\d{4})$/u;
const monthBefore = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u;

/** `twelveHours`: an English clock stands behind it, where the month may stand before the day. */
function dayOfText(text: string, twelveHours: boolean): Day | null {
  const { expected, date } = parted(text);
  const day = datePart(date, twelveHours);
  return day && (expected === null || weekdayOf(day) === expected) ? day : null;
}

/** The weekday that a text begins with, if it does, and its date. */
function parted(text: string) {
  const [, weekday, date = ''] =
    /^(?:([\p{L}']+)(?:\.?,| |\.) ?(?=[\d\p{L}]))?(.*)$/u.exec(text.trim()) ?? [];
  const expected = weekday === undefined ? null : weekdayNamed(weekday);
  // What is no weekday may be a month.
  return { expected, date: (expected === null ? text : date).trim() };
}

function datePart(text: string, twelveHours: boolean): Day | null {
  const local = twelveHours ? dayFirst.exec(text) : null;
  return local ? onlyDay(local) : dayFrom(...(writtenDate(text) ?? []));
}

/** Year, month and day of a date as it is written, whether or not a calendar has it; the month is null where no month is called that. */
function writtenDate(text: string): [year?: string, month?: string | null, day?: string] | null {
  const first = yearFirst.exec(text);
  if (first) return [first[1], first[3], first[4]];
  const eight = eightDigits.exec(text);
  if (eight) return [eight[1], eight[2], eight[3]];
  const local = dayFirst.exec(text);
  if (local) return [local[4], local[3], local[1]];
  const [, date, name = '', year] = named.exec(text) ?? [];
  if (date) return [year, monthNamed(name), date];
  const [, month = '', dateBehind, yearBehind] = monthBefore.exec(text) ?? [];
  return dateBehind ? [yearBehind, monthNamed(month), dateBehind] : null;
}

/** Where English clocks are, 10/31/2026 is written as well: the one day that it can be, if there is but one. */
function onlyDay([, first, , second, year]: RegExpExecArray): Day | null {
  const days = new Set([dayFrom(year, second, first), dayFrom(year, first, second)]);
  days.delete(null);
  const [day = null] = days;
  return days.size === 1 ? day : null;
}

function dayFrom(year = '', month: string | null = '', day = ''): Day | null {
  if (month === null) return null;
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(found) && found >= '1900' ? found : null;
}
