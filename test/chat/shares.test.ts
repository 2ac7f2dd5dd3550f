import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/chat/answering.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { createRouter } from '../../src/chat/router.ts';
import type { Context } from '../../src/core/context.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import { known } from '../support/known.ts';
import { quietRouter } from '../support/router.ts';

const ctx = {
  actor: known({ id: 1, name: 'Rina', email: 'rina@x', registered: true, roles: [] }),
  surface: 'slack',
  now: new Date(),
  until: null,
  t: translate('id'),
  timeZone: 'Asia/Jakarta',
  time: (at: Date) => formatTime('id', 'Asia/Jakarta', at),
} satisfies Context;

const log = { debug() {}, info() {}, warn() {}, error() {} };

/** A desk whose answers to `slow …` are given when the test says so. */
function routerOf(begun: string[], deadlineMs = 60_000) {
  const waiting: (() => void)[] = [];
  const slow: Desk['actions'][string] = {
    async run(_, [name = '']) {
      begun.push(name);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { type: 'text', text: '' };
    },
  };
  const find = {
    async search(_: Context, _field: string, query: string) {
      begun.push(query);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return [{ value: query, label: query }];
    },
  };
  const desk = { id: 'desk', commands: {}, actions: { slow }, forms: { find }, records: {}, cards: {} };
  const none = async () => {
    throw new Error('not asked here');
  };
  const router = createRouter({
    desks: [desk as unknown as Desk],
    recognise: async () => ctx,
    publicUrl: 'https://pintu.example.com',
    takeDelivery: async () => true,
    overview: none,
    homeOpened: none,
    postedCard: none,
    offeredFiles: none,
    takeFiles: none,
    takeWritten: none,
    reached: none,
    accountChanged: none,
    noteShown: none,
    whoToAsk: none,
    whoCanHelp: async () => '',
    isStalled: () => false,
    isLostRace: () => false,
    isUndone: () => false,
    isOfNobody: () => false,
    offerLanguage: async () => [],
    anyone: translate('id'),
    deadlineMs,
    log,
  });
  return {
    router,
    async end() {
      for (const go of waiting.splice(0)) go();
      await setImmediate();
    },
  };
}

const caller = (externalId: string): Caller => ({
  surface: 'slack',
  tenant: 'T1',
  externalId,
  delivery: null,
  profile: () => Promise.reject(new Error('known')),
});

describe('I-3 what one account asks for', () => {
  it('is done three at a time, while another account is answered at once', async () => {
    const begun: string[] = [];
    const { router, end } = routerOf(begun);
    const press = (who: string, name: string) => router.action(caller(who), `desk.slow:${name}`);
    const many = Array.from({ length: 10 }, (_, n) => press('U1', `many${n}`));
    const other = press('U2', 'other');
    await setImmediate();
    expect(begun).toEqual(['many0', 'many1', 'many2', 'other']);
    while (begun.length < 11) await end();
    await end();
    await Promise.all([...many, other]);
  });

  it('is looked for one after the other while somebody types, and of what waits only the newest', async () => {
    const begun: string[] = [];
    const { router, end } = routerOf(begun);
    const type = (query: string) => router.search(caller('U1'), 'desk.find', 'who', query, {});
    const typed = ['b', 'bi', 'bim', 'bima'].map(type);
    await setImmediate();
    expect(begun).toEqual(['b']);
    while (begun.length < 2) await end();
    await end();
    const found = await Promise.all(typed);
    expect(found.map((choices) => choices.map(({ value }) => value))).toEqual([['b'], [], [], ['bima']]);
    expect(begun).toEqual(['b', 'bima']);
  });

  it('is refused in words beyond what can be answered in time, and not begun once nobody waits for it', async () => {
    const begun: string[] = [];
    const { router, end } = routerOf(begun, 50);
    const outcomes = await Promise.all(
      Array.from({ length: 70 }, (_, n) => router.action(caller('U1'), `desk.slow:${n}`)),
    );
    const said = outcomes.map((outcome) => (outcome.type === 'problem' ? outcome.text : outcome.type));
    const t = translate('id');
    expect(said.filter((text) => text === t('error.crowded'))).toHaveLength(7);
    expect(said.filter((text) => text === t('error.stalled'))).toHaveLength(63);
    await end();
    await router.quiet();
    expect(begun).toEqual(['0', '1', '2']);
  });

  it('asks whoever sent something to look first, since sending it again is another message', async () => {
    const endless = new Promise<never>(() => {});
    const router = quietRouter({
      desks: [],
      recognise: async () => ctx,
      takeFiles: () => endless,
      takeWritten: () => endless,
      deadlineMs: 20,
      log,
    });
    const who = caller('U1');
    const answers = [
      await router.files(who, [], true),
      await router.written(who, {
        under: { channel: 'D1', message: '1' },
        text: 'Sudah',
        files: [],
        source: '',
      }),
    ];
    const t = translate('id');
    expect(answers).toMatchObject(Array(2).fill({ type: 'problem', text: t('error.stalledSent') }));
  });
});
