import { type ChatPerson, platforms, type UploadedFile } from '@satu-pintu/playground/people';
import excel from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { bindForImports } from '../support/channels.ts';
import { partnerRow, partnerTitles, sheetOf, writtenEnd } from '../support/imports.ts';
import { playedOn } from '../support/played-on.ts';
import { type Registers, startRegisters } from '../support/registers.ts';
import { newestFile } from '../support/sealed-files.ts';
import { closeForms, voice } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

const t = translate('id');

describe.each(platforms)('importing partners in %s', (platform) => {
  const test = playedOn('teams', platform);
  const spoken = voice(platform, 'id');
  let registers: Registers;
  let workspace: Workspace;
  let tono: ChatPerson;
  let given = 0;
  beforeAll(async () => {
    registers = await startRegisters();
    workspace = await openWorkspace({ platforms: [platform], env: registers.env });
    tono = workspace.person('tono.wijaya');
  });
  afterAll(async () => {
    await workspace.stop();
    await registers.close();
  });
  beforeEach(async () => {
    await closeForms(workspace);
    registers.disconnect(null);
  });

  const file = async (...rows: unknown[][]): Promise<UploadedFile> => ({
    name: `mitra-${++given}.xlsx`,
    data: await sheetOf(partnerTitles, ...rows),
  });
  const accounts = async (like: string) =>
    (
      await workspace.query<{ account: string }>(
        'SELECT account_name AS account FROM partner_account WHERE account_name LIKE $1 ORDER BY 1',
        [like],
      )
    ).map(({ account }) => account);
  const status = (name: UploadedFile, state: 'CHECKED' | 'DONE') =>
    expect.poll(async () => (await tono.cards(name.name)).join('\n')).toContain(t(`imports.status.${state}`));
  /** The made file behind the last download that was shown. */
  const downloaded = async (name: RegExp): Promise<excel.Workbook> => {
    const { opens = '' } = await tono.click(t('file.download'));
    expect((await new Visitor(workspace.url).get(opens)).text).toMatch(name);
    const content = await newestFile(workspace.databaseUrl, `record = 'made' AND name ~ '${name.source}'`);
    const book = new excel.Workbook();
    await book.xlsx.load(content as never);
    return book;
  };

  it('P-1 P-2 P-5 P-6 the form is handed out, filled in, dropped, shown, imported, and summed up', async () => {
    expect(await tono.answerTo('/partner template')).toContain(spoken('partnerAccount.template.send'));
    const book = await downloaded(/registrasi mitra/);
    const sheet = book.worksheets[0];
    for (const row of [
      partnerRow('alir.satu@mitrakerja.pertamina.com'),
      partnerRow('alir.dua@vendor.example', { kind: 'Sekretaris' }),
    ])
      sheet?.addRow(row);
    const filled = { name: 'formulir.xlsx', data: Buffer.from(await book.xlsx.writeBuffer()) };
    await tono.give('', filled);
    await status(filled, 'CHECKED');
    const preview = (await tono.cards(filled.name)).join('\n');
    expect(preview).toContain(
      t('partnerAccount.remark.reduced', {
        count: 1,
        address: 'alir.satu@mitrakerja.pertamina.com',
        account: 'alir.satu',
      }),
    );
    expect(preview).toContain(t('imports.card.nothingWritten', { good: 2 }));
    expect(await accounts('alir.%')).toEqual([]);
    expect(await tono.answerTo(() => tono.click(t('imports.button.run'), { in: filled.name }))).toContain(
      t('imports.begun'),
    );
    await status(filled, 'DONE');
    expect(await accounts('alir.%')).toEqual(['alir.dua', 'alir.satu']);
    const [{ number = '' } = {}] = await workspace.query<{ number: string }>(
      `SELECT number FROM import WHERE file_name = 'formulir.xlsx'`,
    );
    const summary = t('imports.summary.title', { number, done: 2, failed: 0 });
    await tono.sees(summary);
    // The hub is told afterwards, and the summary says how far that is.
    await expect
      .poll(async () => [...registers.directory.keys()].filter((name) => name.startsWith('alir.')).sort())
      .toEqual(['alir.dua', 'alir.satu']);
    await tono.click(t('imports.button.succeeded', { count: 2 }), { in: summary });
    expect(await tono.sees(t('imports.rows.succeeded', { number }))).toContain('alir.dua@vendor.example');
  });

  test('P-6 the failed rows come back as a file that is corrected and dropped again', async () => {
    const first = await file(
      partnerRow('gagal.satu@vendor.example'),
      partnerRow('gagal.dua@vendor.example', { name: '=HYPERLINK("http://evil.example")', kind: 'Tamu' }),
      partnerRow('gagal.tiga@vendor.example', { endsOn: '31/02/2027', unit: 'Tidak Ada' }),
    );
    await tono.give('', first);
    await status(first, 'CHECKED');
    const preview = (await tono.cards(first.name)).join('\n');
    for (const part of [
      t('imports.rows.place', { sheet: 'Registrasi', row: 3 }),
      '“Tamu”',
      t('imports.expected.inCalendar'),
      '“Tidak Ada”',
      t('partnerAccount.expected.unit'),
    ])
      expect(preview).toContain(part);
    await tono.click(t('imports.button.run'), { in: first.name });
    await status(first, 'DONE');
    const shown = async () => (await tono.cards(first.name)).join('\n');
    await expect.poll(shown).toContain(`🟡 ${t('imports.status.partly', { count: 2 })}`);
    expect(await shown()).toMatch(new RegExp(`${t('imports.card.runBy')}\\W+Tono Wijaya, \\d+ \\S+ \\d{4}`));
    await tono.click(t('imports.button.failed', { count: 2 }), { in: first.name });
    expect(await tono.sees(/: baris gagal/)).toContain('gagal.tiga@vendor.example');
    await closeForms(workspace);
    await expect
      .poll(
        async () => (await workspace.query(`SELECT 1 FROM attachment WHERE name ~ '2 baris gagal'`)).length,
      )
      .toBe(1);
    await tono.answerTo(() => tono.click(t('imports.button.file'), { in: first.name }));
    const book = await downloaded(/2 baris gagal/);
    const sheet = book.worksheets[0];
    if (!sheet) throw new Error('no sheet');
    const values = (n: number) => (sheet.getRow(n).values as unknown[]).slice(1);
    expect(values(1)).toEqual([...partnerTitles, t('imports.file.reason'), t('imports.file.row')]);
    expect(sheet.rowCount).toBe(3);
    // What looks like a formula is a text, here as it was there.
    expect(sheet.getCell('A2').type).toBe(excel.ValueType.String);
    expect(sheet.getCell('A2').value).toBe('=HYPERLINK("http://evil.example")');
    expect(String(values(3).at(-2))).toContain('Tidak Ada');
    expect(values(3).at(-1)).toBe('4');
    // Days are days of the spreadsheet again; what is none stays as it was typed.
    expect(sheet.getCell('H3').value).toEqual(new Date('2026-12-01T00:00:00Z'));
    expect(sheet.getCell('I3').value).toBe('31/02/2027');
    for (const [cell, value] of [
      ['E2', 'Mitra Kerja'],
      ['I3', writtenEnd],
      ['F3', 'HO-RET'],
    ] as const)
      sheet.getCell(cell).value = value;
    const again = { name: 'diperbaiki.xlsx', data: Buffer.from(await book.xlsx.writeBuffer()) };
    await tono.give('', again);
    await status(again, 'CHECKED');
    expect((await tono.cards(again.name)).join('\n')).toContain(
      t('imports.card.nothingWritten', { good: 2 }),
    );
    await tono.click(t('imports.button.run'), { in: again.name });
    await status(again, 'DONE');
    expect(await accounts('gagal.%')).toEqual(['gagal.dua', 'gagal.satu', 'gagal.tiga']);
  });

  it('P-3 a hub that is not connected refuses with its reason, and the import goes on once it is', async () => {
    const one = await file(partnerRow('hub.satu@vendor.example'));
    await tono.give('', one);
    await status(one, 'CHECKED');
    registers.disconnect('sertifikat kedaluwarsa');
    expect(await tono.answerTo(() => tono.click(t('imports.button.run'), { in: one.name }))).toContain(
      'sertifikat kedaluwarsa',
    );
    await closeForms(workspace);
    expect(await tono.answerTo('/partner hub')).toContain(t('partnerAccount.hub.disconnected'));
    expect(await accounts('hub.%')).toEqual([]);
    registers.disconnect(null);
    await tono.click(t('imports.button.run'), { in: one.name });
    await status(one, 'DONE');
    expect(await accounts('hub.%')).toEqual(['hub.satu']);
  });

  it('P-2 P-5 an import of a channel stands in the thread of its file, and only those with the role may press', async () => {
    const { channel } = workspace.door();
    await workspace.door().letIn();
    await bindForImports(workspace, channel);
    const one = await file(partnerRow('kanal.satu@vendor.example'));
    await tono.drop(channel, 'mitra baru', one);
    await expect
      .poll(async () => (await tono.below('mitra baru')).join('\n'))
      .toContain(t('imports.status.CHECKED'));
    const rina = workspace.person('rina.wulandari');
    expect(await rina.answerTo(() => rina.click(t('imports.button.run'), { in: one.name }))).toContain(
      t('imports.refuse.notYours'),
    );
    await closeForms(workspace);
    expect(await accounts('kanal.%')).toEqual([]);
    await tono.click(t('imports.button.run'), { in: one.name });
    await expect
      .poll(async () => (await tono.below('mitra baru')).join('\n'))
      .toContain(t('imports.summary.allDone'));
    expect(await accounts('kanal.%')).toEqual(['kanal.satu']);
    // Somebody without the role drops a form: nothing happens there, and in the direct conversation it is said why.
    await rina.give('', await file(partnerRow('rina.coba@vendor.example')));
    await rina.sees(t('imports.notForYou'));
    expect(await accounts('rina.%')).toEqual([]);
  });

  test('P-5 cancelling writes nothing, and the button is gone', async () => {
    const one = await file(partnerRow('batal.satu@vendor.example'));
    await tono.give('', one);
    await status(one, 'CHECKED');
    const late = await tono.button(t('imports.button.run'), one.name);
    expect(await tono.answerTo(() => tono.click(t('imports.button.cancel'), { in: one.name }))).toContain(
      t('imports.card.cancelled'),
    );
    await tono.sees(t('imports.status.CANCELLED'));
    await tono.seesNoMore(t('imports.status.CHECKED'));
    await closeForms(workspace);
    expect(await tono.answerTo(() => late.pressLate())).toContain('sudah dibatalkan');
    expect(await accounts('batal.%')).toEqual([]);
  });
});
