import { describe, expect, it } from 'vitest';
import { dateOf, type Values } from '../../src/chat/form.ts';

const holding = (text: string): Values => ({ day: { type: 'text', text } });

describe('a date field', () => {
  it('holds a day of the calendar', () => {
    for (const day of ['2026-05-31', '2028-02-29', '1900-01-01', '9999-12-31'])
      expect(dateOf(holding(day), 'day'), day).toBe(day);
    expect(dateOf(holding(' 2026-05-31\n'), 'day')).toBe('2026-05-31');
  });

  it('holds a day as people write one, where a client lets them type', () => {
    for (const text of [
      '31-05-2026',
      '31/05/2026',
      '31 Mei 2026',
      '2026-5-31',
      '20260531',
      '2026-05-31T00:00',
    ])
      expect(dateOf(holding(text), 'day'), text).toBe('2026-05-31');
  });

  it('holds nothing where there is no such day, or where it has another meaning', () => {
    const none = ['', '2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-06-31', '0000-01-01'];
    const otherwise = ['05/31/2026', '31/05/26', '2026-05-31T08:30', '+02026-05-31', '0001-01-01', 'besok'];
    for (const text of [...none, ...otherwise]) expect(dateOf(holding(text), 'day'), text).toBeNull();
    expect(dateOf({}, 'day')).toBeNull();
    expect(dateOf({ day: { type: 'chosen', chosen: [] } }, 'day')).toBeNull();
  });
});
