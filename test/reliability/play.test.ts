import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ControlApi, PlayApi, Playground, PlayState } from '@satu-pintu/playground';
import { slackPerson, type Wanted } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { sampleActors } from '../../src/sample-history/people.ts';
import { askForUserId } from '../../src/sample-history/user-ids.ts';
import { type Program, runProgram } from '../support/program.ts';

/** What `npm start` opens, played with as its pages do: over HTTP. */
describe('the playground of the program', () => {
  let dir: string;
  let program: Program;
  let playground: Playground;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'play-'));
    // As root the database runs under another account, which has to get there.
    await chmod(dir, 0o711);
    program = await runProgram({ DATA_DIR: dir, PLAYGROUND: 'true', LANGUAGE: 'en', PATIENCE: '10' });
    const calls = <Api extends object>(path: string): Api =>
      new Proxy({} as Api, { get: (_, name) => (args: unknown) => call(`${path}${String(name)}`, args) });
    playground = {
      api: calls<ControlApi>(''),
      play: calls<PlayApi>('play/'),
      // Whoever waits looks again by themselves.
      onChange: () => () => undefined,
    } as unknown as Playground;
  });
  afterAll(async () => {
    await program?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  async function call(path: string, args: unknown): Promise<unknown> {
    const answer = await fetch(`${program.url}/playground/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: program.url },
      body: JSON.stringify(args ?? {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Waits until what was begun is so far. */
  async function until(isSo: (state: PlayState) => boolean): Promise<PlayState> {
    for (;;) {
      const state = await playground.play.state({});
      if (isSo(state) || !state.doing) return state;
      await pause(50);
    }
  }
  const done = () => until(() => false);
  const person = (account: string) => slackPerson(playground, account);
  const cards = (account: string, text: Wanted) => person(account).cards(text);
  const newest = async (account: string, line: string) => person(account).answerTo(line);

  it('U-19 lets a week pass, in which whoever is to decide is reminded twice, and told nothing twice', async () => {
    const actor = await sampleActors(playground);
    const number = await askForUserId(actor('rina.wulandari'), {
      kind: 'HO-TKJP',
      nopek: '200517',
      systems: { VPN: { id: 'Dari cabang', en: 'From a branch' } },
    });
    const before = await playground.play.state({});
    await playground.play.jump({ by: 'week' });
    const after = await done();
    expect(after.problem).toBeUndefined();
    expect(Math.round((after.now - before.now) / (24 * 60 * 60_000))).toBe(7);
    const reminded = translate('en')('reminder.title', { title: number });
    expect(await cards('bima.santoso', reminded)).toHaveLength(2);
  });

  it('begins anew without a restart: nothing is there of before, and everything can be asked for again', async () => {
    await playground.play.begin({});
    const state = await done();
    expect(state.problem).toBeUndefined();
    expect(Math.abs(state.now - Date.now())).toBeLessThan(60_000);
    expect(await cards('bima.santoso', /UID/)).toEqual([]);
    expect(await newest('rina.wulandari', '/userid list')).not.toContain('UID-');
    const actor = await sampleActors(playground);
    const number = await askForUserId(actor('rina.wulandari'), {
      kind: 'HO-TKJP',
      nopek: '200517',
      systems: { VPN: { id: 'Dari cabang', en: 'From a branch' } },
    });
    expect(number).toMatch(/-000001$/);
    await person('bima.santoso').sees(number);
  });

  it.each([1, 2, 3])(
    'has the sample people live through three months: through quarter %i of them',
    async (quarter) => {
      if (quarter === 1) await playground.play.begin({ history: true });
      const { problem } = await until(({ doing }) => (doing?.done ?? 0) > quarter / 4);
      expect(problem).toBeUndefined();
    },
  );

  it('and through the last, at whose end it is today, and lists, log and what waits have something to show', async () => {
    const state = await done();
    expect(state.problem).toBeUndefined();
    expect(Math.abs(state.now - Date.now())).toBeLessThan(60_000);
    const listed = await newest('tono.wijaya', '/userid list');
    expect(listed).toContain('Completed');
    // What waits at the end, at each of those who decide.
    for (const account of ['sari.utami', 'dewi.lestari', 'eko.saputra', 'maya.anggraini', 'bima.santoso'])
      expect(await newest(account, '/pintu inbox')).toMatch(/(?:UID|SAT|SIG)-\d{4}-\d{6}/);
    // What is usual is told of what waits, once enough has been decided.
    expect((await cards('rina.wulandari', /Sinta Maharani/)).join('\n')).toMatch(/usually takes/);
    expect(await newest('tono.wijaya', '/partner mappings')).toContain('Lestari Putri');
    expect(await newest('putri.maharani', '/market history')).toContain('That company is another bureau’s');
    const signed = await cards('bima.santoso', /kontrak-sewa-gudang\.pdf/);
    expect(signed.join('\n')).toContain('Hendra Gunawan (');
    expect(await newest('tono.wijaya', '/pintu audit verify')).not.toBe('');
    // Those who are in Teams have had theirs there.
    const { messages } = (await call('teams/everything', {})) as { messages: { fromBot: boolean }[] };
    expect(messages.filter(({ fromBot }) => fromBot).length).toBeGreaterThan(50);
  });
});
