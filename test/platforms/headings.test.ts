import { describe, expect, it } from 'vitest';
import type { Card, Part } from '../../src/chat/card.ts';
import { formOfCard } from '../../src/chat/form.ts';
import { translate } from '../../src/core/texts/index.ts';
import * as slack from '../../src/platforms/slack/cards.ts';
import * as slackForms from '../../src/platforms/slack/forms.ts';
import * as teams from '../../src/platforms/teams/cards.ts';
import type { Element } from '../../src/platforms/teams/elements.ts';
import * as teamsForms from '../../src/platforms/teams/forms.ts';

const heading = (text: string): Part => ({ type: 'heading', text });
const list: Part = {
  type: 'list',
  empty: '',
  items: ['Satu', 'Dua'].map((title) => ({ title, text: 'Keterangan' })),
};
const card: Card = {
  title: 'Bantuan',
  parts: [heading('Di atas'), list, heading('Meja'), heading('Bagian'), list, heading('Portal'), list],
  buttons: [],
};
const form = formOfCard(card, 'Tutup');

/** Each heading with whether a line stands above it. */
const inSlack = (blocks: readonly { type: string }[]) =>
  blocks.flatMap((block, i) => {
    const text = /"\*(Di atas|Meja|Bagian|Portal)\*"/.exec(JSON.stringify(block))?.[1];
    return text ? [[text, blocks[i - 1]?.type === 'divider']] : [];
  });
const inTeams = (body: readonly Element[]) =>
  body.flatMap((element) => {
    const text = /"text":"(Di atas|Meja|Bagian|Portal)"/.exec(JSON.stringify(element))?.[1];
    return text ? [[text, element.separator === true]] : [];
  });

describe('a heading', () => {
  it('stands below a line where it begins a group: neither at the top nor right below another one', () => {
    const expected = [
      ['Di atas', false],
      ['Meja', true],
      ['Bagian', false],
      ['Portal', true],
    ];
    expect(inSlack(slack.renderCard(card))).toEqual(expected);
    expect(inSlack(slackForms.renderForm(form).blocks)).toEqual(expected);
    expect(inTeams(teams.renderCard(card).body)).toEqual(expected);
    expect(inTeams(teamsForms.renderForm(form, { t: translate('id') }).body)).toEqual(expected);
  });

  it('has its first entry right below it in Teams, and a line between the entries', () => {
    const rows = teams
      .renderCard(card)
      .body.filter((element) => /Satu|Dua/.test(JSON.stringify(element)))
      .map(({ separator }) => separator === true);
    expect(rows).toEqual([false, true, false, true, false, true]);
  });
});
