import { type ChatPerson, type Modal, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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
  decide,
  fillInFor,
  listOf,
  openAdd,
  openDeletion,
  openReasoned,
  openTicket,
  register,
  rowsOf,
  satker,
  send,
} from '../support/satker-steps.ts';
import { closeForms, complaints, settled, toldPassed, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('the satker desk, in %s', (platform) => {
  const test = playedOn('teams', platform);
  const t = voice(platform, 'id');
  let workspace: SatkerWorkspace;
  let ali: ChatPerson;
  let maya: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk({ platform, language: 'id' });
    ali = workspace.person('ali.rahman');
    maya = workspace.person('maya.anggraini');
    await addOfficer(workspace, 'bambang.officer', 'Bambang Officer');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const newcomer: SatkerWorkspace['registers']['newcomer'] = (name, account) =>
    workspace.registers.newcomer(name, account);
  const registered = async (name: string): Promise<string> => {
    const number = await register(ali, newcomer(name, { nip: null }));
    await settled(workspace);
    return number;
  };

  describe('two at once', () => {
    it('U-13 of a simultaneous approve and reject one wins, and the other is told by whom', async () => {
      const officer = workspace.person('bambang.officer');
      for (let round = 0; round < 3; round += 1) {
        const somebody = newcomer(`Lukman Sardi ${'abc'[round]}`, { nip: null });
        const number = await register(ali, somebody);
        await settled(workspace);
        const approving = await openReasoned(maya, number, 'Approve');
        const rejecting = await openReasoned(officer, number, 'Reject', {
          label: words('record.decision.whyReject'),
          text: 'Tidak sesuai',
        });
        const results = await Promise.all([approving.submit(), rejecting.submit()]);
        const told = await toldPassed(results);
        const [status] = await rowsOf(workspace, somebody.nik);
        const winner = status === 2 ? 'Maya Anggraini' : 'Bambang Officer';
        expect(told).toHaveLength(1);
        expect(told[0]).toContain(t('satker.refuse.decidedBy', { number, name: winner }));
        await settled(workspace);
        await closeForms(workspace);
        expect(await auditOf(workspace, number)).toHaveLength(2);
        expect(await ali.thread(number)).toHaveLength(2);
        for (const one of [maya, officer]) {
          expect(await one.buttons(number)).not.toContain('Approve');
          expect(await one.buttons(number)).not.toContain('Reject');
        }
      }
    });

    it('U-13 an officer with an old card is told who has decided', async () => {
      const officer = workspace.person('bambang.officer');
      const number = await registered('Marsha Timothy');
      const approving = await officer.button('Approve', number);
      await decide(maya, number, 'Reject', 'Tidak lengkap');
      await settled(workspace);
      const name = 'Maya Anggraini';
      await unregistered(workspace, async () =>
        expect(await officer.answerTo(approving.pressLate)).toBe(
          t('satker.refuse.decidedBy', { number, name }),
        ),
      );
    });

    /** Both officers have the form of one ticket open and filled in. */
    async function bothFillIn(somebody: ReturnType<typeof newcomer>) {
      const number = await openTicket(workspace.person('dimas.tamu'));
      await settled(workspace);
      const forms = await Promise.all(
        [maya, workspace.person('bambang.officer')].map(async (one) => {
          await one.click(t('satker.button.add'), { in: number });
          return fillInFor(await one.modal(t('satker.button.add')), somebody, { file: null });
        }),
      );
      return { number, forms };
    }

    const submits = {
      'at once': (forms: Modal[]) => Promise.all(forms.map((form) => form.submit())),
      'one after the other': async (forms: Modal[]) => {
        const results = [];
        for (const form of forms) results.push(await form.submit());
        return results;
      },
    };
    for (const [when, submitted] of Object.entries(submits))
      test(`U-13 S-8 A-2 two officers who register from one ticket ${when} make one user, and the slower is told`, async () => {
        const somebody = newcomer('Nicholas Saputra', { nip: null });
        const { number, forms } = await bothFillIn(somebody);
        const told = await toldPassed(await submitted(forms));
        expect(told).toHaveLength(1);
        expect(told[0]).toContain(t('satker.refuse.ticketPassed', { number }));
        expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
        await settled(workspace);
        expect((await auditOf(workspace, number)).map(({ action }) => action)).toEqual([
          'satker-ticket.opened',
          'satker-ticket.registered',
        ]);
      });

    test('U-13 S-19 of a reactivation approved by two officers at once one counts, and the other is told', async () => {
      const officer = workspace.person('bambang.officer');
      const dormant = newcomer('Nirina Raudhatul');
      await writeRow(workspace, dormant, { status: 'DORMANT' });
      await listOf(ali, dormant.name);
      await ali.clickBeside(dormant.name, t('record.open'));
      const number = await send(await openReasoned(ali, dormant.name, t('satker.button.reactivate')));
      await settled(workspace);
      const forms = [
        await openReasoned(maya, number, 'Approve'),
        await openReasoned(officer, number, 'Approve'),
      ];
      const results = await Promise.all(forms.map((form) => form.submit()));
      const told = await toldPassed(results);
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(t('satker.refuse.ticketPassed', { number }));
      expect(await rowsOf(workspace, dormant.nik)).toEqual([2]);
    });

    test('S-9 two users who enter one person at once make one request', async () => {
      const joko = workspace.person('joko.prasetyo');
      await writeRow(
        workspace,
        { ...newcomer('Joko Prasetyo'), email: 'joko.prasetyo@nusantara.example' },
        { status: 'ACTIVE', standing: true },
      );
      const somebody = newcomer('Oka Antara');
      const forms = [
        await fillInFor(await openAdd(ali), somebody),
        await fillInFor(await openAdd(joko), somebody),
      ];
      const results = await Promise.all(forms.map((form) => form.submit()));
      expect(results.map(complaints)).toEqual([[], []]);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([1]);
      await settled(workspace);
      expect(workspace.registers.timesAskedFor(somebody.nik)).toBe(1);
    });
  });

  describe('the same delivery more than once', () => {
    it('S-7 S-5 the same form three times makes one registration, one DIGIT account and one link', async () => {
      const somebody = newcomer('Prisia Nasution');
      await workspace.door().repeatNext(3);
      await ali.command('/satker add');
      const form = await fillInFor(await ali.modal(t('satker.button.add')), somebody);
      await workspace.door().repeatNext(3, 'submission');
      const number = await send(form);
      await workspace.door().resendSubmission(2);
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([1]);
      expect((await auditOf(workspace, number)).map(({ action }) => action)).toEqual(['satker.registered']);
      expect(workspace.registers.timesAskedFor(somebody.nik)).toBe(1);
      expect(await workspace.mail.to(somebody.email).all()).toHaveLength(1);
      expect(await maya.cards(number)).toHaveLength(1);
    });

    test('S-7 S-19 I-10 registrations from tickets, corrections, withdrawals and reactivations that arrive again do nothing again', async () => {
      const dimas = workspace.person('dimas.tamu');
      const thrice = async (form: Modal): Promise<void> => {
        await workspace.door().repeatNext(3, 'submission');
        expect(complaints(await form.submit())).toEqual([]);
        await workspace.door().resendSubmission(1);
        await settled(workspace);
        await closeForms(workspace);
      };
      const actionsOf = async (number: string) =>
        (await auditOf(workspace, number)).map(({ action }) => action);

      const number = await openTicket(dimas);
      await settled(workspace);
      const back = { label: words('satker.field.whatIsWrong'), text: 'Kurang' };
      await thrice(await openReasoned(maya, number, t('satker.button.giveBack'), back));
      await dimas.click(t('satker.button.correct'), { in: number });
      const correction = await dimas.modal(t('satker.button.correct'));
      await correction.upload(t('satker.field.letter'), { name: 'baru.pdf', data: pdf });
      await thrice(correction);
      const somebody = newcomer('Sherina Munaf');
      await maya.click(t('satker.button.add'), { in: 'baru.pdf' });
      await thrice(await fillInFor(await maya.modal(t('satker.button.add')), somebody, { file: null }));
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      expect(await actionsOf(number)).toEqual(
        ['opened', 'returned', 'corrected', 'registered'].map((step) => `satker-ticket.${step}`),
      );
      expect(workspace.registers.timesAskedFor(somebody.nik)).toBe(1);

      const withdrawn = await registered('Titi Kamal');
      await thrice(await openReasoned(ali, withdrawn, t('satker.button.withdraw')));
      expect(await actionsOf(withdrawn)).toEqual(['satker.registered', 'satker.withdrawn']);
      const approved = await registered('Tora Sudiro');
      await thrice(await openReasoned(maya, approved, 'Approve'));
      expect(await actionsOf(approved)).toEqual(['satker.registered', 'satker.approved']);
      const dropped = await openTicket(dimas);
      await settled(workspace);
      await thrice(await openReasoned(dimas, dropped, t('satker.button.withdrawTicket')));
      expect(await actionsOf(dropped)).toEqual(['satker-ticket.opened', 'satker-ticket.withdrawn']);

      const dormant = newcomer('Uli Auliani');
      await writeRow(workspace, dormant, { status: 'DORMANT' });
      await listOf(ali, dormant.name);
      await ali.clickBeside(dormant.name, t('record.open'));
      await thrice(await openReasoned(ali, dormant.name, t('satker.button.reactivate')));
      const [asked, ...others] = await workspace.query<{ number: string }>(
        'SELECT k.number FROM satker_ticket k JOIN satker_user s ON s.id = k.user_id WHERE s.nik_hash = nik_hash_of($1)',
        [dormant.nik],
      );
      expect(others).toEqual([]);
      const reactivation = asked?.number ?? '';
      await thrice(await openReasoned(maya, reactivation, 'Approve'));
      expect(await rowsOf(workspace, dormant.nik)).toEqual([2]);
      expect(await actionsOf(reactivation)).toEqual(['satker-ticket.opened', 'satker-ticket.reactivated']);
    });

    it('S-8 S-14 S-15 S-20 tickets, decisions and deletions that arrive again do nothing again', async () => {
      const dimas = workspace.person('dimas.tamu');
      const before = await workspace.query('SELECT 1 FROM satker_ticket');
      await dimas.command('/satker ticket');
      const form = await dimas.modal(t('satker.form.registrationTicket'));
      await form.search(t('satker.field.satker'), '527010');
      await form.pick(t('satker.field.satker'), satker);
      await form.upload(t('satker.field.letter'), { name: 'surat.pdf', data: pdf });
      await workspace.door().repeatNext(3, 'submission');
      const number = await send(form);
      await settled(workspace);
      expect(await workspace.query('SELECT 1 FROM satker_ticket')).toHaveLength(before.length + 1);

      const back = await openReasoned(maya, number, t('satker.button.giveBack'), {
        label: words('satker.field.whatIsWrong'),
        text: 'Kurang',
      });
      await workspace.door().repeatNext(3, 'submission');
      expect(complaints(await back.submit())).toEqual([]);
      await settled(workspace);
      expect(await auditOf(workspace, number)).toHaveLength(2);
      await closeForms(workspace);

      const somebody = newcomer('Rio Dewanto');
      await writeRow(workspace, somebody, { status: 'ACTIVE' });
      await listOf(maya, somebody.name);
      await maya.clickBeside(somebody.name, t('record.open'));
      const ending = await openReasoned(maya, somebody.name, t('satker.button.deactivate'), {
        label: words('satker.card.reason'),
        text: 'Pensiun',
      });
      await workspace.door().repeatNext(3, 'submission');
      expect(complaints(await ending.submit())).toEqual([]);
      await settled(workspace);
      await closeForms(workspace);
      const deletion = await openDeletion(ali, somebody.name);
      await settled(workspace);
      await maya.click(t('satker.button.delete'), { in: deletion });
      const removal = await maya.modal(t('satker.form.deletion'));
      await removal.type(t('satker.field.deletionReason'), 'Pensiun');
      await removal.type(t('satker.field.decreeNumber'), 'SK-80');
      await removal.upload(t('satker.field.decree'), { name: 'sk.pdf', data: pdf });
      await workspace.door().repeatNext(3, 'submission');
      expect(complaints(await removal.submit())).toEqual([]);
      await settled(workspace);
      const actions = await workspace.query<{ action: string }>(
        `SELECT e.action FROM audit_entry e JOIN satker_user s ON e.subject = 'satker:' || s.id
         WHERE s.nik_hash = nik_hash_of($1) ORDER BY e.id`,
        [somebody.nik],
      );
      expect(actions.map(({ action }) => action)).toEqual(['satker.deactivated', 'satker.deleted']);
      const about = (await workspace.mail.to(somebody.email).all()).map(({ subject }) => subject);
      expect(about).toHaveLength(1);
    });
  });
});
