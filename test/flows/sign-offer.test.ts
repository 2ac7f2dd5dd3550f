import { type ChatPerson, platforms, type TeamsPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { document } from '../pades/documents.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { bindForImports } from '../support/channels.ts';
import { png } from '../support/sample-files.ts';
import { holdCertificate } from '../support/signature-steps.ts';
import { closeForms, voice, words } from '../support/user-id-steps.ts';

const named = (name: string) => ({ name, data: Buffer.from(document('groff')) });

describe.each(platforms)('a PDF in a message, in %s', (platform) => {
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let channel: string;
  let rina: ChatPerson;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    ({ channel } = workspace.door());
    [rina, tono] = [workspace.person('rina.wulandari'), workspace.person('tono.wijaya')];
    await Promise.all([rina, tono].map((one) => one.command('/pintu language id')));
    await workspace.door().letIn();
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const use = (text: string) => rina.useShortcut(words('sign.shortcut'), { in: text });

  it('G-1 G-7 offers its signing: to whoever may not sign yet the reason and the next step, to all others the form with that PDF', async () => {
    await tono.drop(channel, 'kontrak untuk ditandatangani', named('kontrak.pdf'));
    await use('kontrak untuk ditandatangani');
    const refusal = await rina.modal(words('sign.notRegistered.title'));
    expect(await refusal.text()).toContain(t('sign.notRegistered.NOT_ENROLLED'));
    expect(await rina.buttons(t('sign.notRegistered.NOT_ENROLLED'))).toContain(t('sign.button.enrol'));
    await rina.closeModals();

    await holdCertificate(workspace, 'rina.wulandari');
    await use('kontrak untuk ditandatangani');
    const form = await rina.modal(words('sign.pdf.title'));
    expect(await form.options(t('sign.field.document'))).toEqual(['kontrak.pdf']);
    const { next } = await form.submit();
    expect(await next?.text()).toContain(t('sign.button.sign'));
    expect(
      await workspace.query(
        `SELECT f.name, p.email LIKE 'rina.%' AS "hers" FROM signing s JOIN attachment f ON f.id = s.current_id JOIN person p ON p.id = f.uploader_id`,
      ),
    ).toEqual([{ name: 'kontrak.pdf', hers: true }]);
  });

  it('G-1 says first that there is no certificate, to whoever is to sign and has no authenticator either', async () => {
    await tono.command('/sign pdf');
    const asking = await tono.modal(words('sign.pdf.title'));
    await asking.upload(words('sign.field.document'), named('surat sendiri.pdf'));
    const { next } = await asking.submit();
    expect(await next?.text()).toContain(t('sign.button.sign'));
    await tono.closeModals();
    await tono.sees('surat sendiri.pdf');
    // It waits for nobody else: there is nobody to remind, and nothing that could be decided together with others.
    expect(await tono.buttons(/surat sendiri\.pdf/)).not.toContain(t('record.nudge'));
    const inbox = await tono.answerTo('/pintu inbox');
    expect(inbox).toMatch(/SIG-\d/);
    expect(inbox).not.toContain(t('several.title'));
    await tono.click(words('sign.button.sign'), { in: 'surat sendiri.pdf' });
    const refusal = await tono.modal(words('sign.notRegistered.title'));
    expect(await refusal.text()).toContain(t('sign.notRegistered.NOT_ENROLLED'));
    await tono.closeModals();
  });

  it('G-7 says that there is no PDF where there is none', async () => {
    await tono.drop(channel, 'foto saja', { name: 'foto.png', data: png });
    expect(await rina.answerTo(() => use('foto saja'))).toContain(t('chat.noSuchFile', { kind: 'PDF' }));
  });

  it('G-7 opens the form with what else there is to do where the platform keeps the file to itself', async () => {
    if (platform === 'slack') {
      // A conversation that the bot is not in.
      const { id } = await workspace.playground.api.createChannel({ person: rina.who, name: 'tertutup' });
      await rina.drop(id, 'hanya kami', named('tertutup.pdf'));
    } else {
      await (rina as TeamsPerson).api.consent({ files: false });
      await rina.drop(channel, 'hanya kami', named('tertutup.pdf'));
    }
    await use('hanya kami');
    const form = await rina.modal(words('sign.pdf.title'));
    expect(await form.text()).toContain(t('sign.pdf.unfetched', { names: 'tertutup.pdf' }));
    await form.upload(words('sign.field.document'), named('diunggah.pdf'));
    expect((await form.submit()).errors).toEqual({});
    if (platform === 'teams') await (rina as TeamsPerson).api.consent({ files: true });
  });

  it('G-7 is offered in a channel quietly: where files are taken to whoever may sign, elsewhere to whoever speaks to the bot', async () => {
    await rina.drop(channel, 'arsip lama', named('arsip.pdf'));
    if (platform === 'slack') await tono.drop(channel, '@satu-pintu mohon', named('diminta.pdf'));
    else await (tono as TeamsPerson).mention(channel, 'mohon', named('diminta.pdf'));
    await tono.sees(t('chat.yourFilesText', { names: 'diminta.pdf' }));
    await tono.click(words('sign.shortcut'), { in: 'diminta.pdf' });
    await tono.sees(t('sign.notRegistered.NOT_ENROLLED'));
    await tono.closeModals();
    await bindForImports(workspace, channel);
    await tono.drop(channel, 'belum boleh', named('belum.pdf'));
    await rina.drop(channel, 'silakan', named('silakan.pdf'));
    await rina.sees(t('chat.yourFilesText', { names: 'silakan.pdf' }));
    expect(await tono.isShown(t('chat.yourFilesText', { names: 'silakan.pdf' }))).toBe(false);
    await rina.click(words('sign.shortcut'), { in: 'silakan.pdf' });
    const form = await rina.modal(words('sign.pdf.title'));
    expect(await form.options(t('sign.field.document'))).toEqual(['silakan.pdf']);
    await rina.closeModals();
    for (const name of ['arsip.pdf', 'belum.pdf'])
      for (const who of [rina, tono])
        expect(await who.isShown(t('chat.yourFilesText', { names: name }))).toBe(false);
  });
});
