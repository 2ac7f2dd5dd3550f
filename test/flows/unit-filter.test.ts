import { platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { ask, closeForms, forRina, forWahyu, voice } from '../support/user-id-steps.ts';

describe.each(platforms)('the filter of units in %s', (platform) => {
  const t = voice(platform, 'id');
  const label = t('field.unit');
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    await workspace.query(
      `INSERT INTO unit (code, name, kind) SELECT 'U' || n, 'Cabang ' || lpad(n::text, 5, '0'), 'UNIT' FROM generate_series(1, 20000) n`,
    );
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  it('U-14 finds every one of 20,000 units, offers no satker and no KPPN, and can be taken away', async () => {
    const tono = workspace.person('tono.wijaya');
    const atUnit = await ask(workspace.person('rina.wulandari'), forWahyu);
    const atHeadOffice = await ask(workspace.person('rina.wulandari'), forRina);
    const all = await tono.answerTo('/userid list');
    for (const number of [atUnit, atHeadOffice]) expect(all).toContain(number);

    await tono.click(t('list.pick', { label }));
    const form = await tono.modal(t('list.narrow'));
    expect(await form.search(label, 'cabang 19999')).toEqual(['Cabang 19999']);
    for (const other of ['527010', 'KPPN']) expect(await form.search(label, other)).toEqual([]);
    expect(await form.search(label, 'finance')).toEqual(['Finance']);
    expect(await form.search(label, '31.128')).toEqual(['SPBU 31.128.02']);
    await form.pick(label, 'SPBU 31.128.02');
    const { next } = await form.submit();
    const narrowed = (await next?.text()) ?? '';
    expect(narrowed).toContain(t('list.narrowed', { label, chosen: 'SPBU 31.128.02' }));
    expect(narrowed).toContain(atUnit);
    expect(narrowed).not.toContain(atHeadOffice);

    await next?.click(t('list.unpick', { label }));
    const inFront = async () => (await tono.modal()).text();
    await expect.poll(inFront).toContain(atHeadOffice);
    expect(await inFront()).not.toContain(t('list.narrowed', { label, chosen: 'SPBU 31.128.02' }));
  });
});
