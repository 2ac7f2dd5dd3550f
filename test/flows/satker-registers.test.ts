import { type ChatPerson, type Modal, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { playedOn } from '../support/played-on.ts';
import { openDesk, type SatkerWorkspace, unregistered } from '../support/satker-desk.ts';
import {
  fillIn,
  fillInFor,
  openAdd,
  openTicket,
  register,
  rowsOf,
  type Somebody,
  searchNik,
  send,
  siti,
} from '../support/satker-steps.ts';
import { closeForms, settled, voice } from '../support/user-id-steps.ts';

describe.each(platforms)('registers that are down, in %s', (platform) => {
  const test = playedOn('teams', platform);
  const t = voice(platform, 'id');
  const nik = t('satker.field.nik');
  let workspace: SatkerWorkspace;
  let ali: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk({ platform, language: 'id' }, { NAME_MATCH_MINIMUM: '80' });
    ali = workspace.person('ali.rahman');
  });
  afterEach(async () => {
    workspace.registers.heal();
    await closeForms(workspace);
    // A usable answer of each, so that failures in a row are those of one test: five would open a circuit.
    await register(ali, newcomer('Siapa Saja', { nip: null }));
    await workspace.query('DELETE FROM form_draft');
  });
  afterAll(() => workspace.stop());

  const newcomer: SatkerWorkspace['registers']['newcomer'] = (name, account) =>
    workspace.registers.newcomer(name, account);
  const typed = {
    phone: '0813-1111-2222',
    letterNumber: 'ST-55/KEPT/2026',
    file: { name: 'surat-tersimpan.pdf', data: Buffer.from('%PDF-1.4\n%%EOF\n') },
  };

  /** A form that a register kept from being sent is opened anew: everything is back, and now it goes through. */
  async function sentAnew(somebody: Somebody, open: () => Promise<Modal>): Promise<void> {
    const form = await open();
    await form.sees(t('satker.form.restored'));
    expect(await form.value(nik)).toBe(somebody.nik);
    expect(await form.value(t('satker.field.name'))).toBe(somebody.name);
    expect(await form.value(t('satker.field.email'))).toBe(somebody.email);
    expect(await form.value(t('satker.field.phone'))).toBe(typed.phone);
    expect(await form.value(t('satker.field.letterNumber'))).toBe(typed.letterNumber);
    await form.sees(t('satker.field.documentKept', { name: typed.file.name }));
    workspace.registers.heal();
    await send(form);
    const [row] = await workspace.query<{ phone: Buffer; key: string }>(
      `SELECT s.phone, s.submission_key AS key, s.letter_number AS "letterNumber", a.name FROM satker_user s
       JOIN attachment a ON a.id = s.document_id AND a.record = 'satker:' || s.id WHERE s.nik_hash = nik_hash_of($1)`,
      [somebody.nik],
    );
    expect(row).toMatchObject({ letterNumber: typed.letterNumber, name: typed.file.name });
    const kept = openDatabase(workspace.databaseUrl, { max: 1 });
    const phone = kept.keys.open('satker_user', row?.key ?? '', { phone: row?.phone ?? null });
    expect(await phone.finally(() => kept.close())).toEqual({ phone: typed.phone });
  }

  it.each(['dukcapil', 'digit'] as const)(
    'S-3 S-4 S-5 %s down: the field says so, the draft is kept with its document, and sending works once it is back',
    async (down) => {
      const somebody = newcomer(`Tio Pakusadewo ${down}`);
      const form = await fillInFor(await openAdd(ali), somebody, typed);
      workspace.registers.trouble(down, 'unavailable');
      const name = down === 'digit' ? 'DIGIT' : 'Dukcapil';
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({
          [nik]: t('satker.error.registerDown', { register: name }),
        }),
      );
      await ali.closeModals();
      workspace.registers.heal();
      await sentAnew(somebody, () => openAdd(ali));
      const next = await openAdd(ali);
      expect(await next.value(nik)).toBe('');
      expect(await next.text()).not.toContain(t('satker.form.restored'));
    },
  );

  test('S-3 other errors are said together with a register that is down', async () => {
    const form = await fillInFor(await openAdd(ali), newcomer('Uli Herdinansyah'), typed);
    await form.type(t('satker.field.name'), 'Nama Yang Lain');
    workspace.registers.trouble('digit', 'unavailable');
    const { errors } = await unregistered(workspace, () => form.submit());
    expect(Object.keys(errors).sort()).toEqual([nik, t('satker.field.name')].sort());
  });

  it('S-5 DIGIT down at the search: the form says so, keeps the NIK, and finds the account once DIGIT is back', async () => {
    const somebody = newcomer('Vicky Prasetyo', { nip: '1991' });
    const form = await openAdd(ali);
    workspace.registers.trouble('digit', 'unavailable');
    await searchNik(form, somebody.nik);
    await form.sees(t('satker.error.registerDown', { register: 'DIGIT' }));
    await ali.closeModals();
    workspace.registers.heal();
    const again = await openAdd(ali);
    await again.sees(t('satker.form.restored'));
    expect(await again.value(nik)).toBe(somebody.nik);
    await searchNik(again, somebody.nik);
    expect(await again.value(t('satker.field.name'))).toBe(somebody.name);
    await fillIn(again, {});
    await send(again);
  });

  test('S-5 what was filled in by hand while DIGIT could not be searched can be sent once it is back', async () => {
    const somebody = newcomer('Wulan Guritno');
    const form = await openAdd(ali);
    workspace.registers.trouble('digit', 'unavailable');
    await searchNik(form, somebody.nik);
    workspace.registers.heal();
    await fillIn(form, { name: somebody.name, email: somebody.email });
    await send(form);
    await settled(workspace);
    expect(workspace.registers.accounts.get(somebody.nik)?.email).toBe(somebody.email);
  });

  test('I-3 S-8 a draft is its owner’s, and a ticket’s draft the ticket’s', async () => {
    const number = await openTicket(workspace.person('dimas.tamu'));
    await settled(workspace);
    const maya = workspace.person('maya.anggraini');
    const somebody = newcomer('Xaverius Tan');
    const open = async (): Promise<Modal> => {
      await maya.click(t('satker.button.add'), { in: number });
      return maya.modal(t('satker.button.add'));
    };
    const form = await fillInFor(await open(), somebody, typed);
    workspace.registers.trouble('dukcapil', 'unavailable');
    await form.submit();
    await maya.closeModals();
    const others = await openAdd(ali);
    expect(await others.value(nik)).toBe('');
    workspace.registers.heal();
    await sentAnew(somebody, open);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
  });

  test('S-5 /satker digit says so too, and makes nothing', async () => {
    const rina = workspace.person('rina.wulandari');
    await rina.command('/satker digit');
    const form = await rina.modal(t('satker.form.digit'));
    await form.type(nik, newcomer('Rina Wulandari').nik);
    await form.type(t('satker.field.phone'), typed.phone);
    workspace.registers.trouble('dukcapil', 'unavailable');
    await unregistered(workspace, async () =>
      expect(Object.keys((await form.submit()).errors)).toEqual([nik]),
    );
  });

  test('S-4 the minimum is a setting: at 80 a nearly right name passes, and one below it does not', async () => {
    const somebody = newcomer('Yayan Ruhian');
    const form = await fillInFor(await openAdd(ali), somebody);
    await form.type(t('satker.field.name'), 'Yoyon Rohian');
    const { errors } = await unregistered(workspace, () => form.submit());
    expect(errors[t('satker.field.name')]).toMatch(/\d\d\/80$/m);
    await form.type(t('satker.field.name'), 'Yayan Ruhyan');
    await send(form);
  });

  describe('an account that DIGIT is to make', () => {
    /** Lets the job of an account try again now. */
    async function tryAgain(): Promise<void> {
      await workspace.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
      await settled(workspace);
    }
    const failures = () => workspace.log.lines.filter(({ fields }) => fields.job === 'satker.digit').length;

    test.each(['unavailable', 'lost'] as const)(
      'S-5 %s: is tried again until it is made, once, with one activation letter',
      async (trouble) => {
        const somebody = newcomer(`Zack Lee ${trouble}`);
        const before = failures();
        workspace.registers.trouble('digit', trouble, '/accounts');
        await register(ali, somebody);
        await expect.poll(failures).toBe(before + 1);
        expect(workspace.registers.accounts.has(somebody.nik)).toBe(trouble === 'lost');
        expect(await workspace.mail.to(somebody.email).all()).toEqual([]);
        workspace.registers.heal();
        await tryAgain();
        expect(workspace.registers.accounts.get(somebody.nik)).toMatchObject({ email: somebody.email });
        expect(await workspace.mail.to(somebody.email).all()).toHaveLength(1);
        const [made] = await workspace.query(
          'SELECT made_at IS NOT NULL AS made FROM digit_registration WHERE nik_hash = nik_hash_of($1)',
          [somebody.nik],
        );
        expect(made).toEqual({ made: true });
        const logged = JSON.stringify(workspace.log.lines.filter(({ level }) => level !== 'debug'));
        expect(logged).not.toContain(somebody.nik);
      },
    );

    it('S-5 made meanwhile by somebody else is left alone: nobody gets a link to it', async () => {
      const somebody = newcomer('Ade Paloh');
      const before = failures();
      workspace.registers.trouble('digit', 'unavailable', '/accounts');
      await register(ali, somebody);
      await expect.poll(failures).toBe(before + 1);
      const theirs = { ...somebody, nip: null, email: 'lain@mitra.example', activated: false };
      workspace.registers.accounts.set(somebody.nik, theirs);
      workspace.registers.heal();
      await tryAgain();
      expect(workspace.registers.accounts.get(somebody.nik)).toEqual(theirs);
      expect(await workspace.mail.to(somebody.email).all()).toEqual([]);
      expect(await workspace.mail.to('lain@mitra.example').all()).toEqual([]);
    });
  });
});

describe('registers that are not set up', () => {
  it('S-3 S-4 are said to be so at the search and at sending, and nothing is registered', async () => {
    const t = voice('slack', 'id');
    const workspace = await openWorkspace({ env: { SANDBOX: 'false' } });
    try {
      const form = await openAdd(workspace.person('ali.rahman'));
      await searchNik(form, siti.nik);
      await form.sees(t('satker.error.notSetUp', { register: 'DIGIT' }));
      await fillIn(form, { name: siti.name, email: siti.email });
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({
          [t('satker.field.nik')]: expect.stringContaining(
            t('satker.error.notSetUp', { register: 'Dukcapil' }),
          ),
        }),
      );
      expect(await workspace.query('SELECT 1 FROM form_draft')).toEqual([]);
    } finally {
      await workspace.stop();
    }
  });
});
