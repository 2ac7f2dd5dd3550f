import { describe, expect, it } from 'vitest';
import { action } from '../../src/chat/action.ts';
import type { Button, Card, ListItem } from '../../src/chat/card.ts';
import { formOfCard } from '../../src/chat/form.ts';
import { translate } from '../../src/core/texts/index.ts';
import * as slack from '../../src/platforms/slack/cards.ts';
import { limits as slackLimits } from '../../src/platforms/slack/limits.ts';
import * as teams from '../../src/platforms/teams/cards.ts';
import * as teamsForms from '../../src/platforms/teams/forms.ts';
import { limits as teamsLimits } from '../../src/platforms/teams/limits.ts';

const button = (label: string, id: number): Button => ({
  label,
  does: { action: action('market.open', id) },
});
const row = (n: number, ...more: string[]): ListItem => ({
  title: `Satker ${n}`,
  text: 'Kementerian Keuangan',
  button: button('Lihat', n),
  more: more.map((label) => button(label, n)),
});
const cardOf = (items: ListItem[]): Card => ({
  title: 'Satuan Kerja',
  parts: [{ type: 'list', empty: '', items }],
  buttons: [button('Tambah', 0)],
});
/** What narration calls each button, in the order in which they are reached. */
const calledIn = (drawn: unknown): string[] =>
  [...JSON.stringify(drawn).matchAll(/"(?:accessibility_label|tooltip)":"([^"]*)"/g)].map(
    ([, name = '']) => name,
  );

describe('the buttons of a row', () => {
  const card = cardOf([row(1), row(2, 'Hapus'), row(3, 'Hapus')]);
  const called = [
    'Lihat: Satker 1',
    'Lihat: Satker 2',
    'Hapus: Satker 2',
    'Lihat: Satker 3',
    'Hapus: Satker 3',
  ];

  it('stand beside it in Slack where there is one, and right below it where there are several', () => {
    const [, ...blocks] = slack.renderCard(card);
    expect(blocks.map(({ type }) => type)).toEqual([
      'section',
      'section',
      'actions',
      'section',
      'actions',
      // The card's own buttons are set apart from those of its last row.
      'divider',
      'actions',
    ]);
    expect(blocks[0]).toHaveProperty('accessory');
    expect(blocks[1]).not.toHaveProperty('accessory');
    expect(calledIn(blocks)).toEqual(called);
  });

  it('stand so in Teams too', () => {
    const [, ...rows] = teams.renderCard(card).body;
    expect(rows.map(({ type }) => type)).toEqual(['ColumnSet', 'Container', 'Container', 'ActionSet']);
    expect(rows.at(-1)).toMatchObject({ separator: true });
    expect(calledIn(rows)).toEqual(called);
  });

  it('leave what opens each of many rows where all of them have no room', () => {
    const many = Array.from({ length: 40 }, (_, n) => row(n + 1, 'Ubah', 'Salin', 'Hapus'));
    const opening = many.map(({ title }) => `Lihat: ${title}`);
    const blocks = slack.renderCard(cardOf(many));
    expect(blocks.length).toBeLessThanOrEqual(slackLimits.messageBlocks);
    expect(calledIn(blocks)).toEqual(opening);
    expect(calledIn(slack.renderHome(cardOf(many)))).toHaveLength(160);

    const long = many.slice(0, 32).map((each) => ({ ...each, text: 'Kementerian '.repeat(8) }));
    const drawn = [
      teams.renderCard(cardOf(long)),
      teamsForms.renderForm(formOfCard(cardOf(long), 'Tutup'), { t: translate('id') }),
    ];
    for (const one of drawn) {
      expect(teams.bytesOf(one)).toBeLessThanOrEqual(teamsLimits.message);
      expect(calledIn(one)).toEqual(opening.slice(0, 32));
    }
  });
});
