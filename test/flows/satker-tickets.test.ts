import type { ChatPerson, Modal } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { noneOf, phoneOf } from '../support/authenticators.ts';
import { playedOn } from '../support/played-on.ts';
import { pdf } from '../support/sample-files.ts';
import {
  addOfficer,
  auditOf,
  openDesk,
  type SatkerWorkspace,
  unregistered,
  writeRow,
} from '../support/satker-desk.ts';
import {
  fillInDeletion,
  fillInFor,
  listOf,
  openDeletion,
  openReasoned,
  openTicket,
  register,
  rowsOf,
  type Somebody,
  satker,
  send,
} from '../support/satker-steps.ts';
import {
  audiences,
  closeForms,
  complaints,
  sendDone,
  settled,
  toldPassed,
  voice,
  words,
} from '../support/user-id-steps.ts';

describe.each(audiences)('tickets to the KPPN, in $platform, for people who read $language', (audience) => {
  const test = playedOn('teams', audience.platform);
  const { platform, language } = audience;
  const t = voice(platform, language);
  let workspace: SatkerWorkspace;
  let ali: ChatPerson;
  let maya: ChatPerson;
  let dimas: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk(audience);
    ali = workspace.person('ali.rahman');
    maya = workspace.person('maya.anggraini');
    dimas = workspace.person('dimas.tamu');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const newcomer: SatkerWorkspace['registers']['newcomer'] = (name, account) =>
    workspace.registers.newcomer(name, account);
  const working = (...buttons: ('add' | 'delete' | 'giveBack')[]) => [
    'Open',
    ...buttons.map((button) => t(`satker.button.${button}`)),
    'Activity Log',
  ];

  describe('for a registration', () => {
    const openRegistration = async (number: string): Promise<Modal> => {
      await maya.click(t('satker.button.add'), { in: number });
      return maya.modal(t('satker.button.add'));
    };
    /** Registers from the ticket with its own document. */
    const registerFrom = async (number: string, somebody: Somebody): Promise<string> =>
      send(await fillInFor(await openRegistration(number), somebody, { file: null }));

    it('S-8 I-1 somebody whom no register knows sends one, the officer registers from it, and the thread says officially', async () => {
      const somebody = newcomer('Laras Wati');
      const number = await openTicket(dimas, { note: 'Bendahara baru' });
      await settled(workspace);
      const title = `Pendaftaran User MyIntress Tipe Satker ${satker}`;
      expect(await dimas.root(number)).toContain(title);
      const [card] = await maya.cards(number);
      for (const shown of [
        title,
        'Bendahara baru',
        'surat-tugas.pdf',
        'Dimas Tamu',
        'dimas.tamu@mitra.example',
      ])
        expect(card).toContain(shown);
      const mailed = await workspace.mail.to('maya.anggraini@nusantara.example').latest(number);
      expect(mailed.subject).toBe(`${number} · ${title}`);
      expect(await maya.buttons(number)).toEqual(working('add', 'giveBack'));

      const form = await openRegistration(number);
      await form.sees(t('satker.form.fromTicket', { number }));
      await fillInFor(form, somebody, { file: null });
      await form.sees(t('satker.field.documentKept', { name: 'surat-tugas.pdf' }));
      const { next } = await form.submit();
      const shown = await next?.text();
      expect(shown).toContain(t('satker.done.active', { name: somebody.name }));
      expect(shown).toContain(t('satker.status.ACTIVE'));
      await next?.close();
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      const told = (await dimas.thread(number)).at(-1);
      expect(told).toContain(
        t('satker.step.ticketRegistered', { actor: 'Maya Anggraini', name: somebody.name, satker }),
      );
      if (language === 'id') expect(told).toContain(`${somebody.name} telah resmi terdaftar`);
      expect(await maya.buttons(number)).toEqual(['Open', 'Activity Log', t('minutes.button')]);
      const subjects = (await workspace.mail.to(somebody.email).all()).map(({ subject }) => subject).sort();
      expect(subjects).toHaveLength(2);
      const [kept] = await workspace.query(
        `SELECT a.sha256 = b.sha256 AS same, a.record = 'satker:' || s.id AND b.record = 'satker-ticket:' || k.id AS own
         FROM satker_user s JOIN attachment a ON a.id = s.document_id JOIN satker_ticket k ON k.user_id = s.id
         JOIN attachment b ON b.id = k.document_id WHERE s.nik_hash = nik_hash_of($1)`,
        [somebody.nik],
      );
      expect(kept).toEqual({ same: true, own: true });
      expect(await listOf(ali, somebody.name)).toContain(t('satker.status.ACTIVE'));
    });

    it('S-8 is sent back with what is wrong, corrected by its sender, and then registered from', async () => {
      const somebody = newcomer('Mira Lesmana', { nip: null });
      const number = await openTicket(dimas, { note: 'Versi pertama' });
      await settled(workspace);
      const back = await openReasoned(maya, number, t('satker.button.giveBack'));
      await unregistered(workspace, async () => {
        const { errors } = await back.submit();
        expect(errors).toEqual({
          [t('satker.field.whatIsWrong')]: back.required ?? t('satker.error.whatIsWrong'),
        });
      });
      await back.type(t('satker.field.whatIsWrong'), 'Formulir belum ditandatangani');
      await sendDone(maya, back);
      await settled(workspace);
      expect(await maya.buttons(number)).toEqual(['Open', 'Activity Log']);
      const told = (await dimas.thread(number)).at(-1);
      expect(told).toContain(t('satker.step.returned', { actor: 'Maya Anggraini' }));
      expect(told).toContain('Formulir belum ditandatangani');

      await dimas.click(t('satker.button.correct'), { in: number });
      const form = await dimas.modal(t('satker.button.correct'));
      await form.sees('Formulir belum ditandatangani');
      expect(await form.value(t('satker.field.note'))).toBe('Versi pertama');
      await form.upload(t('satker.field.letter'), { name: 'formulir-lengkap.pdf', data: pdf });
      await form.type(t('satker.field.note'), 'Sudah ditandatangani');
      expect(await send(form)).toBe(number);
      await settled(workspace);
      expect(await maya.buttons('formulir-lengkap.pdf')).toEqual(working('add', 'giveBack'));
      expect((await maya.thread(number)).at(-1)).toContain(
        // Whoever no register knows is named by the verified address (I-1).
        t('satker.step.corrected', {
          actor: t('people.stranger', { email: 'dimas.tamu@mitra.example', name: 'Dimas Tamu' }),
        }),
      );
      const cards = (await maya.cards(number)).join();
      expect(cards).toContain('formulir-lengkap.pdf');
      expect(cards).toContain('Sudah ditandatangani');
      expect(cards).not.toContain('Formulir belum ditandatangani');
      await registerFrom(number, somebody);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      const audit = (await auditOf(workspace, number)).map(({ action }) => action);
      expect(audit).toEqual(
        ['opened', 'returned', 'corrected', 'registered'].map((step) => `satker-ticket.${step}`),
      );
    });

    test('S-8 the officer’s form makes the same checks, and keeps the ticket waiting until they are met', async () => {
      const somebody = newcomer('Nirina Zubir', { nip: null });
      const number = await openTicket(dimas);
      await settled(workspace);
      const form = await fillInFor(await openRegistration(number), somebody, { file: null });
      await form.type(t('satker.field.name'), 'Bukan Namanya');
      await unregistered(workspace, async () =>
        expect(Object.keys((await form.submit()).errors)).toEqual([t('satker.field.name')]),
      );
      await form.type(t('satker.field.name'), somebody.name);
      await writeRow(workspace, somebody, { status: 'ACTIVE' });
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({
          [t('satker.field.nik')]: t('satker.error.active', { name: somebody.name, satker }),
        }),
      );
      await maya.closeModals();
      expect(await maya.buttons(number)).toEqual(working('add', 'giveBack'));
    });

    test('S-8 S-9 registering from a ticket takes the place of the satker’s own registration', async () => {
      const somebody = newcomer('Omesh Omara', { nip: null });
      const own = await register(ali, somebody);
      const number = await openTicket(dimas);
      await settled(workspace);
      await registerFrom(number, somebody);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      expect((await maya.cards(own)).join()).toContain(t('satker.removal.REPLACED'));
      expect(await maya.buttons(own)).toEqual(['Open', 'Activity Log', t('minutes.button')]);
    });

    test('S-8 the officer may give another document than the ticket’s', async () => {
      const somebody = newcomer('Pandji Pragiwaksono', { nip: null });
      const number = await openTicket(dimas);
      await settled(workspace);
      const form = await fillInFor(await openRegistration(number), somebody, {
        file: { name: 'gabungan.pdf', data: pdf },
      });
      await send(form);
      const [kept] = await workspace.query(
        'SELECT a.name FROM satker_user s JOIN attachment a ON a.id = s.document_id WHERE s.nik_hash = nik_hash_of($1)',
        [somebody.nik],
      );
      expect(kept).toEqual({ name: 'gabungan.pdf' });
    });

    it('S-8 asks for a satker and a PDF', async () => {
      await dimas.command('/satker ticket');
      const form = await dimas.modal(t('satker.form.registrationTicket'));
      await unregistered(workspace, async () => {
        const { errors } = await form.submit();
        expect(errors).toMatchObject({
          [t('satker.field.satker')]: form.required ?? t('satker.error.satker'),
        });
        // All at once: the letter as well, where the platform has not asked for it by itself.
        if (!form.required) expect(await form.text()).toContain(t('satker.error.document'));
      });
      expect(await form.search(t('satker.field.satker'), 'biro')).toEqual(['527021 BIRO UMUM']);
      expect(await form.search(t('satker.field.satker'), '5270')).toHaveLength(2);
      expect(await form.search(t('satker.field.satker'), 'KPPN')).toEqual([]);
    });

    it('I-10 the sender withdraws it, and the officer’s open form is told', async () => {
      const somebody = newcomer('Raditya Dika', { nip: null });
      const number = await openTicket(dimas);
      await settled(workspace);
      const form = await fillInFor(await openRegistration(number), somebody, { file: null });
      const withdrawal = await openReasoned(dimas, number, t('satker.button.withdrawTicket'), {
        label: words('record.withdraw.reason'),
        text: 'Salah satker',
      });
      await sendDone(dimas, withdrawal);
      await settled(workspace);
      await unregistered(workspace, async () =>
        expect(await toldPassed([await form.submit()])).toEqual([
          expect.stringContaining(t('satker.refuse.ticketPassed', { number })),
        ]),
      );
      expect((await dimas.thread(number)).at(-1)).toContain('Salah satker');
      await maya.closeModals();
      expect(await maya.buttons(number)).toEqual(['Open', 'Activity Log', t('minutes.button')]);
    });
  });

  describe('for a deletion', () => {
    const openRemoval = async (number: string): Promise<Modal> => {
      await maya.click(t('satker.button.delete'), { in: number });
      return maya.modal(t('satker.form.deletion'));
    };

    it('S-14 S-15 an inactive user is deleted with reason, SK number and SK, and the audit keeps all of it', async () => {
      const somebody = newcomer('Surya Saputra');
      await writeRow(workspace, somebody, { status: 'INACTIVE' });
      const number = await openDeletion(ali, somebody.name);
      await settled(workspace);
      const title = `Permintaan Penghapusan User MyIntress Tipe Satker ${satker}`;
      expect(await ali.root(number)).toContain(title);
      expect((await maya.cards(number)).join()).toContain(title);
      expect((await maya.cards(number)).join()).toContain(somebody.name);
      expect(await maya.buttons(number)).toEqual(working('delete', 'giveBack'));

      const form = await openRemoval(number);
      expect(await form.value(t('satker.field.user'))).toContain(somebody.name);
      await unregistered(workspace, async () => {
        const { errors } = await form.submit();
        expect(errors).toMatchObject({
          [t('satker.field.deletionReason')]: form.required ?? t('field.error.reason'),
          [t('satker.field.decreeNumber')]: form.required ?? t('satker.error.decreeNumber'),
        });
      });
      await form.type(t('satker.field.deletionReason'), 'Mutasi ke satker lain');
      await form.type(t('satker.field.decreeNumber'), 'SK-77/KPPN/2026');
      await form.upload(t('satker.field.decree'), { name: 'sk-penghapusan.pdf', data: pdf });
      await sendDone(maya, form);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([]);
      for (const reader of [ali, maya, workspace.person('tono.wijaya')])
        expect(await listOf(reader, somebody.name)).toContain(t('satker.list.nothing'));
      expect((await ali.thread(number)).at(-1)).toContain(
        t('satker.step.ticketDeleted', { actor: 'Maya Anggraini', name: somebody.name, satker }),
      );
      const [entry] = await workspace.query<{ reason: string; data: Record<string, unknown> }>(
        `SELECT e.reason, e.data FROM audit_entry e JOIN satker_user s ON e.subject = 'satker:' || s.id
         WHERE s.nik_hash = nik_hash_of($1) AND e.action = 'satker.deleted'`,
        [somebody.nik],
      );
      expect(entry?.reason).toBe('Mutasi ke satker lain');
      expect(entry?.data).toMatchObject({
        letterNumber: 'SK-77/KPPN/2026',
        ticket: number,
        name: somebody.name,
      });
      const [decree] = await workspace.query(
        'SELECT name, record IS NOT NULL AS kept FROM attachment WHERE id = $1',
        [entry?.data.documentId],
      );
      expect(decree).toEqual({ name: 'sk-penghapusan.pdf', kept: true });
    });

    it('S-15 A-10 asks for a code in its own form where it is marked: without the right one nothing is deleted', async () => {
      await workspace.query(`INSERT INTO step_up_mark (mark) VALUES ('satker.remove')`);
      const phone = await phoneOf(workspace, 'maya.anggraini');
      const somebody = newcomer('Sensitif Sekali');
      await writeRow(workspace, somebody, { status: 'INACTIVE' });
      const number = await openDeletion(ali, somebody.name);
      await settled(workspace);
      const form = await openRemoval(number);
      expect((await form.fields()).at(-1)).toBe(t('code.label'));
      await form.type(t('satker.field.deletionReason'), 'Mutasi ke satker lain');
      await form.type(t('satker.field.decreeNumber'), 'SK-78/KPPN/2026');
      await form.upload(t('satker.field.decree'), { name: 'sk.pdf', data: pdf });
      await form.type(t('code.label'), await noneOf(phone));
      expect((await form.submit()).errors).toEqual({ [t('code.label')]: t('code.error.wrong') });
      expect(await form.value(t('code.label'))).toBe('');
      expect(await form.value(t('satker.field.decreeNumber'))).toBe('SK-78/KPPN/2026');
      expect(await rowsOf(workspace, somebody.nik)).toHaveLength(1);
      await form.type(t('code.label'), await phone());
      await sendDone(maya, form);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([]);
      expect((await ali.thread(number)).at(-1)).toContain(
        t('satker.step.ticketDeleted', {
          actor: t('code.by', { name: 'Maya Anggraini' }),
          name: somebody.name,
          satker,
        }),
      );
      await workspace.query('DELETE FROM step_up_mark');
    });

    test('S-14 S-20 an active or dormant user is made inactive first, and a waiting one decided first', async () => {
      const refusals = {
        ACTIVE: 'satker.refuse.deactivateFirst',
        DORMANT: 'satker.refuse.deactivateFirst',
        REGISTERED: 'satker.refuse.decideFirst',
      } as const;
      await writeRow(workspace, newcomer('Tamara lama'), { status: 'INACTIVE' });
      for (const [status, refusal] of Object.entries(refusals)) {
        const somebody = newcomer(`Tamara ${status.toLowerCase()}`);
        await writeRow(workspace, somebody, { status: status as keyof typeof refusals });
        const form = await fillInDeletion(ali, somebody.name);
        await unregistered(workspace, async () =>
          expect((await form.submit()).errors).toEqual({
            [t('satker.field.user')]: expect.stringContaining(t(refusal, { name: somebody.name })),
          }),
        );
        await ali.closeModals();
      }
    });

    test('S-15 A-11 whom the ticket was about may have become active meanwhile: then nothing is deleted', async () => {
      const somebody = newcomer('Ucok Baba');
      await writeRow(workspace, somebody, { status: 'REJECTED', reason: 'kurang lengkap' });
      const number = await openDeletion(ali, somebody.name);
      await settled(workspace);
      const form = await openRemoval(number);
      await form.type(t('satker.field.deletionReason'), 'Tidak jadi bertugas');
      await form.type(t('satker.field.decreeNumber'), 'SK-78');
      await form.upload(t('satker.field.decree'), { name: 'sk.pdf', data: pdf });
      await workspace.query(`UPDATE satker_user SET status = 'ACTIVE' WHERE nik_hash = nik_hash_of($1)`, [
        somebody.nik,
      ]);
      // First of all it is said that this is not what was seen any more; what was given is still there.
      await unregistered(workspace, () => form.submit());
      await form.sees(t('record.changed', { names: t('satker.field.user') }));
      await unregistered(workspace, async () =>
        expect((await form.submit()).errors).toEqual({
          [t('satker.field.user')]: expect.stringContaining(
            t('satker.refuse.deactivateFirst', { name: somebody.name }),
          ),
        }),
      );
      await workspace.query(`UPDATE satker_user SET status = 'REJECTED' WHERE nik_hash = nik_hash_of($1)`, [
        somebody.nik,
      ]);
      await form.submit();
      await sendDone(maya, form);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([]);
    });

    test('S-15 the officer chooses among the ticket’s satker alone', async () => {
      const there = newcomer('Vino Bastian');
      const elsewhere = newcomer('Vino Giovanni');
      await writeRow(workspace, there, { status: 'INACTIVE' });
      await writeRow(workspace, elsewhere, { status: 'INACTIVE', unit: '527021' });
      const number = await openDeletion(ali, there.name);
      await settled(workspace);
      const form = await openRemoval(number);
      const found = await form.search(t('satker.field.user'), 'Vino');
      expect(new Set(found)).toEqual(new Set([`${there.name} · ${t('satker.status.INACTIVE')} · ${satker}`]));
    });

    test('S-15 deleting one of two rows leaves the other, and the person their standing', async () => {
      const somebody = newcomer('Widyawati Sophiaan');
      await writeRow(workspace, somebody, { status: 'REJECTED' });
      await writeRow(workspace, somebody, { status: 'ACTIVE', standing: true, unit: '527021' });
      const number = await openDeletion(ali, somebody.name);
      await settled(workspace);
      const form = await openRemoval(number);
      await form.type(t('satker.field.deletionReason'), 'Ganda');
      await form.type(t('satker.field.decreeNumber'), 'SK-79');
      await form.upload(t('satker.field.decree'), { name: 'sk.pdf', data: pdf });
      await sendDone(maya, form);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      const roles = await workspace.query(
        `SELECT u.code FROM role_grant g JOIN unit u ON u.id = g.unit_id JOIN person p ON p.id = g.person_id
         WHERE p.email = $1 AND g.withdrawn_at IS NULL`,
        [somebody.email],
      );
      expect(roles).toEqual([{ code: '527021' }]);
    });

    test('S-14 nobody asks for it who is no active user of the satker', async () => {
      for (const account of ['dimas.tamu', 'rina.wulandari'])
        expect(await workspace.person(account).answerTo('/satker delete')).toContain(
          t('satker.refuse.noActiveSatker'),
        );
    });
  });

  describe('for a reactivation', () => {
    const asBudi = { email: 'joko.prasetyo@nusantara.example' };
    const title = t('satker.ticket.REACTIVATION', { satker });

    it('S-19 a dormant user asks with a command, the KPPN approves, and they are active with a new count', async () => {
      const joko = workspace.person('joko.prasetyo');
      const somebody = { ...newcomer('Joko Anwar'), ...asBudi };
      await writeRow(workspace, somebody, { status: 'DORMANT', standing: true });
      expect(await joko.answerTo('/satker add')).toContain(t('satker.refuse.noActiveSatker'));
      await joko.command('/pintu');
      await joko.clickBeside(t('satker.button.reactivate'), t('record.open'));
      const form = await joko.modal(t('satker.button.reactivate'));
      await form.type(t('satker.field.note'), 'Kembali dari cuti');
      const number = await send(form);
      await settled(workspace);
      expect(await joko.root(number)).toContain(title);
      const [card] = await maya.cards(number);
      for (const shown of [somebody.name, t('satker.status.DORMANT'), 'Kembali dari cuti'])
        expect(card).toContain(shown);
      expect(await maya.buttons(number)).toEqual(['Approve', 'Reject', t('record.return'), 'Activity Log']);
      await sendDone(maya, await openReasoned(maya, number, 'Approve'));
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      const [row] = await workspace.query<{ recent: boolean }>(
        `SELECT counted_from > now() - interval '1 hour' AS recent FROM satker_user WHERE nik_hash = nik_hash_of($1)`,
        [somebody.nik],
      );
      expect(row).toEqual({ recent: true });
      expect((await joko.thread(number)).at(-1)).toContain(
        t('satker.step.ticketReactivated', { actor: 'Maya Anggraini', name: somebody.name }),
      );
      await workspace.mail.to(asBudi.email).latest(t('satker.mail.reactivated.subject', { satker }));
      expect((await joko.answerTo('/satker list')).includes(somebody.name)).toBe(true);
    });

    test('S-19 a colleague asks; rejected it stays 3, and may be asked again, but not twice at once', async () => {
      const somebody = newcomer('Yuni Shara');
      await writeRow(workspace, somebody, { status: 'DORMANT' });
      const ask = async (): Promise<Modal> => {
        await ali.closeModals();
        await ali.command('/satker reactivate');
        const pick = await ali.modal(t('satker.button.reactivate'));
        await pick.search(words('satker.field.user'), somebody.name);
        await pick.pick(words('satker.field.user'), new RegExp(`^${somebody.name}`));
        const { next } = await pick.submit();
        if (!next) throw new Error('The choice led nowhere.');
        return next;
      };
      const number = await send(await ask());
      await settled(workspace);
      const second = await ask();
      await unregistered(workspace, async () =>
        expect(complaints(await second.submit())).toEqual([
          expect.stringContaining(t('satker.refuse.alreadyAsked', { name: somebody.name })),
        ]),
      );
      const rejecting = await openReasoned(maya, number, 'Reject');
      await unregistered(workspace, async () =>
        expect(Object.keys((await rejecting.submit()).errors)).toEqual([t('record.decision.whyReject')]),
      );
      await rejecting.type(t('record.decision.whyReject'), 'Sudah pindah');
      await sendDone(maya, rejecting);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([3]);
      const told = (await ali.thread(number)).at(-1);
      expect(told).toContain(
        t('satker.step.ticketRejected', { actor: 'Maya Anggraini', name: somebody.name }),
      );
      expect(told).toContain('Sudah pindah');
      expect(await send(await ask())).not.toBe(number);
    });

    test('S-19 of somebody who was made inactive meanwhile is refused when it is approved', async () => {
      const somebody = newcomer('Zaskia Adya');
      await writeRow(workspace, somebody, { status: 'DORMANT' });
      await listOf(ali, somebody.name);
      await ali.clickBeside(somebody.name, t('record.open'));
      await ali.click(t('satker.button.reactivate'), { in: somebody.name });
      const number = await send(await ali.modal(t('satker.button.reactivate')));
      await settled(workspace);
      await workspace.query(`UPDATE satker_user SET status = 'INACTIVE' WHERE nik_hash = nik_hash_of($1)`, [
        somebody.nik,
      ]);
      const form = await openReasoned(maya, number, 'Approve');
      await unregistered(workspace, async () =>
        expect(complaints(await form.submit())).toEqual([
          t('satker.refuse.notDormant', { name: somebody.name }),
        ]),
      );
    });

    test('S-19 nobody but a dormant user has the offer', async () => {
      await writeRow(workspace, newcomer('Wisnu Aktif'), { status: 'ACTIVE' });
      await ali.command('/satker reactivate');
      const pick = await ali.modal(t('satker.button.reactivate'));
      expect(await pick.search(words('satker.field.user'), 'Wisnu')).toEqual([]);
      await pick.close();
      expect(await workspace.person('rina.wulandari').answerTo('/satker reactivate')).toContain(
        t('satker.refuse.noSatker'),
      );
    });
  });

  describe('made inactive without a ticket', () => {
    it('S-20 by an officer with a reason, from the list: the user is told, and entered again it begins with 1', async () => {
      const somebody = newcomer('Agnes Monica', { nip: null });
      await writeRow(workspace, somebody, { status: 'ACTIVE', standing: true });
      await maya.command('/satker deactivate');
      const pick = await maya.modal(t('satker.button.deactivate'));
      await pick.search(words('satker.field.user'), somebody.nik.slice(0, 16));
      await pick.pick(words('satker.field.user'), new RegExp(`^${somebody.name}`));
      const { next: form } = await pick.submit();
      if (!form) throw new Error('The choice led nowhere.');
      await unregistered(workspace, async () =>
        expect(Object.keys((await form.submit()).errors)).toEqual([t('satker.card.reason')]),
      );
      await form.type(t('satker.card.reason'), 'Cuti di luar tanggungan');
      expect(complaints(await form.submit())).toEqual([]);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([0]);
      const mail = await workspace.mail.to(somebody.email).latest('Cuti di luar tanggungan');
      expect(mail.text).not.toContain(somebody.nik);
      await maya.closeModals();
      await register(ali, somebody);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([0, 1]);
    });

    test('S-15 S-20 logins end with the last active row in any satker, and not before', async () => {
      const somebody = newcomer('Chelsea Islan');
      const here = await writeRow(workspace, somebody, { status: 'ACTIVE', standing: true });
      const there = await writeRow(workspace, somebody, { status: 'ACTIVE', standing: true, unit: '527021' });
      await workspace.query(
        `INSERT INTO portal_session (token_hash, nik_hash, created_at, expires_at)
         VALUES (sha256($1::text::bytea), nik_hash_of($1), now(), now() + interval '1 day')`,
        [somebody.nik],
      );
      const sessions = () =>
        workspace.query('SELECT 1 FROM portal_session WHERE nik_hash = nik_hash_of($1)', [somebody.nik]);
      const end = async (number: string): Promise<void> => {
        await listOf(maya, somebody.name);
        await maya.clickBeside(number, t('record.open'));
        const card = t('satker.card.title', { number, name: somebody.name });
        const form = await openReasoned(maya, card, t('satker.button.deactivate'), {
          label: words('satker.card.reason'),
          text: 'Selesai bertugas',
        });
        expect(complaints(await form.submit())).toEqual([]);
        await maya.closeModals();
      };
      await end(here);
      expect(await sessions()).toHaveLength(1);
      await end(there);
      expect(await sessions()).toHaveLength(0);
    });

    test('S-20 not by an officer of another KPPN, nor of oneself, nor one who is 0 already', async () => {
      const officer = await addOfficer(workspace, 'bambang.officer', 'Bambang Officer');
      const herself = { ...newcomer('Bambang Officer'), email: 'bambang.officer@nusantara.example' };
      await writeRow(workspace, herself, { status: 'ACTIVE' });
      await listOf(officer, herself.name);
      await officer.clickBeside(herself.name, words('record.open'));
      await officer.sees('ST-99/SJ/2025');
      expect(await officer.isShown(words('satker.button.deactivate'))).toBe(false);
    });
  });
});
