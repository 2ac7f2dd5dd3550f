import { type ChatPerson, type Modal, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CardTold } from '../../src/chat/desk.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { channelsOf } from '../../src/posted/channels.ts';
import { type Posting, post } from '../../src/posted/post.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { lastEntry } from '../support/card-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';
import { playedOn } from '../support/played-on.ts';
import {
  approve,
  ask,
  closeForms,
  forRina,
  grantRole,
  settled,
  unchanged,
  withdrawRole,
} from '../support/user-id-steps.ts';

const t = translate('id');
const satker = '527010 SEKRETARIAT JENDERAL';
const kppn = 'KPPN Jakarta I';

interface Wish {
  name?: string;
  purpose: 'SATKER' | 'KPPN' | 'ADMINS' | 'IMPORTS';
  unit?: string;
}

/** The card about a channel, from the command typed in it. */
async function about(admin: ChatPerson, channel: string): Promise<string> {
  return admin.answerTo(() => admin.command('/pintu channel', { in: channel }));
}

/** Until the card about a channel says this: whoever binds one waits a second to hear of its first message, which may take longer. */
const comesToSay = (admin: ChatPerson, channel: string, text: string) =>
  expect.poll(() => about(admin, channel)).toContain(text);

async function openForm(admin: ChatPerson, channel: string, button: 'bind' | 'change'): Promise<Modal> {
  await about(admin, channel);
  await admin.click(t(`channel.${button}`));
  return admin.modal(t(`channel.${button}`));
}

async function fillIn(form: Modal, { name, purpose, unit }: Wish): Promise<void> {
  if (name !== undefined) await form.type(t('channel.name'), name);
  await form.redrawn(() => form.choose(t('channel.purpose'), t(`channel.purpose.${purpose}`)));
  if (unit === undefined) return;
  await form.search(t(`channel.purpose.${purpose}`), unit);
  await form.pick(t(`channel.purpose.${purpose}`), unit);
}

/** Sends the form; answers what the page says that takes its place. */
async function sent(form: Modal): Promise<string> {
  const { errors, problem, next } = await form.submit();
  expect({ errors, problem }).toEqual({ errors: {}, problem: undefined });
  const shown = (await next?.text()) ?? '';
  await next?.close({ all: true });
  return shown;
}

const said = (step: 'bound' | 'released', purpose: string) =>
  t(`channel.said.${step}`, { purpose, by: 'Tono Wijaya' });

