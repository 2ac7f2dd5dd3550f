import type { JsonObject } from '@satu-pintu/playground';
import { judgeCard, judgeMessageBlocks, judgeView, type Verdict } from '@satu-pintu/playground/judges';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Button,
  buttonsOf as buttonsOfRow,
  type Card,
  type Fact,
  type Part,
} from '../../src/chat/card.ts';
import { type Form, formOfCard } from '../../src/chat/form.ts';
import { en } from '../../src/core/texts/en.ts';
import { id } from '../../src/core/texts/id.ts';
import { type Language, languages, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { renderCard, renderHome } from '../../src/platforms/slack/cards.ts';
import { renderForm } from '../../src/platforms/slack/forms.ts';
import { cut, limits } from '../../src/platforms/slack/limits.ts';
import { type Has, hasNone } from '../../src/platforms/slack/newer-blocks.ts';
import * as teams from '../../src/platforms/teams/cards.ts';
import * as teamsForms from '../../src/platforms/teams/forms.ts';
import { sampleDatabase } from '../support/bot.ts';
import {
  type CatalogueDesks,
  catalogueDesks,
  catalogueOf,
  hostile,
  makeRequest,
  type Shown,
} from '../support/card-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';

/** As long as what leads to a card gets: everything fits beside it. */
const fullTrail = ['user-id.open:1', `user-id.list:${'x'.repeat(200)}`, '/userid list', 'pintu.inbox'];

const fullPlace = {
  trail: fullTrail,
  origin: { u: `https://hooks.slack.com/${'x'.repeat(120)}`, t: fullTrail },
};

const hasAll: Has = () => true;

const said = ({ error, problems }: Verdict): string[] => (error ? [error, ...problems] : []);

/** One entry for each platform: what it makes of a card or form, and what it would refuse of it. */
const renderers = [
  {
    platform: 'slack',
    rendered: ({ shows }: Shown): unknown =>
      shows.type === 'card'
        ? renderCard(shows.card, { has: hasAll })
        : renderForm(shows.form, {}, { has: hasAll }),
    /** With the blocks of 2026, and where the workspace has none of them. */
    refused({ shows }: Shown): unknown[] {
      return [
        { has: hasAll, lacking: [] },
        { has: hasNone, lacking: ['plan', 'task_card', 'data_table', 'alert'] },
      ].flatMap(({ has, lacking }) => {
        const form = shows.type === 'form' ? shows.form : formOfCard(shows.card, 'Tutup');
        const modal = said(judgeView(renderForm(form, fullPlace, { has }), 'modal', lacking));
        if (shows.type === 'form') return modal;
        return [
          ...modal,
          ...said(judgeMessageBlocks(renderCard(shows.card, { trail: fullTrail, has }), lacking)),
          ...said(judgeView(renderHome(shows.card), 'home', lacking)),
        ];
      });
    },
    /** A mention or a link that somebody typed and that would be one. */
    acting: /"[^"]*<(!|@|http:\/\/evil)[^"]*","verbatim"/,
  },
  {
    platform: 'teams',
    rendered: ({ shows }: Shown): unknown =>
      shows.type === 'card' ? teams.renderCard(shows.card, { key: 'user-id:1 key' }) : teamsForm(shows.form),
    refused({ shows }: Shown): unknown[] {
      const judged = (card: object, place: 'message' | 'dialog') => judgeCard(card as JsonObject, place);
      return shows.type === 'form'
        ? judged(teamsForm(shows.form), 'dialog')
        : [
            ...judged(teams.renderCard(shows.card, { key: 'user-id:1 key', trail: fullTrail }), 'message'),
            ...judged(teams.renderCardInDialog(shows.card, fullTrail), 'dialog'),
          ];
    },
    // Text with markup of its own is nowhere used: a TextBlock, a fact or an `at` would have it.
    acting: /"type":"(TextBlock|FactSet|Fact)"|"entities"|"url":"http:\/\/evil/,
  },
];

/** Every button of a rendered card or form: what narration calls it, and what pressing it does. */
function buttonsIn(rendered: unknown): { name: string; acts: string }[] {
  const found: { name: string; acts: string }[] = [];
  JSON.stringify(rendered, (_key, value: unknown) => {
    const element = value as JsonObject | null;
    const type = String(element?.type ?? '');
    if (element && type === 'button') {
      const { text, accessibility_label: label, action_id: id, url } = element;
      found.push({ name: String(label ?? (text as JsonObject).text), acts: String(url ?? id) });
    }
    if (element && /^Action\./.test(type)) {
      const { title, tooltip, data, url, verb } = element;
      found.push({ name: String(tooltip ?? title), acts: JSON.stringify(url ?? data ?? verb) });
    }
    return value;
  });
  return found;
}

/** What the catalogues say alike whatever it is said of. */
const plainTexts = Object.fromEntries(
  Object.entries({ id, en }).map(([language, said]) => [language, new Set<string>(Object.values(said))]),
) as Record<Language, Set<string>>;

/** What stands in a card or form for people to read, but what travels with it. */
function textsIn(shows: Shown['shows']): string[] {
  const found: string[] = [];
  const unread = new Set([
    'action',
    'again',
    'does',
    'id',
    'name',
    'state',
    'value',
    'min',
    'max',
    'url',
    'whole',
  ]);
  JSON.stringify(shows, (key, value: unknown) => {
    if (unread.has(key)) return undefined;
    // A choice has a value too, which nobody reads.
    if (key === 'facts') found.push(...(value as Fact[]).map((fact) => fact.value));
    if (typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}

/** As a dialog shows it at its worst: everything typed is there, and everything is wrong. */
function teamsForm(form: Form) {
  const t = translate('id');
  const names = form.fields.flatMap((field) =>
    'label' in field && field.type !== 'button' ? [field.name] : [],
  );
  const inputs = Object.fromEntries(names.map((name) => [name, name === 'note' ? hostile.mention : '']));
  return teamsForms.renderForm(form, {
    t,
    inputs,
    errors: Object.fromEntries(names.map((name) => [name, t('error.stalled')])),
    problem: t('error.stalled'),
    offered: {
      uploadUrl: 'https://pintu.example.com/portal/attach/x',
      files: [
        {
          source: 'kept:1',
          name: hostile.long.slice(0, 150),
          size: 1,
          givenAt: '28 November 2026 10.00 WIB',
        },
      ],
    },
    back: { form, inputs, pressed: {} },
  });
}

let database: { url: string; drop(): Promise<void> };
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  desks = catalogueDesks(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let made = 0;
function nextNumber(): string {
  made += 1;
  return `UID-2026-5${String(made).padStart(5, '0')}`;
}

interface Catalogue {
  id: number;
  number: string;
  shown: Shown[];
}
const catalogues = new Map<string, Promise<Catalogue>>();

/** All that is shown of a request with this text, made once for all who look at it. */
function shownWith(text: string, language: Language): Promise<Catalogue> {
  const key = `${language} ${text}`;
  const made = catalogues.get(key) ?? catalogued(text, language);
  catalogues.set(key, made);
  return made;
}

async function catalogued(text: string, language: Language): Promise<Catalogue> {
  const number = nextNumber();
  const id = await makeRequest(db, text, number);
  return { id, number, shown: await catalogueOf(db, desks, id, language) };
}

const texts = { ordinary: 'Laporan bulanan', mention: hostile.mention, long: hostile.long, rtl: hostile.rtl };

describe('every card and form of the desks', () => {
  it('is in the catalogue: a new one has to be added to it', async () => {
    const { shown } = await shownWith(texts.ordinary, 'id');
    const names = new Set(shown.map(({ name }) => name));
    const expected = [
      ...[
        desks.userId,
        desks.satker.desk,
        desks.partner.desk,
        desks.market.desk,
        desks.signature.desk,
        desks.imports.desk,
        desks.front,
        desks.remarks.desk,
      ].flatMap((desk) => [
        ...Object.keys(desk.cards).map((name) => `${desk.id}.${name}`),
        ...Object.keys(desk.actions).map((verb) => `${desk.id}:${verb}`),
      ]),
    ];
    expect(expected.filter((name) => !names.has(name))).toEqual([]);
  });

  for (const { platform, refused } of renderers) {
    for (const [kind, text] of Object.entries(texts)) {
      it(`is within the limits of ${platform} with ${kind} texts, in both languages`, async () => {
        for (const language of languages) {
          for (const shown of (await shownWith(text, language)).shown) {
            expect(refused(shown), `${shown.name} (${language})`).toEqual([]);
          }
        }
      });
    }
  }

  it('shows each of Slack’s newer blocks somewhere, and none of them where a workspace has none', async () => {
    const { shown } = await shownWith(texts.ordinary, 'id');
    const newer = (has: Has) =>
      [
        ...new Set(
          shown.flatMap(({ shows }) => {
            const blocks =
              shows.type === 'card'
                ? renderCard(shows.card, { has })
                : renderForm(shows.form, {}, { has }).blocks;
            return blocks
              .map(({ type }) => type)
              .filter((type) => /^(plan|task_card|data_table|alert)$/.test(type));
          }),
        ),
      ].sort();
    expect(newer(hasAll)).toEqual(['alert', 'data_table', 'plan']);
    expect(newer(hasNone)).toEqual([]);
  });

  it.each(languages)(
    'I-8 writes every day and time in the one shape of its language (%s)',
    async (language) => {
      const others = [
        language === 'id' ? /\b\d{1,2}:\d{2}\b/ : /\b\d{1,2}\.\d{2} WI(B|TA?)\b/,
        // A file is called so, which sorts.
        /(?<!Data )\b\d{4}-\d{2}-\d{2}\b/,
        /\b\d{1,2} (Jan|Feb|Mar|Apr|Jun|Jul|Ag[ut]|Aug|Sept?|O[kc]t|Nov|De[sc])\b/,
      ];
      const { shown } = await shownWith(texts.ordinary, language);
      // A checkpoint is for programs to read.
      for (const { name, shows } of shown.filter((one) => one.name !== 'pintu.audit-note')) {
        const read = textsIn(shows);
        // To a channel the organisation's language is spoken.
        const said = (spoken: Language) => read.filter((one) => plainTexts[spoken].has(one)).length;
        if (language === 'en' && said('id') > said('en')) continue;
        for (const one of read) for (const other of others) expect(one, name).not.toMatch(other);
      }
    },
  );

  it.each(languages)(
    'has no two buttons that are called alike and do different things, on any platform (%s)',
    async (language) => {
      for (const shown of (await shownWith(texts.ordinary, language)).shown) {
        for (const { platform, rendered } of renderers) {
          const does = new Map<string, Set<string>>();
          for (const { name, acts } of buttonsIn(rendered(shown)))
            does.set(name, (does.get(name) ?? new Set()).add(acts));
          const alike = [...does].filter(([, acts]) => acts.size > 1).map(([name]) => name);
          expect(alike, `${shown.name} in ${platform}`).toEqual([]);
        }
      }
    },
  );

  for (const { platform, rendered, acting } of renderers) {
    it(`shows what somebody typed as text in ${platform}: no mention, no link, nothing that acts`, async () => {
      for (const shown of (await shownWith(texts.mention, 'id')).shown) {
        expect(JSON.stringify(rendered(shown)), shown.name).not.toMatch(acting);
      }
    });

    it(`says where all of it can be read when ${platform} had it cut`, async () => {
      const { number, shown } = await shownWith(texts.long, 'id');
      const approval = shown.find(({ name }) => name === 'user-id.approval');
      expect(JSON.stringify(approval && rendered(approval))).toContain(
        `https://pintu.example.com/portal/requests/${number}`,
      );
    });

    it(`looks in ${platform} as it did`, async () => {
      const { id, shown } = await shownWith(texts.ordinary, 'id');
      const posted = shown.filter(({ name }) => /^user-id\./.test(name));
      const stable = JSON.stringify(
        posted.map((each) => ({ name: each.name, ...{ blocks: rendered(each) } })),
        null,
        1,
      )
        .replaceAll(new RegExp(`:${id}\\b`, 'g'), ':1')
        .replaceAll(/user-id\.file:\d+/g, 'user-id.file:1')
        .replaceAll(/UID-2026-5\d{5}/g, 'UID-2026-500000');
      await expect(stable).toMatchFileSnapshot(`__snapshots__/${platform}-posted-cards.json`);
    });
  }
});

describe('the help', () => {
  it.each(languages)('groups what somebody may do by desk, each under its name (%s)', async (language) => {
    const [tono] = await db.query<{ id: number }>(
      `UPDATE person SET language = $1 WHERE email LIKE 'tono.%' RETURNING id`,
      [language],
    );
    const ctx = await desks.people.contextOf(tono?.id ?? 0, 'slack');
    const reply = ctx && (await desks.front.actions.help?.run(ctx, []));
    if (reply?.type !== 'card') throw new Error('the help shows no card');
    const t = translate(language);
    const parts = reply.card.parts.filter(({ type }) => type === 'heading' || type === 'list');
    expect(parts.map(({ type }) => type)).toEqual(Array(6).fill(['heading', 'list']).flat());
    expect(parts.flatMap((part) => (part.type === 'heading' ? [part.text] : []))).toEqual([
      t('userId.form.title'),
      t('satker.home.heading'),
      t('partner.desk.name'),
      t('sign.desk.name'),
      t('pintu.help.own'),
      t('pintu.help.admin'),
    ]);
  });
});

/** Every button of a card, wherever it stands. */
function buttonsOf(card: Card): Button[] {
  const inPart = (part: Part): Button[] => {
    if (part.type === 'buttons') return part.buttons;
    if (part.type === 'list') return part.items.flatMap(buttonsOfRow);
    return part.type === 'files' ? part.files.map(({ open }) => open) : [];
  };
  return [...card.buttons, ...card.parts.flatMap(inPart)];
}

/** Verbs that end what they are about; asking somebody else to is no end. */
const ending =
  /^(reject|withdraw|remove|revoke|deactivate|release|end|let-end|undo|decline|take-back|audit-erase|erase)\b/;

describe('every form', () => {
  for (const language of languages) {
    it(`has a title, a submit and a close that the narrowest frame holds, and shows a card's whole title, in ${language}`, async () => {
      for (const { name, shows } of (await shownWith(texts.ordinary, language)).shown) {
        if (shows.type === 'form') {
          const { title, submit, close } = shows.form;
          // A form that only shows a card has that card's title, whole, inside.
          const framed = submit === undefined ? [close] : [title, submit, close];
          expect(
            framed.filter((text) => text.length > limits.viewTitle),
            name,
          ).toEqual([]);
          const modal = renderForm(shows.form);
          expect(JSON.stringify([modal.title.text, modal.blocks]), name).toContain(JSON.stringify(title));
        } else if (shows.card.title.length <= limits.header) {
          const { title } = shows.card;
          const modal = renderForm(formOfCard(shows.card, 'Tutup'));
          expect(JSON.stringify([modal.title.text, modal.blocks]), name).toContain(JSON.stringify(title));
          expect(JSON.stringify(teams.renderCard(shows.card)), name).toContain(JSON.stringify(title));
        }
      }
    });
  }

  it('that ends something says what, and a dangerous button opens and sends it; no other does (U-12, I-10)', async () => {
    const { shown } = await shownWith(texts.ordinary, 'id');
    const forms = new Map(
      // What cannot be sent ends nothing.
      shown.flatMap(({ name, shows }) =>
        shows.type === 'form' && shows.form.submit !== undefined ? [[name, shows.form] as const] : [],
      ),
    );
    for (const [name, form] of forms) {
      const [, verb] = name.split(':');
      // A question that is taken back ends nothing: its record goes on.
      if (verb === undefined || name === 'remark:take-back') continue;
      expect(form.ends !== undefined, name).toBe(ending.test(verb));
    }
    const opening = shown
      .flatMap(({ shows }) => (shows.type === 'card' ? buttonsOf(shows.card) : []))
      .flatMap(({ does, style }) => ('action' in does ? [{ ...does.action, style }] : []));
    expect(opening.length).toBeGreaterThan(50);
    for (const { name, style } of opening) {
      const form = forms.get(name.replace('.', ':'));
      if (form) expect(style === 'danger', name).toBe(form.ends !== undefined);
    }

    const rejecting = forms.get('user-id:reject');
    if (!rejecting) throw new Error('there is no form to reject with');
    expect(rejecting.submit).toBe('Ya, Tolak');
    expect(JSON.stringify(rejecting.fields)).toContain('Ya, Lanjutkan Pengajuan Ini');
    expect(JSON.stringify(renderForm(rejecting).blocks[0])).toContain(`⛔ *${rejecting.ends}*`);
    const dialog = teamsForms.renderForm(rejecting, { t: translate('id') });
    expect(JSON.stringify(dialog.body[0])).toContain(rejecting.ends);
    expect(dialog.actions).toMatchObject([{ title: 'Ya, Tolak', style: 'destructive' }]);
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
