import { describe, expect, it } from 'vitest';
import { hiddenTime, shownText } from '../../src/spreadsheets/shown.ts';
import { cellsOf, workbook } from './workbook.ts';

const only = async (format: string, value: string | number) => {
  const sheets = [`<row r="1"><c r="A1" s="1"><v>${value}</v></c></row>`];
  const [cell] = await cellsOf(workbook({ sheets, formats: [format] }));
  if (!cell) throw new Error('no cell');
  return cell;
};

describe('what a sheet shows of a number', () => {
  it.each([
    ['000000', 12, '000012'],
    ['000000000000', 81234567890, '081234567890'],
    ['0000000000', 50012345, '0050012345'],
    ['&quot;+&quot;0', 6281234567890, '+6281234567890'],
    ['\\+0', 6281234567890, '+6281234567890'],
    ['0000\\-0000\\-0000', 81234567890, '0812-3456-7890'],
    ['0000&quot; &quot;0000&quot; &quot;0000', 81234567890, '0812 3456 7890'],
    ['[$-421]000', 7, '007'],
    ['[Red]0000', 7, '0007'],
    ['00;-00', 7, '07'],
    ['[&lt;=999999]000000;0000000000', 12, '000012'],
    ['[&lt;=999999]000000;0000000000', 1234567, '0001234567'],
    ['0.00', 12, '12,00'],
    ['0%', 1, '100%'],
    ['0.00E+00', 100000, '1,00E+05'],
    ['000', 0, '000'],
    ['##0', 0, '0'],
    ['@', 12, '12'],
    ['General', 12, '12'],
  ])('P-5 in the format %s', async (format, value, shown) => {
    expect(shownText(await only(format, value))).toBe(shown);
  });

  it.each([
    ['#,##0', 50012345, '50012345'],
    ['# ?/?', 12, '12'],
    ['000', -5, '-5'],
    ['000', 1.5, '1.5'],
  ])('P-5 stays with what is stored where %s hangs on settings', async (format, value, stored) => {
    expect(shownText(await only(format, value))).toBe(stored);
  });
});

describe('what a sheet shows of a date', () => {
  it.each([
    ['dd/mm/yyyy', '01/03/2026'],
    ['d-mmm', '1-Mar'],
    ['d mmmm yyyy', '1 Maret 2026'],
    ['[$-409]d mmmm yyyy', '1 March 2026'],
    ['[$-421]dddd, dd mmmm yyyy', 'Minggu, 01 Maret 2026'],
    ['mmm-yy', 'Mar-26'],
    ['yyyy\\-mm\\-dd', '2026-03-01'],
    ['mm/dd/yyyy hh:mm', '03/01/2026 14:07'],
    ['d/m/yy h:mm:ss AM/PM', '1/3/26 2:07:11 PM'],
    ['mm:ss', '07:11'],
  ])('P-5 in the format %s', async (format, shown) => {
    expect(shownText(await only(format, 46082 + (14 * 3600 + 7 * 60 + 11) / 86_400))).toBe(shown);
  });

  it.each([
    ['dd/mm/yyyy', 46082.7083333333, '17:00:00'],
    ['d-mmm', 46082.99998842592, '23:59:59'],
    ['dd/mm/yyyy', 46082.00013888889, null],
    ['dd/mm/yyyy', 46082.00055555556, null],
    ['dd/mm/yyyy', 46082.0007, '00:01:00'],
    ['dd/mm/yyyy', 46082, null],
    ['dd/mm/yyyy hh:mm', 46082.7083333333, null],
  ])('P-5 in the format %s hides of %d the time %s', async (format, serial, time) => {
    expect(hiddenTime(await only(format, serial))).toBe(time);
  });
});
