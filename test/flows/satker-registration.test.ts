import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import { budi, decide, openAdd, register, rowsOf, satker, searchNik, siti } from '../support/satker-steps.ts';
import { openWorkspaceIn, readers, settled } from '../support/user-id-steps.ts';

describe.each(readers)('self-service, in $platform, for people who read $language', (audience) => {
  const { language } = audience;
  const t = translate(language);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
  });
  afterAll(() => workspace.stop());

  it('S-5 S-6 S-7 goes from the search in DIGIT to 2 Aktif, and the thread tells the satker', async () => {
    const ali = workspace.person('ali.rahman');
    const maya = workspace.person('maya.anggraini');
    const form = await openAdd(ali);
    await searchNik(form, siti.nik);
    await form.sees(t('satker.form.found'));
    expect(await form.value(t('satker.field.name'))).toBe(siti.name);
    expect(await form.value(t('satker.field.email'))).toBe(siti.email);
    await form.close();
    const number = await register(ali, siti);
    expect(await rowsOf(workspace, siti.nik)).toEqual([1]);
    await settled(workspace);
    const card = (await maya.cards(number))[0];
    expect(card).toContain(satker);
    expect(card).toContain(t('satker.status.REGISTERED'));
    expect(card).toContain('surat-tugas.pdf');
    await decide(maya, number, 'Approve');
    await settled(workspace);
    expect(await rowsOf(workspace, siti.nik)).toEqual([2]);
    const thread = await ali.thread(number);
    expect(thread).toHaveLength(2);
    expect(thread.at(-1)).toContain(t('satker.step.approved', { actor: 'Maya Anggraini', name: siti.name }));
    expect(thread.at(-1)).toContain(t('satker.status.ACTIVE'));
  });

  it('S-5 S-13 makes the DIGIT account of somebody new at once, and mails the activation link', async () => {
    const ali = workspace.person('ali.rahman');
    await register(ali, budi);
    // Nobody knows the language of an address that no account has: it is the operator's.
    const subject = translate('id')('satker.mail.activation.subject');
    const mail = await workspace.mail.to(budi.email).latest(subject);
    expect(mail.text).toMatch(/portal\/activate\//);
  });
});
