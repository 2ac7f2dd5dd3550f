import type { ChatPerson, Modal } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { playedOn } from '../support/played-on.ts';
import { auditOf, openDesk, type SatkerWorkspace, unregistered } from '../support/satker-desk.ts';
import {
  decide,
  fillInFor,
  openAdd,
  openTicket,
  register,
  rowsOf,
  type Somebody,
  send,
} from '../support/satker-steps.ts';
import { audiences, closeForms, complaints, settled, voice } from '../support/user-id-steps.ts';

describe.each(audiences)('names with titles, in $platform, for people who read $language', (audience) => {
  const test = playedOn('slack', audience.platform);
  const { platform, language } = audience;
  const t = voice(platform, language);
  let workspace: SatkerWorkspace;
  let ali: ChatPerson;
  let maya: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk(audience, { NAME_TITLES: 'AKP, C.Tst.' });
    ali = workspace.person('ali.rahman');
    maya = workspace.person('maya.anggraini');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const newcomer = (name: string): Somebody => workspace.registers.newcomer(name);
  const nameField = t('satker.field.name');
  const without = (key: 'form' | 'done' | 'card', title: string) =>
    t(`satker.${key}.titleOffered`, { score: 100, title });
  const accepted = (title: string) => t('satker.card.titleAccepted', { score: 100, title });

  /** What the form says of this name: Dukcapil's own words, and what stands beneath them. */
  async function refusal(form: Modal, name: string): Promise<string[]> {
    await form.type(nameField, name);
    const { errors } = await unregistered(workspace, () => form.submit());
    expect(Object.keys(errors)).toEqual([nameField]);
    const [first = '', ...beneath] = (errors[nameField] ?? '').split('\n');
    return [first, ...beneath];
  }

  describe('typed by a satker', () => {
    it('S-4 says which of the words differs and how, beneath Dukcapil’s own words, and not what Dukcapil has', async () => {
      const somebody = newcomer('Muhammad Nurhaliza');
      const form = await fillInFor(await openAdd(ali), somebody);
      for (const [name, score, ...says] of [
        ['Muhammad Nurhalisa', 94, t('people.name.letter', { word: 'Nurhalisa' })],
        ['Muh. Nurhaliza', 72, t('people.name.abbreviated', { word: 'Muh.' })],
        ['Nurhaliza', 50, t('people.name.missing', { count: 1 })],
        [
          'Muhamad Nurhalisah, S.E.',
          83,
          t('people.name.letter', { word: 'Muhamad' }),
          t('people.name.letters', { word: 'Nurhalisah' }),
        ],
        ['Nurhaliza Muhammad', 33, t('people.name.order')],
        ['Budi Hartono', 16, t('people.name.unlike')],
      ] as const) {
        const [first, ...beneath] = await refusal(form, name);
        expect(first).toBe(
          language === 'id'
            ? `Berdasarkan pengecekan di DUKCAPIL: Nama lengkap tidak valid ${score}/95`
            : t('satker.error.nameDiffers', { score, minimum: 95 }),
        );
        if (platform === 'slack') expect(beneath).toEqual(says);
        for (const line of says) await form.sees(line);
        // Only what was typed is on the screen, and no word of the register's.
        const shown = await form.text();
        for (const word of somebody.name.split(' '))
          if (!name.includes(word)) expect(shown).not.toContain(word);
      }
    });

    test('S-4 takes the titles of treasurers, PPK, PPSPM, teachers, auditors and engineers, and those of the setting', async () => {
      for (const titled of [
        (name: string) => `${name}, S.E., BNT`,
        (name: string) => `${name} SE, PNT, SNT`,
        (name: string) => `AKP ${name}, S.Pd., Gr., C.Tst.`,
        (name: string) => `Ir. ${name}, S.T., IPM., ASEAN Eng., CFrA, CGAA`,
      ]) {
        const somebody = newcomer('Lukman Hakim');
        const name = titled(somebody.name);
        await register(ali, somebody, { name });
        const [row] = await workspace.query(
          'SELECT name, status, offered_title AS title FROM satker_user WHERE nik_hash = nik_hash_of($1)',
          [somebody.nik],
        );
        expect(row).toEqual({ name, status: 'REGISTERED', title: null });
      }
    });

    it('S-4 S-7 an unknown title goes to the officers, whose approval accepts it', async () => {
      const somebody = newcomer('Kartika Sari');
      const form = await fillInFor(await openAdd(ali), { ...somebody, name: 'Kartika Sari, S.E., X.Y.Z' });
      const { next } = await form.submit();
      await next?.sees(without('done', 'X.Y.Z'));
      const number = /SAT-\d{4}-\d{6}/.exec((await next?.text()) ?? '')?.[0] ?? '';
      await next?.close();
      await settled(workspace);
      const [card] = await maya.cards(number);
      expect(card).toContain(without('card', 'X.Y.Z'));
      if (language === 'id') expect(card).toContain('Nama cocok dengan nilai 100 tanpa “X.Y.Z”');
      const [asked] = await auditOf(workspace, number);
      expect(asked?.data.offeredTitle).toEqual({ title: 'X.Y.Z', score: 100 });

      await maya.click('Approve', { in: number });
      const decision = await maya.modal('Approve');
      await decision.sees(without('card', 'X.Y.Z'));
      await decision.close();
      await decide(maya, number, 'Approve');
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      expect((await maya.cards(number))[0]).toContain(accepted('X.Y.Z'));
      expect(await ali.root(number)).toContain(accepted('X.Y.Z'));
      const entries = await auditOf(workspace, number);
      expect(entries.find(({ action }) => action === 'satker.approved')?.data.acceptedTitle).toEqual({
        title: 'X.Y.Z',
        score: 100,
      });
    });

    test('S-4 S-7 what an officer rejects was accepted by nobody', async () => {
      const somebody = newcomer('Melati Suci');
      const number = await register(ali, { ...somebody, name: 'Melati Suci, Ketua Panitia' });
      await settled(workspace);
      await decide(maya, number, 'Reject', 'Ketua Panitia bukan gelar');
      await settled(workspace);
      const [card] = await maya.cards(number);
      expect(card).toContain(t('satker.card.titleWithout', { score: 100, title: 'Ketua Panitia' }));
      const rejected = (await auditOf(workspace, number)).find(({ action }) => action === 'satker.rejected');
      expect(rejected?.data).not.toHaveProperty('acceptedTitle');
    });
  });

  describe('typed by an officer for a ticket', () => {
    const openRegistration = async (somebody: Somebody): Promise<{ form: Modal; number: string }> => {
      const number = await openTicket(workspace.person('dimas.tamu'));
      await settled(workspace);
      await maya.click(t('satker.button.add'), { in: number });
      const form = await maya.modal(t('satker.button.add'));
      return { form: await fillInFor(form, somebody, { file: null }), number };
    };
    const titleField = t('satker.field.title');
    const yes = t('satker.field.titleAccepted');

    it('S-4 S-8 an unknown title is asked about, and the user registered once the officer accepts it', async () => {
      const somebody = newcomer('Oki Setiawan');
      const { form } = await openRegistration({ ...somebody, name: 'Oki Setiawan, X.Y.Z, BNT' });
      const asked = await unregistered(workspace, () => form.submit());
      expect(complaints(asked)).toEqual([]);
      if (!asked.next) throw new Error('nothing is asked');
      await asked.next.sees(without('form', 'X.Y.Z'));
      expect(await asked.next.value(nameField)).toBe('Oki Setiawan, X.Y.Z, BNT');
      // Neither ticked nor corrected, it is not sent.
      const unticked = await unregistered(workspace, () => asked.next?.submit() ?? form.submit());
      expect(unticked.errors).toEqual({
        [titleField]: t('satker.error.titleNotAccepted', { title: 'X.Y.Z' }),
      });
      // What is ticked is what was shown: another title is asked about anew.
      await asked.next.tick(titleField, yes);
      await asked.next.type(nameField, 'Oki Setiawan, A.B.C');
      const other = await unregistered(workspace, () => asked.next?.submit() ?? form.submit());
      expect(complaints(other)).toEqual([]);
      if (!other.next) throw new Error('nothing is asked');
      await other.next.sees(without('form', 'A.B.C'));
      await other.next.tick(titleField, yes);
      const number = await send(other.next);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      const [entry] = await auditOf(workspace, number);
      expect(entry).toMatchObject({
        action: 'satker.registeredByOfficer',
        data: { acceptedTitle: { title: 'A.B.C', score: 100 } },
      });
      await ali.command(`/satker list ${somebody.name}`);
      await ali.clickBeside(somebody.name, t('record.open'));
      await ali.sees(accepted('A.B.C'));
    });

    test('S-4 S-8 a name that is corrected instead is sent without being asked about', async () => {
      const somebody = newcomer('Nanda Putra');
      const { form } = await openRegistration({ ...somebody, name: 'Nanda Putra, X.Y.Z' });
      const { next } = await form.submit();
      if (!next) throw new Error('nothing is asked');
      await next.type(nameField, 'Nanda Putra, S.E.');
      const number = await send(next);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      expect((await auditOf(workspace, number))[0]?.data).not.toHaveProperty('acceptedTitle');
    });

    test('S-4 I-4 an officer is warned of a namesake, with whatever title, and registers them', async () => {
      const own = newcomer('Maya Anggraini');
      const { form } = await openRegistration({
        ...own,
        name: 'Maya Anggraini, X.Y.Z',
        email: 'maya.lain@mitra.example',
      });
      const { next } = await form.submit();
      if (!next) throw new Error('nothing is asked');
      await next.sees(t('decision.namesake', { name: 'Maya Anggraini, X.Y.Z' }));
      await next.tick(titleField, yes);
      await send(next);
      await settled(workspace);
      expect(await rowsOf(workspace, own.nik)).toEqual([2]);
    });
  });

  test('S-4 S-13 an account of one’s own, at which no officer looks, is refused with who can add the title', async () => {
    await workspace.query(`UPDATE person SET name = 'Rina Wulandari, X.Y.Z' WHERE email LIKE 'rina.%'`);
    const self = newcomer('Rina Wulandari');
    const rina = workspace.person('rina.wulandari');
    await rina.command('/satker digit');
    const form = await rina.modal(t('satker.form.digit'));
    await form.type(t('satker.field.nik'), self.nik);
    await form.type(t('satker.field.phone'), '0812-3456-7890');
    expect((await form.submit()).errors).toEqual({
      [t('satker.field.nik')]: t('satker.error.unknownTitle', { score: 100, title: 'X.Y.Z' }),
    });
    expect(workspace.registers.timesAskedFor(self.nik)).toBe(0);
  });
});
