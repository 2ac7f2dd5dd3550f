import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, formatTime, languages } from '../../src/core/texts/index.ts';
import { dayIn, momentIn, whyNoDay } from '../../src/core/written-time.ts';

describe('days as people write them', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026/1/31', '2026-01-31'],
    ['20260131', '2026-01-31'],
    ['31/01/2026', '2026-01-31'],
    ['31 / 01 / 2026', '2026-01-31'],
    ['1-2-2026', '2026-02-01'],
    ['31.01.2026', '2026-01-31'],
    ['31\u201301\u20132026', '2026-01-31'],
    ['31\u221201\u22122026', '2026-01-31'],
    ['３１/01/2026', '2026-01-31'],
    ['31 Januari 2026', '2026-01-31'],
    ['31 Januari, 2026', '2026-01-31'],
    ['31 Januari2026', '2026-01-31'],
    ['31 jan 2026', '2026-01-31'],
    ['31 Jan. 2026', '2026-01-31'],
    ['31-JAN-2026', '2026-01-31'],
    ['tgl. 31 Januari 2026', '2026-01-31'],
    ['Sabtu, 31 Januari 2026', '2026-01-31'],
    ['Sab 31/01/2026', '2026-01-31'],
    ['Sat, 31 Jan 2026', '2026-01-31'],
    ["Jum'at, 30 Januari 2026", '2026-01-30'],
    ['1st December 2026', '2026-12-01'],
    ['December 1, 2026', '2026-12-01'],
    ['17 Agu 2026', '2026-08-17'],
    ['17 Ags 2026', '2026-08-17'],
    ['17 Agt 2026', '2026-08-17'],
    ['17 Agust 2026', '2026-08-17'],
    ['17 August 2026', '2026-08-17'],
    ['1 Sept 2026', '2026-09-01'],
    ['1 Peb 2026', '2026-02-01'],
    ['1 Nop 2026', '2026-11-01'],
    ['29/02/2028', '2028-02-29'],
    ['2026-01-31 00:00:00', '2026-01-31'],
    ['2026-01-31T00:00', '2026-01-31'],
    ['2026-01-31T00:00:00.000Z', '2026-01-31'],
    ['31/01/2026 00.00', '2026-01-31'],
    ['31/01/2026, 00.00.00', '2026-01-31'],
    ['31 Januari 2026 pukul 00.00 WIB', '2026-01-31'],
  ])('P-1 takes %s', (typed, day) => {
    expect(dayIn(typed)).toBe(day);
  });

  it.each([
    '31/02/2026',
    '29/02/2027',
    '01/31/2026',
    '46023',
    '2026',
    '12-2026',
    '1/2/26',
    '1-Des-26',
    '31/01-2026',
    '31 Foo 2026',
    '31 J 2026',
    'Minggu, 31 Januari 2026',
    '2026-01-31 08:30',
    '2026-01-30T17:00:00.000Z',
    '31/01/0026',
    '31/01/2026 lewat',
    '',
  ])('P-5 refuses %j rather than guess', (typed) => {
    expect(dayIn(typed)).toBeNull();
  });
});

describe('what is wrong with a day', () => {
  it.each([
    ['31/11/2026', 'calendar'],
    ['2026-02-30', 'calendar'],
    ['Senin, 31 November 2026', 'calendar'],
    ['20261131', 'calendar'],
    ['01/13/2026', 'calendar'],
    ['01/12/2026 12:00:00 AM', 'time'],
    ['1 Desember 2026 pukul 08.30 WIB', 'time'],
    ['01/12/2026 25:00', 'time'],
    ['31/11/2026 08:30', null],
    ['01/12/26', null],
    ['31/01/0026', null],
    ['31 Foo 2026', null],
    ['46357', null],
    ['segera', null],
    ['', null],
  ])('P-5 %j: %s', (typed, why) => {
    expect(dayIn(typed)).toBeNull();
    expect(whyNoDay(typed)).toBe(why);
  });
});

