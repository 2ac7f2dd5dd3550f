import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Playground, type PlaygroundOptions, startPlayground } from '../index.ts';
import { clientCheck } from '../slack/client/checks.ts';
import { options, plain, webClient } from './harness.ts';

const follower = { email: 'rina@nusantara.example', name: 'rina', realName: 'Rina Wulandari' };
const own = {
  email: 'agus@nusantara.example',
  name: 'agus',
  realName: 'Agus Pranoto',
  locale: 'en' as const,
};
const teams: PlaygroundOptions['teams'] = {
  people: [
    { email: follower.email, name: follower.realName },
    { email: own.email, name: own.realName, locale: own.locale },
  ],
  channel: 'Umum',
  app: { name: 'Satu Pintu', commands: [] },
};

let playground: Playground;
let dir: string | undefined;
afterEach(async () => {
  await playground.stop();
  if (dir) await rm(dir, { recursive: true, force: true });
  dir = undefined;
});

async function open(more: Partial<PlaygroundOptions> = {}): Promise<void> {
  playground = await startPlayground(options({ people: [follower, own], teams, ...more }));
}

/** As each platform tells the bot, by account. */
async function locales(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const account of ['rina', 'agus']) {
    const { me } = await playground.api.screen({ person: account });
    const { user } = await webClient(playground).users.info({ user: me.id, include_locale: true });
    const activity = await playground.teams?.api.activityOf({ person: account, text: 'x' });
    found[account] = [user?.locale, activity?.locale];
  }
  return found;
}

const kept = async () => [
  (await playground.api.screen({ person: 'rina' })).me.locale,
  (await playground.teams?.api.screen({ person: 'rina' }))?.me.locale,
];

describe('what language people’s clients report', () => {
  it('is that of whoever looks at the page, in Slack and in Teams, unless they have one of their own', async () => {
    await open();
    expect(await locales()).toEqual({ rina: ['id-ID', 'id-ID'], agus: ['en-US', 'en-US'] });
    await playground.api.speak({ language: 'en' });
    expect(await locales()).toEqual({ rina: ['en-US', 'en-US'], agus: ['en-US', 'en-US'] });
    await playground.api.speak({ language: 'id' });
    expect(await locales()).toEqual({ rina: ['id-ID', 'id-ID'], agus: ['en-US', 'en-US'] });
  });

  it('stays what somebody has set for a person', async () => {
    await open();
    await playground.api.changePerson({ person: 'rina', change: { locale: 'id' } });
    await playground.teams?.api.changePerson({ person: 'rina', change: { locale: 'id' } });
    await playground.api.speak({ language: 'en' });
    expect(await locales()).toMatchObject({ rina: ['id-ID', 'id-ID'] });
  });

  it('is the operator’s before anybody looks, and the last visitor’s after a restart', async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'satu-pintu-language-'));
    await open({ language: 'en', stateDir: dir });
    expect(await kept()).toEqual(['en', 'en']);
    expect(playground.language()).toBe('en');
    await playground.api.speak({ language: 'id' });
    await playground.stop();
    await open({ language: 'en', stateDir: dir });
    const late = { email: 'late@nusantara.example', name: 'late', realName: 'Late' };
    expect(await playground.api.addPerson(late)).toMatchObject({ locale: 'id' });
    expect(await kept()).toEqual(['id', 'id']);
    expect(playground.language()).toBe('id');
  });
});

describe('what language the pages are in', () => {
  it.each([
    ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['en-GB,en;q=0.9', 'en'],
    ['fr-FR,fr;q=0.9,en;q=0.8', 'en'],
    ['de-DE,de', 'en'],
    ['*', 'en'],
  ])('for a browser that asks for %s', async (asked, language) => {
    await open({
      language: 'en',
    });
    for (const page of ['', 'teams', 'both']) {
      const answer = await fetch(new URL(page, playground.pageUrl), {
        headers: { 'accept-language': asked },
      });
      expect(await answer.text()).toContain(`<html lang="${language}"`);
    }
  });
});

describe('what a client finds wrong before it submits', () => {
  const block = {
    type: 'input',
    block_id: 'reason',
    label: plain('Alasan'),
    element: { type: 'plain_text_input', action_id: 'reason', min_length: 5 },
  };

  it.each([
    ['id', 'Isi kolom wajib ini.', 'Isi paling sedikit 5 karakter.'],
    ['en', 'Please complete this required field.', 'Please enter at least 5 characters.'],
  ] as const)('is said in the person’s language: %s', (language, missing, short) => {
    const held = (value: string | null) => ({ reason: { reason: { type: 'plain_text_input', value } } });
    expect(clientCheck(block, held(null), language)).toBe(missing);
    expect(clientCheck(block, held('abc'), language)).toBe(short);
    expect(clientCheck(block, held('abcde'), language)).toBeUndefined();
  });
});
