import { parseMrkdwn } from '@satu-pintu/playground/judges';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Part } from '../../src/chat/card.ts';
import { type Letter, letterText } from '../../src/neighbours/mail/letter.ts';
import { renderCard } from '../../src/platforms/slack/cards.ts';
import * as teams from '../../src/platforms/teams/cards.ts';

/** What could be more than text somewhere, in any order. */
const typed = fc
  .array(
    fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '>',
      ':',
      ':x:',
      ':+1:',
      'a',
      'Status',
      ' ',
      '\n',
      '<!here>',
      '&gt;',
      '|',
      '[a](b)',
      '•',
    ),
    { maxLength: 14 },
  )
  .map((some) => some.join(''));

const cardOf = (parts: Part[], title = 'Judul'): Card => ({ title, parts, buttons: [] });
const mrkdwnIn = (card: Card): string[] => {
  const texts: string[] = [];
  JSON.stringify(renderCard(card), (_key, value: unknown) => {
    const { type, text } = (value ?? {}) as { type?: unknown; text?: unknown };
    if (type === 'mrkdwn' && typeof text === 'string') texts.push(text);
    return value;
  });
  return texts;
};
/** The kinds of everything in a text that is not text, as Slack shows it. */
const kindsIn = (text: string): string[] => {
  const kinds: string[] = [];
  JSON.stringify(parseMrkdwn(text), (_key, value: unknown) => {
    const { kind } = (value ?? {}) as { kind?: unknown };
    if (typeof kind === 'string' && !['text', 'break', 'paragraph'].includes(kind)) kinds.push(kind);
    return value;
  });
  return kinds;
};

describe('nothing that somebody typed looks like a label or a status of ours', () => {
  it('in Slack: a value is plain and in one line, beside its label alone in bold', () => {
    fc.assert(
      fc.property(typed, (value) => {
        const [field = ''] = mrkdwnIn(cardOf([{ type: 'facts', facts: [{ label: 'Nama', value }] }]));
        expect(field.split('\n')).toHaveLength(2);
        expect(kindsIn(field)).toEqual(['styled']);
      }),
      // A row of underscores before a mark: the last of them would begin.
      { examples: [['__*_'], ['__é__'], ['é__a']] },
    );
  });

  it('in Slack: what stands on one line is plain together', () => {
    fc.assert(
      fc.property(typed, typed, (one, other) => {
        const steps = [one, other].map((label) => ({ label, state: 'ahead' as const }));
        const line = renderCard(cardOf([{ type: 'progress', steps }])).flatMap((block) =>
          block.type === 'context' ? block.elements : [],
        );
        for (const element of line) if (element.type === 'mrkdwn') expect(kindsIn(element.text)).toEqual([]);
        expect(line).not.toEqual([]);
      }),
      { examples: [['__*', '__']] },
    );
  });

  it('in Slack: a text is plain, and what is quoted is quoted to its end', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const [plain = ''] = mrkdwnIn(cardOf([{ type: 'text', text }]));
        expect(kindsIn(plain)).toEqual([]);
        const [quote = ''] = mrkdwnIn(cardOf([{ type: 'quote', label: 'Alasan', text }]));
        const [, ...lines] = quote.split('\n');
        expect(lines.every((line) => line.startsWith('>'))).toBe(true);
        expect(kindsIn(lines.join('\n'))).toEqual(['quote']);
      }),
      // Names of emoji without a letter.
      { examples: [[':_:'], [':+1:'], ['a :100:'], ['1:100:2']] },
    );
  });

  it('in Slack: addresses, times and User IDs stand as they are', () => {
    for (const value of [
      'rina_wulandari+1@x.example',
      '28 Nov 2026, 08:30:15',
      'SAT-2026-000001',
      'a.b_c-d',
      '_joko',
      'joko_',
    ])
      expect(mrkdwnIn(cardOf([{ type: 'facts', facts: [{ label: 'L', value }] }]))).toEqual([
        `*L*\n${value}`,
      ]);
    const title = renderCard(cardOf([], 'Rina :white_check_mark: Aktif'))[0];
    expect(JSON.stringify(title)).not.toContain(':white_check_mark:');
  });

  it('in Teams: a value is one run of text', () => {
    fc.assert(
      fc.property(typed, (value) => {
        const { body } = teams.renderCard(cardOf([{ type: 'facts', facts: [{ label: 'Nama', value }] }]));
        const columns = body.find(({ type }) => type === 'ColumnSet')?.columns as { items: object[] }[];
        expect(columns.map(({ items }) => items.length)).toEqual([1, 1]);
        expect(JSON.stringify(columns)).not.toContain('"TextBlock"');
        expect(JSON.stringify(columns)).not.toMatch(/\\n/);
      }),
    );
  });

  it('in letters: further lines of a reason are set in, and none is a fact or the end', () => {
    const letter: Letter = {
      language: 'id',
      to: { name: 'Rina', address: 'rina@x.example' },
      subject: 'S',
      paragraphs: ['Alasan: tidak\n\nNama: Bima\n-- \nSatu Pintu'],
      facts: [{ label: 'Nama', value: 'Rina\nStatus: Disetujui' }],
    };
    const lines = letterText(letter).split('\n');
    expect(lines.filter((line) => /^(Nama|Status|Satu Pintu|-- )/.test(line))).toEqual([
      'Nama: Rina Status: Disetujui',
      '-- ',
    ]);
  });
});