describe('times as people and programs write them', () => {
  const halfPastEight = '2026-10-31T01:30:00.000Z';
  it.each([
    '31/10/2026 08.30',
    '31/10/2026, 08.30.00',
    '31/10/2026\u00a008:30',
    '31/10/2026 - 8.30',
    '31 Oktober 2026 jam 08.30',
    'Sabtu, 31 Oktober 2026 pukul 08.30.00 WIB',
    'Sabtu, 31 Oktober 2026 pukul 08.30.00 Waktu Indonesia Barat',
    '31 October 2026 at 08:30:00 WIB',
    '2026-10-31T01:30:00Z',
    '2026-10-31T01:30:00.000Z',
    '2026-10-31T08:30:00+07:00',
    '2026-10-31T08:30+07',
    '2026-10-31 08:30:00.000',
    'Sat Oct 31 2026 08:30:00 GMT+0700 (Western Indonesia Time)',
    'Sat, 31 Oct 2026 01:30:00 GMT',
    '10/31/2026 8:30 AM',
    '31-OCT-2026 08.30.00.000000 AM',
    '20261031 083000',
    '20261031083000',
    '31/10/2026 08:30 (WIB)',
    '31/10/2026 08:30 GMT+7',
    '31/10/2026 09:30 WITA',
    '31/10/2026 10.30 wit',
  ])('S-18 takes %s', (typed) => {
    expect(momentIn(typed, 'Asia/Jakarta')?.toISOString()).toBe(halfPastEight);
  });

  it.each([
    '31/10/26 08.30',
    '31-OCT-26 08.30.00 AM',
    '10/11/2026 8:30 AM',
    '31/10/2026 24:00',
    '31/10/2026 08:60',
    '31/10/2026 13:30 PM',
    '31/10/2026 0:30 AM',
    '31/10/2026 08:30 EST',
    '31/10/2026 08:30 WIB+1',
    '31/10/2026 08:30 GMT+15',
    '46326.354',
    'Belum pernah login',
    '-',
    '',
  ])('S-18 refuses %j rather than guess', (typed) => {
    expect(momentIn(typed, 'Asia/Jakarta')).toBeNull();
  });

  it('S-18 takes a time without a zone for that of the place', () => {
    const at = (zone: string) => momentIn('31/10/2026 08.30', zone)?.toISOString();
    expect(at('Asia/Makassar')).toBe('2026-10-31T00:30:00.000Z');
    expect(at('Asia/Jayapura')).toBe('2026-10-30T23:30:00.000Z');
    expect(momentIn('31/10/2026 08.30 WIT', 'Asia/Jakarta')).toEqual(new Date('2026-10-30T23:30:00Z'));
  });
});

describe('what the product writes itself', () => {
  const moment = fc
    .integer({ min: 0, max: 4_000_000 })
    .map((n) => new Date(Date.UTC(2000, 0, 1) + n * 300_000));

  it.each(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC'])('I-8 is read again, in %s', (zone) => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...languages), (at, language) => {
        expect(momentIn(formatTime(language, zone, at), 'Europe/Berlin')).toEqual(at);
        const day = at.toISOString().slice(0, 10);
        expect(dayIn(formatDay(language, day))).toBe(day);
      }),
    );
  });

  it('P-5 never reads a text as a day that the calendar has not', () => {
    const written = fc.tuple(
      fc.constantFrom('/', '-', '.', ' '),
      ...[99, 99, 9999].map((max) => fc.integer({ min: 0, max })),
    );
    fc.assert(
      fc.property(written, ([sign, day, month, year]) => {
        const read = dayIn([day, month, String(year).padStart(4, '0')].join(String(sign)));
        if (read === null) return;
        expect(read).toBe(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10));
        expect(Number(read.slice(8))).toBe(day);
      }),
    );
  });
});
