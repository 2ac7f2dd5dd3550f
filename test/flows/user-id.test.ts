import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { sendDone } from '../support/user-id-steps.ts';

describe.each(platforms)('in %s', (platform) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterAll(() => workspace.stop());

  async function approve(account: string, button: string, label: string) {
    const approver = workspace.person(account);
    await approver.click(button);
    const form = await approver.modal(button);
    await form.type(label, 'Setuju');
    await sendDone(approver, form);
  }

  describe('a User ID request for head-office people', () => {
    it('U-4 U-7 U-10 U-13 U-15 goes from the form to Completed', async () => {
      const rina = workspace.person('rina.wulandari');
      const bima = workspace.person('bima.santoso');
      await rina.command('/userid');
      const form = await rina.modal('Permohonan User ID');
      await form.choose('Jenis User ID', 'HO-Organik/PKWT');
      await form.type('Nopek', '100234');
      await form.click('Cari');
      await form.sees('Bima Santoso');
      await form.tick('Platform System', 'SAP', 'VPN');
      await form.type('Catatan Platform System Dipilih: SAP', 'Laporan keuangan bulanan');
      await form.type('Catatan Platform System Dipilih: VPN', 'Bekerja dari cabang');
      const review = await form.submit();
      expect(review.errors).toEqual({});
      await review.next?.sees('Laporan keuangan bulanan');
      const done = await review.next?.submit();
      await done?.next?.sees(/UID-2026-\d{6}/);
      await done?.next?.close();
      await rina.sees('Waiting for Approval Atasan Pemohon');

      await bima.click('Approve');
      const decision = await bima.modal('Approve');
      await decision.type('Alasan persetujuan', '   ');
      expect((await decision.submit()).errors).toEqual({ 'Alasan persetujuan': 'Tulis alasannya.' });
      await decision.type('Alasan persetujuan', 'Sesuai kebutuhan');
      await sendDone(bima, decision);
      await rina.sees('Waiting for Approval ICT Verificator');
      await approve('dewi.lestari', 'Approve', 'Alasan persetujuan');
      await approve('agus.pranoto', 'Approve', 'Reason for approval');
      await rina.sees('Waiting for ICT Executor');
      const eko = workspace.person('eko.saputra');
      await eko.click('Confirm');
      const confirm = await eko.modal('Confirm');
      await confirm.type('User ID Baru', 'Rina.Wulandari');
      await confirm.submit();
      await rina.sees('Completed');
      const letter = await workspace.mail.to('rina.wulandari@nusantara.example').latest('rina.wulandari');
      expect(letter.text).toMatch(/portal\/password\//);
    });
  });
});
