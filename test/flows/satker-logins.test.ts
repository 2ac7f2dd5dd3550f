import { platforms, type TeamsPerson, type UploadedFile } from '@satu-pintu/playground/people';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { bindForImports } from '../support/channels.ts';
import { playedOn } from '../support/played-on.ts';
import { pdf } from '../support/sample-files.ts';
import { ali, siti } from '../support/satker-steps.ts';
import { newestFile } from '../support/sealed-files.ts';
import { voice } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

const t = translate('id');

async function workbook(...rows: unknown[][]): Promise<Buffer> {
  const book = new excel.Workbook();
  book.addWorksheet('Laporan').addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const sheet = async (name: string, ...rows: unknown[][]): Promise<UploadedFile> => ({
  name,
  data: await workbook(...rows),
});

describe.each(platforms)('the login report in %s', (platform) => {
  const test = playedOn('teams', platform);
  const spoken = voice(platform, 'id');
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterAll(() => workspace.stop());

  const lastLogin = async () =>
    (
      await workspace.query<{ at: Date | null }>(
        'SELECT last_login_at AS at FROM satker_user WHERE nik_hash = nik_hash_of($1)',
        [ali.nik],
      )
    )[0]?.at;

  it('S-18 counts a report that an officer sends, in local time, and tells what came of it', async () => {
    const maya = workspace.person('maya.anggraini');
    const file = await sheet(
      'login-oktober.xlsx',
      ['Laporan login MyIntress'],
      [],
      ['No', 'NIK ', 'LOGIN TERAKHIR*'],
      [1, ali.nik, '20/10/2026 08.30'],
      [2, ali.nik, new Date('2026-10-21T09:15:00Z')],
      [3, siti.nik, '2026-10-21 10:00'],
    );
    await maya.give('Laporan bulan ini', file);
    const card = await maya.sees(t('satker.report.title', { file: file.name }));
    expect(card).toMatch(new RegExp(`${t('satker.report.people')}\\s*1`));
    expect(card).toMatch(new RegExp(`${t('satker.report.unknown')}\\s*1`));
    // A date in a spreadsheet is what a clock shows: 09.15 in Jakarta.
    expect(await lastLogin()).toEqual(new Date('2026-10-21T02:15:00Z'));
  });

  test('S-18 says of each wrong cell where it is, what stands there and what is expected, and counts the others', async () => {
    const maya = workspace.person('maya.anggraini');
    const file = await sheet(
      'login-salah.xlsx',
      ['NIK', 'Last login'],
      [Number(ali.nik), '22/10/2026 08:30'],
      [ali.nik, 'kemarin'],
      ['123', '22/10/2026'],
      [ali.nik, '22/10/2999'],
      [ali.nik, '31/02/2026'],
      [`'${ali.nik}`.slice(1), '23/10/2026'],
      [ali.nik, ali.nik],
      [ali.nik, '0812-3456-7890 ali@satker.example'],
    );
    await maya.give('', file);
    const card = await maya.sees(t('satker.report.title', { file: file.name }));
    for (const line of [
      t('satker.report.nikDigits'),
      t('satker.report.when'),
      t('satker.error.nik'),
      t('satker.report.future'),
      t('imports.cell', { sheet: 'Laporan', row: 3, column: 'Last login' }),
      '“kemarin”',
    ])
      expect(card).toContain(line);
    expect(card).toMatch(new RegExp(`${t('satker.report.wrong')}\\s*7`));
    expect(card).toContain('Maya Anggraini');
    const [told] = await workspace.query<{ args: object }>(
      `SELECT args FROM posted_card WHERE card = 'satker.report' AND args->>'file' = $1`,
      [file.name],
    );
    for (const said of [card, JSON.stringify(told?.args)]) {
      expect(said).toContain(`…${ali.nik.slice(-4)}`);
      for (const hidden of [ali.nik, '0812-3456-7890', 'ali@satker.example'])
        expect(said).not.toContain(hidden);
    }
    expect(JSON.stringify(told?.args)).not.toContain('Maya Anggraini');
    expect(await lastLogin()).toEqual(new Date('2026-10-22T17:00:00Z'));
  });

  test('S-18 sending the same report again changes nothing', async () => {
    const before = await lastLogin();
    const maya = workspace.person('maya.anggraini');
    const file = await sheet('login-lagi.xlsx', ['NIK', 'Login Terakhir'], [ali.nik, '21/10/2026 09:15']);
    await maya.give('', file);
    expect(await maya.sees(t('satker.report.title', { file: file.name }))).toContain(t('satker.report.done'));
    expect(await lastLogin()).toEqual(before);
  });

  it('S-18 I-3 takes reports from nobody else, and leaves out whom the officer’s KPPN does not supervise', async () => {
    const before = await lastLogin();
    const file = await sheet('login-ali.xlsx', ['NIK', 'Login Terakhir'], [ali.nik, '25/10/2026']);
    const person = workspace.person('ali.rahman');
    await person.give('', file);
    await person.sees(t('imports.notForYou'));
    await workspace.query(`UPDATE unit SET kppn_id = NULL WHERE code = '527010'`);
    const maya = workspace.person('maya.anggraini');
    await maya.give('', { ...file, name: 'login-lain.xlsx' });
    const card = await maya.sees(t('satker.report.title', { file: 'login-lain.xlsx' }));
    expect(card).toMatch(new RegExp(`${t('satker.report.unknown')}\\s*1`));
    expect(await lastLogin()).toEqual(before);
    await workspace.query(
      `UPDATE unit SET kppn_id = k.id FROM unit k WHERE unit.code = '527010' AND k.code = 'KPPN-JKT1'`,
    );
  });

  test('S-18 P-2 says what is expected of a spreadsheet with other columns, and of one that is none', async () => {
    const maya = workspace.person('maya.anggraini');
    await maya.give('', await sheet('lain.xlsx', ['Nama', 'Umur'], ['Ali', 30]));
    await maya.give('', { name: 'palsu.xlsx', data: pdf });
    expect(await maya.sees(t('imports.refused', { file: 'lain.xlsx' }))).toContain(
      spoken('satker.report.kind'),
    );
    expect(await maya.sees(t('imports.refused', { file: 'palsu.xlsx' }))).toContain(
      t('imports.unreadable.notXlsx'),
    );
  });

  it('S-18 hands out a template that can be filled in and sent as it is', async () => {
    const maya = workspace.person('maya.anggraini');
    expect(await maya.answerTo('/satker logins')).toContain(spoken('satker.template.send'));
    const { opens = '' } = await maya.click(t('file.download'));
    const browser = new Visitor(workspace.url);
    const page = await browser.get(opens);
    expect(page.text).toContain('laporan-login.xlsx');
    const content = await newestFile(workspace.databaseUrl, `record = 'made'`);
    const book = new excel.Workbook();
    // The type wants an older Buffer than Node has.
    await book.xlsx.load(content as never);
    const first = book.worksheets[0];
    expect((first?.getRow(1).values as unknown[] | undefined)?.slice(1)).toEqual(['NIK', 'Login Terakhir']);
    first?.addRow([ali.nik, new Date('2026-10-26T08:00:00Z')]);
    await maya.give('', { name: 'terisi.xlsx', data: Buffer.from(await book.xlsx.writeBuffer()) });
    expect(await maya.sees(t('satker.report.title', { file: 'terisi.xlsx' }))).toContain(
      t('satker.report.done'),
    );
    expect(await workspace.person('ali.rahman').answerTo('/satker logins')).toContain(
      t('satker.refuse.report'),
    );
  });

  it('P-2 S-18 takes a report that is dropped in a bound channel, tells the outcome below it, and passes over all else there', async () => {
    const maya = workspace.person('maya.anggraini');
    const { channel } = workspace.door();
    await workspace.door().letIn();
    const report = ['NIK', 'Login Terakhir'];
    const early = await sheet('login-awal.xlsx', report, [ali.nik, '26/10/2026']);
    const file = await sheet('login-kanal.xlsx', report, [ali.nik, '27/10/2026']);
    await maya.drop(channel, 'belum ditautkan', early);
    // What is answered after it was delivered after it.
    await maya.answerTo('/satker');
    await maya.answerTo('/pintu');
    await bindForImports(workspace, channel);
    await maya.drop(channel, 'catatan rapat', { name: 'rapat.pdf', data: pdf });
    await maya.drop(channel, 'halo semua');
    await maya.drop(channel, 'laporan login', file);
    const title = t('satker.report.title', { file: file.name });
    const told = async () => (await maya.below('laporan login')).filter((text) => text.includes(title));
    await expect.poll(told).toHaveLength(1);
    const seen = [await maya.channel(channel), await maya.below('laporan login')].flat().join('\n');
    expect(seen).not.toContain(t('satker.report.title', { file: early.name }));
    expect(seen).not.toContain(ali.nik);
    expect(await maya.below('catatan rapat')).toEqual([]);
    expect(await maya.below('halo semua')).toEqual([]);
    expect(await lastLogin()).toEqual(new Date('2026-10-26T17:00:00Z'));
  });

  it('P-2 tells the outcome of a report that is dropped in a thread in that thread', async () => {
    const maya = workspace.person('maya.anggraini');
    const { channel } = workspace.door();
    const file = await sheet('login-utas.xlsx', ['NIK', 'Login Terakhir'], [ali.nik, '27/10/2026']);
    await maya.drop(channel, 'mulai utas');
    await maya.reply('mulai utas', 'ini laporannya', file);
    await expect
      .poll(async () => (await maya.below('mulai utas')).join())
      .toContain(t('satker.report.title', { file: file.name }));
  });
});

describe('the login report in a Teams channel that keeps its files to itself', () => {
  let workspace: Workspace;
  let maya: TeamsPerson;
  let channel: string;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: ['teams'] });
    maya = workspace.person('maya.anggraini') as TeamsPerson;
    channel = workspace.door().channel;
    await bindForImports(workspace, channel);
  });
  afterAll(() => workspace.stop());

  const report = (name: string) => sheet(name, ['NIK', 'Login Terakhir'], [ali.nik, '28/10/2026']);

  it('P-2 says privately, to whoever mentions it, that it may not read files there, and where they may be sent', async () => {
    await maya.api.consent({ messages: false });
    const file = await report('login-tertutup.xlsx');
    expect(await maya.answerTo(() => maya.mention(channel, 'laporan', file))).toBe(t('chat.filesForbidden'));
    expect(await maya.below('laporan')).toEqual([t('chat.filesForbidden')]);
    expect(await workspace.person('rina.wulandari').below('laporan')).toEqual([]);
    await maya.api.consent({ messages: true });
    await maya.drop(channel, 'laporan kedua', file);
    await expect
      .poll(async () => (await maya.below('laporan kedua')).join())
      .toContain(t('satker.report.title', { file: file.name }));
  });

  it('P-2 says below the file that it may not read it, when the message alone may be read', async () => {
    await maya.api.consent({ files: false });
    await maya.drop(channel, 'laporan ketiga', await report('login-terkunci.xlsx'));
    await expect
      .poll(async () => (await maya.below('laporan ketiga')).join())
      .toContain(t('chat.filesForbidden'));
    await maya.api.consent({ files: true });
  });

  it('P-2 answers what is said without files as before, and asks Graph for nothing', async () => {
    const [before] = (await maya.api.traffic({ name: 'graph_message' })).slice(-1);
    await maya.drop(channel, 'obrolan biasa');
    await maya.answerTo(() => maya.mention(channel, 'pintu'));
    expect(await maya.api.traffic({ name: 'graph_message', after: before?.id ?? 0 })).toEqual([]);
    expect(await maya.below('obrolan biasa')).toEqual([]);
  });
});
