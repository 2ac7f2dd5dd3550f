import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  deskRecord,
  lestari,
  official,
  writeAccount,
  writeGrant,
  writeMapping,
} from '../support/partner-desk.ts';
import { fillInMapping, openChange, openMapping, searchAndPick, sentTo } from '../support/partner-steps.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, complaints, settled, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('rights at the partner desk, in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  let hendra: ChatPerson;
  let secretary: ChatPerson;
  let number: string;
  let now = new Date('2026-11-21T03:00:00Z');
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform], clock: () => now });
    const { account, name } = lestari;
    await workspace.door().addAccount({ email: `${account}@nusantara.example`, name, language: 'id' });
    await writeAccount(workspace, lestari);
    await writeGrant(workspace, account);
    number = await writeMapping(workspace, {
      account,
      start: '2026-01-01',
      end: '2026-12-21',
      setOn: '2026-01-01',
    });
    for (const one of await workspace.door().accounts())
      await workspace.person(one).command('/pintu language id');
    tono = workspace.person('tono.wijaya');
    hendra = workspace.person('hendra.gunawan');
    secretary = workspace.person(account);
    now = new Date('2026-11-22T03:00:00Z');
    await workspace.query(
      `SELECT graphile_worker.add_job('deadlines.run', '{}'::json, queue_name := 'test')`,
    );
    await settled(workspace);
  });
  afterEach(async () => {
    await closeForms(workspace);
    await setRole(true);
    await setHolder('hendra.gunawan');
  });
  afterAll(() => workspace.stop());

  /** Withdraws Tono's role behind everybody's back, or gives it back. */
  const setRole = (held: boolean) =>
    workspace.query(
      `UPDATE role_grant SET withdrawn_at = CASE WHEN $1 THEN NULL ELSE now() END WHERE role = 'DIRECTORY_ADMIN'`,
      [held],
    );
  const setHolder = (account: string) =>
    workspace.query(
      `UPDATE position SET holder_id = (SELECT id FROM person WHERE email LIKE $1 || '@%') WHERE code = '50012345'`,
      [account],
    );

  /** Runs an act that is to change nothing of the desk, and proves that it did not. */
  async function unchanged<T>(act: () => Promise<T>): Promise<T> {
    const before = await deskRecord(workspace);
    const result = await act();
    await settled(workspace);
    expect(await deskRecord(workspace)).toEqual(before);
    return result;
  }

  it('I-2 commands are for directory admins: everybody else is refused in words, and an ADMIN alone is not one', async () => {
    for (const account of ['rina.wulandari', 'maya.anggraini', lestari.account]) {
      const somebody = workspace.person(account);
      for (const line of ['', ' find lestari', ' find', ' whitelist', ' mapping', ' template', ' hub'])
        expect(await somebody.answerTo(`/partner${line}`), line).toContain(
          t('partner.refuse.directoryAdmin'),
        );
      expect(await somebody.answerTo('/partner mappings')).toContain(t('partner.refuse.noList'));
      expect(await somebody.answerTo('/pintu')).not.toContain(t('partner.desk.title'));
    }
    await setRole(false);
    expect(await tono.answerTo('/partner')).toContain(t('partner.refuse.directoryAdmin'));
    await setRole(true);
    expect(await tono.answerTo('/partner')).toContain(t('partner.do.findText'));
    expect(await tono.answerTo('/partner apa saja')).toContain(t('partner.word.whitelist'));
  });

  test('P-12 an official sees the mappings of their own positions and nothing else of the desk', async () => {
    const other = await writeMapping(workspace, {
      account: lestari.account,
      position: '50023456',
      start: '2026-01-01',
      end: '2026-12-10',
    });
    const desk = await hendra.answerTo('/partner');
    expect(desk).toContain(t('partner.do.mappingsText'));
    expect(desk).not.toContain(t('partner.do.findText'));
    const listed = await hendra.answerTo('/partner mappings');
    expect(listed).toContain(number);
    expect(listed).not.toContain(other);
    expect(await hendra.answerTo(`/partner mappings ${other}`)).not.toContain('Lestari');
    expect(await hendra.answerTo('/partner find lestari')).toContain(t('partner.refuse.directoryAdmin'));
    expect(await hendra.answerTo('/partner mapping')).toContain(t('partner.refuse.directoryAdmin'));
    await workspace.query('UPDATE secretary_mapping SET ended_at = now() WHERE number = $1', [other]);
  });

  it('I-3 I-4 a forwarded reminder gives no right: neither to strangers nor to the secretary', async () => {
    const card = t('partner.reminder.title', { number, name: lestari.name });
    await hendra.scroll();
    for (const label of [t('partner.button.extend'), t('partner.button.letEnd'), t('partner.button.detail')])
      for (const stranger of ['rina.wulandari', 'bima.santoso', 'dimas.tamu']) {
        const answer = await unchanged(() => workspace.person(stranger).pressForwarded(hendra, label, card));
        expect(answer).not.toMatch(/50012345|Ya, biarkan/);
      }
    for (const label of [t('partner.button.extend'), t('partner.button.letEnd')])
      await unchanged(() => secretary.pressForwarded(hendra, label, card));
  });

  it('I-3 I-4 a forged change is refused and changes nothing, the secretary’s own too', async () => {
    const strangers = ['rina.wulandari', 'bima.santoso', lestari.account].map((one) => workspace.person(one));
    await openMapping(hendra, number);
    const extending = await openChange(hendra, t('partner.button.changeEnd'));
    await extending.date(words('partner.field.newEnd'), '2027-12-31');
    await extending.type(words('partner.field.reason'), 'Diperpanjang');
    for (const stranger of strangers) await unchanged(() => stranger.submitForged(hendra));
    await hendra.closeModals();
    for (const button of [t('partner.button.letEnd'), t('partner.button.endNow')]) {
      await openMapping(hendra, number);
      const form = await openChange(hendra, button);
      if (button === t('partner.button.endNow')) await form.type(words('partner.field.reason'), 'Selesai');
      for (const stranger of strangers) await unchanged(() => stranger.submitForged(hendra));
      await hendra.closeModals();
    }
    await fillInMapping(tono, {
      user: lestari.account,
      position: official,
      start: '2027-06-01',
      end: '2027-12-31',
    });
    for (const stranger of [...strangers, hendra]) await unchanged(() => stranger.submitForged(tono));
    await tono.closeModals();
    await tono.command('/partner whitelist');
    const whitelist = await tono.modal(words('partner.button.whitelist'));
    await searchAndPick(whitelist, words('partner.field.users'), lestari.account, new RegExp(lestari.name));
    const application = words('partner.field.application');
    await searchAndPick(whitelist, application, '', t('partner.bundle.label'));
    for (const stranger of [...strangers, hendra]) await unchanged(() => stranger.submitForged(tono));
    await sentTo(whitelist);
    for (const stranger of [...strangers, hendra]) await unchanged(() => stranger.submitForged(tono));
  });

  test('I-3 the right is looked at when the form is sent: a role or a position that is gone by then decides', async () => {
    const form = await fillInMapping(tono, {
      user: lestari.account,
      position: official,
      start: '2027-06-01',
      end: '2027-12-31',
    });
    await setRole(false);
    expect(await unchanged(async () => complaints(await form.submit()))).toEqual([
      t('partner.refuse.directoryAdmin'),
    ]);
    await openMapping(hendra, number);
    const change = await openChange(hendra, t('partner.button.changeEnd'));
    await change.date(words('partner.field.newEnd'), '2027-12-31');
    await change.type(words('partner.field.reason'), 'Diperpanjang');
    await setHolder('bima.santoso');
    expect(await unchanged(async () => complaints(await change.submit()))).toEqual([
      t('partner.refuse.unknown'),
    ]);
    await hendra.closeModals();
    expect(await hendra.answerTo('/partner mappings')).toContain(t('partner.refuse.noList'));
  });

  test('I-4 a directory admin gives themselves neither access nor a mapping', async () => {
    await tono.command('/partner whitelist');
    const whitelist = await tono.modal(words('partner.button.whitelist'));
    await searchAndPick(whitelist, words('partner.field.users'), 'tono.wijaya', /Tono Wijaya/);
    await searchAndPick(whitelist, words('partner.field.application'), '', t('partner.bundle.label'));
    expect(await unchanged(async () => complaints(await whitelist.submit()))).toEqual([
      expect.stringContaining(t('partner.refuse.own')),
    ]);
    await tono.closeModals();
    const mapping = await fillInMapping(tono, {
      user: 'tono.wijaya',
      position: official,
      start: '2027-06-01',
      end: '2027-12-31',
    });
    expect(await unchanged(async () => complaints(await mapping.submit()))).toEqual([
      expect.stringContaining(t('partner.refuse.own')),
    ]);
    expect(await tono.answerTo('/partner find tono.wijaya')).not.toContain(t('partner.button.whitelist'));
  });

  test('P-12 I-4 a secretary who becomes a directory admin does not extend or end their own mapping', async () => {
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'DIRECTORY_ADMIN' FROM person WHERE email LIKE $1 || '@%'`,
      [lestari.account],
    );
    expect(await openMapping(secretary, number)).not.toContain(t('partner.button.changeEnd'));
    for (const button of [t('partner.button.changeEnd'), t('partner.button.endNow')]) {
      await openMapping(hendra, number);
      const form = await openChange(hendra, button);
      if (button === t('partner.button.changeEnd'))
        await form.date(words('partner.field.newEnd'), '2027-12-31');
      await form.type(words('partner.field.reason'), 'Saya sendiri');
      await unchanged(() => secretary.submitForged(hendra));
      await hendra.closeModals();
    }
    expect(await secretary.answerTo('/pintu inbox')).not.toContain(number);
  });
});
