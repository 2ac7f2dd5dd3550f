import { type ChatPerson, type Platform, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../src/core/day.ts';
import { formatDay } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  lestari,
  mappingsOf,
  official,
  writeAccount,
  writeGrant,
  writeMapping,
} from '../support/partner-desk.ts';
import { openChange, sentTo } from '../support/partner-steps.ts';
import { pdf } from '../support/sample-files.ts';
import { closeForms, complaints, sendDone, settled, voice, words } from '../support/user-id-steps.ts';

const question = 'Apakah masih menjadi sekretaris sampai akhir tahun?';
const answer = 'Masih, kontraknya sudah diperpanjang';

/** Writes about a mapping: below its card, or where there are no threads behind its number. */
async function write(platform: Platform, person: ChatPerson, number: string, text: string): Promise<void> {
  const file = { name: 'kontrak.pdf', data: pdf };
  if (platform === 'slack') await person.reply(number, text, file);
  else await person.give(`${number} ${text}`, file);
}

describe.each(platforms)('a mapping whose End waits, returned in %s', (platform) => {
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

  const extend = t('partner.button.extend');
  const letEnd = t('partner.button.letEnd');
  const reminder = (number: string) => t('partner.reminder.title', { number, name: lestari.name });

  /** A mapping that the secretary's official is reminded of that morning; answers its number. */
  async function reminded(day: Day, { start, end }: { start: Day; end: Day }): Promise<string> {
    await writeGrant(workspace, lestari.account);
    const written = await writeMapping(workspace, { account: lestari.account, start, end });
    const number = `MAP-${day.slice(0, 4)}-9${day.slice(5, 7)}${day.slice(8)}0`;
    await workspace.query('UPDATE secretary_mapping SET number = $2 WHERE number = $1', [written, number]);
    now = new Date(`${day}T01:00:00Z`);
    await workspace.query(
      `SELECT graphile_worker.add_job('deadlines.run', '{}'::json, queue_name := 'test')`,
    );
    await settled(workspace);
    return number;
  }

  /** The official returns it with a question: nobody decides it, and the secretary is asked. */
  async function returned(number: string): Promise<void> {
    const form = await openChange(hendra, t('record.return'), reminder(number));
    await form.type(t('record.return.question'), question);
    await sendDone(hendra, form);
    await settled(workspace);
    for (const person of [hendra, tono]) {
      const buttons = await person.buttons(reminder(number));
      expect(buttons).toContain(t('record.takeBack'));
      for (const gone of [extend, letEnd]) expect(buttons).not.toContain(gone);
    }
    expect(await secretary.buttons(reminder(number))).toContain(t('record.answer'));
    await secretary.sees(question);
    const letter = await workspace.mail.to(`${lestari.account}@nusantara.example`).latest(number);
    expect(letter.text).toContain(question);
    expect(letter.text).toContain(official);
  }

  /** It is back with whoever decides it, with the answer on their cards and in the official's mail. */
  async function cameBack(number: string): Promise<void> {
    await settled(workspace);
    for (const person of [hendra, tono]) {
      await person.scroll();
      const cards = (await person.cards(reminder(number))).join('\n');
      expect(cards).toContain(answer);
      expect(await person.buttons(reminder(number))).toEqual(expect.arrayContaining([extend, letEnd]));
    }
    expect(await secretary.buttons(reminder(number))).not.toContain(t('record.answer'));
    const letter = await workspace.mail.to('hendra.gunawan@nusantara.example').latest(number);
    expect(letter.text).toContain(answer);
  }

  const standing = async (number: string) =>
    (await mappingsOf(workspace, lestari.account)).find((one) => one.number === number);

  it('A-3 A-4 P-12 the secretary answers by writing, with a file, and the official extends it', async () => {
    const end = '2026-03-31';
    const number = await reminded('2026-03-01', { start: '2026-01-01', end });
    expect(await hendra.answerTo('/pintu inbox')).toContain(t('inbox.waits', { days: 0 }).replace(/\.$/, ''));
    expect((await secretary.cards(reminder(number))).join('\n')).toContain(t('partner.reminder.ask'));
    await returned(number);
    await write(platform, secretary, number, answer);
    await secretary.sees(new RegExp(words('record.answered').source.slice(1, -1)));
    await cameBack(number);
    expect((await hendra.cards(reminder(number))).join('\n')).toContain('kontrak.pdf');
    const form = await openChange(hendra, extend, reminder(number));
    await form.type(t('partner.field.reason'), 'Masih bertugas');
    await form.date(t('partner.field.newEnd'), '2026-12-31');
    await (await sentTo(form)).close();
    await settled(workspace);
    const changed = t('partner.step.endChanged', {
      actor: official,
      before: formatDay('id', end),
      end: formatDay('id', '2026-12-31'),
    });
    for (const person of [tono, hendra, secretary]) {
      await person.scroll();
      await person.sees(changed);
      // What is left besides opens the file of the answer.
      expect(await person.buttons(reminder(number))).toEqual([t('record.open'), t('partner.button.detail')]);
    }
    expect(await standing(number)).toMatchObject({ end: '2026-12-31', ended: false, letEnd: false });
    await workspace.query('UPDATE secretary_mapping SET ended_at = now() WHERE number = $1', [number]);
  });

  it('A-3 P-12 the secretary answers in the form, and the official lets it end', async () => {
    const number = await reminded('2027-05-01', { start: '2027-04-01', end: '2027-05-31' });
    await returned(number);
    const form = await openChange(secretary, t('record.answer'), reminder(number));
    await form.sees(question);
    await form.type(t('record.answer.text'), answer);
    await sendDone(secretary, form);
    await cameBack(number);
    const ending = await openChange(hendra, letEnd, reminder(number));
    expect(complaints(await ending.submit())).toEqual([]);
    await settled(workspace);
    for (const person of [tono, hendra, secretary])
      expect(await person.buttons(reminder(number))).toEqual([t('partner.button.detail')]);
    expect(await standing(number)).toMatchObject({ end: '2027-05-31', ended: false, letEnd: true });
  });
});
