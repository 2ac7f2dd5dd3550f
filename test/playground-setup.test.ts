import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Playground, startPlayground } from '@satu-pintu/playground';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSamplePlayground, playgroundPeople, slackManifest } from '../src/playground-setup.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'satu-pintu-sample-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function within<T>(opened: Promise<Playground>, look: (playground: Playground) => Promise<T>) {
  const playground = await opened;
  try {
    return await look(playground);
  } finally {
    await playground.stop();
  }
}

const open = () =>
  openSamplePlayground({ dataDir, botUrl: 'http://127.0.0.1:1', language: 'id', patience: 1 });

/** The channels that Rina is in, by whether the bot is there. */
async function channels({ api }: Playground): Promise<Record<string, boolean>> {
  const { app, channels: seen } = await api.screen({ person: 'rina.wulandari' });
  const named = seen.filter(({ kind }) => kind !== 'im');
  return Object.fromEntries(named.map(({ name, members }) => [name, members.includes(app.botUser)]));
}

describe('the playground of npm start', () => {
  it('has the bot in one channel from the start, and one to invite it into', async () => {
    expect(await within(open(), channels)).toEqual({ 'satu-pintu': true, umum: false });
    expect(await within(open(), channels)).toEqual({ 'satu-pintu': true, umum: false });
  });

  it('has it there too when it comes back with what was kept before there was that channel', async () => {
    const former = async () =>
      startPlayground({
        people: playgroundPeople,
        channels: [{ name: 'umum', topic: 'Obrolan umum', withBot: false }],
        manifest: await slackManifest(),
        stateDir: path.join(dataDir, 'playground'),
      });
    expect(await within(former(), channels)).toEqual({ umum: false });
    expect(await within(open(), channels)).toEqual({ 'satu-pintu': true, umum: false });
  });

  it('has people whose clients speak their visitor’s language, and one who has chosen another', async () => {
    const spoken = async ({ api }: Playground) => {
      await api.speak({ language: 'id' });
      const people = (await api.people({})).filter(({ isBot }) => !isBot);
      return people.filter(({ locale }) => locale === 'en').map(({ name }) => name);
    };
    expect(await within(open(), spoken)).toEqual(['agus.pranoto']);
  });
});
