import { slackPerson, teamsPerson } from '@satu-pintu/playground/people';
import { expect } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { partnerRow, partnerTitles, sheetOf } from './imports.ts';
import type { OutsideWorkspace, Program } from './program.ts';
import { approve, ask, forRina, settled } from './user-id-steps.ts';
import { Visitor } from './visitor.ts';

const t = translate('id');

/**
 * Goes once through what a program is made of, on both platforms: a request and its approval (U-10, U-17), a password that a native
 * module compares, the metrics, and a workbook that a thread of its own reads (P-5).
 */
export async function playAtOnce(workspace: OutsideWorkspace, program: Program): Promise<void> {
  const { playground } = workspace;
  await workspace.deliverTo(program);
  const bima = teamsPerson(playground, 'bima.santoso');
  await bima.command('/pintu');
  const number = await ask(slackPerson(playground, 'rina.wulandari'), forRina);
  await approve(bima, number);
  await slackPerson(playground, 'dewi.lestari').sees(number);

  const visitor = new Visitor(program.url);
  const login = { userId: 'rina.wulandari', password: 'salah sekali' };
  expect((await visitor.send('/portal/login', login)).text).toContain(t('portal.login.failed'));
  expect((await visitor.get('/metrics')).status).toBe(200);
  const tono = slackPerson(playground, 'tono.wijaya');
  await tono.give('', {
    name: 'mitra.xlsx',
    data: await sheetOf(partnerTitles, partnerRow('sari.dewi@mitra.example')),
  });
  await expect
    .poll(async () => (await tono.cards('mitra.xlsx')).join('\n'))
    .toContain(t('imports.status.CHECKED'));
  await settled(workspace);
}
