import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  approve,
  fillIn,
  forRina,
  grantRole,
  openRequestForm,
  settled,
  submitReview,
  toReview,
} from '../support/user-id-steps.ts';

const t = translate('id');

describe.each(platforms)('stages of the organisation’s own in %s', (platform) => {
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    tono = workspace.person('tono.wijaya');
  });
  afterAll(() => workspace.stop());

  const statusOf = async (number: string) => {
    const [row] = await workspace.query<{ status: string }>(
      'SELECT status FROM user_id_request WHERE number = $1',
      [number],
    );
    return row?.status;
  };

  it('A-9 A-12 U-7 an ADMIN adds one, is shown what follows, and a new request passes it once two have approved', async () => {
    await tono.command('/pintu people');
    await tono.click(t('organisation.stage.sheet'));
    await tono.sees(`${t('organisation.stage.place')}: 900 · ${t('organisation.stage.needed')}: 1`);
    await tono.click(t('organisation.add.stage'));
    const form = await tono.modal(t('organisation.add.stage'));
    expect(await form.text()).toContain(t('organisation.stage.decidersExplained'));
    await form.type(t('organisation.stage.code'), 'AWAL');
    await form.type(t('organisation.stage.name'), 'Pemeriksa Awal');
    await form.type(t('organisation.stage.place'), '5');
    await form.type(t('organisation.stage.deciders'), 'DIRECTORY_ADMIN; sari.utami@nusantara.example');
    await form.type(t('organisation.stage.needed'), '2');
    await form.choose(t('organisation.stage.rejection'), t('organisation.stage.ONE'));
    const { errors, problem, next } = await form.submit();
    expect({ errors, problem }).toEqual({ errors: {}, problem: undefined });
    expect(await next?.text()).toContain(t('organisation.stage.newOnly'));
    expect(await workspace.query(`SELECT 1 FROM approval_stage WHERE code = 'AWAL'`)).toEqual([]);
    const saved = await next?.submit();
    expect(await saved?.next?.text()).toContain('Pemeriksa Awal');
    await saved?.next?.close({ all: true });

    await grantRole(tono, 'Maya Anggraini', 'DIRECTORY_ADMIN');
    const asker = workspace.person('hendra.gunawan');
    const asked = await openRequestForm(asker);
    await fillIn(asked, forRina);
    const review = await toReview(asked);
    expect(await review.text()).toContain('Pemeriksa Awal');
    const number = await submitReview(review);
    expect(await statusOf(number)).toBe('WAITING_AWAL');
    await settled(workspace);

    await approve(workspace.person('sari.utami'), number);
    expect(await statusOf(number)).toBe('WAITING_AWAL');
    await settled(workspace);
    const maya = workspace.person('maya.anggraini');
    await approve(maya, number);
    expect(await statusOf(number)).toBe('WAITING_ATASAN');
  });
});
