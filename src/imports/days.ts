import { type Day, isDay } from '../core/day.ts';

/** Months as Indonesian and English write them, whole or by their first three letters. */
const months = [
  ['januari', 'january'],
  ['februari', 'february', 'pebruari'],
  ['maret', 'march'],
  ['april'],
  ['mei', 'may'],
  ['juni', 'june'],
  ['juli', 'july'],
  ['agustus', 'august', 'agu', 'agt'],
  ['september', 'sept'],
  ['oktober', 'october'],
  ['november', 'nopember'],
  ['desember', 'december'],
];

/**
 * The day that a text means, or null: `2026-01-31`, `31/01/2026` (day first, as Indonesia writes it), `31-1-2026`,
 * `31 Januari 2026`, `31-Jan-2026`. A time of midnight after it is dropped.
 */
export function dayIn(text: string): Day | null {
  const date = text.trim().replace(/[T ]0{1,2}[:.]00(?:[:.]00(?:\.0+)?)?$/, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date);
  if (iso) return dayFrom(iso[1], iso[2], iso[3]);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(date);
  if (local) return dayFrom(local[3], local[2], local[1]);
  const named = /^(\d{1,2})[ -](\p{L}+)\.?[ -](\d{4})$/u.exec(date);
  if (!named) return null;
  const month = monthOf(named[2] ?? '');
  return month ? dayFrom(named[3], String(month), named[1]) : null;
}

function monthOf(name: string): number {
  const wanted = name.toLowerCase();
  return months.findIndex((names) => names.some((one) => one === wanted || one.slice(0, 3) === wanted)) + 1;
}

function dayFrom(year = '', month = '', day = ''): Day | null {
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(found) && found >= '1900' ? found : null;
}
