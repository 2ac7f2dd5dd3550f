import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatDay } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  auditOf,
  deskRecord,
  lestari,
  mappingsOf,
  official,
  position,
  rolesOf,
  writeAccount,
  writeGrant,
  writeMapping,
} from '../support/partner-desk.ts';
import { addMapping, fillInMapping, openChange, openMapping, sentTo } from '../support/partner-steps.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, complaints, toldPassed, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('secretary mappings in %s', (platform) => {
  const test = playedOn('teams', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({
      platforms: [platform],
      clock: () => new Date('2026-11-21T03:00:00Z'),
    });
    tono = workspace.person('tono.wijaya');
    await tono.command('/pintu language id');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  let made = 0;
  /** A secretary of their own; answers the account. */
  async function secretary({ role = true } = {}): Promise<string> {
    made += 1;
    const account = `sekretaris.${made}`;
    await writeAccount(workspace, { account, name: `Sekretaris ${made}`, positionCode: `6000000${made}` });
    if (role) await writeGrant(workspace, account);
    return account;
  }
  const days = { start: '2026-12-01', end: '2027-05-31' };

  it('P-10 P-9 P-11 who lacks the role is offered the bundle, and the form comes back to be saved', async () => {
    await writeAccount(workspace, { ...lestari, positionCode: '60012345' });
    const form = await fillInMapping(tono, { user: lestari.account, position: official, ...days });
    const offered = await sentTo(form);
    const told = await offered.text();
    expect(told).toContain(t('partner.bundle.lacks', { name: lestari.name }));
    for (const line of [
      'P-Office 2.0: Member User',
      'P-Office 2.0: Secretary User',
      'Universal Apps: Member',
    ])
      expect(told).toContain(line);
    expect(await rolesOf(workspace, lestari.account)).toEqual([]);
    const back = await sentTo(offered);
    expect(await rolesOf(workspace, lestari.account)).toHaveLength(3);
    expect(await back.value(words('partner.field.users'))).toContain(lestari.name);
    expect(await back.value(words('partner.field.position'))).toContain(position);
    const check = await sentTo(back);
    const shown = await check.text();
    expect(shown).toMatch(/MAP-2026-\d{6}/);
    for (const part of [lestari.name, 'PT Mitra Sejahtera', '60012345', position, official, 'Universal Apps'])
      expect(shown).toContain(part);
    expect(shown).toContain(t('partner.state.AHEAD'));
    expect(shown).toContain('sandbox');
    const [mapping] = await mappingsOf(workspace, lestari.account);
    expect(mapping).toMatchObject({ position: '50012345', ...days, ended: false });
    expect((await auditOf(workspace, lestari.account)).map(({ action }) => action)).toEqual([
      'whitelist.granted',
      'mapping.added',
    ]);
  });

  test('P-10 the person is found by e-mail or user name, the position by the official’s name, e-mail or its own code', async () => {
    const account = await secretary();
    const form = await fillInMapping(tono, {});
    for (const typed of [account, `${account}@nusantara.example`])
      expect(await form.search(words('partner.field.users'), typed)).toEqual([
        `Sekretaris ${made} · ${account}`,
      ]);
    for (const typed of ['hendra', 'hendra.gunawan@nusantara.example', '50012345', 'vp retail'])
      expect(await form.search(words('partner.field.position'), typed)).toEqual([
        `${official} · ${position}`,
      ]);
    expect(await form.search(words('partner.field.position'), 'Director')).toEqual([
      '50010001 Director of Retail',
    ]);
    expect(await form.search(words('partner.field.users'), 'tidak ada')).toEqual([]);
  });

  test('P-10 every field is required; the End is neither before the Start nor past', async () => {
    const account = await secretary();
    const before = await deskRecord(workspace);
    const wrong = async (start: string, end: string, error: string) => {
      const form = await fillInMapping(tono, { user: account, position: official, start, end });
      const { errors } = await form.submit();
      expect(Object.values(errors)).toEqual([error]);
      await form.close();
    };
    await wrong('2026-12-02', '2026-12-01', t('partner.error.endBeforeStart'));
    // Where a client keeps to the days that a field allows, it says so itself.
    await wrong(
      '2026-01-01',
      '2026-11-20',
      platform === 'teams'
        ? t('form.dateFrom', { first: formatDay('id', '2026-11-21') })
        : t('partner.error.endPast'),
    );
    const empty = await fillInMapping(tono, {});
    expect(Object.keys((await empty.submit()).errors)).toHaveLength(4);
    expect(await deskRecord(workspace)).toEqual(before);
  });

  test('P-10 no two mappings of a person to a position overlap: the other one is named', async () => {
    const account = await secretary();
    const number = await addMapping(tono, { user: account, position: official, ...days });
    for (const [start, end] of [
      ['2027-05-31', '2027-06-30'],
      ['2026-11-01', '2026-12-01'],
      ['2027-01-01', '2027-01-02'],
    ]) {
      const form = await fillInMapping(tono, { user: account, position: official, start, end });
      const told = complaints(await form.submit());
      const overlap = t('partner.error.overlap', {
        number,
        start: formatDay('id', days.start),
        end: formatDay('id', days.end),
      });
      expect(told).toEqual([expect.stringContaining(overlap)]);
      await form.close();
    }
    await addMapping(tono, { user: account, position: official, start: '2027-06-01', end: '2027-06-30' });
    expect(await mappingsOf(workspace, account)).toHaveLength(2);
  });

  test('P-10 the same form sent three times makes one mapping', async () => {
    const account = await secretary();
    const form = await fillInMapping(tono, { user: account, position: official, ...days });
    await workspace.door().repeatNext(3);
    await form.submit();
    await expect.poll(() => mappingsOf(workspace, account)).toHaveLength(1);
  });

  it('I-10 the End is changed with a reason, and stands in the log', async () => {
    const account = await secretary();
    const number = await addMapping(tono, { user: account, position: official, ...days });
    expect(await openMapping(tono, number)).toContain(position);
    const form = await openChange(tono, t('partner.button.changeEnd'));
    await form.date(words('partner.field.newEnd'), '2026-11-30');
    expect(Object.keys((await form.submit()).errors).length).toBeGreaterThan(0);
    await form.type(words('partner.field.reason'), 'Kontrak lebih pendek');
    expect(complaints(await form.submit())).toEqual([t('partner.error.endBeforeStart')]);
    await form.date(words('partner.field.newEnd'), '2027-03-31');
    const shown = await sentTo(form);
    expect(await shown.text()).toContain(formatDay('id', '2027-03-31'));
    await shown.click(t('partner.button.log'));
    const log = await tono.sees(
      t('partner.log.endChanged', {
        before: formatDay('id', days.end),
        end: formatDay('id', '2027-03-31'),
      }),
    );
    expect(log).toContain('Kontrak lebih pendek');
  });

  it('I-10 P-12 ended now, the role goes unless another mapping needs it', async () => {
    const account = await secretary();
    const first = await addMapping(tono, { user: account, position: official, ...days });
    const second = await writeMapping(workspace, { account, position: '50023456', ...days });
    const end = async (number: string, reason: string) => {
      await openMapping(tono, number);
      const form = await openChange(tono, t('partner.button.endNow'));
      await form.type(words('partner.field.reason'), reason);
      const shown = await sentTo(form);
      expect(await shown.text()).toContain(t('partner.state.ENDED'));
      await tono.closeModals();
    };
    await end(first, 'Pindah tugas');
    expect(await rolesOf(workspace, account)).toEqual(['P-Office 2.0: Secretary User']);
    await end(second, 'Berhenti');
    expect(await rolesOf(workspace, account)).toEqual([]);
    expect((await mappingsOf(workspace, account)).map(({ ended }) => ended)).toEqual([true, true]);
    const entries = await auditOf(workspace, account);
    expect(entries.map(({ action, reason }) => [action, reason]).sort()).toEqual([
      ['mapping.added', null],
      ['mapping.endedEarly', 'Berhenti'],
      ['mapping.endedEarly', 'Pindah tugas'],
      ['whitelist.withdrawn', 'Berhenti'],
    ]);
  });

  it('U-13 of two who change a mapping at once one wins, the other is told who', async () => {
    const account = await secretary();
    const number = await addMapping(tono, { user: account, position: official, ...days });
    const hendra = workspace.person('hendra.gunawan');
    await hendra.command('/pintu language id');
    await openMapping(tono, number);
    const ending = await openChange(tono, t('partner.button.endNow'));
    await ending.type(words('partner.field.reason'), 'Selesai');
    await openMapping(hendra, number);
    const changing = await openChange(hendra, t('partner.button.changeEnd'));
    await changing.date(words('partner.field.newEnd'), '2027-12-31');
    await changing.type(words('partner.field.reason'), 'Diperpanjang');
    const told = await toldPassed(await Promise.all([ending.submit(), changing.submit()]));
    const [mapping] = await mappingsOf(workspace, account);
    const winner = mapping?.ended ? 'Tono Wijaya' : official;
    expect(told).toEqual([expect.stringContaining(t('partner.refuse.changedBy', { number, name: winner }))]);
    const entries = await auditOf(workspace, account);
    expect(entries.filter(({ action }) => /^mapping\.end/.test(action))).toHaveLength(1);
  });

  test('P-10 the list is narrowed by state and by words, and shows where each mapping stands', async () => {
    const account = await secretary();
    const numbers = {
      active: await writeMapping(workspace, { account, start: '2026-01-01', end: '2027-01-31' }),
      expiring: await writeMapping(workspace, {
        account,
        position: '50023456',
        start: '2026-01-01',
        end: '2026-12-21',
      }),
      ahead: await writeMapping(workspace, {
        account,
        position: '50010001',
        start: '2027-01-01',
        end: '2027-01-31',
      }),
      ended: await writeMapping(workspace, {
        account,
        position: '50010001',
        start: '2025-01-01',
        end: '2025-12-31',
      }),
    };
    const listed = async (words: string) => {
      const shown = await tono.answerTo(`/partner mappings ${words}`);
      return Object.entries(numbers)
        .filter(([, number]) => shown.includes(number))
        .map(([name]) => name)
        .sort();
    };
    expect(await listed(account)).toEqual(['active', 'ahead', 'ended', 'expiring']);
    expect(await listed('expiring')).toEqual(['expiring']);
    expect(await listed('ahead')).toContain('ahead');
    expect(await listed('ended')).toContain('ended');
    expect(await listed(numbers.active)).toEqual(['active']);
    expect(await listed('bima')).toEqual(['expiring']);
    await tono.command(`/partner mappings ${account}`);
    await tono.pick(t('partner.filter.expiring'));
    await expect.poll(() => tono.privately()).not.toContain(numbers.active);
    expect(await tono.privately()).toContain(numbers.expiring);
  });
});
