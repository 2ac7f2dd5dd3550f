import type { Day } from './day.ts';

/** Months as Indonesian and English write them; what begins one and has three letters stands for it. */
const months = [
  ['januari', 'january'],
  ['februari', 'february', 'pebruari'],
  ['maret', 'march'],
  ['april'],
  ['mei', 'may'],
  ['juni', 'june'],
  ['juli', 'july'],
  ['agustus', 'august', 'ags', 'agt', 'agst'],
  ['september'],
  ['oktober', 'october'],
  ['november', 'nopember'],
  ['desember', 'december'],
];

const weekdays = [
  ['minggu', 'ahad', 'sunday'],
  ['senin', 'monday'],
  ['selasa', 'tuesday'],
  ['rabu', 'wednesday'],
  ['kamis', 'thursday'],
  ['jumat', "jum'at", 'friday'],
  ['sabtu', 'saturday'],
];

function placeIn(list: readonly (readonly string[])[], name: string): number {
  const wanted = name.toLowerCase();
  if (wanted.length < 3) return -1;
  return list.findIndex((names) => names.some((one) => one.startsWith(wanted)));
}

/** The number of a month, `1` to `12`, by its name or how it begins; null for what is none. */
export function monthNamed(name: string): string | null {
  const place = placeIn(months, name);
  return place < 0 ? null : String(place + 1);
}

/** The place of a weekday in the week, Sunday being 0; null for what is none. */
export function weekdayNamed(name: string): number | null {
  const place = placeIn(weekdays, name);
  return place < 0 ? null : place;
}

export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
