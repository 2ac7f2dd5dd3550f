import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDay, translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { ali, satker, siti } from '../support/satker-steps.ts';
import { sendDone, settled, voice } from '../support/user-id-steps.ts';

const t = translate('id');

describe.each(platforms)('dormancy in %s', (platform) => {
  const test = playedOn('teams', platform);
  const spoken = voice(platform, 'id');
  let workspace: Workspace;
  let now = new Date('2026-11-21T01:00:00Z');
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform], clock: () => now });
    for (const account of ['ali.rahman', 'maya.anggraini', 'siti.nurhaliza'])
      await workspace.person(account).command('/pintu language id');
    await settled(workspace);
    await workspace.query(
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface,
                                submission_key, created_at, counted_from)
       SELECT 'SAT-2026-900001', id, nik_hash_of($1), $2, $3, 'ST-9', 'ACTIVE', '2026-06-22', 'system', 'siti', '2026-06-22', '2026-06-22T03:00:00Z'
       FROM unit WHERE code = '527010'`,
      [siti.nik, siti.name, siti.email],
    );
    await workspace.query(
      `INSERT INTO role_grant (person_id, role, unit_id) SELECT p.id, 'SATKER_USER', u.id FROM person p, unit u
       WHERE p.email = $1 AND u.code = '527010'`,
      [siti.email],
    );
    await workspace.query('UPDATE person SET registered = true WHERE email = $1', [siti.email]);
    await workspace.query('UPDATE satker_user SET counted_from = $2 WHERE nik_hash = nik_hash_of($1)', [
      ali.nik,
      now,
    ]);
  });
  afterAll(() => workspace.stop());

  /** The run of that morning, and everything that it causes. */
  async function run(day: string): Promise<void> {
    now = new Date(`${day}T01:00:00Z`);
    await workspace.query(
      `SELECT graphile_worker.add_job('deadlines.run', '{}'::json, queue_name := 'test')`,
    );
    await settled(workspace);
  }

  it('S-17 reminds the user in chat and by e-mail 30, 7 and 1 days before, and their satker; each once', async () => {
    const person = workspace.person('siti.nurhaliza');
    const subject = spoken('satker.mail.reminder.subject', { satker, day: formatDay('id', '2026-12-22') });
    const letters = () => workspace.mail.to(siti.email).all();
    let told = 0;
    for (const day of ['2026-11-22', '2026-12-15', '2026-12-21']) {
      told += 1;
      await run(day);
      await run(day);
      expect(await person.cards(subject)).toHaveLength(told);
      const mails = (await letters()).filter((mail) => mail.subject.includes('22 Desember 2026'));
      expect(mails).toHaveLength(told);
      const summary = spoken('satker.summary.title', { unit: satker, day: formatDay('id', day) });
      const cards = await workspace.person('ali.rahman').cards(summary);
      expect(cards).toHaveLength(1);
      expect(cards[0]).toContain(siti.name);
      expect(cards[0]).not.toContain(siti.nik);
    }
  });

  it('S-16 S-17 S-19 on the day makes dormant, tells user, satker and KPPN, and lets them ask to come back', async () => {
    const person = workspace.person('siti.nurhaliza');
    const maya = workspace.person('maya.anggraini');
    await run('2026-12-22');
    const day = formatDay('id', '2026-12-22');
    const office = t('satker.summary.title', { unit: 'KPPN Jakarta I', day });
    expect((await maya.cards(office))[0]).toContain(t('satker.summary.dormant', { count: 1 }));
    expect(await maya.answerTo(() => maya.click(t('satker.list.title'), { in: office }))).toContain(
      siti.name,
    );
    await maya.closeModals();
    const letter = await workspace.mail.to(siti.email).latest(/menjadi Dormant/);
    expect(letter.subject).toContain(satker);

    await person.click(t('satker.button.reactivate'), { in: t('satker.mail.dormant.subject', { satker }) });
    const form = await person.modal(t('satker.button.reactivate'));
    await form.type(t('satker.field.note'), 'Cuti panjang sudah selesai');
    const sent = await form.submit();
    const number = /SAT-\d{4}-\d{6}/.exec((await sent.next?.text()) ?? '')?.[0] ?? '';
    await sent.next?.close();
    await settled(workspace);
    await maya.click('Approve', { in: number });
    const decision = await maya.modal('Approve');
    await sendDone(maya, decision);
    await settled(workspace);
    expect((await person.thread(number)).at(-1)).toContain(
      t('satker.step.ticketReactivated', { actor: 'Maya Anggraini', name: siti.name }),
    );
    const rows = await workspace.query(
      'SELECT status, counted_from AS counted FROM satker_user WHERE nik_hash = nik_hash_of($1)',
      [siti.nik],
    );
    expect(rows).toEqual([{ status: 'ACTIVE', counted: now }]);
  });

  test('S-17 I-9 posts into the channels that are bound, and to nobody directly then', async () => {
    const tono = workspace.person('tono.wijaya');
    const channel = workspace.door().channel;
    await workspace.door().letIn();
    await tono.answerTo(() => tono.command('/pintu channel', { in: channel }));
    await tono.click(t('channel.bind'));
    const form = await tono.modal(t('channel.bind'));
    if ((await form.fields()).includes(t('channel.name'))) await form.type(t('channel.name'), 'umum');
    await form.redrawn(() => form.choose(t('channel.purpose'), t('channel.purpose.SATKER')));
    await form.search(t('channel.purpose.SATKER'), satker);
    await form.pick(t('channel.purpose.SATKER'), satker);
    await form.submit();
    await tono.closeModals();
    await workspace.query(
      `UPDATE satker_user SET counted_from = '2026-07-15T03:00:00Z' WHERE nik_hash = nik_hash_of($1)`,
      [siti.nik],
    );
    await run('2026-12-23');
    const summary = t('satker.summary.title', { unit: satker, day: formatDay('id', '2026-12-23') });
    const posted = (await tono.channel(channel)).filter((text) => text.includes(summary));
    expect(posted).toHaveLength(1);
    expect(posted[0]).toContain(siti.name);
    expect(posted[0]).not.toMatch(/\d{16}/);
    expect(await workspace.person('ali.rahman').cards(summary)).toHaveLength(0);
  });
});
