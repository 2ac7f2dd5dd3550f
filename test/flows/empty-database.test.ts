import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePeople } from '../../prisma/sample-organisation.ts';
import { translate } from '../../src/core/texts/index.ts';
import { appointFirstAdmins } from '../../src/people/grants.ts';
import { phoneOf } from '../support/authenticators.ts';
import { aroundBot, collectLog, samplePlayground, serveApp, type Workspace } from '../support/bot.ts';
import { createTestDatabase } from '../support/database.ts';
import { organisationKinds } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { newestFile } from '../support/sealed-files.ts';
import { approve, ask, confirm, sendDone, settled, stages, voice } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

const t = translate('id');
const at = (account: string) => `${account}@nusantara.example`;
const employed = ['rina.wulandari', 'bima.santoso', 'dewi.lestari', 'agus.pranoto', 'eko.saputra'];

/** What the first ADMIN knows of the organisation, sheet by sheet, in the order of its columns. */
const organisation: Record<string, string[][]> = {
  'organisation.unit': [
    ['HO-FIN', 'Finance', 'HO'],
    ['HO-ICT', 'ICT', 'HO'],
  ],
  'organisation.employee': samplePeople
    .filter(({ account }) => employed.includes(account))
    .map(({ account, name, position, nopek = '', unit = '', superior = '' }) => [
      nopek,
      name,
      at(account),
      position,
      'Organik/PKWT',
      unit,
      employed.includes(superior) ? at(superior) : '',
      'Ya',
    ]),
  'organisation.role': samplePeople
    .filter(({ account }) => employed.includes(account))
    .flatMap(({ account, roles = [] }) => roles.map((role) => [at(account), role])),
  'organisation.system': [
    ['SAP', 'Ya'],
    ['VPN', 'Ya'],
  ],
};

/** The template with these rows below its examples, as somebody fills it in. */
async function filledIn(template: Buffer): Promise<Buffer> {
  const book = new excel.Workbook();
  // The type wants an older Buffer than Node has.
  await book.xlsx.load(template as never);
  for (const [index, { id }] of organisationKinds.entries()) {
    const sheet = book.worksheets[index];
    // Row by row below the example: cells that only have a rule already count as rows.
    for (const [row, cells] of (organisation[id] ?? []).entries())
      for (const [column, text] of cells.entries())
        if (sheet && text) sheet.getCell(row + 3, column + 1).value = text;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe.each(platforms)('from an empty database to the first approved request in %s', (platform) => {
  const said = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  let channel: string;
  let template: Buffer;
  beforeAll(async () => {
    const database = await createTestDatabase();
    // What the start does with ADMIN_EMAILS.
    const db = openDatabase(database.url, { max: 1, timeoutMs: 10_000 });
    await appointFirstAdmins(db, [at('tono.wijaya')], new Date());
    await db.close();
    const playground = await samplePlayground([platform]);
    const log = collectLog();
    const served = await serveApp(playground, database.url, log, { platforms: [platform] });
    workspace = {
      ...aroundBot(playground, database.url, [platform]),
      log,
      url: served.url,
      async stop() {
        await served.close();
        await playground.stop();
        await database.drop();
      },
    };
    await workspace.door().deliverTo(served.url);
    await workspace.door().letIn();
    channel = workspace.door().channel;
    tono = workspace.person('tono.wijaya');
  });
  afterAll(() => workspace.stop());

  it('I-9 the first ADMIN comes from the setting alone, and nobody else may do anything yet', async () => {
    expect(await workspace.person('rina.wulandari').answerTo('/pintu people')).toContain(
      t('error.adminOnly'),
    );
    const people = await tono.answerTo('/pintu people');
    expect(people).toContain('ADMIN');
    expect(people).toContain(said('people.withRoles', { search: t('people.search') }));
  });

  it('U-14 U-9 says that there is nothing yet, and which stages nobody could decide', async () => {
    expect(await tono.answerTo('/userid list')).toContain(said('userId.list.none'));
    expect(await tono.answerTo('/pintu doctor')).toContain(
      t('doctor.stagesOfNobody', { names: 'ICT Verificator, ICT Manager, ICT Executor' }),
    );
  });

  it('I-9 binds the channel that imports are dropped in', async () => {
    await tono.command('/pintu channel', { in: channel });
    await tono.click(t('channel.bind'));
    const form = await tono.modal(t('channel.bind'));
    await form.type(t('channel.name'), 'Impor');
    await form.choose(t('channel.purpose'), t('channel.purpose.IMPORTS'));
    const { errors, next } = await form.submit();
    expect(errors).toEqual({});
    await next?.close({ all: true });
  });

  it('I-9 fetches the organisation workbook', async () => {
    await tono.answerTo('/pintu people template');
    const { opens = '' } = await tono.click(t('file.download'));
    const page = await new Visitor(workspace.url).get(opens);
    expect(page.text).toContain(t('organisation.templateFile'));
    template = await newestFile(workspace.databaseUrl, `record = 'made'`);
    expect(template.length).toBeGreaterThan(1000);
  });

  it('I-9 P-5 P-6 drops it filled in, sees what is in it, and presses Import', async () => {
    const file = { name: 'organisasi.xlsx', data: await filledIn(template) };
    await tono.drop(channel, 'Organisasi kita', file);
    await tono.sees(t('imports.status.CHECKED'));
    expect(await workspace.query(`SELECT n FROM import_row WHERE failed`)).toEqual([]);
    expect(await workspace.query('SELECT code FROM unit')).toEqual([]);
    // Roles are among it: from the first start on giving them asks for a code.
    await tono.click(t('imports.button.run'));
    await tono.modal(t('code.enrol.title'));
    await tono.closeModals();
    const phone = await phoneOf(workspace, 'tono.wijaya');
    await tono.click(t('imports.button.run'));
    const form = await tono.modal(t('imports.run.title'));
    await form.type(t('code.label'), await phone());
    await sendDone(tono, form);
    await tono.sees(t('imports.summary.allDone'));
    await settled(workspace);
    const [made] = await workspace.query(
      `SELECT (SELECT count(*)::int FROM unit) AS units, (SELECT count(*)::int FROM person WHERE nopek IS NOT NULL) AS employees,
         (SELECT count(*)::int FROM role_grant WHERE role <> 'ADMIN') AS roles, (SELECT count(*)::int FROM platform_system) AS systems`,
    );
    expect(made).toEqual({ units: 2, employees: 5, roles: 3, systems: 2 });
  });

  it('U-7 U-9 U-15 a User ID is asked for, approved at every stage, and made', async () => {
    const number = await ask(workspace.person('rina.wulandari'), {
      kind: 'HO-Organik/PKWT',
      nopek: '100234',
      platforms: { SAP: 'Laporan keuangan bulanan' },
    });
    for (const { approver } of stages.slice(0, 3)) {
      await settled(workspace);
      await approve(workspace.person(approver), number);
    }
    await settled(workspace);
    const phone = await phoneOf(workspace, 'eko.saputra');
    await confirm(workspace.person('eko.saputra'), number, 'rina.wulandari', await phone());
    await settled(workspace);
    expect(await workspace.query('SELECT status FROM user_id_request')).toEqual([{ status: 'COMPLETED' }]);
    expect(await workspace.person('rina.wulandari').sees(number)).toContain('Completed');
  });
});
