import type { TeamsControlApi, TeamsMessage } from '@satu-pintu/playground';
import type { TeamsPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { TeamsSdk } from '../../src/platforms/teams/settings.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { pdf, png } from '../support/sample-files.ts';
import {
  fillIn as fillInRest,
  openAdd,
  openReasoned,
  register,
  searchNik,
  siti,
} from '../support/satker-steps.ts';
import {
  approve,
  ask,
  closeForms,
  fillIn,
  forJoko,
  forRina,
  openDecision,
  openRequestForm,
  sendDone,
  settled,
  submitReview,
  toReview,
  unchanged,
} from '../support/user-id-steps.ts';

const t = translate('id');

describe.each<TeamsSdk>(['teams-ai', 'agents-hosting'])('what only Teams has, by %s', (sdk) => {
  let workspace: Workspace;
  let api: TeamsControlApi;
  const person = (account: string) => workspace.person(account) as TeamsPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: ['teams'], env: { TEAMS_SDK: sdk } });
    if (!workspace.playground.teams) throw new Error('The playground has no Teams.');
    ({ api } = workspace.playground.teams);
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  it('U-14 answers inbox with what waits for somebody and what they asked for', async () => {
    const number = await ask(person('rina.wulandari'), forRina);
    const bima = person('bima.santoso');
    await bima.sees(number);
    expect(await bima.answerTo('inbox')).toContain(number);
    expect(await person('rina.wulandari').answerTo('inbox')).toContain(number);
    await bima.clickBeside(number, 'Open');
    await bima.sees('Laporan keuangan bulanan');
  });

  it('I-8 speaks the language of the client, which may change, until somebody chooses one', async () => {
    const sari = person('sari.utami');
    const says = async (locale: 'id' | 'en') => {
      await api.changePerson({ person: sari.who, change: { locale } });
      return sari.answerTo('pintu');
    };
    const help = (language: 'id' | 'en') => translate(language)('pintu.help.title');
    expect(await says('en')).toContain(help('en'));
    expect(await says('id')).toContain(help('id'));
    await sari.command('/pintu language en');
    expect(await says('id')).toContain(help('en'));
  });

  it('U-10 names an approver without the app on the card and to the admins, writes e-mail, and tells them once it is there', async () => {
    const bima = person('bima.santoso');
    await api.uninstall({ person: bima.who });
    const rina = person('rina.wulandari');
    const number = await ask(rina, forRina);
    await workspace.mail.to('bima.santoso@nusantara.example').latest(number);
    await expect.poll(() => rina.root(number)).toContain(t('record.notReached', { names: 'Bima Santoso' }));
    expect(await person('tono.wijaya').answerTo('/pintu doctor')).toMatch(
      new RegExp(`Bima Santoso[\\s\\S]*${t('doctor.reason.notInstalled')}`),
    );

    await api.install({ person: bima.who });
    await bima.sees(number);
    await approve(bima, number);
    await settled(workspace);
    expect(await rina.root(number)).not.toContain(t('record.notReached', { names: 'Bima Santoso' }));
    expect(await bima.cards(number)).toHaveLength(1);

    // What greeted them is a private copy like any other: it is shown as it is now once something in it was opened.
    await bima.clickBeside(number, 'Open');
    await bima.closeModals();
    await expect.poll(() => bima.privately()).toContain(t('pintu.home.title', { name: 'Bima Santoso' }));
    await expect.poll(() => bima.privately()).not.toContain(number);
  });

  it('U-6 offers files that were sent to the chat with their time, takes none by itself, and says which are none', async () => {
    const rina = person('rina.wulandari');
    const answer = await rina.answerTo(() =>
      rina.give('Ini berkasnya', { name: 'dari chat.pdf', data: pdf }, { name: 'tipuan.png', data: 'teks' }),
    );
    expect(answer).toContain('dari chat.pdf');
    expect(answer).toContain(t('attachment.error.type', { name: 'tipuan.png' }));
    // What it may be for is offered, and nothing where nothing was kept.
    const offers = `[${t('userId.offer.request')}] [${t('satker.offer.ticketLabel')}]`;
    expect(answer).toContain(offers);
    const refused = await rina.answerTo(() => rina.give('', { name: 'tipuan lagi.png', data: 'teks' }));
    expect(refused).toContain(t('chat.filesRefused'));
    expect(refused).not.toContain(offers);
    const form = await openRequestForm(rina);
    await fillIn(form, forRina);
    expect(await form.value(t('userId.field.attachments'))).toBe('');
    expect(await form.options(t('userId.field.attachments'))).toEqual([
      expect.stringMatching(/^dari chat\.pdf · \d+ \w+ \d{4} \d\d\.\d\d WIB$/),
    ]);
    await rina.give('', { name: 'susulan.png', data: png });
    await rina.sees('susulan.png');
    await form.click(t('form.uploaded'));
    expect(await form.value(t('userId.field.attachments'))).toMatch(/^susulan\.png · /);
    await form.tick(t('userId.field.attachments'), /^dari chat/, /^susulan/);
    const number = await submitReview(await toReview(form));
    const shown = await rina.answerTo(`/userid show ${number}`);
    for (const name of ['dari chat.pdf', 'susulan.png']) expect(shown).toContain(`📎 ${name}`);
  });

  it('U-6 leaves out nothing that was given since the form was drawn, and sends nothing that was not seen there', async () => {
    const rina = person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, forRina);
    await rina.give('', { name: 'terlambat.png', data: png });
    await rina.sees('terlambat.png');
    const field = t('userId.field.attachments');
    expect((await form.submit()).errors).toEqual({
      [field]: t('form.filesGiven', { names: 'terlambat.png', submit: t('form.toReview') }),
    });
    expect(await form.value(field)).toMatch(/^terlambat\.png · /);
    expect(await (await toReview(form)).text()).toContain('terlambat.png');
  });

  it('P-2 I-3 passes over nothing of what is sent together: sheets are read or refused, other files kept', async () => {
    const files = [
      { name: 'data.xlsx', data: 'isinya nanti' },
      { name: 'bersama.pdf', data: pdf },
    ];
    const kept = t('chat.filesTakenText', { names: 'bersama.pdf' });
    const tono = person('tono.wijaya');
    const read = await tono.answerTo(() => tono.give('', ...files));
    expect(read).toContain(t('imports.received', { names: 'data.xlsx' }));
    expect(read).toContain(kept);
    const bima = person('bima.santoso');
    const refused = await bima.answerTo(() => bima.give('', ...files));
    expect(refused).toContain(`data.xlsx: ${t('imports.notForYou')}`);
    expect(refused).toContain(t('error.whoCanHelp', { names: 'Tono Wijaya' }));
    expect(refused).toContain(kept);
  });

  it('S-3 takes no earlier file of the chat for a letter by itself, and says when it was given', async () => {
    const ali = person('ali.rahman');
    await ali.give('', { name: 'kuitansi makan siang.pdf', data: pdf });
    await ali.sees('kuitansi makan siang.pdf');
    const form = await openAdd(ali);
    await searchNik(form, siti.nik);
    expect(await form.options(t('satker.field.document'))).toEqual([
      expect.stringMatching(/^kuitansi makan siang\.pdf · /),
    ]);
    expect(await form.value(t('satker.field.document'))).toBe('');
    await fillInRest(form, { file: null });
    expect((await form.submit()).errors).toEqual({
      [t('satker.field.document')]: t('satker.error.document'),
    });
  });

  it('S-7 a document that is opened beside a form leads back to all that was typed there', async () => {
    const number = await register(person('ali.rahman'), siti);
    const maya = person('maya.anggraini');
    await maya.sees(number);
    const form = await openReasoned(maya, number, 'Reject');
    const reason = t('record.decision.whyReject');
    await form.type(reason, 'Surat tidak bertanggal');
    await form.click('Open');
    const opened = await maya.modal(number);
    expect(await opened.text()).toContain(`[${t('file.see')}]`);
    await opened.back();
    expect(await form.value(reason)).toBe('Surat tidak bertanggal');
    const { next } = await form.submit();
    expect(await next?.text()).toContain(number);
  });

  it('S-8 draws the list of files anew in every form that has one', async () => {
    const rina = person('rina.wulandari');
    await rina.command('/satker ticket');
    const form = await rina.modal(t('satker.form.registrationTicket'));
    await form.type(t('satker.field.note'), 'Atas nama Budi');
    await rina.give('', { name: 'surat penunjukan.pdf', data: pdf });
    await rina.sees('surat penunjukan.pdf');
    await form.click(t('form.uploaded'));
    expect(await form.value(t('satker.field.letter'))).toMatch(/^surat penunjukan\.pdf · /);
    expect(await form.value(t('satker.field.note'))).toBe('Atas nama Budi');
    expect(await form.text()).not.toContain('⚠️');
  });

  it('U-3 U-5 asks for every note and every superior without having anything applied', async () => {
    const form = await openRequestForm(person('rina.wulandari'));
    await form.choose(t('userId.field.kind'), 'User ID Unit');
    const notes = (await form.fields()).filter((label) => label.startsWith('Catatan Platform'));
    expect(notes).toHaveLength(5);
    expect(await form.text()).not.toContain(`[${t('form.apply')}]`);
    await form.search(t('field.unit'), '31.128');
    await form.pick(t('field.unit'), 'SPBU 31.128.02');
    expect(await form.search(t('field.superior'), '')).toEqual([expect.stringMatching(/^Sari Utami/)]);
  });

  it('U-5 asks for the notes of what is chosen from many systems with the form’s own button', async () => {
    await workspace.query(
      `INSERT INTO platform_system (name) SELECT 'Sistem ' || n FROM generate_series(1, 8) AS n`,
    );
    const form = await openRequestForm(person('rina.wulandari'));
    await fillIn(form, { ...forRina, platforms: {} });
    await form.tick(t('userId.field.platforms'), 'SAP', 'Sistem 3');
    expect(await form.text()).not.toContain(`[${t('form.apply')}]`);
    const notes = ['SAP', 'Sistem 3'].map((platform) => t('userId.field.platformNote', { platform }));
    const { errors } = await form.submit();
    expect(Object.keys(errors).sort()).toEqual(notes);
    for (const note of notes) await form.type(note, 'Laporan harian');
    const review = await (await toReview(form)).text();
    expect(review).toContain('Sistem 3');
    await workspace.query(`DELETE FROM platform_system WHERE name LIKE 'Sistem %'`);
  });

  it('U-5 U-7 drops no note in silence: the review says which one belongs to no chosen system', async () => {
    const form = await openRequestForm(person('rina.wulandari'));
    await fillIn(form, forRina);
    await form.type(t('userId.field.platformNote', { platform: 'P-Serv' }), 'Harian');
    const unsent = t('userId.review.unsentNotes', { platforms: 'P-Serv' });
    const review = await toReview(form);
    expect(await review.text()).toContain(unsent);
    await review.back();
    await form.tick(t('userId.field.platforms'), 'SAP', 'VPN', 'P-Serv');
    const complete = await (await toReview(form)).text();
    expect(complete).toContain('Harian');
    expect(complete).not.toContain(unsent);
  });

  it('U-13 brings a card that could not be updated up to date as soon as somebody looks at it', async () => {
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_VERIFICATOR' FROM person WHERE email LIKE 'hendra.%'`,
    );
    const number = await ask(person('rina.wulandari'), forRina);
    await approve(person('bima.santoso'), number);
    const hendra = person('hendra.gunawan');
    await hendra.sees(number);
    await person('dewi.lestari').sees(number);
    await settled(workspace);
    await workspace.door().fail({ call: 'update', kind: 'error', times: 1000 });
    await approve(person('dewi.lestari'), number);
    expect(await hendra.buttons(number)).toContain('Approve');
    await hendra.scroll();
    expect(await hendra.buttons(number)).toEqual(['Open', 'Activity Log']);
    await hendra.sees('ICT Verificator: disetujui oleh Dewi Lestari');
    await workspace.door().heal();
    await workspace.query(
      `UPDATE role_grant SET withdrawn_at = now() WHERE person_id = (SELECT id FROM person WHERE email LIKE 'hendra.%')`,
    );
  });

  it('U-13 asks for a card anew while it waits, and for none that only tells of the end', async () => {
    const rina = person('rina.wulandari');
    const dewi = person('dewi.lestari');
    const number = await ask(rina, forRina);
    /** How often the bot is asked while Rina looks at the card of her request. */
    const asked = async (): Promise<number> => {
      await settled(workspace);
      const isRoot = ({ cards }: TeamsMessage) => JSON.stringify(cards).includes('Activity Log');
      const { chat, id: message } = await rina.message(number, isRoot);
      return (await api.view({ person: rina.who, chat, message })).traffic.length;
    };
    expect(await asked()).toBe(1);
    await approve(person('bima.santoso'), number);
    await dewi.sees(number);
    const form = await openDecision(dewi, number, 'Reject');
    await form.type(t('record.decision.whyReject'), 'Tidak perlu');
    await sendDone(dewi, form);
    expect(await asked()).toBe(0);
  });

  it('I-3 U-14 gives a kept card anew to nobody but those whom the request concerns', async () => {
    const number = await ask(person('rina.wulandari'), forJoko);
    const bima = person('bima.santoso');
    await bima.sees(number);
    await settled(workspace);
    for (const account of ['putri.maharani', 'dimas.tamu']) {
      const { status, body } = await unchanged(workspace, () =>
        person(account).refreshForwarded(bima, number),
      );
      expect(status).toBe(200);
      expect(body).not.toMatch(new RegExp(`${number}|Joko|Rina|Bima`));
    }
    const own = await bima.refreshForwarded(bima, number);
    expect(own.body).toContain(number);
  });
});
