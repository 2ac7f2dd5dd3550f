import { platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { pdf } from '../support/sample-files.ts';
import {
  approve,
  ask,
  bringTo,
  closeForms,
  confirm,
  forJoko,
  forRina,
  forWahyu,
  reject,
  settled,
  stages,
  voice,
} from '../support/user-id-steps.ts';

describe.each(platforms)('in %s', (platform) => {
  const test = playedOn('teams', platform);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const person = (account: string) => workspace.person(account);
  /** The private card that somebody looks at. */
  const looksAt = (account: string): Promise<string> => person(account).privately();
  const numbersIn = (text: string): string[] =>
    [...text.matchAll(/UID-\d{4}-\d{6}/g)].map(([number]) => number);

  const t = voice(platform, 'id');
  const unknown = t('userId.refuse.unknown');
  const usage = t('userId.word.withdraw');

  describe('one request', () => {
    it('U-14 is opened whole, with its log in turn, by command and from the card', async () => {
      const rina = person('rina.wulandari');
      const number = await ask(rina, { ...forJoko, files: [{ name: 'surat.pdf', data: pdf }] });
      await bringTo(workspace, number, stages[1]);
      const opened = await rina.answerTo(`/userid show ${number.toLowerCase()}`);
      for (const text of [
        `Permohonan User ID ${number}`,
        'Waiting for Approval ICT Verificator',
        '✅ Atasan Pemohon  →  🟡 ICT Verificator  →  ⚪ ICT Manager  →  ⚪ ICT Executor',
        'Jenis User ID\nHO-TKJP',
        'Nama Lengkap\nJoko Prasetyo',
        'Nopek\n200517',
        'Atasan\nBima Santoso',
        'Diajukan oleh\nRina Wulandari',
        'E-mail\nSurat menyurat bagian keuangan',
        'Catatan Pemohon\nPengganti Bu Ratna',
        '📎 surat.pdf',
        'Atasan Pemohon: disetujui oleh Bima Santoso',
        'Sesuai kebutuhan pekerjaan',
        'Menunggu ICT Verificator: Dewi Lestari',
        '[Activity Log] [Tarik permohonan]',
      ]) {
        expect(opened).toContain(text);
      }
      const shown = () => looksAt('rina.wulandari');
      await rina.click('Activity Log', { in: 'surat.pdf' });
      await expect.poll(shown).toContain(`Activity Log ${number}`);
      expect(await shown()).not.toContain('surat.pdf');
      await rina.click('Open', { in: `Activity Log ${number}` });
      await expect.poll(shown).toContain('surat.pdf');
      expect(await shown()).not.toContain(`Activity Log ${number}`);
      expect(await rina.answerTo(() => rina.click('Open', { in: '[Open] [Activity Log]' }))).toContain(
        'surat.pdf',
      );
    });

    test('U-14 keeps a log of every step with actor, time, outcome and reason', async () => {
      const rina = person('rina.wulandari');
      const number = await ask(rina, forRina);
      for (const stage of stages.slice(0, 3))
        await approve(person(stage.approver), number, `Baik, ${stage.name}`);
      await confirm(person('eko.saputra'), number, 'rina.log');
      await rina.sees('Completed');
      const log = await rina.answerTo(() => rina.click('Activity Log', { in: number }));
      const time = '\\d{1,2} \\p{L}{3,} \\d{4},? \\d{2}\\.\\d{2} WIB';
      const lines = [
        `${time} · Rina Wulandari · mengajukan permohonan · → Waiting for Approval Atasan Pemohon\n—`,
        `${time} · Bima Santoso · menyetujui permohonan · → Waiting for Approval ICT Verificator\nBaik, Atasan Pemohon`,
        `${time} · Dewi Lestari · menyetujui permohonan · → Waiting for Approval ICT Manager\nBaik, ICT Verificator`,
        `${time} · Agus Pranoto · menyetujui permohonan · → Waiting for ICT Executor\nBaik, ICT Manager`,
        `${time} · Eko Saputra · membuat User ID · → Completed`,
      ];
      expect(log).toMatch(new RegExp(lines.join('\\n'), 'u'));
    });

    test('U-14 is seen by those whom it concerns at each stage, and by nobody else', async () => {
      // Nothing of his is open any more: it is he himself who is asked for once more (U-22).
      await workspace.query(`UPDATE user_id_request SET status = 'WITHDRAWN' WHERE name = 'Joko Prasetyo'`);
      const number = await ask(person('rina.wulandari'), forJoko);
      const seers = async () => {
        const accounts = [
          ...[
            'rina.wulandari',
            'joko.prasetyo',
            'tono.wijaya',
            'hendra.gunawan',
            'dimas.tamu',
            'putri.maharani',
          ],
          ...stages.map((stage) => stage.approver),
        ];
        const seen: string[] = [];
        for (const account of accounts) {
          const answer = await person(account).answerTo(`/userid show ${number}`);
          const listed = numbersIn(await person(account).answerTo(`/userid list ${number}`)).length > 1;
          expect(listed, account).toBe(answer.includes('Joko Prasetyo'));
          if (listed) seen.push(account);
        }
        return seen;
      };
      await person('agus.pranoto').command('/pintu language id');
      const always = ['rina.wulandari', 'joko.prasetyo', 'tono.wijaya'];
      expect(await seers()).toEqual([...always, 'bima.santoso']);
      await approve(person('bima.santoso'), number);
      expect(await seers()).toEqual([...always, 'bima.santoso', 'dewi.lestari']);
      await reject(person('dewi.lestari'), number, 'Tidak');
      expect(await seers()).toEqual([...always, 'bima.santoso', 'dewi.lestari']);
      expect(await person('eko.saputra').answerTo(`/userid show ${number}`)).toBe(unknown);
      await person('agus.pranoto').command('/pintu language en');
    });

    test('U-14 is asked for by its whole number; anything else is answered with what can be typed', async () => {
      const rina = person('rina.wulandari');
      const ask = (line: string) => rina.answerTo(line);
      const number = 'Tulis nomor permohonan lengkap, misalnya UID-2026-000001.';
      expect(await ask('/userid show')).toBe(number);
      expect(await ask('/userid show 17')).toBe(number);
      expect(await ask('/userid withdraw UID-1')).toBe(number);
      expect(await ask('/userid show UID-2026-999999')).toBe(unknown);
      expect(await ask('/userid resep')).toContain(usage);
      expect(await ask('/userid listing')).toContain(usage);
    });
  });

  describe('the list of requests', () => {
    let own: string[];
    let done: string;
    let rejected: string;
    /** Of maya, who asks for nobody else's test. */
    const listed = async (line: string) =>
      numbersIn(await person('maya.anggraini').answerTo(`/userid list ${line}`));
    beforeAll(async () => {
      const maya = person('maya.anggraini');
      own = [];
      for (const wish of [forRina, forJoko, forWahyu]) own.push(await ask(maya, wish));
      [done = '', rejected = ''] = own;
      await bringTo(workspace, done, stages[3]);
      await confirm(person('eko.saputra'), done, 'rina.daftar');
      await reject(person('bima.santoso'), rejected, 'Tidak');
      await settled(workspace);
    });

    test('U-8 U-14 narrows by what is typed: scope, status in its words, kind, or any text', async () => {
      const [, , waiting = ''] = own;
      const newestFirst = [...own].reverse();
      expect(await listed('')).toEqual(newestFirst);
      for (const scope of ['mine', 'saya', 'MINE']) expect(await listed(scope)).toEqual(newestFirst);
      expect(await listed('waiting')).toEqual([]);
      expect(await listed('Waiting for Approval Atasan Pemohon')).toEqual([waiting]);
      expect(await listed('completed')).toEqual([done]);
      expect(await listed('REJECTED')).toEqual([rejected]);
      expect(await listed('Withdrawn')).toEqual([]);
      expect(await listed('user id unit')).toEqual([waiting]);
      expect(await listed('HO-TKJP')).toEqual([rejected]);
      expect(await listed('spbu 31')).toEqual([waiting]);
      expect(await listed('wahyu.nugroho@')).toEqual([waiting]);
      expect(await listed('rina.daftar')).toEqual([done]);
      expect(await listed('PRASETYO')).toEqual([rejected]);
      expect(await listed(done.slice(-6))).toEqual([done]);
      expect(await listed("100%_' tidak ada")).toEqual([]);
      expect(await looksAt('maya.anggraini')).toContain('Tidak ada permohonan yang cocok.');
      for (const scope of ['waiting', 'menunggu']) {
        const waitingForSari = await person('sari.utami').answerTo(`/userid list ${scope}`);
        expect(waitingForSari).toContain('Menunggu saya');
        expect(numbersIn(waitingForSari)).toEqual([waiting]);
      }
    });

    it('U-14 narrows by its menus, which add to one another and to a search', async () => {
      const maya = person('maya.anggraini');
      const [, , waiting = ''] = own;
      const shown = async () => numbersIn(await looksAt('maya.anggraini'));
      const pick = async (option: string, numbers: string[]) => {
        await maya.pick(option);
        await expect.poll(shown).toEqual(numbers);
      };
      await maya.command('/userid list');
      await pick('Masih berjalan', [waiting]);
      await pick('Completed', [done]);
      await pick('HO-TKJP', []);
      await pick('Status: Semua', [rejected]);
      await pick('Jenis User ID: Semua', [...own].reverse());
      const unit = { label: t('field.unit') };
      const atUnit = async (name: string, numbers: string[]) => {
        await maya.click(t('list.pick', unit));
        const form = await maya.modal(t('list.narrow'));
        await form.search(unit.label, name);
        await form.pick(unit.label, name);
        const { next } = await form.submit();
        expect(numbersIn((await next?.text()) ?? '')).toEqual(numbers);
      };
      await atUnit('SPBU 31.128.02', [waiting]);
      await atUnit('Finance', [rejected, done]);
      await closeForms(workspace);

      await maya.command('/userid list');
      await pick('Permohonan saya', [...own].reverse());
      await maya.click('Cari');
      const form = await maya.modal('Cari permohonan');
      await form.type('Kata kunci', 'joko');
      const { next } = await form.submit();
      expect(numbersIn((await next?.text()) ?? '')).toEqual([rejected]);
      await maya.clickBeside(rejected, 'Open');
      await next?.sees('Surat menyurat bagian keuangan');
      await next?.close();

      await maya.command('/userid list joko');
      await maya.sees('Pencarian: “joko”');
      await pick('User ID Unit', []);
      await maya.click('Hapus pencarian');
      await expect.poll(shown).toEqual([waiting]);
    });

    it('U-14 opens what stands in a row', async () => {
      const maya = person('maya.anggraini');
      await maya.command('/userid list');
      await maya.clickBeside(rejected, 'Open');
      await expect.poll(() => looksAt('maya.anggraini')).toContain('Surat menyurat');
      expect(numbersIn(await looksAt('maya.anggraini'))).toEqual([rejected]);
    });

    test('U-14 shows five a page, newest first, back and forth without losing or repeating one', async () => {
      const ali = person('ali.rahman');
      const all: string[] = [];
      for (let n = 0; n < 11; n += 1) all.unshift(await ask(ali, n % 2 ? forRina : forWahyu));
      const shown = async () => numbersIn(await looksAt('ali.rahman'));
      const turn = async (button: string, from: number, to: number) => {
        await ali.click(button);
        await expect.poll(shown).toEqual(all.slice(from, to));
      };
      await ali.command('/userid list mine');
      expect(await shown()).toEqual(all.slice(0, 5));
      expect(await ali.buttons('Permohonan saya')).not.toContain('← Sebelumnya');
      await turn('Berikutnya →', 5, 10);
      await turn('Berikutnya →', 10, 11);
      expect(await ali.buttons('Permohonan saya')).not.toContain('Berikutnya →');
      await turn('← Sebelumnya', 5, 10);
      await turn('← Sebelumnya', 0, 5);
      expect(await ali.buttons('Permohonan saya')).not.toContain('← Sebelumnya');

      await ali.pick('User ID Unit');
      const units = all.filter((_, index) => index % 2 === 0);
      await expect.poll(shown).toEqual(units.slice(0, 5));
      await ali.click('Berikutnya →');
      await expect.poll(shown).toEqual(units.slice(5));
    });
  });
});
