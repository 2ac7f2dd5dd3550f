import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneOf } from '../support/authenticators.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { openRoomDesk, roomTables } from '../support/room-desk.ts';
import { sendDone, settled, words } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

describe.each(platforms)('a desk that is one file, in %s', (platform) => {
  let workspace: Workspace;
  // A Friday.
  let now = new Date('2026-11-20T03:00:00Z');
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform], desks: [openRoomDesk], clock: () => now });
    await workspace.query(roomTables);
    // The second holder of the stage.
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_MANAGER' FROM person WHERE email LIKE 'bima.santoso@%'`,
    );
  });
  afterAll(() => workspace.stop());

  it('A-1 A-2 is offered, asked, told to its holders, reminded of, decided once and written about', async () => {
    const rina = workspace.person('rina.wulandari');
    await rina.command('/pintu');
    await rina.clickBeside('Minta kunci', 'Open');
    const form = await rina.modal('Minta kunci');
    await form.type('Ruang', 'ruang 101');
    expect(Object.keys((await form.submit()).errors)).toEqual(['Ruang']);
    await form.type('Ruang', 'R-101');
    await (await form.submit()).next?.sees('Diminta: R-101');
    await rina.closeModals();

    const [agus, bima] = [workspace.person('agus.pranoto'), workspace.person('bima.santoso')];
    await agus.sees('Kunci R-101');
    const late = await bima.button('Approve', 'Kunci R-101');
    for (const account of ['agus.pranoto', 'bima.santoso'])
      await workspace.mail.to(`${account}@nusantara.example`).latest('Kunci R-101 menunggu keputusan');
    for (const day of ['2026-11-22', '2026-11-23', '2026-11-24']) {
      now = new Date(`${day}T03:00:00Z`);
      await workspace.query(
        `SELECT graphile_worker.add_job('waiting.reminders', '{}'::json, queue_name := 'test')`,
      );
      await settled(workspace);
      const reminders = await workspace.query(`SELECT 1 FROM posted_card WHERE card = 'pintu.reminder'`);
      expect(reminders, day).toHaveLength(day === '2026-11-22' ? 0 : 2);
    }
    await agus.sees(/Masih menunggu Anda|Still waiting for you/);
    await agus.sees(
      /Menunggu sejak 20 November 2026 10\.00 WIB, tenggat Jumat, 27 November 10\.00 WIB|Waiting since 20 November 2026 10:00 WIB, due Friday, 27 November 10:00 WIB/,
    );
    expect(await rina.buttons('Kunci R-101')).toEqual([expect.stringMatching(/^(Ingatkan|Remind)$/)]);
    await rina.click(words('record.nudge'), { in: 'Kunci R-101' });
    await bima.sees(/Pemohon mengingatkan Anda|The requester reminds you/);
    expect(await rina.answerTo(() => rina.click(words('record.nudge'), { in: 'Kunci R-101' }))).toMatch(
      /25 November 07\.30 WIB/,
    );

    await agus.click('Approve', { in: 'Kunci R-101' });
    expect(await sendDone(agus, await agus.modal('Approve'))).toContain('Kunci R-101: Diberikan');
    await rina.sees('Diberikan');
    await bima.sees('Diberikan');
    expect(await bima.answerTo(() => late.pressLate())).toContain('Agus Pranoto');
    await workspace.mail.to('rina.wulandari@nusantara.example').latest('Kunci R-101 sudah diputuskan');
    expect(await workspace.query('SELECT status FROM room_request')).toEqual([{ status: 'GIVEN' }]);
  });

  it('A-10 asks for a code once an ADMIN has marked what it brings, and leads who has none to where they get one', async () => {
    const [rina, agus, tono] = ['rina.wulandari', 'agus.pranoto', 'tono.wijaya'].map((account) =>
      workspace.person(account),
    ) as [ChatPerson, ChatPerson, ChatPerson];
    const admins = await phoneOf(workspace, 'tono.wijaya', () => now);
    await tono.command('/pintu stepup');
    await tono.click(words('stepUp.change'));
    const marking = await tono.modal(words('stepUp.change'));
    await marking.tick(words('stepUp.acts'), 'Kunci · Approve');
    await marking.type(words('code.label'), await admins());
    expect((await marking.submit()).errors).toEqual({});
    await tono.closeModals();

    await rina.command('/pintu');
    await rina.clickBeside('Minta kunci', 'Open');
    const form = await rina.modal('Minta kunci');
    await form.type('Ruang', 'R-102');
    await (await form.submit()).next?.sees('Diminta: R-102');
    await rina.closeModals();
    await agus.click('Approve', { in: 'Kunci R-102' });
    const led = await agus.modal(words('code.enrol.title'));
    await led.click(words('sign.button.enrol'));
    await agus.closeModals();
    await agus.sees(/Pertamina Sign/);
    const phone = await phoneOf(workspace, 'agus.pranoto', () => now);
    await agus.click('Approve', { in: 'Kunci R-102' });
    const decision = await agus.modal('Approve');
    await decision.type(words('code.label'), await phone());
    expect(await sendDone(agus, decision)).toContain('Kunci R-102: Diberikan');
  });

  it('I-3 has its page in the portal, for whom it concerns', async () => {
    const page = async (account: string) => {
      const person = workspace.person(account);
      const visitor = new Visitor(workspace.url);
      await person.command('/pintu portal');
      const { opens = '' } = await person.click(/portal/i, { in: 'Portal' });
      await visitor.send(opens);
      return (await visitor.get('/portal/rooms/1')).text;
    };
    expect(await page('rina.wulandari')).toContain('R-101: Diberikan');
    expect(await page('putri.maharani')).not.toContain('R-101');
  });
});
