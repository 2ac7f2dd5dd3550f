import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import {
  closeForms,
  complaints,
  grantRole,
  sendDone,
  settled,
  someReason,
  voice,
} from '../support/user-id-steps.ts';

describe.each(platforms)('who somebody is, in %s', (platform) => {
  const test = playedOn('teams', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  const rinas = 'rina.wulandari@nusantara.example';
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    tono = workspace.person('tono.wijaya');
    await workspace.person('rina.wulandari').command('/pintu');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  /** An account of its own, for which the platform vouches with an address that is somebody's already. */
  async function accountWith(email: string, account: string): Promise<ChatPerson> {
    await workspace
      .door()
      .addAccount({ email: `${account}@nusantara.example`, name: 'Akun Kedua', language: 'id' });
    await workspace.door().readdress(account, email);
    return workspace.person(account);
  }

  async function answer(admin: ChatPerson, label: string, card: string): Promise<string> {
    await settled(workspace);
    await admin.click(label, { in: card });
    const form = await admin.modal();
    expect(complaints(await form.submit())).toEqual([form.required ?? t('people.error.reason')]);
    await form.type(t('people.reason'), someReason);
    return sendDone(admin, form);
  }

  const personOf = async (account: string) =>
    (
      await workspace.query<{ email: string; registered: boolean }>(
        `SELECT p.email, p.registered FROM audit_entry e JOIN person p ON e.subject = 'person:' || p.id
         WHERE e.action = 'person.linked' AND p.name = $1 ORDER BY e.id DESC LIMIT 1`,
        [account],
      )
    )[0];

  it('A-1 I-1 whoever is in the platform’s directory keeps their account when it is looked at', async () => {
    await tono.command('/pintu');
    const linked = () =>
      workspace.query('SELECT platform, external_id AS account FROM chat_identity ORDER BY id');
    const before = await linked();
    await workspace.query(
      `SELECT enqueue_job('accounts.departed', '{}'::json, job_key := 'accounts.departed')`,
    );
    await settled(workspace);
    expect(await linked()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  it('I-1 a second account with the address of somebody does nothing in their name, and an ADMIN who rejects it is told to it', async () => {
    const second = await accountWith(rinas, 'akun.kedua');
    const asked = t('error.addressAsked', { email: rinas });
    for (const command of ['/pintu', '/pintu mine', '/userid', '/userid list'])
      expect(await second.answerTo(command)).toContain(asked);
    await settled(workspace);
    await tono.sees(t('claim.title'));
    const card = await tono.root(t('claim.title'));
    for (const text of ['Akun Kedua', rinas, 'Rina Wulandari']) expect(card).toContain(text);
    expect(await answer(tono, t('claim.rejected.label'), t('claim.title'))).toContain(
      t('claim.outcome.REJECTED'),
    );
    await settled(workspace);
    expect(await second.answerTo('/pintu')).toContain(t('error.addressRejected', { email: rinas }));
    expect(await workspace.person('rina.wulandari').answerTo('/pintu mine')).not.toContain(asked);
  });

  it('I-1 another person who has the address by now is somebody new: the former one has left, with all that they had', async () => {
    const email = 'agus.pranoto@nusantara.example';
    const agus = workspace.person('agus.pranoto');
    await agus.command('/pintu');
    const heir = await accountWith(email, 'penerus.agus');
    expect(await heir.answerTo('/pintu')).toContain(t('error.addressAsked', { email }));
    expect(await answer(tono, t('claim.another.label'), email)).toContain(t('claim.outcome.ANOTHER'));
    expect(await heir.answerTo('/pintu')).toContain('Akun Kedua');
    expect(await personOf('Akun Kedua')).toEqual({ email, registered: false });
    expect(await heir.answerTo('/partner')).toContain(email);
    const [grant] = await workspace.query(
      `SELECT 1 FROM role_grant WHERE role = 'ICT_MANAGER' AND withdrawn_at IS NULL`,
    );
    expect(grant).toBeUndefined();
    // Their account is nobody's now, and the address is somebody else's.
    expect(await agus.answerTo('/pintu')).toContain(t('error.addressAsked', { email }));
  });

  test('I-9 I-10 an ADMIN sees by what somebody comes in and ends it; whoever comes back is let in by a new answer', async () => {
    const hendra = workspace.person('hendra.gunawan');
    await hendra.command('/pintu');
    await tono.command('/pintu people Hendra Gunawan');
    await tono.clickBeside('Hendra Gunawan', t('record.open'));
    await tono.click(t('people.end'), { in: t('people.waysIn') });
    const form = await tono.modal(t('people.endLink.title'));
    await form.type(t('people.reason'), 'Ponsel hilang');
    const { errors, next } = await form.submit();
    expect(errors).toEqual({});
    expect(await next?.text()).toContain(t('people.noWaysIn'));
    await next?.close({ all: true });
    const email = 'hendra.gunawan@nusantara.example';
    expect(await hendra.answerTo('/pintu')).toContain(t('error.addressAsked', { email }));
    expect(await answer(tono, t('claim.same.label'), email)).toContain(t('claim.outcome.SAME'));
    expect(await hendra.answerTo('/pintu')).not.toContain(email);
  });

  it('I-4 a role that an ADMIN gives themselves waits for a second ADMIN, who approves it on their card', async () => {
    await grantRole(tono, 'Hendra Gunawan', 'ADMIN');
    await grantRole(tono, 'Tono Wijaya', 'ICT_VERIFICATOR');
    await settled(workspace);
    const role = () =>
      workspace.query(
        `SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person_id AND p.email LIKE 'tono.%'
         WHERE g.role = 'ICT_VERIFICATOR' AND g.withdrawn_at IS NULL`,
      );
    expect(await role()).toEqual([]);
    expect(await tono.buttons(t('proposal.title'))).toEqual([t('record.reject')]);
    const hendra = workspace.person('hendra.gunawan');
    expect(await answer(hendra, t('record.approve'), t('proposal.title'))).toContain(
      t('proposal.outcome.approved'),
    );
    await settled(workspace);
    expect(await role()).toHaveLength(1);
    expect(await tono.buttons(t('proposal.title'))).toEqual([]);
  });
});
