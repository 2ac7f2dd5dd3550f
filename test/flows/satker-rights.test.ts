import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { playedOn } from '../support/played-on.ts';
import { pdf } from '../support/sample-files.ts';
import {
  addOfficer,
  addOtherKppn,
  openDesk,
  type SatkerWorkspace,
  setRole,
  unregistered,
  writeRow,
} from '../support/satker-desk.ts';
import {
  fillInFor,
  listOf,
  openAdd,
  openDeletion,
  openReasoned,
  openTicket,
  register,
  satker,
  send,
} from '../support/satker-steps.ts';
import { closeForms, complaints, settled, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('rights at the satker desk, in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  let workspace: SatkerWorkspace;
  let ali: ChatPerson;
  let maya: ChatPerson;
  let wati: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk({ platform, language: 'id' });
    ali = workspace.person('ali.rahman');
    maya = workspace.person('maya.anggraini');
    wati = await addOtherKppn(workspace);
  });
  afterEach(async () => {
    await closeForms(workspace);
    await setRole(workspace, 'maya.anggraini', 'KPPN_OFFICER', true);
    await setRole(workspace, 'ali.rahman', 'SATKER_USER', true);
  });
  afterAll(() => workspace.stop());

  const newcomer: SatkerWorkspace['registers']['newcomer'] = (name, account) =>
    workspace.registers.newcomer(name, account);
  const registered = async (name: string): Promise<string> => {
    const number = await register(ali, newcomer(name, { nip: null }));
    await settled(workspace);
    return number;
  };

  it('I-3 a forwarded button gives no right, and tells nothing of what it is about', async () => {
    const number = await registered('Amara Lingua');
    for (const account of ['rina.wulandari', 'dimas.tamu', 'tono.wijaya', 'wati.kusuma', 'ali.rahman']) {
      const somebody = workspace.person(account);
      const answer = await unregistered(workspace, () => somebody.pressForwarded(maya, 'Approve', number));
      expect(answer).not.toContain('Amara Lingua');
      await settled(workspace);
    }
    for (const account of ['rina.wulandari', 'dimas.tamu', 'wati.kusuma']) {
      const somebody = workspace.person(account);
      for (const label of ['Open', 'Activity Log'])
        expect(await somebody.pressForwarded(maya, label, number)).not.toMatch(/Amara|ST-12/);
    }
  });

  it('I-3 a forged decision, withdrawal, deletion or registration is refused and changes nothing', async () => {
    const number = await registered('Bella Saphira');
    const inactive = newcomer('Cut Tari');
    await writeRow(workspace, inactive, { status: 'INACTIVE' });
    const dormant = newcomer('Donita Bhubiy');
    await writeRow(workspace, dormant, { status: 'DORMANT' });
    const ticket = await openTicket(ali);
    const deletion = await openDeletion(ali, inactive.name);
    await settled(workspace);
    const strangers = ['rina.wulandari', 'dimas.tamu', 'tono.wijaya', 'wati.kusuma'].map((account) =>
      workspace.person(account),
    );
    const refused = async (owner: ChatPerson, others: ChatPerson[]): Promise<void> => {
      for (const other of others)
        await unregistered(workspace, async () => {
          const { status, body } = await other.submitForged(owner);
          expect(status).toBe(200);
          // Elsewhere the form that was sent comes back with what is wrong.
          if (platform === 'slack') expect(body).not.toMatch(/SAT-\d{4}-\d{6}/);
        });
      await owner.closeModals();
    };
    const approval = await openReasoned(maya, number, 'Approve');
    await approval.sees('Bella Saphira');
    await refused(maya, [...strangers, ali]);
    await openReasoned(maya, number, 'Reject', { label: words('record.decision.whyReject'), text: 'x' });
    await refused(maya, [...strangers, ali]);
    await openReasoned(ali, number, t('satker.button.withdraw'));
    await refused(ali, [...strangers, maya]);
    await openReasoned(maya, ticket, t('satker.button.giveBack'), {
      label: words('satker.field.whatIsWrong'),
      text: 'x',
    });
    await refused(maya, [...strangers, ali]);
    await maya.click(t('satker.button.add'), { in: ticket });
    await fillInFor(await maya.modal(t('satker.button.add')), newcomer('Enno Lerian'), { file: null });
    await refused(maya, [...strangers, ali]);
    await maya.click(t('satker.button.delete'), { in: deletion });
    const removal = await maya.modal(t('satker.form.deletion'));
    await removal.type(t('satker.field.deletionReason'), 'x');
    await removal.type(t('satker.field.decreeNumber'), 'x');
    await removal.upload(t('satker.field.decree'), { name: 'sk.pdf', data: pdf });
    await refused(maya, [...strangers, ali]);
    await listOf(ali, dormant.name);
    await ali.clickBeside(dormant.name, t('record.open'));
    await ali.click(t('satker.button.reactivate'), { in: dormant.name });
    await ali.modal(t('satker.button.reactivate'));
    await refused(ali, strangers);
    await fillInFor(await openAdd(ali), newcomer('Fitri Tropica'));
    await refused(ali, strangers);
  });

  test('I-3 S-8 a ticket that was sent back is corrected by its sender alone', async () => {
    const number = await openTicket(workspace.person('dimas.tamu'));
    await settled(workspace);
    const back = await openReasoned(maya, number, t('satker.button.giveBack'), {
      label: words('satker.field.whatIsWrong'),
      text: 'Tanggal salah',
    });
    await back.submit();
    await settled(workspace);
    const dimas = workspace.person('dimas.tamu');
    await dimas.click(t('satker.button.correct'), { in: number });
    await dimas.modal(t('satker.button.correct'));
    for (const account of ['rina.wulandari', 'ali.rahman', 'maya.anggraini'])
      await unregistered(workspace, async () => {
        const { body } = await workspace.person(account).submitForged(dimas);
        expect(body).not.toContain(number);
      });
    // Sent again by its sender it waits: a copy of the same form tells somebody else nothing either.
    const [ticket] = await workspace.query('SELECT status FROM satker_ticket WHERE number = $1', [number]);
    expect(ticket).toEqual({ status: 'RETURNED' });
    await workspace.query(`UPDATE satker_ticket SET status = 'WAITING' WHERE number = $1`, [number]);
    const { body } = await workspace.person('rina.wulandari').submitForged(dimas);
    expect(body).not.toContain(number);
  });

  test('I-2 S-7 an officer of another KPPN gets no card and no list of these satkers', async () => {
    const number = await registered('Gading Marten');
    expect(await wati.isShown(number)).toBe(false);
    expect(await wati.answerTo('/satker list')).toContain(t('satker.refuse.noSatker'));
    expect(await wati.answerTo('/pintu inbox')).not.toContain(number);
    expect(await maya.answerTo('/pintu inbox')).toContain(number);
  });

  test('I-3 an officer whose role was withdrawn between opening and sending decides nothing, and sees nothing', async () => {
    const number = await registered('Happy Salma');
    const form = await openReasoned(maya, number, 'Approve');
    await setRole(workspace, 'maya.anggraini', 'KPPN_OFFICER', false);
    await unregistered(workspace, async () =>
      expect(complaints(await form.submit())).toEqual([expect.stringContaining(t('satker.refuse.unknown'))]),
    );
    await maya.closeModals();
    expect(await maya.answerTo('/satker list')).toContain(t('satker.refuse.noSatker'));
    await settled(workspace);
    expect(await maya.buttons(number)).toEqual([]);
  });

  test('I-4 an officer who is a user of the satker decides neither what they entered nor what is about them', async () => {
    const siti = await addOfficer(workspace, 'siti.nurhaliza', 'Siti Nurhaliza');
    const herself = { ...newcomer('Siti Nurhaliza'), email: 'siti.nurhaliza@nusantara.example' };
    await writeRow(workspace, herself, { status: 'ACTIVE', standing: true });
    // Of the satkers that her KPPN supervises she is a user of this one.
    const own = await openAdd(siti);
    await own.choose(t('satker.field.satker'), satker);
    const entered = await send(await fillInFor(own, newcomer('Indra Birowo', { nip: null })));
    const about = { ...newcomer('Siti Nurhaliza Baru'), email: herself.email };
    const number = await register(ali, about);
    const ticket = await openTicket(siti);
    await settled(workspace);
    for (const record of [entered, number, ticket]) {
      await listOf(siti);
      await siti.command('/pintu inbox');
      expect(await siti.isShown(`[Approve]`)).toBe(false);
      expect(await maya.buttons(record)).toContain(record === ticket ? t('satker.button.add') : 'Approve');
    }
    for (const record of [entered, number]) {
      const form = await openReasoned(maya, record, 'Approve');
      await unregistered(workspace, async () => {
        const { body } = await siti.submitForged(maya);
        expect(body).toContain('tidak dapat memutuskan');
      });
      await form.close();
    }
    await maya.click(t('satker.button.add'), { in: ticket });
    await fillInFor(await maya.modal(t('satker.button.add')), newcomer('Joe Taslim'), { file: null });
    await unregistered(workspace, async () => {
      const { body } = await siti.submitForged(maya);
      expect(body).toContain('tidak dapat memutuskan');
    });
    await maya.closeModals();
    // Nor does an officer register themselves from somebody else's ticket.
    const other = await openTicket(ali);
    await settled(workspace);
    await siti.click(t('satker.button.add'), { in: other });
    const form = await siti.modal(t('satker.button.add'));
    await fillInFor(form, { ...newcomer('Siti Sendiri'), email: herself.email }, { file: null });
    await unregistered(workspace, async () =>
      expect(complaints(await form.submit())).toEqual([expect.stringContaining(t('satker.refuse.own'))]),
    );
    await workspace.query(
      `DELETE FROM role_grant WHERE role = 'KPPN_OFFICER' AND person_id = (SELECT id FROM person WHERE email = $1)`,
      [herself.email],
    );
  });

  test('U-9 a ticket that nobody could work on is refused, and says who can mend that', async () => {
    await setRole(workspace, 'maya.anggraini', 'KPPN_OFFICER', false);
    const dimas = workspace.person('dimas.tamu');
    await dimas.command('/satker ticket');
    const form = await dimas.modal(t('satker.form.registrationTicket'));
    await form.search(t('satker.field.satker'), '527010');
    await form.pick(t('satker.field.satker'), satker);
    await form.upload(t('satker.field.letter'), { name: 'surat.pdf', data: pdf });
    await unregistered(workspace, async () =>
      expect(complaints(await form.submit())).toEqual([
        t('satker.refuse.nobodyToDecide', { satker, admins: 'Tono Wijaya' }),
      ]),
    );
    await setRole(workspace, 'maya.anggraini', 'KPPN_OFFICER', true);
    await send(form);
  });

  test('U-14 I-3 nobody opens the document of somebody else’s registration', async () => {
    const number = await registered('Kirana Larasati');
    await maya.sees('surat-tugas.pdf');
    expect(await maya.answerTo(() => maya.clickBeside('📎 surat-tugas.pdf', 'Open'))).toContain(
      t('file.toSee', { name: 'surat-tugas.pdf' }),
    );
    const [file] = await workspace.query<{ id: number }>(
      'SELECT document_id AS id FROM satker_user WHERE number = $1',
      [number],
    );
    expect(file?.id).toBeGreaterThan(0);
    await maya.closeModals();
    const answer = await wati.pressForwarded(maya, 'Open', number);
    expect(answer).not.toContain('surat-tugas.pdf');
  });
});
