import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { mostLetters } from '../../src/web/pages/card.ts';
import { phoneOf } from '../support/authenticators.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { openRoomDesk, roomTables } from '../support/room-desk.ts';
import { ask, forJoko, settled, words } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

const t = translate('id');
const mailOf = (account: string) => `${account}@nusantara.example`;
const minute = 60_000;
const either = (key: 'title' | 'used') => words(`pintu.code.${key}`).source.slice(1, -1);
/** A code as its card shows it. */
const openCode = new RegExp(`${either('title')}[\\s\\S]*\\b\\d{6}\\b`);

describe.each(platforms)('a decision from the mail, in %s', (platform) => {
  const test = playedOn('slack', platform);
  let workspace: Workspace;
  let now = new Date('2026-11-24T03:00:00Z');
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform], desks: [openRoomDesk], clock: () => now });
    await workspace.query(roomTables);
    await workspace.person('agus.pranoto').command('/pintu language id');
  });
  // So many codes in a while: counted by the clock of the database.
  beforeEach(() => workspace.query('DELETE FROM counted'));
  afterAll(() => workspace.stop());

  const visitor = () => new Visitor(workspace.url);

  /** The page to which the newest letter to somebody about this leads. */
  async function pageOf(account: string, about: string): Promise<string> {
    const { text } = await workspace.mail.to(mailOf(account)).latest(about);
    return /\/portal\/card\/[\w-]+/.exec(text)?.[0] ?? '';
  }

  /** The code in somebody's chat, once it is another one than before: those before are shown no more. */
  async function codeOf(account: string, before?: string): Promise<string> {
    const shown = async () => (await workspace.person(account).sees(openCode)).match(/\b\d{6}\b/)?.[0] ?? '';
    await expect.poll(shown).not.toBe(before);
    return shown();
  }

  /** Opens the page of a letter by a code from chat. */
  async function known(account: string, page: string): Promise<Visitor> {
    const reader = visitor();
    await (await reader.open(page, '/code')).send();
    const entered = await (await reader.open(`${page}?sent=1`, '/confirm')).send({
      code: await codeOf(account),
    });
    expect(entered.headers.get('location')).toBe(page);
    return reader;
  }

  /** Presses a button of the page of a card; answers where its form is. */
  async function formOf(reader: Visitor, page: string, label: string): Promise<string> {
    return (await reader.press(page, label)).headers.get('location') ?? '';
  }

  const wrongFor = (code: string) => (code === '111111' ? '222222' : '111111');

  it('A-2 A-11 is made on the page of the letter once its reader is known by a code in chat, by the form and rules of the card', async () => {
    const number = await ask(workspace.person('rina.wulandari'), forJoko);
    const page = await pageOf('bima.santoso', number);
    const reader = visitor();
    const strangers = await reader.get(page);
    expect(strangers.text).toContain(t('portal.card.title'));
    expect(strangers.text).not.toContain(number);
    expect(strangers.text).not.toMatch(/Joko|Bima|Rina/);
    expect(strangers.headers.get('referrer-policy')).toBe('no-referrer');

    await (await reader.open(page, '/code')).send();
    const code = await codeOf('bima.santoso');
    const confirming = await reader.open(`${page}?sent=1`, '/confirm');
    const wrong = await confirming.send({ code: wrongFor(code) });
    expect(wrong.text).toContain(t('portal.card.wrong', { most: 5 }));
    expect(wrong.text).not.toContain(number);
    expect((await confirming.send({ code: `${code.slice(0, 3)} ${code.slice(3)}` })).status).toBe(303);
    await workspace.person('bima.santoso').sees(new RegExp(either('used')));

    const shown = await reader.get(page);
    for (const fact of [number, 'Joko', 'Surat menyurat bagian keuangan']) expect(shown.text).toContain(fact);
    const form = await formOf(reader, page, t('record.reject'));
    const refused = await reader.submit(form);
    expect(refused.text).toContain(t('field.error.reason'));
    const kept = await formOf(reader, page, t('record.approve'));
    expect((await reader.submit(kept, { reason: 'Lanjut.' })).text).toContain(number);
    // The same form once more is the same decision.
    await reader.submit(kept, { reason: 'Lanjut.' });
    await settled(workspace);
    expect(
      await workspace.query(
        `SELECT surface, actor, reason FROM audit_entry WHERE action = 'user-id.approved' AND surface = 'portal'`,
      ),
    ).toEqual([{ surface: 'portal', actor: 'Bima Santoso', reason: 'Lanjut.' }]);
    await workspace.person('rina.wulandari').sees('Bima Santoso');
    const after = await reader.get(page);
    expect(after.text).toContain('Waiting for Approval ICT Verificator');
    expect(after.text).not.toContain(`>${t('record.approve')}</button>`);
    expect((await reader.submit(form, { reason: 'Tidak.' })).text).toContain('Bima Santoso');
  });

  async function askForRoom(room: string): Promise<void> {
    const rina = workspace.person('rina.wulandari');
    await rina.command('/pintu');
    await rina.clickBeside('Minta kunci', 'Open');
    const form = await rina.modal('Minta kunci');
    await form.type('Ruang', room);
    await (await form.submit()).next?.sees(`Diminta: ${room}`);
    await rina.closeModals();
  }

  test('A-2 A-10 goes for every kind of record, asks for a code where that is sensitive, and meets the decision of the other who was faster', async () => {
    await workspace.query(
      `WITH g AS (INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_MANAGER' FROM person WHERE email LIKE 'bima.santoso@%' RETURNING 1)
       INSERT INTO step_up_mark (mark) VALUES ('room.give')`,
    );
    for (const room of ['R-201', 'R-202']) {
      await askForRoom(room);
      const page = await pageOf('agus.pranoto', `Kunci ${room}`);
      const reader = await known('agus.pranoto', page);
      if (room === 'R-201') {
        const led = await reader.press(page, t('record.approve'));
        expect(led.text).toContain(t('code.enrol.title'));
        const phone = await phoneOf(workspace, 'agus.pranoto', () => now);
        const form = await formOf(reader, page, t('record.approve'));
        expect((await reader.submit(form, { code: '000000' })).text).toContain(t('portal.form.errors'));
        expect((await reader.submit(form, { code: await phone() })).text).toContain('Kunci R-201: Diberikan');
      } else {
        const form = await formOf(reader, page, t('record.reject'));
        await workspace.query('DELETE FROM step_up_mark');
        await workspace.person('bima.santoso').click('Approve', { in: 'Kunci R-202' });
        await (await workspace.person('bima.santoso').modal('Approve')).submit();
        await workspace.person('bima.santoso').closeModals();
        expect((await reader.submit(form, { reason: 'Terlambat.' })).text).toContain('Bima Santoso');
        expect((await reader.get(page)).text).toContain('Diberikan');
      }
    }
  });

  test('I-3 gives nobody else anything: a stranger is asked who they are, and whoever is somebody else is refused in words', async () => {
    await askForRoom('R-203');
    const page = await pageOf('agus.pranoto', 'Kunci R-203');
    const putri = visitor();
    await workspace.person('putri.maharani').command('/pintu portal');
    const { opens = '' } = await workspace.person('putri.maharani').click(/portal/i, { in: 'Portal' });
    await putri.send(opens);
    for (const refused of [await putri.get(page), await putri.post(`${page}/press`, new URLSearchParams())]) {
      expect(refused.status).toBe(403);
      expect(refused.text).not.toContain('R-203');
    }
    expect((await putri.get(page)).text).toContain(t('portal.card.others', { name: 'Putri Maharani' }));
    const stranger = visitor();
    const asked = await stranger.open(page, '/code');
    const csrf = /name="csrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    const pressed = await stranger.post(`${page}/press`, new URLSearchParams({ csrf, press: 'room.give:1' }));
    expect(pressed.text).toContain(t('portal.card.title'));
    expect((await stranger.get(`/portal/card/${'x'.repeat(43)}`)).status).toBe(404);
  });

  test('I-3 a press that no button has leads nowhere, and is nothing that the log calls an error', async () => {
    await askForRoom('R-208');
    const page = await pageOf('agus.pranoto', 'Kunci R-208');
    const reader = await known('agus.pranoto', page);
    const csrf = /name="csrf" value="([^"]+)"/.exec((await reader.get(page)).text)?.[1] ?? '';
    const errors = () => workspace.log.lines.filter(({ level }) => level === 'error');
    const before = errors();
    for (const press of ['', '%', 'room.give:%', 'room.give:1 %E0%A4%A', '__proto__', 'room.constructor:1']) {
      const { status } = await reader.post(`${page}/press`, new URLSearchParams({ csrf, press }));
      expect([press, status]).toEqual([press, expect.toSatisfy((code: number) => code < 500)]);
    }
    expect(errors()).toEqual(before);
  });

  test('I-3 takes the newest code alone, for five minutes, and locks the link after five wrong ones', async () => {
    await askForRoom('R-204');
    const page = await pageOf('agus.pranoto', 'Kunci R-204');
    const reader = visitor();
    const attempt = async (code: string) => (await reader.open(`${page}?sent=1`, '/confirm')).send({ code });
    const send = async (before?: string) => {
      await (await reader.open(`${page}?sent=1`, '/code')).send();
      return codeOf('agus.pranoto', before);
    };
    const first = await send();
    const second = await send(first);
    expect((await attempt(first)).status).toBe(403);
    now = new Date(now.getTime() + 6 * minute);
    expect((await attempt(second)).status).toBe(403);
    const third = await send(second);
    for (const _ of [3, 4]) expect((await attempt(wrongFor(third))).status).toBe(403);
    const locked = await attempt(wrongFor(third));
    expect(locked.status).toBe(410);
    expect(locked.text).toContain(t('portal.card.locked', { most: 5 }));
    expect((await visitor().get(page)).status).toBe(410);
    expect(await workspace.query(`SELECT data FROM audit_entry WHERE action = 'portal.link-locked'`)).toEqual(
      [{ data: { attempts: 5 } }],
    );
  });

  test('says of an expired and of a used link how to get further, and sends another letter to whoever had it', async () => {
    await askForRoom('R-205');
    const page = await pageOf('agus.pranoto', 'Kunci R-205');
    await known('agus.pranoto', page);
    expect((await visitor().get(page)).text).toContain(t('portal.link.used'));
    await askForRoom('R-207');
    const unused = await pageOf('agus.pranoto', 'Kunci R-207');
    now = new Date(now.getTime() + 73 * 60 * minute);
    const expired = await visitor().get(unused);
    expect(expired.status).toBe(410);
    expect(expired.text).toContain(t('portal.card.expired', { hours: 72 }));
    expect(expired.text).toContain('/pintu inbox');
    expect((await visitor().send(unused)).text).toContain(t('portal.card.againSent'));
    const renewed = await pageOf('agus.pranoto', t('portal.mail.card.subject'));
    const reader = await known('agus.pranoto', renewed);
    expect((await reader.get(renewed)).text).toContain('R-207');
  });

  test('sends another letter to one reader so often in an hour and no more, with the same answer, and again after that', async () => {
    await askForRoom('R-212');
    const page = await pageOf('agus.pranoto', 'Kunci R-212');
    now = new Date(now.getTime() + 73 * 60 * minute);
    const reader = visitor();
    const letters = async (account: string) =>
      (await workspace.mail.to(mailOf(account)).all()).filter(
        ({ subject }) => subject === t('portal.mail.card.subject'),
      ).length;
    const before = await letters('agus.pranoto');
    const form = await reader.open(page);
    for (let n = 0; n < mostLetters.number + 1; n += 1)
      expect((await form.send()).text).toContain(t('portal.card.againSent'));
    // Visitors' letters go one after the other: once one of somebody else is there, so are all before it.
    const other = 'warga.lain@mitra.example';
    await visitor().send('/portal/account', { email: other });
    await expect.poll(async () => (await workspace.mail.to(other).all()).length).toBe(1);
    expect(await letters('agus.pranoto')).toBe(before + mostLetters.number);
    await workspace.query('UPDATE counted SET resets_at = now()');
    await form.send();
    await expect.poll(() => letters('agus.pranoto')).toBe(before + mostLetters.number + 1);
  });

  test('I-3 takes ten wrong codes of one person in a day, over all links that their mailbox gets', async () => {
    const attempt = async (page: string, code: string) =>
      (await visitor().open(`${page}?sent=1`, '/confirm')).send({ code });
    for (const room of ['R-209', 'R-210']) {
      await askForRoom(room);
      const page = await pageOf('agus.pranoto', `Kunci ${room}`);
      await (await visitor().open(page, '/code')).send();
      for (const _ of [1, 2, 3, 4, 5]) await attempt(page, 'abcdef');
    }
    await askForRoom('R-211');
    const page = await pageOf('agus.pranoto', 'Kunci R-211');
    const asked = await (await visitor().open(page, '/code')).send();
    expect(asked.text).toContain(t('portal.card.tooWrong'));
    expect(
      await workspace.query(`SELECT data FROM audit_entry WHERE action = 'portal.codes-locked'`),
    ).toEqual([{ data: { attempts: 10 } }]);
    // Whoever comes a day later is asked anew, and their login was never closed.
    await workspace.query('UPDATE counted SET resets_at = now()');
    expect((await (await known('agus.pranoto', page)).get(page)).text).toContain('R-211');
  });

  test('A-2 sends so many codes in a while and no more, and says so', async () => {
    await askForRoom('R-206');
    const page = await pageOf('agus.pranoto', 'Kunci R-206');
    const reader = visitor();
    const send = async () => (await reader.open(`${page}?sent=1`, '/code')).send();
    for (const _ of [1, 2, 3, 4, 5]) expect((await send()).status).toBe(303);
    expect((await send()).text).toContain(t('portal.card.tooMany'));
  });
});
