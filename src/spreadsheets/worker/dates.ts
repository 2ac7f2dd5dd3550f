/** Number formats that Excel knows by number alone: dates and times, also of East Asian and Thai editions. */
const builtIn = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
  [71, 81],
];

/** The codes of these and of the commonest others, as Indonesia's edition shows them. */
const builtInCodes: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy h:mm',
  45: 'mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};

export function builtInFormat(id: number): string {
  return builtInCodes[id] ?? '';
}

/**
 * Whether a number shown in this format is a point in time. A span such as `[h]:mm` is none: it stays a number.
 * @param code the workbook's own format of that number
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn.some(([first = 0, last = 0]) => id >= first && id <= last);
  // What is shown of positive numbers, without literal text.
  const [bare = ''] = code.replaceAll(/"[^"]*"|[\\_*]./g, '').split(';');
  if (/\[(?:h+|m+|s+)\]/i.test(bare) || /^(?:general|standard)$/i.test(bare.trim())) return false;
  return /[ymdhs]/i.test(bare.replaceAll(/\[[^\]]*\]/g, ''));
}

const dayMs = 86_400_000;
const lastDay = 2_958_465;
/** Day 0 of either system, and the days between them. */
const epoch = Date.UTC(1899, 11, 30);
const between1904 = 1462;

/**
 * A serial as wall-clock time: `2026-05-01` at midnight, else `2026-05-01T08:30:00` (with `.123` only where there are
 * parts of a second), and `08:30:00` for a time without a day. Undefined where the calendar has no such day.
 */
export function dateOf(serial: number, from1904: boolean): string | undefined {
  // Rounded before the day is taken: 46143.9999999999 is the next midnight.
  const ms = Math.round(serial * dayMs);
  let day = Math.floor(ms / dayMs);
  const rest = ms - day * dayMs;
  if (day < 0 || day > lastDay) return undefined;
  if (day === 0) return timeOf(rest);
  if (from1904) day += between1904;
  // The 1900 system has a 29 February 1900, its day 60; the days before it count from one later.
  else if (day === 60) return undefined;
  else if (day < 60) day += 1;
  return rest === 0 ? dayOf(day) : `${dayOf(day)}T${timeOf(rest)}`;
}

/** The same few days come again and again. */
const days = new Map<number, string>();
const maxDays = 10_000;

/** @param day of the 1900 system */
function dayOf(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    if (days.size >= maxDays) days.clear();
    text = new Date(epoch + day * dayMs).toISOString().slice(0, 10);
    days.set(day, text);
  }
  return text;
}

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** @param ms since midnight */
function timeOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = `${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}`;
  const parts = ms % 1000;
  return parts === 0 ? time : `${time}.${String(parts).padStart(3, '0')}`;
}

/** A date written as ISO 8601 in the file (`t="d"`), in the same form. Its offset says nothing of the wall clock. */
export function isoDateOf(text: string): string | undefined {
  const found = /^(?:(\d{4}-\d\d-\d\d)(?:T|$))?(?:(\d\d:\d\d)(:\d\d)?(\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(
    text,
  );
  if (!found || text === '') return undefined;
  const [, date, minutes, seconds = ':00', fraction = ''] = found;
  if (minutes === undefined) return date;
  const parts = /[1-9]/.test(fraction) ? `.${fraction.slice(1, 4).padEnd(3, '0')}` : '';
  const time = `${minutes}${seconds}${parts}`;
  if (date === undefined) return time;
  return time === '00:00:00' ? date : `${date}T${time}`;
}
