import type { ChatPerson, UploadedFile } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { type Registers, startRegisters } from '../support/registers.ts';
import { closeForms, openRequestForm, settled } from '../support/user-id-steps.ts';

const t = translate('id');

describe('blocks that Slack has brought lately', () => {
  let registers: Registers;
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    registers = await startRegisters();
    workspace = await openWorkspace({ env: registers.env });
    tono = workspace.person('tono.wijaya');
  });
  afterAll(async () => {
    await workspace.stop();
    await registers.close();
  });

  /** A file with nine rows that are wrong, each in the same way. */
  const faulty = async (name: string): Promise<UploadedFile> => ({
    name,
    data: await sheetOf(
      partnerTitles,
      ...Array.from({ length: 9 }, (_, i) => partnerRow(`galat.${i}@mitra.example`, { unit: 'TIDAK ADA' })),
    ),
  });
  const given = async (name: string) => {
    await tono.give('', await faulty(name));
    await expect.poll(async () => (await tono.cards(name)).join()).toContain(t('imports.status.CHECKED'));
    await settled(workspace);
    return (await tono.cards(name)).filter((card) => card.includes(t('imports.status.CHECKED')));
  };
  const types = async (name: string) => {
    const { messages } = await workspace.playground.api.everything({});
    const found = messages.filter(({ blocks }) => JSON.stringify(blocks).includes(name));
    return found.map(({ blocks }) => blocks.map(({ type }) => type));
  };
  /** How often Slack has refused blocks. */
  const refusals = async () => {
    const traffic = await workspace.playground.api.traffic({});
    return traffic.filter((entry) => JSON.stringify(entry).includes('invalid_blocks')).length;
  };

  it('P-5 names what is wrong with a file in a table that has all of it', async () => {
    const [card = '', ...others] = await given('tabel.xlsx');
    expect(others).toEqual([]);
    expect(card).toContain(t('imports.column.problem'));
    expect((await types('tabel.xlsx')).flat()).toContain('data_table');
    expect(card).not.toContain(t('imports.card.moreProblems', { count: 1 }));
    expect(await refusals()).toBe(0);
  });

  /** Types of the blocks of the form that says of a Nopek that there is none such. */
  const warned = async () => {
    const rina = workspace.person('rina.wulandari');
    const form = await openRequestForm(rina);
    await form.type(t('field.nopek'), '999999');
    await form.redrawn(() => form.click(t('userId.field.lookup')));
    expect(await form.text()).toContain('999999 tidak ada di daftar pegawai');
    const { views } = await workspace.playground.api.screen({ person: 'rina.wulandari' });
    const types = views.flatMap(({ blocks }) => blocks.map(({ type }) => type));
    await closeForms(workspace);
    return types;
  };

  it('U-4 warns in a form so that it is not overlooked, and in a line where the workspace has nothing for that', async () => {
    expect(await warned()).toContain('alert');
    await workspace.playground.api.lackBlocks({ types: ['alert'] });
    for (let i = 0; i < 2; i += 1) expect(await warned()).not.toContain('alert');
    const traffic = await workspace.playground.api.traffic({});
    expect(traffic.filter((entry) => JSON.stringify(entry).includes('unsupported type: alert'))).toHaveLength(
      1,
    );
  });

  it('P-5 names it in lines where the workspace has no tables: once, and after the first refusal without another', async () => {
    await workspace.playground.api.lackBlocks({ types: ['data_table', 'plan', 'alert'] });
    for (const name of ['baris.xlsx', 'lagi.xlsx']) {
      const [card = '', ...others] = await given(name);
      expect(others).toEqual([]);
      expect(card).toContain(t('imports.card.moreProblems', { count: 1 }));
      expect((await types(name)).flat()).not.toContain('data_table');
      expect(await refusals()).toBe(1);
    }
  });
});
