import { type Call, type Platform, platforms } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { briefPatience, openWorkspace, type Workspace } from '../support/bot.ts';
import { expectDelivered } from '../support/delivered.ts';
import { approve, ask, closeForms, forRina, openDecision, settled, words } from '../support/user-id-steps.ts';

let workspace: Workspace;
afterEach(() => workspace.stop());

const said = translate('id');
const who = (account: string) => workspace.person(account);
const open = async (platform: Platform, patience?: number): Promise<void> => {
  workspace = await openWorkspace({ platforms: [platform], patience });
};

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

/** Everything about a request whose Atasan has approved is there, the letters each once. */
async function expectApproved(number: string, answersLost = false): Promise<void> {
  const approvers = ['bima.santoso', 'dewi.lestari'];
  await expectDelivered(workspace, {
    number,
    status: 'Waiting for Approval ICT Verificator',
    steps: 2,
    approvers,
    answersLost,
  });
  for (const account of approvers) {
    const letters = await workspace.playground.api.mails({ to: `${account}@nusantara.example` });
    expect(letters.filter((letter) => letter.subject.includes(number))).toHaveLength(1);
  }
}

describe.each(platforms)('a platform that fails: %s', (platform) => {
  it('U-10 is asked again no sooner than it said, when it asks to come back later, and nothing is lost', async () => {
    await open(platform);
    const door = workspace.door();
    const number = await ask(who('rina.wulandari'), forRina);
    await settled(workspace);
    for (const call of ['post', 'update'] as const) {
      await door.fail({ call, kind: 'busy', seconds: 2, times: 1 });
    }
    const before = (await door.exchanges()).at(-1)?.id;
    await approve(who('bima.santoso'), number);
    await settled(workspace);
    const calls = await door.exchanges(before);
    for (const call of ['post', 'update'] as const) {
      const of = calls.filter(({ what }) => what === call);
      const refused = of.find(({ status }) => status === 429);
      expect(refused, call).toBeDefined();
      const last = of.at(-1);
      expect((last?.at ?? 0) - (refused?.at ?? 0), call).toBeGreaterThanOrEqual(2000);
    }
    await expectApproved(number);
  });

  it('U-10 U-13 leads to the right state after errors, resets and slow answers, before or after it acted', async () => {
    await open(platform);
    const door = workspace.door();
    const number = await ask(who('rina.wulandari'), forRina);
    await settled(workspace);
    const fail = (call: Call, kind: 'error' | 'slow' | 'reset', more: object = {}) =>
      door.fail({ call, kind, times: 1, ...more });
    await fail('post', 'error');
    await fail('post', 'error', { status: 412 });
    await fail('post', 'reset', { applied: true });
    await fail('post', 'error', { status: 500, applied: true });
    await fail('post', 'error', { status: 502, applied: true });
    await fail('post', 'slow', { delayMs: 1000 });
    await fail('update', 'reset');
    await fail('update', 'error', { applied: true });
    await fail('update', 'error', { status: 412 });
    await fail('update', 'slow', { delayMs: 1000 });
    await fail('open', 'reset', { applied: true });
    await fail('lookup', 'error');
    await fail('history', 'error');
    await approve(who('bima.santoso'), number);
    await settledSoon();
    await expectApproved(number, true);
  });
});

describe.each(platforms)('a message that was deleted behind our back, in %s', (platform) => {
  it('U-13 is missed by nobody else: the other copies and the thread go on', async () => {
    await open(platform);
    const number = await ask(who('rina.wulandari'), forRina);
    const form = await openDecision(who('bima.santoso'), number, 'Approve');
    await form.type(words('userId.decision.whyApprove'), 'Sesuai');
    await settled(workspace);
    await workspace.door().removeMessage('bima.santoso', number);
    await form.submit();
    await settled(workspace);
    await who('dewi.lestari').sees(number);
    expect(await who('rina.wulandari').thread(number)).toHaveLength(2);
    await closeForms(workspace);
    expect(await who('bima.santoso').isShown(number)).toBe(false);

    // Now what the requester's thread hangs on: what happens is still told, below it or beside it.
    await workspace.door().removeMessage('rina.wulandari', number);
    await approve(who('dewi.lestari'), number);
    await settled(workspace);
    await who('rina.wulandari').sees('Dewi Lestari menyetujui');
    await who('agus.pranoto').sees(number);
  });
});

describe.each(platforms)('an approver who cannot be reached in %s', (platform) => {
  const ways =
    platform === 'slack'
      ? (['deactivated', 'without the app', 'unknown'] as const)
      : (['without the app', 'unknown'] as const);
  it.each(ways)('U-10 because of being %s gets the e-mail, and everybody else their card', async (how) => {
    await open(platform);
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_VERIFICATOR' FROM person WHERE email LIKE 'tono.%'`,
    );
    await workspace.door().lose('dewi.lestari', how);
    const number = await ask(who('rina.wulandari'), forRina);
    await approve(who('bima.santoso'), number);
    await who('tono.wijaya').sees(number);
    await workspace.mail.to('dewi.lestari@nusantara.example').latest(number);
    await approve(who('tono.wijaya'), number);
    await who('rina.wulandari').sees('Tono Wijaya menyetujui');
    await settled(workspace);
  });
});

describe.each(platforms)('a first contact in %s', (platform) => {
  it('I-1 that the platform cannot vouch for at the moment is said, and works when pressed again', async () => {
    await open(platform);
    await workspace.door().fail({ call: 'profile', kind: 'error', times: 1 });
    const rina = who('rina.wulandari');
    await rina.command('/userid');
    await rina.sees('terjadi kesalahan di pihak kami');
    expect(await rina.modals()).toBe(0);
    await rina.command('/userid');
    await rina.modal(said('userId.form.title'));
  });

  it('I-1 that is vouched for too late is said in time', async () => {
    await open(platform, briefPatience);
    await workspace.door().fail({ call: 'profile', kind: 'slow', delayMs: briefPatience * 4000, times: 1 });
    const rina = who('rina.wulandari');
    const outcome = await rina.command('/userid');
    expect(outcome.status).toBe(200);
    await rina.sees(said('error.stalled'));
    await rina.command('/userid');
    await rina.modal(said('userId.form.title'));
  });
});
