import { type Cell, cellText } from './cell.ts';
import { conditionOf, type Piece, partsOf, piecesOf, sectionsOf } from './formats.ts';

const indonesian = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];
const long = {
  id: 'Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember'.split(','),
  en: 'January,February,March,April,May,June,July,August,September,October,November,December'.split(','),
};
const weekdays = {
  id: 'Minggu,Senin,Selasa,Rabu,Kamis,Jumat,Sabtu'.split(','),
  en: 'Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday'.split(','),
};

/** How the sheet shows a value of this format; null where that hangs on the reader's settings, or is not known here. */
interface Shower {
  number(value: number): string | null;
  date(value: string): string | null;
  /** A time of day is among what is shown. */
  showsTime: boolean;
  /** Numbers are shown as amounts are: with a fraction, in percent, or with an exponent. */
  calculates: boolean;
}

const showers = new Map<string, Shower>();
const mostShowers = 500;
const mostDates = 200;

function showerOf(format: string): Shower {
  let shower = showers.get(format);
  if (!shower) {
    if (showers.size >= mostShowers) showers.clear();
    shower = makeShower(format);
    showers.set(format, shower);
  }
  return shower;
}

/** What the sheet shows in a cell; what is stored, where the two differ by the reader's settings alone. */
export function shownText(cell: Cell): string {
  const { format, value } = cell;
  if (format === '') return cellText(cell);
  if (typeof value === 'number') return showerOf(format).number(value) ?? cellText(cell);
  const isDate = cell.kind === 'date' || (cell.kind === 'formula' && isoDate.test(String(value)));
  return (isDate ? showerOf(format).date(String(value)) : null) ?? cellText(cell);
}

const isoDate = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:T|$|(?=\d\d:))(?:(\d\d):(\d\d):(\d\d))?/;

/**
 * The time of day that a date cell holds and does not show, `17:00:00`. Less than a minute after midnight is none: a
 * common writer's arithmetic is late by the seconds that local time once differed from its zone.
 */
export function hiddenTime(cell: Cell): string | null {
  if (cell.kind !== 'date' || showerOf(cell.format).showsTime) return null;
  return timeIn(cell);
}

/** Whether a number is shown as an amount, such as the code 1E5 that became 1,00E+05: no text that somebody typed. */
export function isAmount(cell: Cell): boolean {
  return cell.kind === 'number' && cell.format !== '' && showerOf(cell.format).calculates;
}

/** The time of day of a date cell, from the first minute on. */
export function timeIn(cell: Cell): string | null {
  const [, time = null] = /^\d{4}-\d\d-\d\dT(\d\d:\d\d:\d\d)/.exec(String(cell.value)) ?? [];
  return time === null || time.startsWith('00:00:') ? null : time;
}

function makeShower(format: string): Shower {
  const sections = sectionsOf(format).map((code) => ({ holds: conditionOf(code), pieces: piecesOf(code) }));
  const [first] = sections;
  const hasConditions = sections.some(({ holds }) => holds);
  // Without conditions the first is for positive numbers, of which all that we take are, and a third one for zero.
  const sectionFor = (value: number) =>
    hasConditions
      ? (sections.find(({ holds }) => holds?.(value)) ?? sections.at(-1))
      : ((value === 0 ? sections[2] : undefined) ?? first);
  const language = /\[\$[^\]]*-(?:[0-9a-f]*0?[48c]09|en)/i.test(format) ? 'en' : 'id';
  const parts = partsOf(first?.pieces ?? []);
  /** A sheet shows the same few days in thousands of rows. */
  const shownDates = new Map<string, string | null>();
  const calculates = parts.some((part) => /^[.%e]$/i.test(part)) || /[#0?] ?\/[#0?\d]/.test(format);
  return {
    number: (value) =>
      calculates ? shownAmount(format, value) : shownNumber(sectionFor(value)?.pieces ?? [], value),
    date(value) {
      let shown = shownDates.get(value);
      if (shown === undefined) {
        shown = shownDate(first?.pieces ?? [], language, value);
        if (shownDates.size >= mostDates) shownDates.clear();
        shownDates.set(value, shown);
      }
      return shown;
    },
    showsTime: parts.some((part) => /^(?:h+|s+|minutes)/.test(part)),
    calculates,
  };
}

/** `0.00`, `0%`, `0.00E+00`, with the comma of Indonesia's edition; no spreadsheet shows more than 30 places. */
function shownAmount(format: string, value: number): string | null {
  const [, places = '', kind = ''] = /^[#0]*0(?:\.(0{1,30}))?(%|E\+00)?$/.exec(format) ?? [];
  if (places === '' && kind === '') return null;
  const comma = (text: string) => text.replace('.', ',');
  if (kind === '%') return `${comma((value * 100).toFixed(places.length))}%`;
  if (kind === '') return comma(value.toFixed(places.length));
  const [mantissa = '', exponent = ''] = value.toExponential(places.length).split('e');
  return `${comma(mantissa)}E${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}

/** Whole numbers in formats of digits and texts, such as `000000` or `"+"0`. */
function shownNumber(pieces: Piece[], value: number): string | null {
  const parts = partsOf(pieces);
  const isDigits = parts.length > 0 && parts.every((part) => /^[0#?]$/.test(part));
  if (!isDigits || !Number.isSafeInteger(value) || value < 0) return null;
  let digits = value === 0 ? '' : String(value);
  let left = parts.length;
  let shown = '';
  for (const piece of pieces.toReversed()) {
    if ('text' in piece) {
      shown = piece.text + shown;
      continue;
    }
    left -= 1;
    // The first place takes all digits that are left.
    const own = left === 0 ? digits : digits.slice(-1);
    digits = digits.slice(0, digits.length - own.length);
    shown = (own || { '0': '0', '?': ' ' }[piece.part] || '') + shown;
  }
  return shown.trim();
}

function shownDate(pieces: Piece[], language: 'id' | 'en', value: string): string | null {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = isoDate.exec(value) ?? [];
  const shown = pieces.map((piece) => {
    if ('text' in piece) return piece.text;
    const { part } = piece;
    const twelve = pieces.some((one) => 'part' in one && one.part === 'half');
    if (/^[ymd]/.test(part) && year === undefined) return null;
    const named = long[language][Number(month) - 1] ?? '';
    const weekday = weekdays[language][new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay()] ?? '';
    const hours = String(twelve ? Number(hour) % 12 || 12 : Number(hour));
    const known: Record<string, string | undefined> = {
      y: year?.slice(-2),
      yy: year?.slice(-2),
      m: String(Number(month)),
      mm: month,
      mmm: language === 'id' ? indonesian[Number(month) - 1] : named.slice(0, 3),
      mmmm: named,
      mmmmm: named.slice(0, 1),
      d: String(Number(day)),
      dd: day,
      ddd: weekday.slice(0, 3),
      dddd: weekday,
      h: hours,
      hh: hours.padStart(2, '0'),
      minutes: String(Number(minute)),
      minutes2: minute,
      s: String(Number(second)),
      ss: second,
      half: Number(hour) < 12 ? 'AM' : 'PM',
      '.': '.',
      ',': ',',
      '0': '0',
    };
    return known[part] ?? (/^y/.test(part) ? (year ?? null) : null);
  });
  return shown.includes(null) ? null : shown.join('');
}
