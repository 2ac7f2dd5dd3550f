import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlayedBot } from '../index.ts';
import { type Playground, startPlayground } from '../index.ts';
import { options, RINA, until } from './harness.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

/** A bot that notes what it is told, and takes its time where it is asked to. */
function noting(more: Partial<PlayedBot> = {}) {
  const passed: { from: number; until: number }[] = [];
  const bot: PlayedBot = {
    async passed(from, to) {
      passed.push({ from: from.getTime(), until: to.getTime() });
    },
    beginAnew: (empty) => empty(),
    ...more,
  };
  return { bot, passed };
}

let playground: Playground;
const open = async (more: Parameters<typeof options>[0] = {}) => {
  playground = await startPlayground(options(more));
  return playground;
};
afterEach(() => playground?.stop());

const done = () => until(async () => !(await playground.play.state({})).doing);
const post = (text: string) => playground.api.post({ person: RINA, channel: 'umum', text });
const said = async () =>
  (await playground.api.messages({ person: RINA, channel: 'umum' })).map(({ text }) => text);
const ahead = () => playground.now() - Date.now();

describe('time in the playground', () => {
  it('passes an hour at a time for a day, without a gap, and messages have the time that it shows', async () => {
    await open();
    const { bot, passed } = noting();
    playground.playWith(bot);
    await playground.play.jump({ by: 'day' });
    await done();
    expect(passed).toHaveLength(24);
    for (const [index, { from, until: to }] of passed.entries()) {
      expect(to).toBeGreaterThan(from);
      expect(from).toBeGreaterThanOrEqual(passed[index - 1]?.until ?? 0);
      expect(to - from).toBeLessThan(hour + 30_000);
    }
    expect(Math.abs(ahead() - day)).toBeLessThan(1000);
    const { message } = await post('Besok');
    expect(Math.abs(Number(message.ts) * 1000 - playground.now())).toBeLessThan(10_000);
  });

  it('goes by whole days however far, so that the time of day stays', async () => {
    await open();
    const { bot, passed } = noting();
    playground.playWith(bot);
    await playground.play.jump({ by: 'half-year' });
    await done();
    expect(Math.round(ahead() / 1000) % (day / 1000)).toBe(0);
    expect(ahead() / day).toBeGreaterThan(180);
    // Every day has its night, morning, noon and evening.
    expect(passed.length / (ahead() / day)).toBe(6);
  });

  it('stands where it stood, after a restart', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'play-'));
    await open({ stateDir });
    playground.playWith(noting().bot);
    await playground.play.jump({ by: 'week' });
    await done();
    await playground.stop();
    await open({ stateDir });
    expect(Math.abs(ahead() - 7 * day)).toBeLessThan(1000);
    await rm(stateDir, { recursive: true });
  });

  it('does not pass where the bot has a clock of its own, nor twice at once', async () => {
    await open();
    await expect(playground.play.jump({ by: 'day' })).rejects.toThrow(/a clock of its own/);
    expect(await playground.play.state({})).toMatchObject({
      canJump: false,
      canBegin: false,
      hasHistory: false,
    });
    const { bot } = noting({ passed: () => new Promise((resolve) => setTimeout(resolve, 5)) });
    playground.playWith(bot);
    await playground.play.jump({ by: 'day' });
    await expect(playground.play.jump({ by: 'day' })).rejects.toThrow(/wait until that is done/);
    await expect(playground.play.begin({})).rejects.toThrow(/wait until that is done/);
    await done();
    expect(Math.abs(ahead() - day)).toBeLessThan(1000);
  });

  it('says what has ended it before its time', async () => {
    await open();
    playground.playWith(noting({ passed: () => Promise.reject(new Error('no database\nat length')) }).bot);
    await playground.play.jump({ by: 'day' });
    await done();
    expect((await playground.play.state({})).problem).toBe('no database');
  });
});

describe('beginning anew', () => {
  it('forgets what was said, moved and agreed, and keeps the address', async () => {
    await open();
    playground.playWith(noting().bot);
    await post('Halo');
    await playground.play.jump({ by: 'week' });
    await done();
    const { botToken, slackApiUrl } = playground;
    await playground.play.begin({});
    await done();
    expect(await said()).toEqual([]);
    expect(Math.abs(ahead())).toBeLessThan(1000);
    expect(playground.botToken).not.toBe(botToken);
    expect(playground.slackApiUrl).toBe(slackApiUrl);
    await post('Lagi');
    expect(await said()).toEqual(['Lagi']);
  });

  it('is not there for a bot that cannot, and no history for one that has none', async () => {
    await open();
    playground.playWith(noting({ beginAnew: undefined }).bot);
    await post('Halo');
    await expect(playground.play.begin({})).rejects.toThrow(/cannot begin anew/);
    playground.playWith(noting().bot);
    await expect(playground.play.begin({ history: true })).rejects.toThrow(/no sample history/);
    expect(await said()).toEqual(['Halo']);
  });

  it('has people live through the days before today, and no further', async () => {
    await open();
    await post('Halo');
    const days = 20;
    const { bot } = noting({
      history: {
        days,
        async live({ now, passTo }) {
          await post('Dua puluh hari yang lalu');
          await passTo(new Date(now().getTime() + 5 * day));
          await post('Lima hari kemudian');
          await passTo(new Date(now().getTime() + 500 * day));
          await post('Hari ini');
        },
      },
    });
    playground.playWith(bot);
    await playground.play.begin({ history: true });
    await done();
    expect((await playground.play.state({})).problem).toBeUndefined();
    const messages = await playground.api.messages({ person: RINA, channel: 'umum' });
    expect(
      messages.map(({ text, ts }) => [text, Math.round((Date.now() / 1000 - Number(ts)) / (day / 1000))]),
    ).toEqual([
      ['Dua puluh hari yang lalu', 20],
      ['Lima hari kemudian', 15],
      ['Hari ini', 0],
    ]);
    expect(Math.abs(ahead())).toBeLessThan(1000);
  });
});
