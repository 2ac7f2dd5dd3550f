import type { Day } from '../day.ts';
import { memoized } from '../memoized.ts';
import type { Language } from './format.ts';

/** English as Indonesia writes it: another one calls its time zones GMT+7. */
const locales: Record<Language, string> = { id: 'id-ID', en: 'en-ID' };

/** What stands between hours and minutes. */
const marks: Record<Language, string> = { id: '.', en: ':' };

/** Days as they are, whatever zone they are looked at from. */
const days = 'UTC';

interface Made {
  format: Intl.DateTimeFormat;
  /** What it shows of a minute, by what each piece is: what a change brings to people names the same few moments over and over. */
  piecesOf(minute: number): Partial<Record<string, string>>;
}

const formats = new Map<string, Made>();

const minuteMs = 60_000;
/** Minutes that each format knows its pieces of. */
const remembered = 200;

/** To make one costs a thousand times what to use it does. */
function made(language: Language, timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Made {
  const key = `${language} ${timeZone} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
  const piecesOf = memoized(remembered, (minute: number) =>
    Object.fromEntries(format.formatToParts(minute * minuteMs).map(({ type, value }) => [type, value])),
  );
  const one = { format, piecesOf };
  formats.set(key, one);
  return one;
}

const moment = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;
const { year: _, ...momentOfNow } = moment;
const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const { year: __, ...dayOfNow } = day;

const minuteOf = (time: Date): number => Math.floor(time.getTime() / minuteMs);

const clock = (language: Language, { hour, minute, timeZoneName }: Partial<Record<string, string>>): string =>
  `${hour}${marks[language]}${minute} ${timeZoneName}`;

const at = (one: Day): Date => new Date(`${one}T00:00:00Z`);

/** A moment, `21 November 2026 10.04 WIB`, in English `21 November 2026 10:04 WIB` (I-8). */
export function formatTime(language: Language, timeZone: string, time: Date): string {
  const part = made(language, timeZone, 'moment', moment).piecesOf(minuteOf(time));
  return `${part.day} ${part.month} ${part.year} ${clock(language, part)}`;
}

/** A moment that somebody plans by, `Rabu, 25 November 10.00 WITA`: it is no year away. */
export function formatTerm(language: Language, timeZone: string, time: Date): string {
  const part = made(language, timeZone, 'term', { weekday: 'long', ...momentOfNow }).piecesOf(minuteOf(time));
  return `${part.weekday}, ${part.day} ${part.month} ${clock(language, part)}`;
}

/** A time of day, by minutes since midnight: `08.00`, in English `08:00`. */
export function formatClock(language: Language, minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}${marks[language]}${two(minutes % 60)}`;
}

/** A day, `31 Mei 2026`. */
export const formatDay = (language: Language, one: Day): string =>
  made(language, days, 'day', day).format.format(at(one));

/** From one day to another, `1–5 Juni 2026`; the same day alone where they are one. */
export const formatPeriod = (language: Language, from: Day, until: Day): string =>
  ranged(made(language, days, 'day', day), from, until);

/** The same of days that are no year away, `19–24 Maret`. */
export const formatDays = (language: Language, from: Day, until: Day): string =>
  ranged(made(language, days, 'days', dayOfNow), from, until);

/** Thin spaces, which it has around its dash, are found by nobody who searches for what they read. */
const ranged = ({ format }: Made, from: Day, until: Day): string =>
  format.formatRange(at(from), at(until)).replaceAll('\u2009', ' ');
