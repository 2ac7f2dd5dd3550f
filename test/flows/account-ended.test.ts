import { type Door, platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { ask, forRina, sendDone, settled, someReason, voice, words } from '../support/user-id-steps.ts';

describe.each(platforms)('an approver whose chat account has ended, in %s', (platform) => {
  const t = voice(platform, 'id');
  const test = playedOn('teams', platform);
  let workspace: Workspace;
  let door: Door;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    door = workspace.door();
    for (const account of ['tono.wijaya', 'bima.santoso', 'hendra.gunawan', 'dewi.lestari'])
      await workspace.person(account).command('/pintu');
  });
  afterAll(() => workspace.stop());

  /** What the program does every hour. */
  async function anHourLater(): Promise<void> {
    await workspace.query(
      `SELECT enqueue_job('accounts.departed', '{}'::json, job_key := 'accounts.departed')`,
    );
    await settled(workspace);
  }
  const accountsOf = (name: string) =>
    workspace.query(
      'SELECT c.id FROM chat_identity c JOIN person p ON p.id = c.person_id WHERE p.name = $1',
      [name],
    );

  it('A-1 A-6 is noticed within the hour: the ADMINs are told, the doctor names what only they hold, and it goes to who holds it once they have left', async () => {
    const [rina, tono, hendra] = [
      workspace.person('rina.wulandari'),
      workspace.person('tono.wijaya'),
      workspace.person('hendra.gunawan'),
    ];
    const number = await ask(rina, forRina);
    await settled(workspace);
    expect(await tono.answerTo('/pintu doctor')).not.toContain(number);

    await door.lose('bima.santoso', 'deactivated');
    await anHourLater();
    expect(await accountsOf('Bima Santoso')).toEqual([]);
    await tono.sees(t('departed.title', { name: 'Bima Santoso' }));
    const found = await tono.answerTo('/pintu doctor');
    for (const said of [t('unheld.byMail'), number, 'Bima Santoso']) expect(found).toContain(said);

    // The ADMIN knows that Bima has left, and says so where the card leads to.
    await tono.click(words('record.open'), { in: t('departed.title', { name: 'Bima Santoso' }) });
    await tono.click(words('organisation.edit.person'), { in: 'bima.santoso@' });
    const form = await tono.modal(words('organisation.edit.person'));
    await form.choose(words('organisation.employee.active'), words('organisation.answer.no'));
    const preview = (await form.submit()).next;
    await preview?.type(words('people.reason'), someReason);
    const sent = await preview?.submit();
    expect(sent?.errors).toEqual({});
    await sent?.next?.close({ all: true });
    await settled(workspace);
    await tono.sees(t('unheld.title'));
    expect(await tono.answerTo('/pintu doctor')).toContain(t('unheld.count', { count: 1 }));

    await tono.clickBeside(number, words('record.open'));
    await tono.click(words('record.reassign'), { in: number });
    const naming = await tono.modal(words('record.reassign'));
    await naming.choose(words('record.reassign.to'), /^Hendra Gunawan/);
    await naming.type(words('people.reason'), someReason);
    await sendDone(tono, naming);
    await settled(workspace);
    await rina.sees(t('userId.card.waitsFor', { stage: 'Atasan Pemohon', names: 'Hendra Gunawan' }));
    expect(await hendra.buttons(number)).toContain('Approve');
    expect(await tono.answerTo('/pintu doctor')).not.toContain(number);
  });

  test('A-1 counts as ended too where the directory has it no more', async () => {
    await workspace.playground.teams?.api.changePerson({
      person: 'dewi.lestari',
      change: { deleted: true },
    });
    await anHourLater();
    expect(await accountsOf('Dewi Lestari')).toEqual([]);
    await workspace.person('tono.wijaya').sees(t('departed.title', { name: 'Dewi Lestari' }));
  });
});
