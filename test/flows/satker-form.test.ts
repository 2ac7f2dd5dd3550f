import type { ChatPerson, Modal, UploadedFile } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { playedOn } from '../support/played-on.ts';
import { pdf, png } from '../support/sample-files.ts';
import {
  addOtherKppn,
  openDesk,
  type SatkerWorkspace,
  setRole,
  unregistered,
  writeRow,
} from '../support/satker-desk.ts';
import {
  ali,
  fillIn,
  fillInFor,
  letter,
  openAdd,
  otherSatker,
  register,
  rowsOf,
  type Somebody,
  satker,
  searchNik,
  send,
} from '../support/satker-steps.ts';
import {
  audiences,
  closeForms,
  complaints,
  expectRefusedEmpty,
  settled,
  voice,
} from '../support/user-id-steps.ts';

describe.each(audiences)('the registration form, in $platform, for people who read $language', (audience) => {
  const test = playedOn('teams', audience.platform);
  const { platform, language } = audience;
  const t = voice(platform, language);
  let workspace: SatkerWorkspace;
  let person: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk(audience);
    person = workspace.person('ali.rahman');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const newcomer: SatkerWorkspace['registers']['newcomer'] = (name, account) =>
    workspace.registers.newcomer(name, account);
  /** The form for somebody, right in every field. */
  const filledFor = async (somebody: Somebody): Promise<Modal> => fillInFor(await openAdd(person), somebody);

  describe('who may use it', () => {
    afterEach(async () => {
      await setRole(workspace, 'ali.rahman', 'SATKER_USER', true);
      await setRole(workspace, 'maya.anggraini', 'KPPN_OFFICER', true);
      await workspace.query(`UPDATE satker_user SET status = 'ACTIVE' WHERE email = $1`, [ali.email]);
    });

    it('S-2 is closed to those who are active in no satker, and says where else to go', async () => {
      for (const account of ['rina.wulandari', 'tono.wijaya', 'dimas.tamu']) {
        const somebody = workspace.person(account);
        await unregistered(workspace, async () =>
          expect(await somebody.answerTo('/satker add')).toContain(t('satker.refuse.noActiveSatker')),
        );
      }
    });

    test('S-2 is closed to somebody whose row is 1, 3, 0 or 5, whatever role they hold', async () => {
      for (const status of ['REGISTERED', 'DORMANT', 'INACTIVE', 'REJECTED'] as const) {
        await workspace.query(`UPDATE satker_user SET status = $1 WHERE email = $2`, [status, ali.email]);
        expect(await person.answerTo('/satker add')).toContain(t('satker.refuse.noActiveSatker'));
      }
    });

    test('S-2 I-3 refuses whose role was withdrawn, or who became dormant, between opening and sending', async () => {
      const somebody = newcomer('Indah Permata');
      const form = await filledFor(somebody);
      await setRole(workspace, 'ali.rahman', 'SATKER_USER', false);
      await unregistered(workspace, async () =>
        expect(complaints(await form.submit())).toEqual([
          expect.stringContaining(t('satker.refuse.noActiveSatker')),
        ]),
      );
      await setRole(workspace, 'ali.rahman', 'SATKER_USER', true);
      await workspace.query(`UPDATE satker_user SET status = 'DORMANT' WHERE email = $1`, [ali.email]);
      await unregistered(workspace, async () =>
        expect(complaints(await form.submit())).toEqual([
          expect.stringContaining(t('satker.refuse.noActiveSatker')),
        ]),
      );
      await workspace.query(`UPDATE satker_user SET status = 'ACTIVE' WHERE email = $1`, [ali.email]);
      await send(form);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([1]);
    });

    it('S-1 S-2 one person is registered in two satkers, each by its own users, and then chooses between them', async () => {
      const nadia = newcomer('Nadia Safitri', { nip: null });
      await writeRow(workspace, nadia, { status: 'ACTIVE', unit: '527021' });
      await register(person, nadia);
      const rows = await workspace.query(
        `SELECT u.name, s.status FROM satker_user s JOIN unit u ON u.id = s.unit_id WHERE s.nik_hash = nik_hash_of($1) ORDER BY s.id`,
        [nadia.nik],
      );
      expect(rows).toEqual([
        { name: otherSatker, status: 'ACTIVE' },
        { name: satker, status: 'REGISTERED' },
      ]);

      const two = { ...newcomer('Orang Kedua'), email: 'siti.nurhaliza@nusantara.example' };
      await writeRow(workspace, two, { status: 'ACTIVE', standing: true });
      await writeRow(workspace, two, { status: 'ACTIVE', unit: '527021', standing: true });
      const siti = workspace.person('siti.nurhaliza');
      const form = await openAdd(siti);
      expect(await form.options(t('satker.field.satker'))).toEqual([satker, otherSatker]);
      const somebody = newcomer('Galih Pratama');
      await fillInFor(form, somebody);
      await unregistered(workspace, () =>
        expectRefusedEmpty(form, t('satker.field.satker'), t('satker.error.satker')),
      );
      await form.choose(t('satker.field.satker'), otherSatker);
      await send(form);
      const [made] = await workspace.query<{ name: string }>(
        'SELECT u.name FROM satker_user s JOIN unit u ON u.id = s.unit_id WHERE s.nik_hash = nik_hash_of($1)',
        [somebody.nik],
      );
      expect(made?.name).toBe(otherSatker);
    });

    test('S-2 a user of another satker sees and registers in theirs alone', async () => {
      const lain = { ...newcomer('Wulan Dari'), email: 'putri.maharani@nusantara.example' };
      await writeRow(workspace, lain, { status: 'ACTIVE', unit: '527021', standing: true });
      const form = await openAdd(workspace.person('putri.maharani'));
      const shown = await form.text();
      expect(shown).toContain(otherSatker);
      expect(shown).not.toContain(satker);
    });

    test('U-9 S-2 is refused where no officer could decide, and says who can mend that', async () => {
      const form = await filledFor(newcomer('Joni Iskandar'));
      await setRole(workspace, 'maya.anggraini', 'KPPN_OFFICER', false);
      await unregistered(workspace, async () => {
        expect(complaints(await form.submit())).toEqual([
          t('satker.refuse.nobodyToDecide', { satker, admins: 'Tono Wijaya' }),
        ]);
      });
      await (await addOtherKppn(workspace)).closeModals();
      expect(complaints(await form.submit())).toHaveLength(1);
      await setRole(workspace, 'maya.anggraini', 'KPPN_OFFICER', true);
      await send(form);
    });
  });

  describe('its fields', () => {
    it('S-3 asks for everything but the NIP, and shows user type and unit as they are fixed', async () => {
      const somebody = newcomer('Kartika Sari');
      const form = await openAdd(person);
      const shown = await form.text();
      expect(shown).toContain(satker);
      expect(shown).toMatch(new RegExp(`${t('satker.field.type')}\\W+satker`));
      expect(await form.fields()).not.toContain(t('satker.field.satker'));
      await searchNik(form, somebody.nik);
      expect((await form.fields()).filter((label) => label !== t('satker.field.document'))).toEqual(
        (['nik', 'name', 'nip', 'email', 'phone', 'letterNumber'] as const).map((name) =>
          t(`satker.field.${name}`),
        ),
      );
      const { errors } = await unregistered(workspace, () => form.submit());
      const missing = (name: 'name' | 'email' | 'phone' | 'letterNumber' | 'document', error: string) => [
        t(`satker.field.${name}`),
        form.required ?? error,
      ];
      expect(errors).toEqual(
        Object.fromEntries([
          missing('name', t('satker.error.name')),
          missing('email', t('field.error.email')),
          missing('phone', t('satker.error.phone')),
          missing('letterNumber', t('satker.error.letterNumber')),
          ...(form.required ? [missing('document', '')] : []),
        ]),
      );
    });

    test('S-3 a NIK of 16 digits may be spaced, and NIP/NRP be anything or nothing', async () => {
      const spaced = newcomer('Lukman Hakim');
      const form = await openAdd(person);
      await searchNik(form, spaced.nik.replace(/(.{4})/g, '$1 '));
      await fillIn(form, { name: spaced.name, email: ` ${spaced.email.toUpperCase()} ` });
      await form.type(t('satker.field.nip'), 'NRP/2024-Æ #7');
      await send(form);
      const [row] = await workspace.query(
        'SELECT nip, email FROM satker_user WHERE nik_hash = nik_hash_of($1)',
        [spaced.nik],
      );
      expect(row).toEqual({ nip: 'NRP/2024-Æ #7', email: spaced.email });
      const without = newcomer('Melati Suci');
      await register(person, without);
      const [bare] = await workspace.query('SELECT nip FROM satker_user WHERE nik_hash = nik_hash_of($1)', [
        without.nik,
      ]);
      expect(bare).toEqual({ nip: null });
    });

    test('S-3 an ill-formed NIK is an error before anything is asked for', async () => {
      const form = await openAdd(person);
      for (const nik of ['317305120190000', '31730512019000011', '3173O51201900001']) {
        await searchNik(form, nik);
        await form.sees(t('satker.error.nik'));
        expect(await form.fields()).toEqual([t('satker.field.nik')]);
        await unregistered(workspace, async () =>
          expect((await form.submit()).errors).toMatchObject({
            [t('satker.field.nik')]: t('satker.error.nik'),
          }),
        );
      }
    });

    test.each([
      ['email', 'bukan-alamat', 'field.error.email'],
      ['email', 'dua@mitra.example, tiga@mitra.example', 'field.error.email'],
      ['phone', 'nol delapan', 'satker.error.phone'],
      ['phone', '0812', 'satker.error.phone'],
    ] as const)('S-3 refuses %s “%s”', async (field, typed, error) => {
      const form = await filledFor(newcomer('Nanda Putra'));
      await form.type(t(`satker.field.${field}`), typed);
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({ [t(`satker.field.${field}`)]: t(error) }),
      );
    });

    it('S-3 takes exactly one PDF of at most 5 MB, recognised by content', async () => {
      const somebody = newcomer('Oki Setiawan');
      // Somebody with no file from an earlier form, which would be offered here.
      const joko = { ...newcomer('Joko Prasetyo'), email: 'joko.prasetyo@nusantara.example' };
      await writeRow(workspace, joko, { status: 'ACTIVE', standing: true });
      const form = await openAdd(workspace.person('joko.prasetyo'));
      await fillInFor(form, somebody, { file: null });
      const field = t('satker.field.document');
      await unregistered(workspace, async () => {
        await form.submit();
        // Where no file was given yet there is no field either, only its label.
        await form.sees(form.required ?? t('satker.error.document'));
      });
      const large = Buffer.concat([pdf, Buffer.alloc(6 * 1024 * 1024 - pdf.length)]);
      // Where files are given on a page of their own, that page knows the types, and not for which form.
      const ofWrongType = (name: string) =>
        platform === 'teams'
          ? t('portal.attach.type', { name, types: 'PDF' })
          : t('satker.error.documentType', { name });
      const wrong: { file: UploadedFile; error: string }[] = [
        { file: { name: 'foto.pdf', data: png }, error: ofWrongType('foto.pdf') },
        {
          file: { name: 'besar.pdf', data: large },
          error:
            platform === 'teams'
              ? t('attachment.error.over', { name: 'besar.pdf', max: 5 })
              : t('attachment.error.size', { name: 'besar.pdf', size: 6, max: 5 }),
        },
        { file: { name: 'teks.pdf', data: 'bukan pdf' }, error: ofWrongType('teks.pdf') },
      ];
      for (const { file, error } of wrong) {
        const said = await form.upload(field, file);
        if (said.length === 0) said.push(...Object.values((await form.submit()).errors));
        expect(said).toEqual([error]);
        expect(await rowsOf(workspace, somebody.nik)).toEqual([]);
      }
      if (platform === 'slack')
        await expect(form.upload(field, letter, { name: 'kedua.pdf', data: pdf })).rejects.toThrow(
          /at most 1/i,
        );
      await form.upload(field, { name: 'PINDAIAN.PDF', data: pdf });
      await send(form);
      const [kept] = await workspace.query(
        `SELECT a.name FROM satker_user s JOIN attachment a ON a.id = s.document_id AND a.record = 'satker:' || s.id
         WHERE s.nik_hash = nik_hash_of($1)`,
        [somebody.nik],
      );
      expect(kept).toEqual({ name: 'PINDAIAN.PDF' });
    });
  });

  describe('its checks with the registers', () => {
    it('S-4 says in Dukcapil’s words that a NIK is unknown', async () => {
      const unknown = { nik: '9999999999999999', name: 'Tidak Ada', email: 'tidak.ada@mitra.example' };
      const form = await filledFor(unknown);
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({
          [t('satker.field.nik')]:
            language === 'id'
              ? 'Berdasarkan pengecekan di DUKCAPIL: NIK tidak ditemukan'
              : t('satker.error.nikUnknown'),
        }),
      );
    });

    test('S-4 says by how much a name differs, and takes it without regard to case and titles', async () => {
      const somebody = newcomer('Ali Rahmanto');
      const form = await filledFor(somebody);
      await form.type(t('satker.field.name'), 'Ali Gunawano');
      await unregistered(workspace, async () => {
        const { errors } = await form.submit();
        expect(Object.keys(errors)).toEqual([t('satker.field.name')]);
        // Which word it is stands beneath.
        expect(errors[t('satker.field.name')]?.split('\n')[0]).toBe(
          language === 'id'
            ? 'Berdasarkan pengecekan di DUKCAPIL: Nama lengkap tidak valid 50/95'
            : t('satker.error.nameDiffers', { score: 50, minimum: 95 }),
        );
      });
      await form.type(t('satker.field.name'), 'Dr. H. ALI rahmanto, S.E., M.M.');
      await send(form);
    });

    it('S-5 fills in NIP, name and e-mail of somebody whom DIGIT knows, and sends no activation', async () => {
      const known = newcomer('Prita Mulyasari', { nip: '198503152010122003' });
      const form = await openAdd(person);
      await searchNik(form, known.nik);
      await form.sees(t('satker.form.found'));
      expect(await form.value(t('satker.field.name'))).toBe(known.name);
      expect(await form.value(t('satker.field.nip'))).toBe('198503152010122003');
      expect(await form.value(t('satker.field.email'))).toBe(known.email);
      await fillIn(form, {});
      await send(form);
      await settled(workspace);
      expect(workspace.registers.timesAskedFor(known.nik)).toBe(0);
      expect(await workspace.mail.to(known.email).all()).toEqual([]);
    });

    it('S-5 asks for everything about somebody whom DIGIT does not know, makes the account and mails the link at once', async () => {
      const unknown = newcomer('Qori Amalia');
      const form = await openAdd(person);
      await searchNik(form, unknown.nik);
      await form.sees(t('satker.form.notFound'));
      expect(await form.value(t('satker.field.name'))).toBe('');
      await fillIn(form, { name: unknown.name, email: unknown.email });
      const { next } = await form.submit();
      await next?.sees(t('satker.done.activation', { email: unknown.email }));
      await next?.close();
      await settled(workspace);
      expect(workspace.registers.accounts.get(unknown.nik)).toEqual({
        nik: unknown.nik,
        name: unknown.name,
        nip: null,
        email: unknown.email,
        activated: false,
      });
      const letters = await workspace.mail.to(unknown.email).all();
      expect(letters.map(({ subject }) => subject)).toEqual(['Aktivasi akun DIGIT Anda']);
      expect(letters[0]?.text).not.toContain(unknown.nik);
    });

    test('S-5 S-13 an address other than DIGIT’s is refused, because the login goes by DIGIT’s', async () => {
      const known = newcomer('Sule Prikitiw', { nip: null });
      const form = await filledFor(known);
      await form.type(t('satker.field.email'), 'lain@mitra.example');
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({
          [t('satker.field.email')]: t('satker.error.emailOfDigit', { email: known.email }),
        }),
      );
      await form.type(t('satker.field.email'), known.email.toUpperCase());
      await send(form);
    });

    test('S-5 another NIK that is searched takes nothing over from the one before', async () => {
      const known = newcomer('Rudi Hartanto', { nip: '1970' });
      const other = newcomer('Susi Susanti', { nip: '1980' });
      const unknown = newcomer('Taufik Hidayat');
      const form = await openAdd(person);
      await searchNik(form, known.nik);
      expect(await form.value(t('satker.field.name'))).toBe(known.name);
      await form.type(t('satker.field.phone'), '0812-0000-0001');
      await searchNik(form, other.nik);
      expect(await form.value(t('satker.field.name'))).toBe(other.name);
      expect(await form.value(t('satker.field.nip'))).toBe('1980');
      await searchNik(form, unknown.nik);
      for (const name of ['name', 'nip', 'email'] as const)
        expect(await form.value(t(`satker.field.${name}`))).toBe('');
      expect(await form.value(t('satker.field.phone'))).toBe('0812-0000-0001');
    });

    test('S-5 what was not searched is not sent', async () => {
      const known = newcomer('Umar Wirahadi', { nip: null });
      const other = newcomer('Vina Panduwinata');
      const form = await filledFor(known);
      await form.type(t('satker.field.nik'), other.nik);
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({
          [t('satker.field.nik')]: t('satker.error.searchFirst'),
        }),
      );
      expect(await rowsOf(workspace, other.nik)).toEqual([]);
    });

    test('S-5 S-13 finds whoever has registered at DIGIT beforehand by themselves, activated or not', async () => {
      const rina = workspace.person('rina.wulandari');
      const self = newcomer('Rina Wulandari');
      await rina.command('/satker digit');
      const form = await rina.modal(t('satker.form.digit'));
      await form.sees('rina.wulandari@nusantara.example');
      await form.type(t('satker.field.nik'), self.nik);
      await form.type(t('satker.field.phone'), '0812-3456-7890');
      const { next } = await form.submit();
      await next?.sees(t('satker.done.activation', { email: 'rina.wulandari@nusantara.example' }));
      await next?.close();
      await settled(workspace);
      const subject = t('satker.mail.activation.subject');
      const link = await workspace.mail.to('rina.wulandari@nusantara.example').latest(subject);
      expect(link.text).toMatch(/portal\/activate\//);

      const add = await openAdd(person);
      await searchNik(add, self.nik);
      await add.sees(t('satker.form.notActivated'));
      expect(await add.value(t('satker.field.email'))).toBe('rina.wulandari@nusantara.example');
      await add.close();
      await rina.command('/satker digit');
      const again = await rina.modal(t('satker.form.digit'));
      await again.type(t('satker.field.nik'), self.nik);
      await again.type(t('satker.field.phone'), '0812-3456-7890');
      await unregistered(workspace, async () =>
        expect((await again.submit()).errors).toEqual({
          [t('satker.field.nik')]: t('satker.error.digitExists'),
        }),
      );
    });

    test('I-1 S-5 is no way to DIGIT for an address that no register knows', async () => {
      const answer = await workspace.person('dimas.tamu').answerTo('/satker digit');
      expect(answer).toContain(t('satker.refuse.noStanding', { email: 'dimas.tamu@mitra.example' }));
    });
  });
});
