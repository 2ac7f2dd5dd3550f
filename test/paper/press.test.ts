import { expect, it } from 'vitest';
import { Crowded } from '../../src/core/shares.ts';
import type { Paper } from '../../src/paper/paper.ts';
import { createPress, printing } from '../../src/paper/press.ts';

const paper = (title: string): Paper => ({
  language: 'id',
  title,
  author: 'Satu Pintu',
  madeAt: new Date('2026-11-21T03:00:00Z'),
  blocks: [{ type: 'text', text: title }],
  foot: 'Satu Pintu',
  pageOf: '{page}/{pages}',
  unknownSigns: '-',
});

it('I-5 of papers one is printed at a time, so many of one asker wait, one more is refused, and others have their turn between', async () => {
  const press = createPress();
  const order: string[] = [];
  const ask = (asker: string, name: string) =>
    press(asker, paper(name)).then((content) => {
      order.push(name);
      return Buffer.from(content).subarray(0, 5).toString();
    });
  const most = printing.each + printing.waitingEach;
  const all = Array.from({ length: most }, (_, n) => ask('satu', `satu ${n}`));
  await expect(press('satu', paper('satu lagi'))).rejects.toThrow(Crowded);
  const other = ask('dua', 'dua');
  expect(await Promise.all([...all, other])).toEqual(Array(most + 1).fill('%PDF-'));
  // Whoever waits while somebody else has eleven comes after one of them.
  expect(order.indexOf('dua')).toBeLessThanOrEqual(2);
  expect(order.filter((name) => name !== 'dua')).toEqual(Array.from({ length: most }, (_, n) => `satu ${n}`));
});
