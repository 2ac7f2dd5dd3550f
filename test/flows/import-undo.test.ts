import { type ChatPerson, platforms, type UploadedFile } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/core/day.ts';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { bindForImports } from '../support/channels.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { playedOn } from '../support/played-on.ts';
import { type Registers, startRegisters } from '../support/registers.ts';
import { closeForms, complaints } from '../support/user-id-steps.ts';

const t = translate('id');
const at = (account: string) => `${account}@nusantara.example`;

describe.each(platforms)('changing and undoing by imports in %s', (platform) => {
  const test = playedOn('teams', platform);
  let registers: Registers;
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    registers = await startRegisters();
    workspace = await openWorkspace({ platforms: [platform], env: registers.env });
    tono = workspace.person('tono.wijaya');
  });
  afterAll(async () => {
    await workspace.stop();
    await registers.close();
  });
  beforeEach(() => closeForms(workspace));

  const shown = (file: UploadedFile, words: string) =>
    expect.poll(async () => (await tono.cards(file.name)).join('\n')).toContain(words);
  const accounts = async (like: string) =>
    (
      await workspace.query<{ account: string }>(
        'SELECT account_name AS account FROM partner_account WHERE account_name LIKE $1 ORDER BY 1',
        [like],
      )
    ).map(({ account }) => account);

  async function imported(name: string, ...rows: unknown[][]): Promise<UploadedFile> {
    const file = { name, data: await sheetOf(partnerTitles, ...rows) };
    await tono.give('', file);
    await shown(file, t('imports.status.CHECKED'));
    await tono.click(t('imports.button.run'), { in: file.name });
    await shown(file, t('imports.status.DONE'));
    return file;
  }

  it('P-5 I-9 shows how many rows are new, changed and unchanged, and what each change replaces', async () => {
    const titles = ['nopek', 'name', 'email', 'position'].map((field) =>
      t.message({ key: `organisation.employee.${field}` as 'organisation.employee.name' }),
    );
    const data = await sheetOf(
      titles,
      ['', 'Joko Prasetyo', at('joko.prasetyo'), 'Manajer Arsip'],
      ['100234', 'Rina Wulandari', at('rina.wulandari'), ''],
      ['', 'Orang Baru', at('orang.baru'), 'Staf'],
    );
    const file = { name: 'pegawai.xlsx', data };
    await tono.give('', file);
    await shown(
      file,
      t('imports.card.sheetCounts', { rows: 3, added: 1, changed: 1, unchanged: 1, failed: 0 }),
    );
    await tono.click(t('imports.button.changes', { count: 1 }), { in: file.name });
    expect(await tono.sees(/: perubahan/)).toContain(
      t('imports.change', {
        field: t('organisation.employee.position'),
        from: 'Staf Administrasi',
        to: 'Manajer Arsip',
      }),
    );
    await closeForms(workspace);
    await tono.click(t('imports.button.run'), { in: file.name });
    await tono.sees(t('imports.summary.unchanged', { count: 1 }));
  });

  it('I-10 says what undoing takes back and what it leaves, asks for a reason, and does it once', async () => {
    const file = await imported(
      'salah.xlsx',
      partnerRow('salah.satu@vendor.example'),
      partnerRow('salah.dua@vendor.example'),
    );
    await expect.poll(() => registers.directory.has('salah.dua')).toBe(true);
    await workspace.query(
      `INSERT INTO whitelist_grant (person_id, role_id, granted_at)
       SELECT a.person_id, (SELECT min(id) FROM application_role), now() FROM partner_account a WHERE a.account_name = 'salah.satu'`,
    );
    const late = await tono.button(t('imports.button.undo'), file.name);
    await tono.click(t('imports.button.undo'), { in: file.name });
    const form = await tono.modal(t('imports.undo.title'));
    const said = await form.text();
    for (const part of [
      t('imports.undo.sheet', { undoable: 1, kept: 1 }),
      t('imports.kept.whitelist'),
      t('partnerAccount.undo'),
    ])
      expect(said).toContain(part);
    expect(complaints(await form.submit())).toHaveLength(1);
    expect(await accounts('salah.%')).toEqual(['salah.dua', 'salah.satu']);
    await form.type(t('imports.undo.reason'), 'Berkas bulan lalu');
    const { errors, next } = await form.submit();
    expect(errors).toEqual({});
    expect(await next?.text()).toMatch(/IMP-\d{4}-\d{6} sedang diurungkan/);
    await next?.close({ all: true });
    await shown(file, t('imports.undo.sheetUndone', { undone: 1, kept: 1 }));
    await shown(file, 'Berkas bulan lalu');
    expect(await accounts('salah.%')).toEqual(['salah.satu']);
    // The hub deletes nothing: what it was told of has ended, whenever it was to begin.
    const today = dayOf(new Date(), 'Asia/Jakarta');
    await expect.poll(() => (registers.directory.get('salah.dua')?.endsOn ?? today) < today).toBe(true);
    await tono.click(t('imports.button.kept', { count: 1 }), { in: file.name });
    expect(await tono.sees(/baris yang dibiarkan/)).toContain('salah.satu@vendor.example');
    await closeForms(workspace);
    // Whoever comes with an old card is told who was faster. The local Teams keeps no card that is two versions old.
    if (platform === 'slack')
      expect(await tono.answerTo(() => late.pressLate())).toContain('sudah diurungkan oleh Tono Wijaya');
  });

  test('I-3 I-10 only who may give what is in it may undo it, in a channel', async () => {
    const { channel } = workspace.door();
    await workspace.door().letIn();
    await bindForImports(workspace, channel);
    const file = {
      name: 'kanal.xlsx',
      data: await sheetOf(partnerTitles, partnerRow('kanal.satu@vendor.example')),
    };
    await tono.drop(channel, 'mitra salah', file);
    await expect
      .poll(async () => (await tono.below('mitra salah')).join('\n'))
      .toContain(t('imports.status.CHECKED'));
    await tono.click(t('imports.button.run'), { in: file.name });
    await expect
      .poll(async () => (await tono.below('mitra salah')).join('\n'))
      .toContain(t('imports.status.DONE'));
    const rina = workspace.person('rina.wulandari');
    expect(await rina.answerTo(() => rina.click(t('imports.button.undo'), { in: file.name }))).toContain(
      t('imports.refuse.notYours'),
    );
    expect(await accounts('kanal.%')).toEqual(['kanal.satu']);
    await closeForms(workspace);
    await tono.click(t('imports.button.undo'), { in: file.name });
    const form = await tono.modal(t('imports.undo.title'));
    await form.type(t('imports.undo.reason'), 'Salah kanal');
    await (await form.submit()).next?.close({ all: true });
    await expect
      .poll(async () => (await tono.below('mitra salah')).join('\n'))
      .toContain(t('imports.undo.sheetUndone', { undone: 1, kept: 0 }));
    expect(await accounts('kanal.%')).toEqual([]);
  });
});
