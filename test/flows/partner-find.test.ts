import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatDay } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  accountEnd,
  lestari,
  official,
  position,
  writeAccount,
  writeGrant,
  writeMapping,
} from '../support/partner-desk.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('finding a user in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({
      platforms: [platform],
      clock: () => new Date('2026-11-21T03:00:00Z'),
    });
    tono = workspace.person('tono.wijaya');
    await tono.command('/pintu language id');
    await writeAccount(workspace, { ...lestari, positionCode: '60012345' });
    await writeAccount(workspace, {
      account: 'lestari',
      name: 'Lestari Dewi',
      hubRefusal: 'The name is taken',
    });
    await writeAccount(workspace, { account: 'mitra.satu', name: 'Mitra Satu', kind: 'PARTNER' });
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const found = (text: string) => tono.answerTo(`/partner find ${text}`);

  it('P-8 shows organisation, Position Id, and the parent position and person', async () => {
    const shown = await found(lestari.account);
    for (const part of [
      lestari.name,
      `${lestari.account}@nusantara.example`,
      'Sekretaris',
      'PT Mitra Sejahtera',
      'Retail Operation',
      `${formatDay('id', '2026-01-01')} – ${formatDay('id', accountEnd)}`,
      '60012345',
      position,
      official,
      t('partner.card.sandbox'),
    ])
      expect(shown).toContain(part);
    expect(await found(`${lestari.account.toUpperCase()}@nusantara.example`)).toBe(shown);
  });

  test('P-8 says where a Position Id is still to come from the directory, or why it was refused', async () => {
    expect(await found('mitra.satu')).toContain(t('partner.card.hubWaits'));
    expect(await found('mitra.satu')).toContain('Mitra Kerja');
    expect(await found('lestari')).toContain(t('partner.card.hubRefused', { reason: 'The name is taken' }));
  });

  test('P-8 shows employees with their own position, and where there is none their superior', async () => {
    const bima = await found('bima.santoso');
    expect(bima).toContain('50023456 Assistant Manager Finance');
    expect(bima).toContain(position);
    expect(bima).toContain(official);
    const rina = await found('rina.wulandari@nusantara.example');
    expect(rina).toContain('Bima Santoso');
    expect(rina).toContain(t('partner.card.noPosition', { title: 'Analis Keuangan' }));
  });

  it('P-8 an exact user name is one person; words lead to a list that opens each', async () => {
    expect(await found('lestari')).toContain('Lestari Dewi');
    const several = await found('lest');
    for (const name of ['Lestari Putri', 'Lestari Dewi', 'Dewi Lestari']) expect(several).toContain(name);
    await tono.clickBeside('Lestari Putri', t('record.open'));
    await tono.sees('60012345');
    expect(await found('putri lest')).toContain('60012345');
    for (const nothing of ['tidak.ada', '%', "' | !"])
      expect(await found(nothing)).toContain(t('partner.find.nobody'));
  });

  test('P-8 the form asks for what to look for', async () => {
    await tono.command('/partner find');
    const form = await tono.modal(words('partner.find.title'));
    await form.type(words('partner.field.find'), lestari.account);
    expect(await (await form.submit()).next?.text()).toContain('60012345');
  });

  it('P-11 shows whitelist roles and mappings with where they stand', async () => {
    await writeGrant(workspace, lestari.account);
    const account = lestari.account;
    const numbers = [
      await writeMapping(workspace, { account, start: '2025-01-01', end: '2025-12-31' }),
      await writeMapping(workspace, { account, start: '2026-01-01', end: '2026-12-31' }),
      await writeMapping(workspace, { account, start: '2027-01-01', end: '2027-12-31' }),
    ];
    const shown = await found(account);
    for (const part of [...numbers, 'P-Office 2.0 · Secretary User']) expect(shown).toContain(part);
    for (const state of ['ENDED', 'ACTIVE', 'AHEAD'] as const)
      expect(shown).toContain(t(`partner.state.${state}`));
    await tono.clickBeside(numbers[1] ?? '', t('partner.button.detail'));
    await tono.sees(`Mapping ${numbers[1]}`);
  });
});
