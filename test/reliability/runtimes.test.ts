import path from 'node:path';
import { platforms, slackPerson, teamsPerson } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { type OutsideWorkspace, openOutside, replicaEnv, runProgram } from '../support/program.ts';
import { approve, ask, forRina, settled } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

/** Programs of other Nodes than the one that runs the tests, as `.ci/run` installs them. */
const runtimes = (process.env.RUNTIMES ?? '').split(path.delimiter).filter(Boolean);

const t = translate('id');

let workspace: OutsideWorkspace | undefined;
afterEach(() => workspace?.stop());

describe('the built program on other Nodes', () => {
  it.skipIf(runtimes.length > 0)('(skipped: RUNTIMES names none)', (test) => test.skip());

  it.each(runtimes)('U-10 U-17 P-5 serves both platforms, the portal and a workbook: %s', async (node) => {
    workspace = await openOutside(0, platforms);
    const { playground, databaseUrl } = workspace;
    const program = await runProgram(
      replicaEnv(playground, databaseUrl, platforms),
      undefined,
      undefined,
      node,
    );
    workspace.programs.push(program);
    await workspace.deliverTo(program);

    const bima = teamsPerson(playground, 'bima.santoso');
    await bima.command('/pintu');
    const number = await ask(slackPerson(playground, 'rina.wulandari'), forRina);
    await approve(bima, number);
    await slackPerson(playground, 'dewi.lestari').sees(number);

    // The password is compared by a native module, and the workbook is read by a thread of its own.
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
    expect(await program.stop()).toBe(0);
    expect(program.output()).not.toContain('"level":50');
  });
});
