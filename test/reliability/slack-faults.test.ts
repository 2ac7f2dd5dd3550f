import type { TrafficEntry } from '@satu-pintu/playground';
import { slackPerson as person, type SlackPerson } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { approve, ask, forJoko, forRina, settled } from '../support/user-id-steps.ts';

let workspace: Workspace;
afterEach(() => workspace.stop());

const said = translate('id');
const who = (account: string): SlackPerson => person(workspace.playground, account);

/** Calls of a Web API method that this test has seen. */
const calls = (method: string): Promise<TrafficEntry[]> => workspace.playground.api.traffic({ name: method });

/** As `settled`, with the pauses between attempts left out. */
async function settledSoon(): Promise<void> {
  await expect
    .poll(
      async () => {
        await workspace.query(
          'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
        );
        return workspace.query('SELECT task_identifier, last_error FROM graphile_worker.jobs');
      },
      { interval: 100 },
    )
    .toEqual([]);
}

/** What Rina and the first two approvers have of her request, each once and as it stands now. */
async function expectOnce(number: string): Promise<void> {
  const rina = who('rina.wulandari');
  const roots = await rina.cards(number);
  expect(roots).toHaveLength(1);
  expect(roots[0]).toContain('Waiting for Approval ICT Verificator');
  expect(await rina.thread(number)).toHaveLength(2);
  for (const account of ['bima.santoso', 'dewi.lestari']) {
    const cards = await who(account).cards(number);
    expect(cards, `cards of ${account}`).toHaveLength(1);
    expect(cards[0]).toContain('Waiting for Approval ICT Verificator');
    const letters = await workspace.playground.api.mails({ to: `${account}@nusantara.example` });
    expect(letters.filter((letter) => letter.subject.includes(number))).toHaveLength(1);
  }
}

describe('a Slack that asks to come back later', () => {
  it('U-10 of one conversation waits for that one alone: another approver gets their card meanwhile', async () => {
    workspace = await openWorkspace();
    const first = await ask(who('rina.wulandari'), forRina);
    const { channel } = await who('rina.wulandari').message(first);
    await settled(workspace);
    await workspace.playground.api.failApi({
      method: 'chat.postMessage',
      kind: 'rate_limited',
      channel,
      retryAfter: 3600,
      times: 1,
    });
    const thread = (await who('rina.wulandari').thread(first)).length;
    await approve(who('bima.santoso'), first);
    await expect
      .poll(async () => (await calls('chat.postMessage')).some(({ status }) => status === 429))
      .toBe(true);
    // Rina's conversation is paused for an hour; her request moves on all the same, and so do all others.
    await who('dewi.lestari').sees(first);
    await approve(who('dewi.lestari'), first);
    await who('agus.pranoto').sees(first);
    expect(await who('rina.wulandari').thread(first)).toHaveLength(thread);
    const refused = (await calls('chat.postMessage')).filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
  });

  it.each(['chat.update', 'conversations.open'])(
    'U-10 is not called again with %s before the time it named, whatever else happens, and nothing is lost',
    async (method) => {
      workspace = await openWorkspace();
      const first = await ask(who('rina.wulandari'), forRina);
      const second = await ask(who('rina.wulandari'), forJoko);
      await settled(workspace);
      await workspace.playground.api.failApi({ method, kind: 'rate_limited', retryAfter: 2, times: 1 });
      // Two requests want the same method: the second one would not know of the first one's answer by itself.
      await approve(who('bima.santoso'), first);
      await expect.poll(async () => (await calls(method)).some((call) => call.status === 429)).toBe(true);
      await approve(who('bima.santoso'), second);
      await who('dewi.lestari').sees(second);
      await settled(workspace);

      const all = await calls(method);
      const refused = all.findIndex((call) => call.status === 429);
      const later = all.slice(refused + 1);
      const asked = all[refused]?.at ?? 0;
      expect(later.length).toBeGreaterThan(0);
      for (const call of later) expect(call.at - asked).toBeGreaterThanOrEqual(2000);
      await expectOnce(first);
    },
  );
});

describe('a Slack whose answer is lost', () => {
  it('U-10 finds a message again that it had taken, behind hundreds of newer ones', async () => {
    workspace = await openWorkspace();
    const { api, slackApiUrl, botToken } = workspace.playground;
    const rina = who('rina.wulandari');
    await api.failApi({ method: 'chat.postMessage', kind: 'reset', applied: true, times: 1 });
    const number = await ask(rina, forRina);
    const { channel } = await rina.message(number);
    // The next attempt waits until there are more messages than one page of the history has.
    await expect
      .poll(() =>
        workspace.query(
          `UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour'
           WHERE locked_at IS NULL AND attempts = 1 RETURNING id`,
        ),
      )
      .toHaveLength(1);
    for (let n = 0; n < 250; n += 1) {
      await fetch(`${slackApiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel, text: `Pesan ${n}` }),
      });
    }
    await settledSoon();
    expect(await rina.cards(number)).toHaveLength(1);
    expect(await rina.thread(number)).toHaveLength(1);
  });
});

describe('a form that cannot be opened', () => {
  it.each([
    ['its trigger has expired', { kind: 'error', error: 'expired_trigger_id' }],
    ['Slack fails', { kind: 'server_error' }],
    ['Slack is busy', { kind: 'rate_limited', retryAfter: 1 }],
  ] as const)(
    'I-3 because %s is said in the language of whoever pressed, wherever they did',
    async (_, fault) => {
      workspace = await openWorkspace();
      const { api } = workspace.playground;
      const rina = who('rina.wulandari');
      const fail = (method: string) => api.failApi({ method, times: 1, ...fault });
      await fail('views.open');
      await rina.command('/userid');
      await rina.sees(said('error.tooLate'));

      const agus = who('agus.pranoto');
      await fail('views.open');
      await agus.command('/userid');
      await agus.sees(translate('en')('error.tooLate'));

      const number = await ask(rina, forRina);
      await fail('views.open');
      await who('bima.santoso').click('Approve', { in: number });
      await who('bima.santoso').sees(said('error.tooLate'));

      const tono = who('tono.wijaya');
      await tono.home();
      await fail('views.open');
      await tono.clickHome(said('userId.offer.request'));
      await tono.sees(said('error.tooLate'));
    },
  );
});
