import type { ChatPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { playedOn } from '../support/played-on.ts';
import { addOtherKppn, openDesk, type SatkerWorkspace, writeRow } from '../support/satker-desk.ts';
import { listOf, otherSatker, satker } from '../support/satker-steps.ts';
import { audiences, closeForms, voice } from '../support/user-id-steps.ts';

describe.each(audiences)(
  'the list of satker users, in $platform, for people who read $language',
  (audience) => {
    const test = playedOn('slack', audience.platform);
    const { platform, language } = audience;
    const t = voice(platform, language);
    let workspace: SatkerWorkspace;
    let ali: ChatPerson;
    let maya: ChatPerson;
    let dormantNik = '';
    const statuses = ['REGISTERED', 'ACTIVE', 'DORMANT', 'INACTIVE', 'REJECTED'] as const;
    beforeAll(async () => {
      workspace = await openDesk(audience);
      ali = workspace.person('ali.rahman');
      maya = workspace.person('maya.anggraini');
      const { registers } = workspace;
      for (const status of statuses) {
        const somebody = registers.newcomer(`Warga ${status.toLowerCase()}`);
        if (status === 'DORMANT') dormantNik = somebody.nik;
        await writeRow(workspace, somebody, {
          status,
          nip: `198${statuses.indexOf(status)}01202015031001`,
          reason: status === 'REJECTED' ? 'kurang lengkap' : undefined,
        });
      }
      await writeRow(workspace, registers.newcomer('Tetangga Jauh'), { status: 'ACTIVE', unit: '527021' });
      for (let n = 1; n <= 15; n += 1)
        await writeRow(workspace, registers.newcomer(`Barisan ${String.fromCharCode(96 + n).repeat(3)}`), {
          status: 'INACTIVE',
          unit: '527021',
        });
    });
    afterEach(() => closeForms(workspace));
    afterAll(() => workspace.stop());

    const ofSatker = [...statuses.map((status) => `Warga ${status.toLowerCase()}`).reverse(), 'Ali Rahman'];
    const names = (text: string): string[] =>
      [...text.matchAll(/(Warga \w+|Barisan \w+|Tetangga Jauh|Ali Rahman)/g)].map(([name]) => name);

    it('S-2 S-6 a user sees the rows of their own satker alone, newest first, and no NIK in any of them', async () => {
      const shown = await listOf(ali);
      expect(shown).toContain(t('satker.list.title'));
      expect(names(shown)).toEqual(ofSatker);
      expect(shown).not.toMatch(/\b\d{16}\b/);
      expect(shown).toContain(t('satker.list.because', { reason: 'kurang lengkap' }));
      expect(shown).not.toContain(satker);
      expect(await ali.answerTo('/satker')).toBe(shown);
    });

    it('S-2 I-2 an officer sees those of all satkers of their KPPN, an admin all, others none', async () => {
      for (const reader of [maya, workspace.person('tono.wijaya')]) {
        expect(await listOf(reader, 'Tetangga')).toContain(otherSatker);
        expect(await listOf(reader, 'Warga active')).toContain(satker);
      }
      const wati = await addOtherKppn(workspace);
      expect(await wati.answerTo('/satker list')).toContain(voice(platform, 'id')('satker.refuse.noSatker'));
      for (const account of ['rina.wulandari', 'dimas.tamu'])
        expect(await workspace.person(account).answerTo('/satker list')).toContain(
          t('satker.refuse.noSatker'),
        );
    });

    test('S-6 words in the command narrow it: a number, a status, or what to look for', async () => {
      const words: [string, string[]][] = [
        ['0', ['Warga inactive']],
        ['1', ['Warga registered']],
        ['2', ['Warga active', 'Ali Rahman']],
        ['3', ['Warga dormant']],
        ['5', ['Warga rejected']],
        ['dormant', ['Warga dormant']],
        [t('satker.status.ACTIVE'), ['Warga active', 'Ali Rahman']],
        [language === 'id' ? 'TIDAK AKTIF' : 'INACTIVE', ['Warga inactive']],
        ['warga rej', ['Warga rejected']],
        ['rej warga', ['Warga rejected']],
        ['1981', ['Warga active']],
        ['198', ['Warga rejected', 'Warga inactive', 'Warga dormant', 'Warga active', 'Warga registered']],
        ['warga.dormant@mitra', ['Warga dormant']],
        ['arga', []],
        ['4', []],
        ['%', []],
        ["' | 'zz':* !", []],
        ["'warga':* !(|rej", ['Warga rejected']],
        ['Tetangga', []],
      ];
      for (const [typed, found] of words) {
        const shown = await listOf(ali, typed);
        const listed = shown.split('\n').filter((line) => !line.includes(`“`));
        expect({ typed, found: names(listed.join('\n')) }).toEqual({ typed, found });
        if (found.length === 0) expect(shown).toContain(t('satker.list.nothing'));
      }
    });

    test('S-6 T-2 a NIK is found whole, however it is spaced, and by no part of it', async () => {
      expect(names(await listOf(ali, dormantNik))).toEqual(['Warga dormant']);
      expect(names(await listOf(ali, dormantNik.replace(/(.{4})/g, '$1 ').trim()))).toEqual([
        'Warga dormant',
      ]);
      expect(names(await listOf(ali, dormantNik.slice(0, 12)))).toEqual([]);
      expect(names(await listOf(ali, dormantNik.slice(4)))).toEqual([]);
    });

    /** The list that was asked for last, as it now stands, has these rows. */
    const stands = (reader: ChatPerson, rows: string[]) =>
      expect.poll(async () => names(await reader.privately())).toEqual(rows);
    const barisan = 'onmlkjihgfedcba'.split('').map((letter) => `Barisan ${letter.repeat(3)}`);

    it('S-6 menus narrow it by status and satker, and leave each other as they are', async () => {
      await maya.command('/satker');
      await stands(maya, barisan.slice(0, 6));
      await maya.pick(satker);
      await stands(maya, ofSatker);
      await maya.pick(t('satker.status.INACTIVE'));
      await stands(maya, ['Warga inactive']);
      await maya.pick(`${t('list.status')}: ${t('list.any')}`);
      await stands(maya, ofSatker);
      await maya.pick(otherSatker);
      await stands(maya, barisan.slice(0, 6));
      await maya.pick(t('satker.status.ACTIVE'));
      await stands(maya, ['Tetangga Jauh']);
    });

    test('S-6 the search form looks for words within what is narrowed already, and can be taken back', async () => {
      await ali.command('/satker');
      await ali.pick(t('satker.status.REJECTED'));
      await stands(ali, ['Warga rejected']);
      await ali.click(t('list.search'));
      const form = await ali.modal(t('satker.find.title'));
      await form.type(t('list.words'), 'warga');
      const { next } = await form.submit();
      const shown = (await next?.text()) ?? '';
      expect(names(shown)).toEqual(['Warga rejected']);
      expect(shown).toContain(t('list.searched', { text: 'warga' }));
      expect(shown).not.toMatch(/\b\d{16}\b/);
      await next?.click(t('list.clear'));
      await expect.poll(async () => (await ali.modal()).text()).not.toContain('“warga”');
      expect(names(await (await ali.modal()).text())).toEqual(['Warga rejected']);
    });

    it('S-6 pages lead forward and back, and every row stands on exactly one of them', async () => {
      const older = t('list.older');
      const newer = t('list.newer');
      const buttons = async () =>
        (await maya.buttons(t('satker.list.title'))).filter((label) => [older, newer].includes(label));
      await maya.command('/satker list barisan');
      await stands(maya, barisan.slice(0, 6));
      expect(await buttons()).toEqual([older]);
      await maya.click(older);
      await stands(maya, barisan.slice(6, 12));
      expect(await buttons()).toEqual([newer, older]);
      await maya.click(older);
      await stands(maya, barisan.slice(12));
      expect(await buttons()).toEqual([newer]);
      await maya.click(newer);
      await stands(maya, barisan.slice(6, 12));
      await maya.click(newer);
      await stands(maya, barisan.slice(0, 6));
      expect(await buttons()).toEqual([older]);
    });

    it('S-6 a row opens with everything but for who may not see it', async () => {
      expect(await listOf(ali, 'Warga dormant')).toContain('Warga dormant');
      await ali.clickBeside('Warga dormant', t('record.open'));
      await ali.sees('ST-99/SJ/2025');
      await ali.closeModals();
      // Elsewhere only a card that is kept can be forwarded.
      if (platform === 'teams') return;
      await listOf(maya, 'barisan');
      const wati = workspace.person('wati.kusuma');
      const answer = await wati.pressForwarded(maya, t('record.open'), 'Barisan');
      expect(answer).not.toMatch(/ST-99|Barisan/);
    });

    test('says what can be typed to whoever types something else', async () => {
      const answer = await ali.answerTo('/satker apa saja');
      expect(answer).toContain(t('command.unknown', { heard: 'apa saja' }));
      expect(answer).toContain(t('satker.word.add'));
      expect(answer).not.toContain(t('satker.word.deactivate'));
    });
  },
);
