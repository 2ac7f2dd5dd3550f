import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { pdf } from '../support/sample-files.ts';
import {
  ask,
  closeForms,
  fillIn,
  forRina,
  openRequestForm,
  submitReview,
  toReview,
} from '../support/user-id-steps.ts';

const t = translate('id');

describe('files that Slack gives as ids alone', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
    // The first form is drawn while the program is still warming up.
    await ask(workspace.person('rina.wulandari'), forRina);
  });
  afterEach(async () => {
    await workspace.playground.api.clearFaults({});
    await closeForms(workspace);
  });
  afterAll(() => workspace.stop());

  const asIds = (kind: 'event' | 'view_submission') =>
    workspace.playground.api.disturbDeliveries({ kinds: [kind], times: 2, filesAsIds: true });

  it('U-6 are looked up where a form brings them', async () => {
    const rina = workspace.person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, { ...forRina, files: [{ name: 'surat dari mitra.pdf', data: pdf }] });
    await asIds('view_submission');
    const number = await submitReview(await toReview(form));
    expect(await rina.answerTo(`/userid show ${number}`)).toContain('📎 surat dari mitra.pdf');
  });

  it('U-6 are refused at the field where Slack says nothing of them', async () => {
    const rina = workspace.person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, { ...forRina, files: [{ name: 'rahasia.pdf', data: pdf }] });
    await asIds('view_submission');
    await workspace.playground.api.failApi({
      method: 'files.info',
      times: 10,
      kind: 'error',
      error: 'file_not_found',
    });
    const { errors } = await form.submit();
    const [said] = Object.values(errors);
    expect(said).toMatch(new RegExp(`^${t('attachment.error.fetch', { name: 'F\\w+' })}$`));
  });

  it('P-2 are looked up where a message brings them, and that they cannot be is said', async () => {
    const tono = workspace.person('tono.wijaya');
    await asIds('event');
    await tono.give('', { name: 'mitra.xlsx', data: 'tidak terbaca' });
    await tono.sees(t('imports.received', { names: 'mitra.xlsx' }));
    await asIds('event');
    await workspace.playground.api.failApi({
      method: 'files.info',
      times: 10,
      kind: 'error',
      error: 'access_denied',
    });
    await tono.give('', { name: 'lain.xlsx', data: 'tidak terbaca' });
    await tono.sees(t('chat.filesUnknown'));
  });
});
