import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  approve,
  ask,
  bringTo,
  confirm,
  forJoko,
  forRina,
  forWahyu,
  openDecision,
  reject,
  settled,
  someReason,
  stages,
  unchanged,
  words,
} from '../support/user-id-steps.ts';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.stop());

const person = (account: string) => workspace.person(account);

async function lettersAbout(number: string): Promise<string[]> {
  const mails = await workspace.playground.api.mails({});
  return mails
    .filter((mail) => mail.subject.includes(number))
    .map((mail) => mail.to.join())
    .sort();
}

describe('the whole way', () => {
  it('U-2 U-8 U-10 U-16 leads a request for HO-TKJP through four people to Completed, one reply a step', async () => {
    const rina = person('rina.wulandari');
    const number = await ask(rina, forJoko);
    for (const stage of stages.slice(0, 3)) {
      await rina.sees(stage.status);
      await settled(workspace);
      await approve(person(stage.approver), number);
    }
    await settled(workspace);
    await confirm(person('eko.saputra'), number, 'Joko.Prasetyo');
    await rina.sees('Completed');
    await settled(workspace);

    const thread = await rina.thread(number);
    expect(thread.map((reply) => reply.split('\n')[1])).toEqual([
      '🟡 Waiting for Approval Atasan Pemohon',
      '🟡 Waiting for Approval ICT Verificator',
      '🟡 Waiting for Approval ICT Manager',
      '🟡 Waiting for ICT Executor',
      '🟢 Completed',
    ]);
    for (const stage of stages) {
      const card = (await person(stage.approver).dm()).filter((text) => text.includes(number)).join();
      expect(card, stage.approver).toContain('Completed');
      expect(await person(stage.approver).buttons(number)).toEqual(['Open', 'Activity Log']);
    }
    expect(await lettersAbout(number)).toEqual(
      ['agus.pranoto', 'bima.santoso', 'dewi.lestari', 'eko.saputra', 'joko.prasetyo'].map(
        (a) => `${a}@nusantara.example`,
      ),
    );
    const letter = await workspace.mail.to('joko.prasetyo@nusantara.example').latest(number);
    expect(letter.text).toMatch(/\/portal\/password\/[\w-]{43}/);
  });

  it('U-3 U-9 has a request for a unit decided by the BUH that it names', async () => {
    const rina = person('rina.wulandari');
    const number = await ask(rina, forWahyu);
    await rina.sees('Sari Utami');
    await bringTo(workspace, number, stages[3], 'sari.utami');
    await confirm(person('eko.saputra'), number, 'wahyu.nugroho');
    const letter = await workspace.mail.to('wahyu.nugroho@mitra.example').latest(number);
    expect(letter.text).toContain('wahyu.nugroho');
    expect(
      (await workspace.mail.to('rina.wulandari@nusantara.example').all()).some((mail) =>
        mail.subject.includes(number),
      ),
    ).toBe(false);
  });

  it('I-8 speaks English to a requester who chose it, with the same status texts', async () => {
    const maya = person('maya.anggraini');
    await maya.command('/pintu language en');
    await maya.sees(translate('en')('language.changed'));
    const number = await ask(maya, forRina);
    await maya.sees('has been submitted');
    expect((await maya.thread(number)).join()).toContain('Waiting for Approval Atasan Pemohon');
    await approve(person('bima.santoso'), number);
    await maya.sees('Bima Santoso approved this request as Atasan Pemohon');
    await person('dewi.lestari').sees(number);
    await maya.command('/pintu language id');
    await maya.sees(translate('id')('language.changed'));
  });
});

describe('a reject', () => {
  for (const [index, stage] of stages.entries()) {
    it(`U-12 at ${stage.name} ends the request, tells the requester why, and no later stage hears of it`, async () => {
      const rina = person('rina.wulandari');
      const number = await ask(rina, forRina);
      await bringTo(workspace, number, stage);
      const approver = person(stage.approver);
      await unchanged(workspace, async () => {
        const form = await openDecision(approver, number, 'Reject');
        await form.type(words('userId.decision.whyReject'), '   ');
        const { errors } = await form.submit();
        expect(Object.values(errors)).toEqual([expect.stringMatching(words('userId.error.reason'))]);
        await form.close({ all: true });
      });
      await reject(approver, number, `Belum perlu: ${stage.name}`);
      await rina.sees(`Belum perlu: ${stage.name}`);
      await settled(workspace);
      expect((await rina.thread(number)).at(-1)).toContain('Rejected');
      expect(await lettersAbout(number)).toHaveLength(index + 1);
      for (const later of stages.slice(index + 1))
        expect(await person(later.approver).isShown(number)).toBe(false);
      expect(await approver.buttons(number)).toEqual(['Open', 'Activity Log']);
      await approver.command('/userid list waiting');
      const list = await approver.message(/^(Menunggu saya|Waiting for me)/);
      expect(JSON.stringify(list.blocks)).not.toContain(number);
    });
  }
});

