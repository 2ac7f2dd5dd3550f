import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../src/core/day.ts';
import type { WorkingCalendar } from '../../src/working-time/calendar.ts';
import { add, between, isWorking, nextWorkingMoment } from '../../src/working-time/time.ts';
import { type Zone, zoneCalled, zoneNames, zones } from '../../src/working-time/zones.ts';
import { holidaysOf2026 } from '../support/holidays.ts';

const hours = { from: 7 * 60 + 30, until: 16 * 60 };
const calendar: WorkingCalendar = { hours, holidays: new Set(holidaysOf2026) };

/** A moment as clocks there show it. */
const at = (text: string, zone: Zone = 'WIB') => new Date(`${text}${offsets[zone]}`);
const offsets: Record<Zone, string> = { WIB: '+07:00', WITA: '+08:00', WIT: '+09:00' };

describe('working time', () => {
  it.each<[string, string, { days?: number; hours?: number }, string]>([
    ['within a day', '2026-11-24T10:00', { hours: 2 }, '2026-11-24T12:00'],
    ['to the same hour of the next', '2026-11-24T10:00', { days: 1 }, '2026-11-25T10:00'],
    ['over the night', '2026-11-24T15:00', { hours: 2 }, '2026-11-25T08:30'],
    ['over a week-end', '2026-11-27T15:59', { days: 1 }, '2026-11-30T15:59'],
    ['from the opening on', '2026-11-24T03:00', { days: 1 }, '2026-11-25T07:30'],
    ['from the closing on', '2026-11-24T16:00', { days: 1 }, '2026-11-26T07:30'],
    ['from a Saturday on', '2026-11-28T12:00', { days: 3 }, '2026-12-03T07:30'],
    ['of nothing', '2026-11-28T12:00', {}, '2026-11-30T07:30'],
    ['over Nyepi and Idul Fitri', '2026-03-17T10:00', { days: 1 }, '2026-03-25T10:00'],
    ['into the next year', '2026-12-31T14:00', { days: 1 }, '2027-01-01T14:00'],
  ])('A-7 passes %s', (_, start, span, due) => {
    for (const zone of zoneNames)
      expect(add(calendar, at(start, zone), span, zones[zone])).toEqual(at(due, zone));
  });

  it('A-7 tells the last minute of a day from its end', () => {
    expect(isWorking(calendar, at('2026-11-24T15:59:59'), zones.WIB)).toBe(true);
    expect(isWorking(calendar, at('2026-11-24T16:00'), zones.WIB)).toBe(false);
    expect(isWorking(calendar, at('2026-11-24T07:30'), zones.WIB)).toBe(true);
    expect(isWorking(calendar, at('2026-11-24T07:29:59'), zones.WIB)).toBe(false);
    expect(isWorking(calendar, at('2026-03-18T10:00'), zones.WIB)).toBe(false);
  });

  it('A-7 knows the zones by their names', () => {
    expect(['wib', ' WITA ', 'Wit', 'GMT+7'].map(zoneCalled)).toEqual(['WIB', 'WITA', 'WIT', undefined]);
  });
});

describe('against every minute of two years', () => {
  const firstDay: Day = '2025-12-29';
  const days = 760;
  const minutesOfDay = 24 * 60;

  /** Which minutes since midnight UTC of the first day people work in, one after the other, and how many came before each. */
  function table(zone: Zone) {
    const offset = Number(offsets[zone].slice(1, 3)) * 60;
    const minutes: number[] = [];
    const before = new Int32Array(days * minutesOfDay + 1);
    for (let minute = 0; minute < days * minutesOfDay; minute += 1) {
      before[minute] = minutes.length;
      const local = minute + offset;
      const day = Math.floor(local / minutesOfDay);
      const weekday = day % 7; // The first day is a Monday.
      const inDay = local % minutesOfDay;
      if (weekday < 5 && inDay >= hours.from && inDay < hours.until && !free.has(day)) minutes.push(minute);
    }
    before[days * minutesOfDay] = minutes.length;
    return { minutes, before };
  }
  const free = new Set<number>();
  for (let day = 0; day < days + 1; day += 1)
    if (holidaysOf2026.includes(addDays(firstDay, day))) free.add(day);
  const tables = Object.fromEntries(zoneNames.map((zone) => [zone, table(zone)])) as Record<
    Zone,
    ReturnType<typeof table>
  >;
  const epoch = Date.parse(`${firstDay}T00:00:00Z`);

  /** The same numbers at each run. */
  function* drawn(seed: number): Generator<number, never> {
    for (let state = seed; ; ) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      yield state / 2 ** 32;
    }
  }

  it('A-7 agrees with it for 100,000 starts, spans and zones', () => {
    const random = drawn(20261129);
    const below = (limit: number) => Math.floor((random.next().value as number) * limit);
    const wrong: unknown[] = [];
    for (let round = 0; round < 100_000; round += 1) {
      const zone = zoneNames[below(3)] ?? 'WIB';
      const { minutes, before } = tables[zone];
      const minute = below(700 * minutesOfDay);
      const ms = below(2) * below(60_000);
      const span = { days: below(12), hours: below(10) };
      const start = new Date(epoch + minute * 60_000 + ms);
      const length = span.days * (hours.until - hours.from) + span.hours * 60;

      const rank = before[minute] ?? 0;
      const isWorked = minutes[rank] === minute;
      const rest = isWorked ? ms : 0;
      const due = epoch + (minutes[rank + length] ?? Number.NaN) * 60_000 + rest;
      const next = isWorked ? start.getTime() : epoch + (minutes[rank] ?? Number.NaN) * 60_000;

      const found = add(calendar, start, span, zones[zone]);
      const took = between(calendar, start, found, zones[zone]) * (hours.until - hours.from);
      if (
        found.getTime() !== due ||
        Math.abs(took - length) > 1e-6 ||
        nextWorkingMoment(calendar, start, zones[zone]).getTime() !== next ||
        (round % 10 === 0 && isWorking(calendar, start, zones[zone]) !== isWorked)
      )
        wrong.push({ zone, start, span, found, due: new Date(due), took });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});
