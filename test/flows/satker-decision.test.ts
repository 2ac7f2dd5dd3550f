import type { ChatPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { playedOn } from '../support/played-on.ts';
import { pdf } from '../support/sample-files.ts';
import { auditOf, openDesk, type SatkerWorkspace, unregistered, writeRow } from '../support/satker-desk.ts';
import {
  decide,
  fillInFor,
  listOf,
  openAdd,
  openReasoned,
  register,
  rowsOf,
  satker,
} from '../support/satker-steps.ts';
import {
  audiences,
  closeForms,
  expectRefusedEmpty,
  sendDone,
  settled,
  voice,
  words,
} from '../support/user-id-steps.ts';

describe.each(audiences)('registrations, in $platform, for people who read $language', (audience) => {
  const test = playedOn('slack', audience.platform);
  const { platform, language } = audience;
  const t = voice(platform, language);
  let workspace: SatkerWorkspace;
  let ali: ChatPerson;
  let maya: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk(audience);
    ali = workspace.person('ali.rahman');
    maya = workspace.person('maya.anggraini');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const newcomer: SatkerWorkspace['registers']['newcomer'] = (name, account) =>
    workspace.registers.newcomer(name, account);
  const reading = ['Open', 'Activity Log', t('minutes.button')];
  const decision = { label: words('record.decision.whyReject'), text: 'Surat tugas tidak bertanggal' };

  it('S-6 the list shows every status with its number, and why one was rejected', async () => {
    const texts = {
      REGISTERED: ['1 Terdaftar, belum disetujui', '1 Registered, not yet approved'],
      ACTIVE: ['2 Aktif', '2 Active'],
      DORMANT: ['3 Dormant', '3 Dormant'],
      INACTIVE: ['0 Tidak Aktif', '0 Inactive'],
      REJECTED: ['5 Pendaftaran Ditolak', '5 Registration rejected'],
    } as const;
    const people = Object.keys(texts) as (keyof typeof texts)[];
    for (const status of people) {
      const name = `Warga ${status.toLowerCase()}`;
      await writeRow(workspace, newcomer(name), {
        status,
        reason: status === 'REJECTED' ? 'kurang lengkap' : undefined,
      });
      const shown = await listOf(ali, name);
      expect(shown).toContain(texts[status][language === 'id' ? 0 : 1]);
      expect(shown.includes(t('satker.list.because', { reason: 'kurang lengkap' }))).toBe(
        status === 'REJECTED',
      );
    }
    await workspace.query(
      `UPDATE satker_user SET removed_at = now(), removal = 'DELETED' WHERE name LIKE 'Warga %'`,
    );
  });

  it('S-7 approving makes it 2: the thread tells, the card loses its buttons, and the user gets a letter', async () => {
    const somebody = newcomer('Bagas Aditya', { nip: '1988' });
    const number = await register(ali, somebody);
    await settled(workspace);
    const [card] = await maya.cards(number);
    for (const shown of [
      satker,
      somebody.name,
      somebody.nik,
      '1988',
      somebody.email,
      'ST-12/SJ/2026',
      'surat-tugas.pdf',
    ])
      expect(card).toContain(shown);
    expect(await maya.buttons(number)).toEqual([
      'Open',
      'Approve',
      'Reject',
      t('record.return'),
      'Activity Log',
    ]);
    const asked = await workspace.mail.to('maya.anggraini@nusantara.example').latest(number);
    expect(`${asked.subject}${asked.text}`).not.toContain(somebody.nik);

    await decide(maya, number, 'Approve', 'Sesuai surat');
    await settled(workspace);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
    const replies = await ali.thread(number);
    expect(replies).toHaveLength(2);
    expect(replies[0]).toContain(
      t('satker.step.registered', { actor: 'Ali Rahman', name: somebody.name, satker }),
    );
    expect(replies[1]).toContain(t('satker.step.approved', { actor: 'Maya Anggraini', name: somebody.name }));
    expect(replies[1]).toContain(t('record.decision.note'));
    expect(replies[1]).toContain('Sesuai surat');
    const [decided = ''] = await maya.cards(number);
    expect(decided).toContain(`Maya Anggraini · ${t('satker.log.approved', { name: somebody.name })}, `);
    expect(decided).toContain(t('record.decision.note'));
    expect(await maya.buttons(number)).toEqual([...reading, t('satker.button.deactivate')]);
    expect((await maya.cards(number)).join()).toContain(t('satker.status.ACTIVE'));
    const letters = await workspace.mail.to(somebody.email).all();
    expect(letters).toHaveLength(1);
    expect(letters[0]?.text).toMatch(/portal\/login\/nik/);
    expect(letters[0]?.text).not.toContain(somebody.nik);
    const audit = await auditOf(workspace, number);
    expect(audit.map(({ action }) => action)).toEqual(['satker.registered', 'satker.approved']);
  });

  it('S-7 U-11 rejecting asks for a reason and makes it 5, which the thread and the list show', async () => {
    const somebody = newcomer('Citra Kirana', { nip: null });
    const number = await register(ali, somebody);
    await settled(workspace);
    const form = await openReasoned(maya, number, 'Reject');
    await form.sees(t('satker.act.reject', { name: somebody.name }));
    await form.sees('surat-tugas.pdf');
    await unregistered(workspace, async () => {
      await expectRefusedEmpty(form, t('record.decision.whyReject'), t('field.error.reason'));
      await form.type(t('record.decision.whyReject'), ' \n ');
      expect((await form.submit()).errors).toEqual({
        [t('record.decision.whyReject')]: t('field.error.reason'),
      });
    });
    await form.type(t('record.decision.whyReject'), 'Surat <tanpa> & stempel');
    await sendDone(maya, form);
    await settled(workspace);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([5]);
    const last = (await ali.thread(number)).at(-1);
    expect(last).toContain(t('satker.status.REJECTED'));
    expect(last).toContain(t('satker.step.rejected', { actor: 'Maya Anggraini', name: somebody.name }));
    expect(last).toContain('Surat <tanpa> & stempel');
    const [decided = ''] = await maya.cards(number);
    expect(decided).toContain(`Maya Anggraini · ${t('satker.log.rejected', { name: somebody.name })}, `);
    expect(decided).toContain(t('satker.card.reason'));
    expect(await maya.buttons(number)).toEqual(reading);
    expect(await workspace.mail.to(somebody.email).all()).toEqual([]);
    expect(await listOf(ali, somebody.name)).toContain('Surat <tanpa> & stempel');
  });

  test('S-7 closing the decision form changes nothing', async () => {
    const number = await register(ali, newcomer('Dian Sastro', { nip: null }));
    await settled(workspace);
    await unregistered(workspace, async () => {
      await (await openReasoned(maya, number, 'Approve')).close();
      await (await openReasoned(maya, number, 'Reject', decision)).close();
    });
    expect(await maya.buttons(number)).toContain('Approve');
  });

  it('S-9 entered again while 1 it is one request with the newest ST, and the earlier card says so', async () => {
    const somebody = newcomer('Eka Kurniawan', { nip: null });
    const first = await register(ali, somebody, { letterNumber: 'ST-1/LAMA' });
    await settled(workspace);
    const old = await maya.button('Approve', first);
    const second = await register(ali, somebody, {
      letterNumber: 'ST-2/BARU',
      file: { name: 'surat-baru.pdf', data: pdf },
    });
    expect(second).not.toBe(first);
    await settled(workspace);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([1]);
    const listed = await listOf(ali, somebody.name);
    expect(listed).toContain(second);
    expect(listed).not.toContain(first);
    expect(await maya.buttons(first)).toEqual(reading);
    const replaced = (await maya.cards(first)).join();
    expect(replaced).toContain(t('satker.removal.REPLACED'));
    expect(replaced).not.toContain(t('satker.status.REGISTERED'));
    expect((await maya.cards(second)).join()).toContain('ST-2/BARU');
    expect((await maya.cards(second)).join()).toContain('surat-baru.pdf');
    expect((await ali.thread(first)).at(-1)).toContain(
      t('satker.step.replaced', { actor: 'Ali Rahman', name: somebody.name }),
    );
    await unregistered(workspace, async () => {
      const told = await maya.answerTo(old.pressLate);
      expect(told).toContain(t('satker.refuse.passed', { number: first }));
      expect(told).toContain('Ali Rahman');
    });
    const audit = await auditOf(workspace, first);
    expect(audit.map(({ action }) => action)).toEqual(['satker.registered', 'satker.replaced']);
    expect(audit[0]?.data).toMatchObject({ letterNumber: 'ST-1/LAMA' });
    await decide(maya, second, 'Approve');
    expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
  });

  test('S-9 U-13 an officer whose form was open when it was entered again is told, and nothing is decided', async () => {
    const somebody = newcomer('Fajar Nugraha', { nip: null });
    const first = await register(ali, somebody);
    await settled(workspace);
    const form = await openReasoned(maya, first, 'Approve');
    await register(ali, somebody, { letterNumber: 'ST-2/BARU' });
    const { next } = await unregistered(workspace, () => form.submit());
    await next?.sees(t('satker.refuse.passed', { number: first }));
    expect(await rowsOf(workspace, somebody.nik)).toEqual([1]);
  });

  it('S-10 entered again while 2 it is refused, and while 3 with the way to reactivation', async () => {
    const somebody = newcomer('Gita Gutawa', { nip: null });
    await writeRow(workspace, somebody, { status: 'ACTIVE' });
    const form = await fillInFor(await openAdd(ali), somebody);
    const args = { name: somebody.name, satker };
    await unregistered(workspace, async () =>
      expect((await form.submit()).errors).toEqual({
        [t('satker.field.nik')]: t('satker.error.active', args),
      }),
    );
    await workspace.query(`UPDATE satker_user SET status = 'DORMANT' WHERE nik_hash = nik_hash_of($1)`, [
      somebody.nik,
    ]);
    await unregistered(workspace, async () =>
      expect((await form.submit()).errors).toEqual({
        [t('satker.field.nik')]: t('satker.error.dormant', args),
      }),
    );
    expect(t('satker.error.dormant', args)).toContain('satker reactivate');
    expect(await rowsOf(workspace, somebody.nik)).toEqual([3]);
  });

  test('S-10 S-11 only rows of the same satker count', async () => {
    const somebody = newcomer('Hesti Purwadinata', { nip: null });
    await writeRow(workspace, somebody, { status: 'ACTIVE', unit: '527021' });
    await register(ali, somebody);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([2, 1]);
  });

  it('S-11 S-12 Ali: 0, then rejected, then entered again shows 0, 5, 1, and approved 0, 2', async () => {
    const somebody = newcomer('Ali Sadikin', { nip: null });
    const zeroth = await register(ali, somebody);
    await settled(workspace);
    await decide(maya, zeroth, 'Approve');
    await settled(workspace);
    const ending = await openReasoned(maya, zeroth, t('satker.button.deactivate'), {
      label: words('satker.card.reason'),
      text: 'Pindah tugas',
    });
    await sendDone(maya, ending);
    const fifth = await register(ali, somebody);
    await settled(workspace);
    await decide(maya, fifth, 'Reject', 'kurang lengkap');
    await settled(workspace);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([0, 5]);

    // Rejected: nothing edits it, wherever it is shown; it can be entered again, or asked to be deleted.
    const anew = [t('satker.button.again'), t('satker.button.askDeletion')];
    await listOf(ali, somebody.name);
    await ali.clickBeside(fifth, t('record.open'));
    const card = t('satker.card.title', { number: fifth, name: somebody.name });
    await ali.sees(card);
    for (const label of await ali.buttons(card))
      expect([...reading, ...anew, t('form.back')]).toContain(label);
    expect(await maya.buttons(fifth)).toEqual(reading);
    await ali.closeModals();

    const first = await register(ali, somebody, { letterNumber: 'ST-3/LENGKAP' });
    expect(await rowsOf(workspace, somebody.nik)).toEqual([0, 5, 1]);
    const before = await listOf(ali, somebody.name);
    for (const key of ['INACTIVE', 'REJECTED', 'REGISTERED'] as const)
      expect(before).toContain(t(`satker.status.${key}`));
    await settled(workspace);
    await decide(maya, first, 'Approve');
    await settled(workspace);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([0, 2]);
    const after = await listOf(ali, somebody.name);
    for (const shown of [zeroth, first]) expect(after).toContain(shown);
    expect(after).not.toContain(fifth);
    expect((await maya.cards(fifth)).join()).toContain(t('satker.removal.SUPERSEDED'));
    expect((await auditOf(workspace, fifth)).at(-1)).toMatchObject({ action: 'satker.superseded' });
  });

  test('S-2 S-7 who was approved is an active user from then on, with the role, and who was made inactive is not', async () => {
    const siti = workspace.person('siti.nurhaliza');
    const herself = { ...newcomer('Siti Nurhaliza'), email: 'siti.nurhaliza@nusantara.example' };
    expect(await siti.answerTo('/satker add')).toContain(t('satker.refuse.noActiveSatker'));
    const number = await register(ali, herself);
    await settled(workspace);
    expect(await siti.answerTo('/satker add')).toContain(t('satker.refuse.noActiveSatker'));
    await decide(maya, number, 'Approve');
    await settled(workspace);
    await (await openAdd(siti)).close();
    expect(await listOf(siti)).toContain(number);
    const form = await openReasoned(maya, number, t('satker.button.deactivate'), {
      label: words('satker.card.reason'),
      text: 'Pensiun',
    });
    await sendDone(maya, form);
    expect(await siti.answerTo('/satker add')).toContain(t('satker.refuse.noActiveSatker'));
    const roles = await workspace.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE action LIKE 'role.%' AND subject =
         (SELECT 'person:' || id FROM person WHERE email = $1) ORDER BY id`,
      [herself.email],
    );
    expect(roles.map(({ action }) => action)).toEqual(['role.granted', 'role.withdrawn']);
  });

  it('I-10 who registered takes it back while it is 1, with a reason that everybody concerned reads', async () => {
    const somebody = newcomer('Intan Nuraini', { nip: null });
    const number = await register(ali, somebody);
    await settled(workspace);
    const approving = await maya.button('Approve', number);
    const open = await openReasoned(maya, number, 'Approve');
    const form = await openReasoned(ali, number, t('satker.button.withdraw'), {
      label: words('record.withdraw.reason'),
      text: 'Salah orang',
    });
    await sendDone(ali, form);
    await settled(workspace);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([]);
    expect((await ali.thread(number)).at(-1)).toContain('Salah orang');
    expect((await maya.cards(number)).join()).toContain(t('satker.removal.WITHDRAWN'));
    expect(await maya.buttons(number)).toEqual(reading);
    await unregistered(workspace, async () => {
      const { next } = await open.submit();
      await next?.sees(t('satker.refuse.passed', { number }));
      await next?.close();
      const told = await maya.answerTo(approving.pressLate);
      expect(told).toContain(t('satker.refuse.passed', { number }));
      expect(told).toContain('Ali Rahman');
    });
    expect(await listOf(ali, somebody.name)).not.toContain(number);
    await register(ali, somebody);
    expect(await rowsOf(workspace, somebody.nik)).toEqual([1]);
  });

  test('I-10 nothing is withdrawn that was decided', async () => {
    const number = await register(ali, newcomer('Jihan Fahira', { nip: null }));
    await settled(workspace);
    const withdrawing = await ali.button(t('satker.button.withdraw'), number);
    const form = await openReasoned(ali, number, t('satker.button.withdraw'));
    await decide(maya, number, 'Reject', 'Tidak sesuai');
    await settled(workspace);
    await unregistered(workspace, async () => {
      const by = t('satker.refuse.decidedBy', { number, name: 'Maya Anggraini' });
      const { problem, next } = await form.submit();
      expect(`${problem}${await next?.text()}`).toContain(by);
      await ali.closeModals();
      expect(await ali.answerTo(withdrawing.pressLate)).toBe(by);
    });
  });

  test('I-5 S-7 the log tells every step with actor, time and reason', async () => {
    const somebody = newcomer('Kezia Warouw', { nip: null });
    const number = await register(ali, somebody);
    await settled(workspace);
    await decide(maya, number, 'Reject', 'Berkas buram');
    await settled(workspace);
    await ali.click('Activity Log', { in: number });
    await ali.sees(t('record.log.title', { number }));
    await ali.sees(/Maya Anggraini[\s\S]*Berkas buram/);
  });
});
