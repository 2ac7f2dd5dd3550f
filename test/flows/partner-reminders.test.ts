import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../src/core/day.ts';
import { formatDay } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  auditOf,
  lestari,
  mappingsOf,
  official,
  rolesOf,
  writeAccount,
  writeGrant,
  writeMapping,
} from '../support/partner-desk.ts';
import { openChange, sentTo } from '../support/partner-steps.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, complaints, settled, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('mappings that end, in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let now = new Date('2026-01-05T01:00:00Z');
  let tono: ChatPerson;
  let hendra: ChatPerson;
  let secretary: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform], clock: () => now });
    const { account, name } = lestari;
    await workspace.door().addAccount({ email: `${account}@nusantara.example`, name, language: 'id' });
    await writeAccount(workspace, lestari);
    for (const one of ['tono.wijaya', 'hendra.gunawan', account])
      await workspace.person(one).command('/pintu language id');
    tono = workspace.person('tono.wijaya');
    hendra = workspace.person('hendra.gunawan');
    secretary = workspace.person(account);
    await settled(workspace);
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  /** The run of that morning, and everything that it causes. */
  async function run(day: Day): Promise<void> {
    now = new Date(`${day}T01:00:00Z`);
    await workspace.query(
      `SELECT graphile_worker.add_job('deadlines.run', '{}'::json, queue_name := 'test')`,
    );
    await settled(workspace);
  }

  async function mapped(end: Day, start: Day = '2026-01-01'): Promise<string> {
    await writeGrant(workspace, lestari.account);
    return writeMapping(workspace, { account: lestari.account, start, end });
  }
  const reminder = (number: string) => t('partner.reminder.title', { number, name: lestari.name });
  const extend = t('partner.button.extend');
  const letEnd = t('partner.button.letEnd');

  it('P-12 reminds official, secretary and admins, each once; only who may decide has the buttons', async () => {
    const number = await mapped('2026-03-31');
    let told = 0;
    for (const day of ['2026-03-01', '2026-03-17', '2026-03-24', '2026-03-30']) {
      told += 1;
      await run(day);
      await run(day);
      for (const person of [tono, hendra, secretary])
        expect(await person.cards(reminder(number))).toHaveLength(told);
      for (const to of ['hendra.gunawan', lestari.account]) {
        const letters = await workspace.mail.to(`${to}@nusantara.example`).all();
        expect(letters.filter(({ subject }) => subject.includes(number))).toHaveLength(told);
      }
    }
    for (const person of [tono, hendra])
      expect(await person.buttons(reminder(number))).toEqual([
        extend,
        letEnd,
        t('record.return'),
        t('record.reassign'),
        t('partner.button.detail'),
      ]);
    expect(await secretary.buttons(reminder(number))).toEqual([
      t('record.nudge'),
      t('partner.button.detail'),
    ]);
    const inbox = await hendra.answerTo('/pintu inbox');
    expect(inbox).toContain(number);
    expect(inbox).toMatch(/; berlaku sampai 31 Maret 2026\./);
    expect(inbox).toContain(t('several.title'));
    expect(await tono.answerTo('/pintu inbox')).toContain(number);
    await workspace.query('UPDATE secretary_mapping SET ended_at = now() WHERE number = $1', [number]);
  });

  it('P-12 U-13 the official extends it: every copy says so and loses its buttons, and reminders begin anew', async () => {
    const number = await mapped('2026-05-31', '2026-04-01');
    await run('2026-05-01');
    const form = await openChange(hendra, extend, reminder(number));
    await form.type(words('partner.field.reason'), 'Masih bertugas');
    await form.date(words('partner.field.newEnd'), '2026-05-31');
    expect(complaints(await form.submit())).toEqual([t('partner.error.notLater')]);
    await form.date(words('partner.field.newEnd'), '2026-07-31');
    await (await sentTo(form)).close();
    await settled(workspace);
    const changed = t('partner.step.endChanged', {
      actor: official,
      before: formatDay('id', '2026-05-31'),
      end: formatDay('id', '2026-07-31'),
    });
    for (const person of [tono, hendra, secretary]) {
      await person.scroll();
      await person.sees(changed);
      expect(await person.buttons(reminder(number))).toEqual([t('partner.button.detail')]);
    }
    await run('2026-05-31');
    expect(await hendra.cards(reminder(number))).toHaveLength(1);
    await run('2026-07-01');
    expect(await hendra.cards(reminder(number))).toHaveLength(2);
    expect((await auditOf(workspace, lestari.account)).at(-1)).toMatchObject({
      action: 'mapping.endChanged',
      actor: official,
      reason: 'Masih bertugas',
    });
    await workspace.query('UPDATE secretary_mapping SET ended_at = now() WHERE number = $1', [number]);
  });

  test('P-12 who lets it end is reminded no more; on the day after End all three are told, and the role is gone', async () => {
    const number = await mapped('2026-09-30', '2026-08-01');
    await run('2026-08-31');
    const form = await openChange(hendra, letEnd, reminder(number));
    await (await sentTo(form)).close();
    await settled(workspace);
    await tono.scroll();
    await tono.sees(t('partner.step.letEnd', { actor: official, end: formatDay('id', '2026-09-30') }));
    expect(await tono.buttons(reminder(number))).toEqual([t('partner.button.detail')]);
    await run('2026-09-23');
    expect(await hendra.cards(reminder(number))).toHaveLength(1);
    await run('2026-09-30');
    expect(await rolesOf(workspace, lestari.account)).toEqual(['P-Office 2.0: Secretary User']);
    await run('2026-10-01');
    await run('2026-10-01');
    expect(await rolesOf(workspace, lestari.account)).toEqual([]);
    const title = t('partner.ended.title', { number, name: lestari.name });
    for (const person of [tono, hendra, secretary]) {
      const cards = await person.cards(title);
      expect(cards).toHaveLength(1);
      expect(cards[0]).toContain(t('partner.ended.roleWithdrawn'));
    }
    for (const to of ['hendra.gunawan', lestari.account]) {
      const letters = await workspace.mail.to(`${to}@nusantara.example`).all();
      expect(letters.filter(({ subject }) => subject === title)).toHaveLength(1);
    }
  });

  test('P-12 I-3 a reminder in the admins’ channel shows its buttons to all, and asks for the right at the press', async () => {
    const channel = workspace.door().channel;
    await workspace.door().letIn();
    await tono.answerTo(() => tono.command('/pintu channel', { in: channel }));
    await tono.click(t('channel.bind'));
    const binding = await tono.modal(t('channel.bind'));
    if ((await binding.fields()).includes(t('channel.name'))) await binding.type(t('channel.name'), 'umum');
    await binding.redrawn(() => binding.choose(t('channel.purpose'), t('channel.purpose.ADMINS')));
    await binding.submit();
    await tono.closeModals();
    const number = await mapped('2026-12-31', '2026-11-01');
    await run('2026-12-01');
    const posted = (await tono.channel(channel)).filter((text) => text.includes(reminder(number)));
    expect(posted).toHaveLength(1);
    expect(posted[0]).toContain(letEnd);
    expect(await tono.cards(reminder(number))).toHaveLength(0);
    const rina = workspace.person('rina.wulandari');
    await rina.command('/pintu language id');
    expect(await rina.answerTo(() => rina.click(extend, { in: reminder(number) }))).toBe(
      t('partner.refuse.unknown'),
    );
    await rina.closeModals();
    await tono.click(letEnd, { in: reminder(number) });
    await (await sentTo(await tono.modal(letEnd))).close();
    await settled(workspace);
    const [updated] = (await tono.channel(channel)).filter((text) => text.includes(reminder(number)));
    expect(updated).not.toContain(`[${letEnd}]`);
    await run('2027-01-01');
    expect((await mappingsOf(workspace, lestari.account)).at(-1)).toMatchObject({ number, ended: true });
  });

  test('P-12 of an extension and the daily run at once one wins, and the outcome is whole', async () => {
    for (let round = 0; round < 5; round += 1) {
      now = new Date('2027-02-28T01:00:00Z');
      const number = await mapped('2027-02-28', '2027-02-01');
      const [row] = await workspace.query<{ id: number }>(
        'SELECT id FROM secretary_mapping WHERE number = $1',
        [number],
      );
      await hendra.command(`/partner mappings ${number}`);
      await hendra.clickBeside(number, t('partner.button.detail'));
      await hendra.sees(`Mapping ${number}`);
      const form = await openChange(hendra, t('partner.button.changeEnd'));
      await form.date(words('partner.field.newEnd'), '2027-03-31');
      await form.type(words('partner.field.reason'), 'Diperpanjang');
      const extending = form.submit();
      now = new Date('2027-03-01T01:00:00Z');
      const [result] = await Promise.all([extending, run('2027-03-01')]);
      const [mapping] = (await mappingsOf(workspace, lestari.account)).filter((one) => one.number === number);
      // Whoever was overtaken is told at a field, or by a page that says who was faster: the mapping itself says who won.
      const isExtended = mapping?.end === '2027-03-31';
      expect(mapping).toMatchObject({ ended: !isExtended, end: isExtended ? '2027-03-31' : '2027-02-28' });
      if (isExtended) expect(complaints(result)).toEqual([]);
      expect(await rolesOf(workspace, lestari.account)).toHaveLength(isExtended ? 1 : 0);
      await hendra.closeModals();
      await workspace.query(
        `UPDATE secretary_mapping SET ended_at = coalesce(ended_at, now()) WHERE id = $1`,
        [row?.id],
      );
      await workspace.query('UPDATE whitelist_grant SET withdrawn_at = now() WHERE withdrawn_at IS NULL');
    }
  });
});