describe.each(platforms)('channels in %s', (platform) => {
  const test = playedOn('teams', platform);
  let workspace: Workspace;
  let db: Database;
  let channel: string;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    db = openDatabase(workspace.databaseUrl, { max: 1, timeoutMs: 10_000 });
    channel = workspace.door().channel;
    tono = workspace.person('tono.wijaya');
    await workspace.door().letIn();
  });
  afterEach(() => closeForms(workspace));
  afterAll(async () => {
    await db.close();
    await workspace.stop();
  });

  const unitOf = async (name: string) =>
    (await workspace.query<{ id: number }>('SELECT id FROM unit WHERE name = $1', [name]))[0]?.id;
  const entries = () =>
    workspace.query<{ action: string; from: string | null; to: string | null; reason: string | null }>(
      `SELECT action, concat_ws(' ', from_state, CASE WHEN to_state IS NULL THEN data->>'unit' ELSE data->>'unitBefore' END) AS "from",
         concat_ws(' ', to_state, CASE WHEN to_state IS NOT NULL THEN data->>'unit' END) AS "to", reason FROM audit_entry
       WHERE action LIKE 'channel.%' ORDER BY id`,
    );
  /** What everybody else reads in the channel: the admin's own answers are for the admin alone. */
  const read = async (text: string) =>
    (await workspace.person('putri.maharani').channel(channel)).filter((each) => each.includes(text));
  const told = () => read(t('channel.title'));

  it('I-9 binds the channel in which the command was typed, and says so there', async () => {
    expect(await about(tono, channel)).toContain(t('channel.unbound'));
    const form = await openForm(tono, channel, 'bind');
    await fillIn(form, { name: 'Satker Setjen', purpose: 'SATKER', unit: satker });
    const shown = await sent(form);
    for (const text of ['Satker Setjen', satker, 'Tono Wijaya']) expect(shown).toContain(text);
    await comesToSay(tono, channel, t('channel.arrives'));
    expect(await told()).toHaveLength(1);
    expect((await told())[0]).toContain(said('bound', satker));
    expect(await channelsOf(db, 'SATKER', await unitOf(satker))).toHaveLength(1);
    expect(await channelsOf(db, 'SATKER', await unitOf('527021 BIRO UMUM'))).toEqual([]);
    expect(await entries()).toEqual([
      { action: 'channel.bound', from: '', to: 'SATKER 527010', reason: null },
    ]);
  });

  test('I-9 says again what was bound already without doing anything anew', async () => {
    const form = await openForm(tono, channel, 'change');
    expect(await form.value(t('channel.name'))).toBe('Satker Setjen');
    expect(await form.text()).toContain(t('channel.boundFor', { purpose: satker }));
    await unchanged(workspace, async () => {
      expect(await sent(form)).toContain(satker);
    });
  });

  it('I-9 binding it for something else takes the place of what it was, in the audit from one to the other', async () => {
    const form = await openForm(tono, channel, 'change');
    await fillIn(form, { purpose: 'KPPN', unit: kppn });
    expect(await sent(form)).toContain(kppn);
    await expect.poll(told).toHaveLength(2);
    expect((await told()).at(-1)).toContain(said('bound', kppn));
    expect(await channelsOf(db, 'SATKER', await unitOf(satker))).toEqual([]);
    expect(await channelsOf(db, 'KPPN', await unitOf(kppn))).toHaveLength(1);
    expect((await entries()).at(-1)).toMatchObject({ from: 'SATKER 527010', to: 'KPPN KPPN-JKT1' });
  });

  test('I-9 offers units of the kind alone, and refuses one that is of another kind by the time it is sent', async () => {
    const form = await openForm(tono, channel, 'change');
    await form.redrawn(() => form.choose(t('channel.purpose'), t('channel.purpose.SATKER')));
    expect(await form.search(t('channel.purpose.SATKER'), 'KPPN')).toEqual([]);
    expect(await form.search(t('channel.purpose.SATKER'), 'SPBU')).toEqual([]);
    expect((await form.search(t('channel.purpose.SATKER'), '5270')).sort()).toEqual([
      satker,
      '527021 BIRO UMUM',
    ]);
    await form.pick(t('channel.purpose.SATKER'), satker);
    await workspace.query(`UPDATE unit SET kind = 'UNIT' WHERE name = $1`, [satker]);
    await unchanged(workspace, async () => {
      const { errors } = await form.submit();
      expect(Object.values(errors)).toEqual([t('channel.error.unit')]);
    });
    await workspace.query(`UPDATE unit SET kind = 'SATKER' WHERE name = $1`, [satker]);
  });

  it('I-3 I-9 is for an ADMIN alone, when the form is opened and when it is sent', async () => {
    const rina = workspace.person('rina.wulandari');
    await unchanged(workspace, async () => {
      expect(await about(rina, channel)).toContain(t('error.adminOnly'));
      expect(await rina.answerTo('/pintu channel')).toContain(t('error.adminOnly'));
    });
    await grantRole(tono, 'Hendra Gunawan', 'ADMIN');
    const hendra = workspace.person('hendra.gunawan');
    const form = await openForm(hendra, channel, 'change');
    await fillIn(form, { purpose: 'IMPORTS' });
    await withdrawRole(tono, 'Hendra Gunawan', 'ADMIN', 'Sudah selesai');
    await unchanged(workspace, async () => {
      const { errors, problem } = await form.submit();
      expect([...Object.values(errors), problem].join()).toContain(t('error.adminOnly'));
    });
  });

  it('I-9 lists the bound channels where nobody else reads, and tells how one is bound', async () => {
    const answer = await tono.answerTo('/pintu channel');
    for (const text of ['Satker Setjen', kppn]) expect(answer).toContain(text);
    await tono.clickBeside('Satker Setjen', t('record.open'));
    await tono.sees(t('channel.arrives'));
  });

  it('U-13 a card for a channel stands in it once, for nobody in particular, and is brought up to date', async () => {
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    const [row] = await workspace.query<{ id: number }>('SELECT id FROM user_id_request WHERE number = $1', [
      number,
    ]);
    const [conversation] = await channelsOf(db, 'KPPN', await unitOf(kppn));
    if (!row || !conversation) throw new Error('There is nothing to post, or nowhere.');
    const subject = `user-id:${row.id}`;
    const posting = (told: CardTold, rest: Partial<Pick<Posting, 'thread' | 'live'>> = {}): Posting => ({
      key: `${subject} ${told.card} channel`,
      ...told,
      subject,
      channel: conversation,
      live: true,
      ...rest,
    });
    const root = posting({ card: 'user-id.root' });
    const step = posting(
      { card: 'user-id.step', args: { entry: await lastEntry(db, subject) } },
      { thread: root.key, live: false },
    );
    await db.transaction(withoutDeadline, (tx) => post(tx, [root, step]));
    await db.transaction(withoutDeadline, (tx) => post(tx, [root, step]));
    await settled(workspace);
    const threads = platform === 'slack' ? 1 : 2;
    expect(await read(number)).toHaveLength(threads);
    expect((await read(number))[0]).toContain('Waiting for Approval Atasan Pemohon');
    for (const button of ['Approve', 'Withdraw'])
      expect((await read(number))[0]).not.toContain(`[${button}]`);
    if (platform === 'slack') expect(await tono.thread(number)).toHaveLength(1);

    await approve(workspace.person('bima.santoso'), number);
    await settled(workspace);
    expect(await read(number)).toHaveLength(threads);
    expect((await read(number))[0]).toContain('Waiting for Approval ICT Verificator');
  });

  it('I-9 releases a channel with a reason, and says so there', async () => {
    await about(tono, channel);
    await tono.click(t('channel.release'));
    const form = await tono.modal(t('channel.release'));
    await form.type(t('people.reason'), 'Pindah ke channel lain');
    expect(await sent(form)).toContain(t('channel.none'));
    await expect.poll(async () => (await told()).at(-1)).toContain(said('released', kppn));
    expect(await channelsOf(db, 'KPPN', await unitOf(kppn))).toEqual([]);
    expect((await entries()).at(-1)).toEqual({
      action: 'channel.released',
      from: 'KPPN KPPN-JKT1',
      to: '',
      reason: 'Pindah ke channel lain',
    });
    expect(await about(tono, channel)).toContain(t('channel.unbound'));
  });

  test('I-9 a button of a channel that was released meanwhile changes nothing and says so', async () => {
    const form = await openForm(tono, channel, 'bind');
    await fillIn(form, { name: 'Admin', purpose: 'ADMINS' });
    await sent(form);
    const late = await openForm(tono, channel, 'change');
    await workspace.query('DELETE FROM bound_channel');
    await unchanged(workspace, async () => {
      const { errors, problem } = await late.submit();
      expect([...Object.values(errors), problem].join()).toMatch(/Tautan channel ini sudah berubah/);
    });
  });
});

