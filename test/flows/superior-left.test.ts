import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { ask, forRina, sendDone, settled, words } from '../support/user-id-steps.ts';

const t = translate('id');

describe.each(platforms)('a superior who has left, in %s', (platform) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterAll(() => workspace.stop());

  it('A-1 A-6 the ADMINs are told at once, the card says so, and another one of the register’s line is named in chat', async () => {
    const [rina, tono, hendra] = ['rina.wulandari', 'tono.wijaya', 'hendra.gunawan'].map((account) =>
      workspace.person(account),
    ) as [ReturnType<Workspace['person']>, ReturnType<Workspace['person']>, ReturnType<Workspace['person']>];
    await workspace.query(
      `UPDATE person SET superior_id = (SELECT id FROM person WHERE email LIKE 'hendra.%') WHERE email LIKE 'bima.%'`,
    );
    await hendra.command('/pintu');
    const number = await ask(rina, forRina);
    await settled(workspace);

    await tono.command('/pintu people Bima Santoso');
    await tono.clickBeside('Bima Santoso', words('record.open'));
    await tono.click(words('organisation.edit.person'), { in: 'bima.santoso@' });
    const form = await tono.modal(words('organisation.edit.person'));
    await form.choose(words('organisation.employee.active'), words('organisation.answer.no'));
    const preview = (await form.submit()).next;
    await preview?.type(words('people.reason'), 'Bima sudah keluar');
    const sent = await preview?.submit();
    expect(sent?.errors).toEqual({});
    await sent?.next?.close({ all: true });
    await settled(workspace);
    await rina.sees(t('userId.card.waitsForNobody', { stage: 'Atasan Pemohon' }));

    await tono.clickBeside(number, words('record.open'));
    await tono.click(words('record.reassign'), { in: number });
    const naming = await tono.modal(words('record.reassign'));
    await naming.choose(words('record.reassign.to'), /^Hendra Gunawan/);
    await naming.type(words('people.reason'), 'Bima sudah keluar');
    const said = await sendDone(tono, naming);
    expect(said).toContain('Hendra Gunawan');
    await settled(workspace);
    await rina.sees(t('userId.card.waitsFor', { stage: 'Atasan Pemohon', names: 'Hendra Gunawan' }));
    expect(await hendra.buttons(number)).toContain('Approve');
  });
});
