import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/chat/answering.ts';
import { noCodes } from '../../src/chat/codes.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { Detour } from '../../src/chat/detour.ts';
import type { Context } from '../../src/core/context.ts';
import { named } from '../../src/core/same-person.ts';
import { translate } from '../../src/core/texts/index.ts';
import { collectLog } from '../support/bot.ts';
import { quietRouter } from '../support/router.ts';

const first = { title: 'Daftar dahulu', parts: [], buttons: [] };
const led = () => Promise.reject(new Detour(first));

const desk: Desk = {
  id: 'uji',
  commands: { uji: { verbs: { '': led }, offered: () => [] } },
  actions: { buka: { run: led } },
  forms: { isi: { submit: led, redraw: led } },
  records: {},
  cards: {},
  offers: async () => [],
  home: async () => ({ waiting: [], asked: [] }),
};

const ctx: Context = {
  actor: {
    id: 1,
    name: 'Rina',
    email: 'rina@nusantara.example',
    emailSince: null,
    sensitive: [],
    registered: true,
    roles: [],
    identity: named({}),
    standsInFor: [],
  },
  surface: 'slack',
  now: new Date('2026-11-21T03:00:00Z'),
  until: null,
  t: translate('id'),
  timeZone: 'Asia/Jakarta',
  time: String,
};
const caller: Caller = {
  surface: 'slack',
  tenant: 'T1',
  externalId: 'U1',
  profile: () => Promise.reject(new Error('known')),
  delivery: null,
};

describe('A-10 what has to be done before', () => {
  const log = collectLog();
  const router = quietRouter({ desks: [desk], recognise: async () => ctx, log });
  const card = { type: 'card', card: { title: first.title } };

  it('is shown in the place of what was asked for, by a word, a press, a form that is sent or drawn anew', async () => {
    expect(await router.command(caller, 'uji', '')).toMatchObject(card);
    expect(await router.action(caller, 'uji.buka')).toMatchObject(card);
    const form = { id: 'chat.shown', title: first.title };
    expect(await router.submit(caller, 'uji.isi', [], {}, noCodes)).toMatchObject({ type: 'become', form });
    expect(await router.redraw(caller, 'uji.isi', [], {}, '')).toMatchObject({ type: 'form', form });
    expect(log.lines).toEqual([]);
  });
});
