import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { pdf, png } from '../support/sample-files.ts';
import {
  approve,
  ask,
  audiences,
  bringTo,
  closeForms,
  forJoko,
  forRina,
  forWahyu,
  openDecision,
  openWorkspaceIn,
  reject,
  sendDone,
  settled,
  stages,
  submitReview,
  toReview,
  unchanged,
  voice,
} from '../support/user-id-steps.ts';

describe.each(audiences)(
  'withdrawing and starting again, in $platform, for people who read $language',
  (audience) => {
    const test = playedOn('teams', audience.platform);
    const { platform, language } = audience;
    const t = voice(platform, language);
    let workspace: Workspace;
    const person = (account: string) => workspace.person(account);
    beforeAll(async () => {
      workspace = await openWorkspaceIn(audience);
    });
    afterEach(() => closeForms(workspace));
    afterAll(() => workspace.stop());

    it('U-18 withdraws from the card while it waits: the thread says so, and no later card or letter comes', async () => {
      const rina = person('rina.wulandari');
      const number = await ask(rina, forRina);
      await bringTo(workspace, number, stages[1]);
      await unchanged(workspace, async () => {
        await rina.click(t('userId.button.withdraw'), { in: number });
        const sure = await rina.modal(t('userId.button.withdraw'));
        await sure.sees(t('userId.withdraw.text', { number }));
        await sure.close();
      });
      await rina.click(t('userId.button.withdraw'), { in: number });
      await sendDone(rina, await rina.modal(t('userId.button.withdraw')));
      await settled(workspace);

      const replies = await rina.thread(number);
      expect(replies.map((reply) => reply.split('\n')[1]).at(-1)).toBe('⚪ Withdrawn');
      expect(replies.at(-1)).toContain(t('userId.step.withdrawn', { name: 'Rina Wulandari' }));
      expect(replies).toHaveLength(3);
      const dewi = person('dewi.lestari');
      expect(await dewi.buttons(number)).toEqual(['Open', 'Activity Log']);
      expect(await dewi.answerTo('/userid list waiting')).not.toContain(number);
      expect(await person('agus.pranoto').isShown(number)).toBe(false);
      const letters = await workspace.mail.about(number);
      expect(letters).toHaveLength(2);
    });

    it('U-13 U-18 tells an approver whose form was open, or whose card was old, that it was withdrawn', async () => {
      const rina = person('rina.wulandari');
      const bima = person('bima.santoso');
      const number = await ask(rina, forRina);
      const rejecting = await bima.button('Reject', number);
      const form = await openDecision(bima, number, 'Approve');
      await form.type(t('userId.decision.whyApprove'), 'Terlambat');
      await rina.command(`/userid withdraw ${number.toLowerCase()}`);
      const sure = await rina.modal(t('userId.button.withdraw'));
      await sure.type(t('record.withdraw.reason'), 'Salah isi');
      await sure.submit();
      await rina.sees('Withdrawn');

      const passed = t('userId.refuse.passed', { number, status: 'Withdrawn' });
      await unchanged(workspace, async () => {
        const { next } = await form.submit();
        expect(await next?.text()).toContain(t('form.passed'));
        expect(await next?.text()).toContain(passed);
        await next?.close();
        for (const answer of [
          await bima.answerTo(rejecting.pressLate),
          await rina.answerTo(`/userid withdraw ${number}`),
        ]) {
          expect(answer).toContain(passed);
          expect(answer).toContain('Rina Wulandari');
        }
      });
      await rina.click('Activity Log', { in: number });
      await rina.sees(new RegExp(`Rina Wulandari · ${t('userId.log.withdrawn')} · → Withdrawn\\nSalah isi`));
    });

    test('U-18 I-3 lets nobody withdraw what somebody else asked for, not even the applicant', async () => {
      const number = await ask(person('rina.wulandari'), forJoko);
      await unchanged(workspace, async () => {
        const line = `/userid withdraw ${number}`;
        expect(await person('joko.prasetyo').answerTo(line)).toBe(t('userId.refuse.notRequester'));
        expect(await person('bima.santoso').answerTo(line)).toBe(t('userId.refuse.notRequester'));
        expect(await person('putri.maharani').answerTo(line)).toBe(t('userId.refuse.unknown'));
        expect(await person('dimas.tamu').answerTo(line)).toBe(t('userId.refuse.unknown'));
      });
      await person('joko.prasetyo').answerTo(`/userid show ${number}`);
      expect(await person('joko.prasetyo').buttons(number)).toEqual(['Activity Log']);
    });

    test('U-18 withdraws nothing that has ended', async () => {
      const rina = person('rina.wulandari');
      const number = await ask(rina, forRina);
      await reject(person('bima.santoso'), number, 'Tidak perlu');
      await unchanged(workspace, async () => {
        expect(await rina.answerTo(`/userid withdraw ${number}`)).toContain(
          t('userId.refuse.passed', { number, status: 'Rejected' }),
        );
      });
    });

    it('U-18 starts again from a rejected request with its answers and its files, of which some may be left out', async () => {
      const rina = person('rina.wulandari');
      const files = [
        { name: 'surat tugas.pdf', data: pdf },
        { name: 'kartu.png', data: png },
      ];
      const number = await ask(rina, { ...forRina, note: 'Mohon segera', files });
      await reject(person('bima.santoso'), number, 'Lengkapi catatannya');
      await rina.click(t('userId.button.again'), { in: number });
      const form = await rina.modal(t('userId.button.again'));
      expect(await form.value(t('userId.field.for'))).toBe(t('userId.for.self'));
      expect(await form.value(t('userId.field.kind'))).toBe('HO-Organik/PKWT');
      expect(await form.value(t('field.nopek'))).toBe('100234');
      await form.sees('Bima Santoso');
      expect(await form.value(t('userId.field.platforms'))).toBe('SAP, VPN');
      expect(await form.value(t('userId.field.platformNote', { platform: 'SAP' }))).toBe(
        'Laporan keuangan bulanan',
      );
      expect(await form.value(t('userId.field.note'))).toBe('Mohon segera');
      expect((await form.value(t('userId.field.kept'))).split(', ').sort()).toEqual([
        'kartu.png',
        'surat tugas.pdf',
      ]);
      await form.tick(t('userId.field.kept'), 'kartu.png');
      await form.type(t('userId.field.platformNote', { platform: 'SAP' }), 'Laporan triwulan');
      await form.upload(t('userId.field.attachments'), { name: 'baru.pdf', data: pdf });
      const review = await toReview(form);
      await review.sees('kartu.png');
      const again = await submitReview(review);
      expect(again).not.toBe(number);

      await person('bima.santoso').sees(again);
      const second = await rina.answerTo(`/userid show ${again}`);
      expect(second).toContain('Laporan triwulan');
      for (const name of ['kartu.png', 'baru.pdf']) expect(second).toContain(name);
      expect(second).not.toContain('surat tugas.pdf');
      const first = await rina.answerTo(`/userid show ${number}`);
      expect(first).toContain('Rejected');
      for (const { name } of files) expect(first).toContain(name);
      expect(first).not.toContain('baru.pdf');
      await approve(person('bima.santoso'), again);
    });

    test('U-18 starts again from a withdrawn request for a unit, with the unit and its BUH as they were chosen', async () => {
      const rina = person('rina.wulandari');
      const number = await ask(rina, forWahyu);
      await rina.command(`/userid withdraw ${number}`);
      await (await rina.modal(t('userId.button.withdraw'))).submit();
      await rina.click(t('userId.button.again'), { in: number });
      const form = await rina.modal(t('userId.button.again'));
      expect(await form.value(t('userId.field.name'))).toBe('Wahyu Nugroho');
      expect(await form.value(t('field.position'))).toBe('Operator SPBU');
      expect(await form.value(t('field.email'))).toBe('wahyu.nugroho@mitra.example');
      expect(await form.value(t('field.unit'))).toBe('SPBU 31.128.02');
      expect(await form.value(t('field.superior'))).toContain('Sari Utami');
      expect(await form.fields()).not.toContain(t('userId.field.kept'));
      await person('sari.utami').sees(await submitReview(await toReview(form)));
    });
  },
);
