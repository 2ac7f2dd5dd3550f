import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOfCard } from '../../src/chat/form.ts';
import { languages } from '../../src/core/texts/index.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { renderCard, renderHome } from '../../src/platforms/slack/cards.ts';
import { renderForm } from '../../src/platforms/slack/forms.ts';
import { cut } from '../../src/platforms/slack/limits.ts';
import { judgeMessageBlocks, judgeView, type Verdict } from '../../src/playground/slack/limits.ts';
import { sampleDatabase } from '../support/bot.ts';
import {
  type CatalogueDesks,
  catalogueDesks,
  catalogueOf,
  hostile,
  makeRequest,
  type Shown,
} from '../support/card-catalogue.ts';

const said = ({ error, problems }: Verdict): string[] => (error ? [error, ...problems] : []);

/** One entry for each platform: what it makes of a card or form, and what it would refuse of it. */
const renderers = [
  {
    platform: 'slack',
    rendered: ({ shows }: Shown): unknown =>
      shows.type === 'card' ? renderCard(shows.card) : renderForm(shows.form),
    refused({ shows }: Shown): unknown[] {
      if (shows.type === 'form') return said(judgeView(renderForm(shows.form), 'modal'));
      return [
        ...said(judgeMessageBlocks(renderCard(shows.card))),
        ...said(judgeView(renderForm(formOfCard('chat.card', shows.card, 'Tutup')), 'modal')),
        ...said(judgeView(renderHome(shows.card), 'home')),
      ];
    },
  },
];

let database: { url: string; drop(): Promise<void> };
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url);
  desks = catalogueDesks(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const texts = { ordinary: 'Laporan bulanan', mention: hostile.mention, long: hostile.long, rtl: hostile.rtl };

describe('every card and form of the desks', () => {
  it('is in the catalogue: a new one has to be added to it', async () => {
    const shown = await catalogueOf(db, desks, await makeRequest(db, 'x', 'UID-2026-100000'), 'id');
    const names = new Set(shown.map(({ name }) => name));
    const expected = [
      ...Object.keys(desks.userId.cards).map((name) => `user-id.${name}`),
      ...[desks.userId, desks.front].flatMap((desk) =>
        Object.keys(desk.actions).map((verb) => `${desk.id}:${verb}`),
      ),
    ];
    expect(expected.filter((name) => !names.has(name))).toEqual([]);
  });

  for (const { platform, refused } of renderers) {
    for (const [index, [kind, text]] of Object.entries(texts).entries()) {
      it(`is within the limits of ${platform} with ${kind} texts, in both languages`, async () => {
        const id = await makeRequest(db, text, `UID-2026-20000${index}`);
        for (const language of languages) {
          for (const shown of await catalogueOf(db, desks, id, language)) {
            expect(refused(shown), `${shown.name} (${language})`).toEqual([]);
          }
        }
      });
    }
  }

  it('shows what somebody typed as text: no mention, no link, nothing that acts', async () => {
    const id = await makeRequest(db, hostile.mention, 'UID-2026-300000');
    for (const shown of await catalogueOf(db, desks, id, 'id')) {
      const rendered = JSON.stringify(renderers[0]?.rendered(shown));
      expect(rendered, shown.name).not.toMatch(/"[^"]*<(!|@|http:\/\/evil)[^"]*","verbatim"/);
    }
  });

  it('says where all of it can be read when it had to be cut', async () => {
    const id = await makeRequest(db, hostile.long, 'UID-2026-400000');
    const approval = (await catalogueOf(db, desks, id, 'id')).find(({ name }) => name === 'user-id.approval');
    expect(JSON.stringify(approval && renderers[0]?.rendered(approval))).toContain(
      'https://pintu.example.com/portal/requests/UID-2026-400000',
    );
  });

  it('looks as it did', async () => {
    const id = await makeRequest(db, 'Laporan bulanan', 'UID-2026-500000');
    const posted = (await catalogueOf(db, desks, id, 'id')).filter(({ name }) => /^user-id\./.test(name));
    const stable = JSON.stringify(
      posted.map((shown) => ({ name: shown.name, ...{ blocks: renderers[0]?.rendered(shown) } })),
      null,
      1,
    )
      .replaceAll(new RegExp(`:${id}\\b`, 'g'), ':1')
      .replaceAll(/user-id\.file:\d+/g, 'user-id.file:1');
    await expect(stable).toMatchFileSnapshot('__snapshots__/slack-posted-cards.json');
  });
});

describe('a text that is too long', () => {
  it('is cut between characters, never inside an emoji or an escaped sign', () => {
    expect(cut('👨‍👩‍👧‍👦'.repeat(5), 30)).toBe(`${'👨‍👩‍👧‍👦'.repeat(2)}…`);
    for (let max = 5; max < 40; max += 1)
      expect(cut('a &amp; b &lt; c &gt; d &amp; e', max)).not.toMatch(/&[a-z]*…/);
    expect(cut('pas', 3)).toBe('pas');
  });
});
