import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/chat/card.ts';
import type { Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import { historyParts, type Remark, returnedHead } from '../../src/records/remarks.ts';

const t = translate('en');
const ctx = { t, time: (at: Date) => at.toISOString().slice(11, 16) } as Context;
const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));

const said = (kind: Remark['kind'], hour: number, text: string): Remark => ({
  id: hour,
  kind,
  byId: 1,
  by: 'Bima',
  onBehalfOf: null,
  text,
  at: at(hour).toJSON(),
  isOpen: false,
  files: [],
});
const decided = (hour: number, text: string) => ({ at: at(hour), parts: [{ type: 'text' as const, text }] });
const textOf = (part: Part) => ('text' in part ? part.text : '');

describe('what became of a record, on its cards', () => {
  it('A-3 U-13 is read from top to bottom as it happened: what was decided stands among what was said', () => {
    const remarks = [
      said('QUESTION', 2, 'What for?'),
      said('ANSWER', 3, 'Reports.'),
      said('QUESTION', 5, 'Whose?'),
    ];
    const parts = historyParts(ctx, { name: 'user-id' }, { remarks }, [
      decided(4, 'approved'),
      decided(1, 'first'),
    ]);
    expect(parts.map(textOf)).toEqual(['first', 'What for?', 'Reports.', 'approved', 'Whose?']);
  });

  it('A-3 says of what is left out that it is, where it would stand', () => {
    const remarks = [1, 2, 3, 4, 5, 6, 7, 8].map((hour) => said('COMMENT', hour, `number ${hour}`));
    const parts = historyParts(ctx, { name: 'user-id' }, { remarks }, [
      decided(0, 'before'),
      decided(9, 'after'),
    ]);
    expect(parts.map(textOf).slice(0, 3)).toEqual([
      'before',
      t('record.remark.earlier', { count: 2 }),
      'number 3',
    ]);
    expect(parts.map(textOf).at(-1)).toBe('after');
  });

  it('A-3 is headed by being returned while it is, whatever it is headed by else', () => {
    const status = { text: '2 Aktif', tone: 'good' } as const;
    expect(returnedHead(t, false, status)).toBe(status);
    expect(returnedHead(t, true, status)).toEqual({ text: 'Returned · 2 Aktif', tone: 'waiting' });
  });
});
