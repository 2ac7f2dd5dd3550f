import { inspect } from 'node:util';
import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { marketPassword } from '../../src/neighbours/marketplace/sandbox.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { searchAndPick, sentTo } from '../support/partner-steps.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, settled, voice, words } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

const main = '527010 SEKRETARIAT JENDERAL';
const mail = 'putri.maharani@nusantara.example';

describe.each(platforms)('buying for satkers in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let putri: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    putri = workspace.person('putri.maharani');
    await putri.command('/pintu language id');
    await workspace.query(
      `INSERT INTO unit (code, name, kind, institution) SELECT '52' || n, 'SATKER UJI ' || n, 'SATKER', 'Kementerian Keuangan'
       FROM generate_series(7100, 7110) AS n`,
    );
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const visitor = () => new Visitor(workspace.url, 'id');
  /** A satker that is added to the profile by the form. */
  async function add(satker: string): Promise<void> {
    await putri.command('/market add');
    const form = await putri.modal(words('market.add.title'));
    await searchAndPick(form, words('market.field.institution'), 'keuangan', 'Kementerian Keuangan');
    await searchAndPick(form, words('market.field.satker'), satker, new RegExp(satker));
    expect(await (await sentTo(form)).text()).toContain(t('market.done.added'));
    await putri.closeModals();
  }
  /** Presses the satker in the shop. */
  async function enter(satker: string): Promise<void> {
    await putri.command('/market');
    await putri.clickBeside(satker, words('market.button.buy'));
  }
  /** The one-time page that a button of the card in front opens. */
  async function page(label: RegExp): Promise<string> {
    const { opens } = await putri.click(label);
    if (!opens) throw new Error('no page was opened');
    return opens;
  }
  const linkOf = async (satker: string) =>
    (
      await workspace.query<{ email: string; company: string }>(
        `SELECT l.email, c.name AS company FROM market_link l JOIN satker_company c ON c.id = l.company_id
         JOIN procurement_satker s ON s.id = l.satker_id JOIN unit u ON u.id = s.unit_id
         WHERE u.name = $1 AND l.ended_at IS NULL`,
        [satker],
      )
    )[0];

  it('M-1 M-4 shows the profile and lets the officer of a mapped satker in, by a link that works once', async () => {
    await putri.command('/market satkers');
    await putri.sees(main);
    expect(await putri.isShown('Kementerian Keuangan')).toBe(true);
    await enter(main);
    await putri.sees(t('market.enter.title', { market: 'Mbizmarket' }));
    const link = await page(/Mbizmarket/);
    expect((await visitor().get(link)).text).toContain(t('market.sandbox.note'));
    expect((await visitor().send(link)).text).toContain(mail);
    expect((await visitor().send(link)).status).toBe(410);
  });

  it('M-1 M-4 M-6 M-7 adds a satker, confirms the account with the same e-mail, says that all its fields share it, and tells the mapping in the thread', async () => {
    await add('BIRO UMUM');
    await enter('BIRO UMUM');
    // It may not be the right one.
    await putri.click(words('market.button.other'));
    await putri.sees(t('market.ask.question', { market: 'Mbizmarket' }));
    await putri.closeModals();
    await enter('BIRO UMUM');
    const confirm = await putri.modal(words('market.choose.title'));
    expect(await confirm.text()).toContain('BIRO UMUM');
    expect(await confirm.text()).toContain(t('market.card.fields'));
    const mapped = await (await sentTo(confirm)).text();
    for (const said of ['market.status.mapped', 'market.card.fields'] as const)
      expect(mapped).toContain(t(said));
    await settled(workspace);
    expect((await putri.thread('527021 BIRO UMUM')).join('\n')).toContain(mail);
    expect(await linkOf('527021 BIRO UMUM')).toMatchObject({ email: mail, company: 'BIRO UMUM' });
  });

  it('M-5 M-7 registers on a one-time page, for all fields of the satker: what is missing is said at its field, and the mapping is made by itself', async () => {
    await add('SATKER UJI 7101');
    await enter('SATKER UJI 7101');
    await putri.sees(t('market.ask.question', { market: 'Mbizmarket' }));
    await putri.click(words('market.ask.no'));
    const link = await page(words('market.page.open.REGISTRATION'));
    const guest = visitor();
    const shown = (await guest.get(link)).text;
    for (const said of ['market.field.companyName', 'market.card.fields'] as const)
      expect(shown).toContain(t(said));
    const company = {
      email: mail,
      name: 'SATKER UJI 7101',
      city: 'Biak',
      postalCode: '98111',
      address: 'Jalan 1',
    };
    const missing = await guest.send(link, { ...company, postalCode: '9811', city: '' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain(t('market.error.postalCode'));
    expect(missing.text).toContain('value="Jalan 1"');
    expect((await guest.send(link, company)).text).toContain(t('market.mapped.title'));
    expect((await visitor().get(link)).status).toBe(410);
    await settled(workspace);
    expect((await putri.thread('SATKER UJI 7101')).join('\n')).toContain(t('market.mapped.title'));
    expect(await linkOf('SATKER UJI 7101')).toMatchObject({ company: 'SATKER UJI 7101' });
  });

  test('M-5 logs in on a one-time page; the password stands nowhere afterwards', async () => {
    await add('SATKER UJI 7102');
    // An account with another e-mail than the officer's.
    const other = 'toko@usaha.example';
    await workspace.query('INSERT INTO market_sandbox_user (email) VALUES ($1)', [other]);
    await workspace.query(
      `WITH made AS (INSERT INTO market_sandbox_company (name, city, postal_code, address, registered_by, key)
         VALUES ('TOKO USAHA', 'Biak', '98111', 'Jalan 2', $1, 'usaha') RETURNING id)
       INSERT INTO market_sandbox_account (email, company_id) SELECT $1, id FROM made`,
      [other],
    );
    await enter('SATKER UJI 7102');
    await putri.click(words('market.ask.yes'));
    const link = await page(words('market.page.open.LOGIN'));
    const guest = visitor();
    const opened = await guest.get(link);
    expect(opened.text).toContain(t('market.login.forgotten'));
    const wrong = await guest.send(link, { email: other, password: 'kata-sandi-keliru' });
    expect(wrong.status).toBe(403);
    expect(wrong.text).toContain(t('market.login.refused'));
    expect(wrong.text).not.toContain('kata-sandi-keliru');
    expect((await guest.send(link, { email: other, password: marketPassword })).text).toContain('TOKO USAHA');
    expect(await linkOf('SATKER UJI 7102')).toMatchObject({ email: other });
    await settled(workspace);
    // What was typed as a password is in no table and no line of the log.
    const tables = await workspace.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')`,
    );
    const log = inspect(workspace.log.lines, { depth: null, maxArrayLength: null, maxStringLength: null });
    for (const secret of ['kata-sandi-keliru', marketPassword]) expect(log).not.toContain(secret);
    for (const { name } of tables)
      for (const secret of ['kata-sandi-keliru', marketPassword])
        expect(
          await workspace.query(`SELECT 1 FROM ${name} AS r WHERE strpos(r::text, $1) > 0 LIMIT 1`, [secret]),
          `${secret} in ${name}`,
        ).toEqual([]);
  });

  test('M-8 I-10 undoes with a reason, replaces the main satker, removes, and keeps the history', async () => {
    await add('SATKER UJI 7103');
    await putri.command('/market satkers');
    await putri.clickBeside('SATKER UJI 7103', words('market.button.view'));
    await putri.click(words('market.makeMain.title'), { in: 'SATKER UJI 7103' });
    await sentTo(await putri.modal(words('market.makeMain.title')));
    await putri.closeModals();
    await putri.command('/market satkers');
    await putri.clickBeside(main, words('market.button.view'));
    await putri.click(words('market.undo.title'), { in: main });
    const undo = await putri.modal(words('market.undo.title'));
    expect((await undo.submit()).errors).not.toEqual({});
    await undo.type(t('market.field.reason'), 'Akun keliru');
    await sentTo(undo);
    await putri.closeModals();
    expect(await linkOf(main)).toBeUndefined();
    await putri.command('/market satkers');
    await putri.clickBeside(main, words('market.remove.title'));
    await sentTo(await putri.modal(words('market.remove.title')));
    await putri.closeModals();
    await putri.command('/market history');
    await putri.sees('Akun keliru');
    await putri.sees(t('market.history.removed'));
  });

  it('I-10 an ADMIN finds a mapping that nobody is left for, and undoes it with a reason', async () => {
    await workspace.query(
      `INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at)
       SELECT id, 'keliru', 'TOKO KELIRU', '', now() FROM unit WHERE name = 'SATKER UJI 7110'`,
    );
    const tono = workspace.person('tono.wijaya');
    await tono.command('/pintu language id');
    await tono.command('/pintu people');
    await tono.click(words('market.companies.title'));
    await tono.clickBeside('SATKER UJI 7110', words('market.undo.title'));
    const undo = await tono.modal(words('market.undo.title'));
    expect(await undo.text()).toContain('TOKO KELIRU');
    await undo.type(t('market.field.reason'), 'Satker keliru, pejabatnya sudah pindah');
    expect(await (await sentTo(undo)).text()).toContain(
      t('market.done.undone', { satker: 'SATKER UJI 7110' }),
    );
    await tono.closeModals();
    expect(await tono.answerTo('/market companies 7110')).not.toContain('TOKO KELIRU');
  });

  it('I-3 nobody else is offered it, and a word of it says who may', async () => {
    const rina = workspace.person('rina.wulandari');
    await rina.command('/pintu language id');
    expect(await rina.answerTo('/pintu')).not.toContain(t('market.shop.title'));
    expect(await rina.answerTo('/market')).toContain(t('market.refuse.notOfficer'));
  });
});