describe('a channel that the bot is not in', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: ['slack'] });
  });
  afterAll(() => workspace.stop());

  it('I-9 is named at once and to the doctor, and gets what it missed when the bot was let in', async () => {
    const tono = workspace.person('tono.wijaya');
    const putri = workspace.person('putri.maharani');
    const form = await openForm(tono, 'umum', 'bind');
    expect(await form.value(t('channel.name'))).toBe('#umum');
    await fillIn(form, { purpose: 'ADMINS' });
    await sent(form);
    await comesToSay(tono, 'umum', t('channel.refused'));
    expect(await about(tono, 'umum')).toContain(t('channel.why.notIn'));
    const doctor = await tono.answerTo('/pintu doctor');
    expect(doctor).toContain('#umum');
    expect(doctor).toContain(t('channel.why.notIn'));

    await workspace.door().letIn();
    expect(await about(tono, 'umum')).toContain(t('channel.refused'));
    await tono.answerTo(() => tono.click(t('channel.retry')));
    await comesToSay(tono, 'umum', t('channel.arrives'));
    expect(
      (await putri.channel('umum')).filter((text) => text.includes(said('bound', 'Para ADMIN'))),
    ).toHaveLength(1);
    expect(await tono.answerTo('/pintu doctor')).toContain(t('doctor.everybodyReached'));
  });

  it('I-9 has a name that the admin gives where the platform keeps it to itself', async () => {
    const tono = workspace.person('tono.wijaya');
    await workspace.playground.api.createChannel({ person: tono.who, name: 'rahasia', isPrivate: true });
    const form = await openForm(tono, 'rahasia', 'bind');
    expect(await form.value(t('channel.name'))).toBe('');
    await form.type(t('channel.name'), 'Rahasia');
    await fillIn(form, { purpose: 'IMPORTS' });
    // Slack says of a private channel that the bot is not in that there is none.
    await sent(form);
    await comesToSay(tono, 'rahasia', t('channel.why.hidden'));
  });

  it('S-17 a notice whose acceptance was not heard of stands in the channel once', async () => {
    const putri = workspace.person('putri.maharani');
    const [conversation] = await workspace.query<{ platform: 'slack'; channel: string }>(
      'SELECT platform, channel FROM bound_channel',
    );
    if (!conversation) throw new Error('No channel is bound.');
    await settled(workspace);
    await workspace.door().fail({ call: 'post', kind: 'reset', times: 1, applied: true });
    const db = openDatabase(workspace.databaseUrl, { max: 1, timeoutMs: 10_000 });
    const [tono] = await workspace.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE 'tono.%'`);
    const args = { step: 'bound', purpose: 'IMPORTS', unitName: null, by: tono?.id ?? 0 } as const;
    await db.transaction(withoutDeadline, (tx) =>
      post(tx, [
        {
          key: 'once',
          card: 'pintu.channel',
          subject: 'channel:1',
          args,
          channel: conversation,
          live: false,
        },
      ]),
    );
    await db.close();
    await expect
      .poll(
        async () => {
          await workspace.query(
            'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
          );
          return workspace.query('SELECT task_identifier, last_error FROM graphile_worker.jobs');
        },
        { interval: 100 },
      )
      .toEqual([]);
    const notices = (await putri.channel('umum')).filter((text) => text.includes(said('bound', 'Impor')));
    expect(notices).toHaveLength(1);
  });
});