describe('withdrawing and starting again', () => {
  it('U-18 withdraws from the card, and starts again with the answers filled in', async () => {
    const rina = person('rina.wulandari');
    const number = await ask(rina, { ...forWahyu, note: 'Mohon segera' });
    await rina.click('Tarik permohonan', { in: number });
    const sure = await rina.modal('Tarik permohonan');
    await sure.submit();
    await rina.sees('Withdrawn');
    await settled(workspace);
    expect(await person('sari.utami').buttons(number)).toEqual(['Open', 'Activity Log']);

    await rina.click('Ajukan lagi', { in: number });
    const form = await rina.modal('Permohonan User ID');
    expect(await form.value('Nama Lengkap')).toBe('Wahyu Nugroho');
    expect(await form.value('Atasan')).toContain('Sari Utami');
    expect(await form.value('Catatan Platform System Dipilih: P-Serv')).toBe('Pelaporan harian');
    expect(await form.value('Catatan Pemohon')).toBe('Mohon segera');
    const review = await form.submit();
    expect(review.errors).toEqual({});
    const done = await review.next?.submit();
    const again = /UID-\d{4}-\d{6}/.exec((await done?.next?.text()) ?? '')?.[0];
    expect(again).toBeDefined();
    expect(again).not.toBe(number);
    await done?.next?.close();
  });

  it('U-18 withdraws by command, once, and only for its requester', async () => {
    const rina = person('rina.wulandari');
    const number = await ask(rina, forRina);
    await unchanged(workspace, async () => {
      await person('putri.maharani').command(`/userid withdraw ${number}`);
      await person('putri.maharani').sees('tidak berhak melihatnya');
    });
    await rina.command(`/userid withdraw ${number.toLowerCase()}`);
    const form = await rina.modal('Tarik permohonan');
    await form.type('Alasan (opsional)', 'Salah isi');
    await form.submit();
    await rina.sees('Withdrawn');
    await unchanged(workspace, async () => {
      await rina.command(`/userid withdraw ${number}`);
      await rina.sees('sekarang berstatus Withdrawn');
    });
  });

  it('U-18 starts again from a rejected request too', async () => {
    const rina = person('rina.wulandari');
    const number = await ask(rina, forRina);
    await reject(person('bima.santoso'), number, 'Lengkapi catatannya');
    await rina.click('Ajukan lagi', { in: number });
    const form = await rina.modal();
    await form.sees('Bima Santoso');
    expect(await form.value('Nopek')).toBe('100234');
    await form.close();
  });
});

describe('the executor', () => {
  it('U-15 is told at the field about a User ID that does not fit or is taken; it is kept in lower case', async () => {
    const rina = person('rina.wulandari');
    const eko = person('eko.saputra');
    const first = await ask(rina, forRina);
    await bringTo(workspace, first, stages[3]);
    const form = await openDecision(eko, first, 'Confirm');
    for (const wrong of ['ab', 'spasi di tengah', 'émile', `${'a'.repeat(63)}!`]) {
      await form.type('User ID Baru', wrong);
      const { errors } = await form.submit();
      expect(Object.keys(errors), wrong).toEqual(['User ID Baru']);
    }
    await form.type('User ID Baru', ' R.Wulandari_1 ');
    await form.submit();
    await eko.noModal();
    await rina.sees('membuat User ID r.wulandari_1');

    const second = await ask(rina, forRina);
    await bringTo(workspace, second, stages[3]);
    const again = await openDecision(eko, second, 'Confirm');
    await again.type('User ID Baru', 'R.WULANDARI_1');
    expect(Object.values((await again.submit()).errors)).toEqual([expect.stringContaining('sudah dipakai')]);
    expect(await again.value('User ID Baru')).toBe('R.WULANDARI_1');
    await again.type('User ID Baru', 'r.wulandari_2');
    await again.type('Catatan', someReason);
    await again.submit();
    await eko.noModal();
  });
});
