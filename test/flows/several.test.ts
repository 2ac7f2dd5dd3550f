import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import excel from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { makeRequest } from '../support/card-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';
import { newestFile } from '../support/sealed-files.ts';
import { closeForms, complaints, settled, voice } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

describe.each(platforms)('deciding several at once in %s', (platform) => {
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let db: Database;
  let bima: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    db = openDatabase(workspace.databaseUrl, { max: 2, timeoutMs: 30_000 });
    bima = workspace.person('bima.santoso');
    await bima.command('/pintu language id');
  });
  afterEach(() => closeForms(workspace));
  afterAll(async () => {
    await db.close();
    await workspace.stop();
  });

  let made = 0;
  const waiting = async (name: string): Promise<number> => {
    made += 1;
    return makeRequest(db, name, `UID-2026-20000${made}`);
  };
  const stageOf = async (id: number) => {
    const [row] = await workspace.query<{ status: string }>(
      'SELECT status FROM user_id_request WHERE id = $1',
      [id],
    );
    return row?.status;
  };

  it('A-8 two of three are chosen in the inbox and approved with one reason, and the answer says which and what not', async () => {
    const [first, second, third] = [
      await waiting('Sekar Ayu'),
      await waiting('Teguh Karya'),
      await waiting('Umar Faruk'),
    ];
    expect(await bima.answerTo('/pintu inbox')).toContain('Umar Faruk');
    await bima.click(t('several.title'));
    const choice = await bima.modal(t('several.title'));
    await choice.tick(t('several.records'), /Sekar Ayu/, /Teguh Karya/);
    const page = await choice.submit();
    expect(complaints(page)).toEqual([]);
    const form = page.next;
    if (!form) throw new Error('there was no second page');
    expect(await form.text()).toContain('Teguh Karya');
    expect(await form.text()).not.toContain('Umar Faruk');
    await form.type(t('userId.decision.whyApprove'), 'Sesuai kebutuhan unit');
    // Between the look and the press somebody changes what one of them asks for.
    await workspace.query(`UPDATE user_id_request SET position = 'Jabatan lain' WHERE id = $1`, [second]);
    const { next } = await form.submit();
    expect(await next?.text()).toContain(t('several.begun', { count: 2 }));
    await bima.closeModals();
    expect(await bima.sees(t('several.notDecided'))).toContain('Teguh Karya');
    await settled(workspace);
    expect([await stageOf(first), await stageOf(second), await stageOf(third)]).toEqual([
      'WAITING_VERIFICATOR',
      'WAITING_ATASAN',
      'WAITING_ATASAN',
    ]);
    await workspace.query('UPDATE user_id_request SET status = $2 WHERE id = ANY($1)', [
      [second, third],
      'WITHDRAWN',
    ]);
  });

  it('A-8 what waits is handed out as a workbook, filled in, dropped, shown, decided, and what was not comes back', async () => {
    const [first, second] = [await waiting('Vina Panduwinata'), await waiting('Wahyu Hidayat')];
    await bima.command('/pintu inbox workbook');
    await bima.sees(t('several.workbook.ready', { count: 2 }));
    await bima.click(t('several.workbook.download'), { in: t('several.workbook.title') });
    const { opens = '' } = await bima.click(t('file.download'));
    expect((await new Visitor(workspace.url).get(opens)).text).toContain('Keputusan');
    const content = await newestFile(workspace.databaseUrl, `record = 'made' AND name LIKE 'Keputusan%'`);
    const book = new excel.Workbook();
    await book.xlsx.load(content as never);
    const sheet = book.worksheets[0];
    sheet?.eachRow((row, n) => {
      if (n === 1) return;
      row.getCell(3).value = 'Reject';
      // One of them without the reason that it takes.
      if (String(row.getCell(1).value).includes('Vina')) row.getCell(4).value = 'Belum diperlukan';
    });
    await bima.give('', { name: 'keputusan.xlsx', data: Buffer.from(await book.xlsx.writeBuffer()) });
    await bima.sees(t('several.import.toDo', { good: 1 }));
    expect(await stageOf(first)).toBe('WAITING_ATASAN');
    expect(
      await bima.answerTo(() => bima.click(t('several.import.run'), { in: 'keputusan.xlsx' })),
    ).toContain(t('several.import.begun'));
    const answer = /• UID-\d+-\d+ · Wahyu Hidayat: /;
    expect(await bima.sees(answer)).toContain('Vina Panduwinata');
    await settled(workspace);
    expect([await stageOf(first), await stageOf(second)]).toEqual(['REJECTED', 'WAITING_ATASAN']);
    expect(await bima.buttons(answer)).toContain(t('imports.button.file'));
  });
});
