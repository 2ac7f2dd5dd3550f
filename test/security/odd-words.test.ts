import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, type ActionName, action, decodeAction, encodeAction } from '../../src/chat/action.ts';
import type { Caller } from '../../src/chat/answering.ts';
import { noCodes } from '../../src/chat/codes.ts';
import { decodePlace, encodePlace, sought } from '../../src/chat/list.ts';
import type { Router } from '../../src/chat/router.ts';
import { givenLine } from '../../src/core/given.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { isOfNobody } from '../../src/db/nobody.ts';
import { collectLog, sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';
import { quietRouter } from '../support/router.ts';

const t = translate('id');
const old = t('error.oldCard');
let database: { url: string; drop(): Promise<void> };
let db: Database;
let desks: CatalogueDesks;
let router: Router;
const log = collectLog();
const people = new Map<string, number>();
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
  desks = catalogueDesks(db);
  for (const { id, email } of await db.query<{ id: number; email: string }>('SELECT id, email FROM person'))
    people.set(email.slice(0, email.indexOf('@')), id);
  router = quietRouter({
    desks: [desks.userId, desks.satker.desk, desks.partner.desk, desks.imports.desk, desks.front],
    recognise: desks.people.recognise,
    isOfNobody,
    offerLanguage: async () => [],
    anyone: t,
    log,
    deadlineMs: 60_000,
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Somebody of the sample organisation, as one who is known already. */
const by = (account: string): Caller => ({
  surface: 'portal',
  tenant: '',
  externalId: String(people.get(account)),
  profile: () => Promise.reject(new Error('not asked')),
  delivery: null,
});
const said = (answer: object): string => JSON.stringify(answer);
const oddities = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

describe('a word that every object knows', () => {
  it.each(oddities)('gets the ordinary answer of an unknown one: %s', async (word) => {
    const commands = ['userid', 'userid list', 'satker', 'satker list', 'partner', 'pintu', 'pintu people'];
    for (const command of commands) {
      const ordinary = said(await router.typed(by('tono.wijaya'), `${command} entahapa`));
      const answer = said(await router.typed(by('tono.wijaya'), `${command} ${word}`));
      expect(answer.replaceAll(word, 'entahapa').replaceAll(word.toLowerCase(), 'entahapa'), command).toBe(
        ordinary,
      );
    }
    for (const desk of ['user-id', 'satker', 'partner', 'import', 'pintu', 'organisation', 'constructor']) {
      const pressed = await router.action(by('tono.wijaya'), `${desk}.${word}`);
      const sent = await router.submit(by('tono.wijaya'), `${desk}.${word}`, [], {}, noCodes);
      const drawn = await router.redraw(by('tono.wijaya'), `${desk}.${word}`, [], {}, '');
      for (const answer of [pressed, sent, drawn])
        expect(answer).toMatchObject({ type: 'problem', text: old });
      expect([...(await router.search(by('tono.wijaya'), `${desk}.${word}`, word, '', {}))]).toEqual([]);
    }
    for (const form of [
      'satker.registration',
      'satker.decision',
      'satker.pick',
      'user-id.act',
      'partner.change',
      'organisation.record',
    ])
      expect(
        said(await router.submit(by('tono.wijaya'), form, [word, word, word], {}, noCodes)),
        form,
      ).not.toContain('Kode');
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('what no card of ours has', () => {
  const most = '99999999999999999999';
  it.each<[[ActionName, ...string[]]]>([
    [['user-id.list', 'all', '', '', '', `b${most}`, '']],
    [['user-id.list', 'all', '', '', '', 'x12', '']],
    [['user-id.list', 'all', '', '', '', 'b-1', '']],
    [['satker.list', '', '', 'b1e9999', '']],
    [['satker.list', '', '', 'a1.5', '']],
  ])('U-14 a cursor that was changed is an old card: %j', async ([name, ...args]) => {
    const answer = await router.action(by('tono.wijaya'), encodeAction(action(name, ...args)));
    expect(answer).toMatchObject({ type: 'problem', text: old });
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('I-9 ids of nobody are old cards, and nothing that the log calls an error', async () => {
    const chosen = (value: string) => ({ type: 'chosen' as const, chosen: [{ value, label: '' }] });
    for (const id of ['2147483647', most, '0', '-1', 'NaN', '1e3']) {
      const answer = await router.submit(
        by('tono.wijaya'),
        'pintu.grant',
        [],
        {
          person: chosen(String(people.get('rina.wulandari'))),
          role: chosen('KPPN_OFFICER'),
          unit: chosen(id),
        },
        noCodes,
      );
      expect(said(answer), id).not.toContain('Kode');
      for (const verb of [
        'user-id.open',
        'user-id.file',
        'satker.open',
        'satker.open-ticket',
        'pintu.person',
        'import.open',
      ])
        expect(
          said(await router.action(by('tono.wijaya'), `${verb}:${encodeURIComponent(id)}`)),
          verb,
        ).not.toContain('Kode');
    }
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('I-3 U-14 a refusal is the same whether an id is somebody else’s or nobody’s', async () => {
    const request = await makeRequest(db, 'Rahasia', 'UID-2026-008888');
    const stranger = by('putri.maharani');
    const [unit] = await db.query<{ id: number }>(`SELECT id FROM unit WHERE code = '527010'`);
    const [user] = await db.query<{ id: number }>(
      `INSERT INTO satker_user (unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
       VALUES ($1, '3173050000000777', 'Rahasia', 'rahasia@mitra.example', 'ST', 'REGISTERED', now(), 'slack', 'odd', now()) RETURNING id`,
      [unit?.id],
    );
    const answers = async (make: (id: number) => Promise<object>, id: number) =>
      [said(await make(id)), said(await make(2_000_000_000))] as const;
    const press = (encoded: (id: number) => string) => (id: number) => router.action(stranger, encoded(id));
    const submit = (form: string, state: (id: number) => string[]) => (id: number) =>
      router.submit(stranger, form, state(id), { reason: { type: 'text', text: 'x' } }, noCodes);
    const ofRequests = [
      ...['open', 'log', 'again', 'withdraw'].map((verb) => press((id) => `user-id.${verb}:${id}`)),
      ...['approve', 'reject'].map((verb) => press((id) => `user-id.${verb}:${id}:WAITING_ATASAN`)),
      ...['approve', 'reject'].map((verb) => press((id) => `user-id.${verb}:${id}:WAITING_VERIFICATOR`)),
      submit('user-id.act', (id) => ['approve', String(id), 'k', '', 'WAITING_ATASAN']),
      submit('user-id.act', (id) => ['withdraw', String(id), 'k']),
    ];
    for (const [n, ask] of ofRequests.entries()) {
      const [somebodys, nobodys] = await answers(ask, request);
      expect(somebodys, `request ${n}`).toBe(nobodys);
    }
    const ofUsers = [
      ...[
        'open',
        'log',
        'again',
        'ask-deletion',
        'approve',
        'reject',
        'withdraw',
        'deactivate',
        'reactivate',
      ].map((verb) => press((id) => `satker.${verb}:${id}`)),
      ...['approve', 'withdraw', 'deactivate'].map((verb) =>
        submit('satker.registration', (id) => [verb, String(id), 'k']),
      ),
    ];
    for (const [n, ask] of ofUsers.entries()) {
      const [somebodys, nobodys] = await answers(ask, user?.id ?? 0);
      expect(somebodys, `user ${n}`).toBe(nobodys);
    }
  });
});

describe('what is searched for', () => {
  it('U-14 is cut between characters and always fits into a button', () => {
    const sign = fc.constantFrom('a', '🙂', '👨👩', '字', 'é', '%', ' ');
    const words = fc.array(sign, { maxLength: 60 }).map((some) => givenLine(some.join('')));
    fc.assert(
      fc.property(words, (text) => {
        const cut = sought(text);
        expect(text.startsWith(cut)).toBe(true);
        expect(() => encodeURIComponent(cut)).not.toThrow();
        const list = [
          'any-status-that-is-long',
          'HO_ORGANIK_PKWT',
          '2147483647',
          ...encodePlace({ before: 1, text: cut }),
        ];
        const encoded: Action = action('user-id.narrow', ...list);
        expect(decodeAction(encodeAction(encoded))).toEqual(encoded);
        expect(decodePlace(['', text]).text ?? '').toBe(cut);
      }),
    );
  });
});
