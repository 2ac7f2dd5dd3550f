import { type ChatPerson, type Platform, platforms, type TeamsPerson } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxMailBytes } from '../../src/audit-log/mail.ts';
import { dayOf } from '../../src/core/day.ts';
import { formatDay, translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { connected } from '../support/database.ts';
import { playedOn } from '../support/played-on.ts';
import { savedMail } from '../support/saved-mail.ts';
import { settled, voice } from '../support/user-id-steps.ts';

/** Has a scheduled job run now. */
async function run(workspace: Workspace, job: string): Promise<void> {
  await workspace.query(`SELECT graphile_worker.add_job($1, '{}'::json, job_key := $1)`, [job]);
  await settled(workspace);
}

describe.each(platforms)('the audit log, in %s', (platform) => {
  const test = playedOn('teams', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    tono = workspace.person('tono.wijaya');
  });
  afterAll(() => workspace.stop());

  /** Presses the button of the message that has the head of the day. */
  async function press(): Promise<string> {
    const told = await tono.answerTo(() => tono.click(t('audit.note.check'), { in: t('audit.note.title') }));
    await tono.closeModals();
    return told;
  }

  it('I-5 I-9 is checked by a job that tells an ADMIN, by itself and against the head of a day', async () => {
    expect(await tono.answerTo('/pintu audit verify')).toContain(t('audit.begun'));
    const alone = await tono.sees(new RegExp(`${t('audit.holdsAlone')}|${t('audit.nothingSealed')}`));
    const isNothingSealed = new RegExp(`${t('audit.sealed')}\\D+0\\b`).test(alone);
    expect(alone).toContain(t(isNothingSealed ? 'audit.nothingSealed' : 'audit.holdsAlone'));
    await tono.sees(t('audit.witness.noChannel').split('`')[0] ?? '');
    await run(workspace, 'audit.seal');
    await run(workspace, 'audit.note');
    await tono.sees(t('audit.note.title'));
    expect(await press()).toContain(t('audit.begun'));
    await tono.sees(t('audit.witness.given'));
    await settled(workspace);
  });

  it('T-1 takes the head of a day out of a mail that an ADMIN pastes, and nothing else', async () => {
    const paste = async (text: string) => {
      await tono.command('/pintu audit witness');
      const form = await tono.modal(t('audit.witness.give'));
      await form.type(t('audit.witness.pasted'), text);
      return form;
    };
    const [head] = await workspace.query<{ note: string }>('SELECT note FROM audit_checkpoint');
    const wrong = await paste('Tidak ada apa-apa');
    expect((await wrong.submit()).errors).toEqual({
      [t('audit.witness.pasted')]: t('audit.witness.error.none'),
    });
    await wrong.type(t('audit.witness.pasted'), (head?.note ?? '').replace('time 2', 'time 1'));
    expect((await wrong.submit()).errors).toEqual({
      [t('audit.witness.pasted')]: t('audit.witness.error.signature'),
    });
    const given = async () => (await tono.cards(t('audit.witness.given'))).length;
    const earlier = await given();
    await wrong.type(t('audit.witness.pasted'), `Yth. Auditor,\n\n${head?.note}\nSatu Pintu`);
    const { errors, next } = await wrong.submit();
    expect(errors).toEqual({});
    expect(await next?.text()).toContain(t('audit.begun'));
    await next?.close({ all: true });
    await expect.poll(given).toBe(earlier + 1);
    await settled(workspace);
  });

  it('T-1 takes the mail of a day as a file from an ADMIN, and says on a card whether the log is still the one that was signed', async () => {
    const [head] = await workspace.query<{ note: string }>('SELECT note FROM audit_checkpoint');
    const note = head?.note ?? '';
    const give = async (name: string, data: Buffer) => {
      await tono.give('', { name, data });
      await settled(workspace);
    };
    const agreeing = async () => (await tono.cards(t('audit.witness.agrees', { days: day }))).length;
    const day = formatDay(t.language, dayOf(new Date(/time (\S+)/.exec(note)?.[1] ?? ''), 'Asia/Jakarta'));
    const earlier = await agreeing();
    await give('akar.eml', await savedMail(note));
    await expect.poll(agreeing).toBe(earlier + 1);
    await give('kosong.eml', await savedMail('Tidak ada apa-apa'));
    await tono.sees(t('audit.mail.none'));
    await give('diubah.eml', await savedMail(note.replace('time 2', 'time 1')));
    await tono.sees(t('audit.mail.signature'));
    await give('besar.eml', Buffer.concat([await savedMail(note), Buffer.alloc(maxMailBytes)]));
    await tono.sees(t('audit.mail.large', { max: maxMailBytes / 1024 }));
    const checks = () => workspace.query('SELECT id FROM audit_check');
    const before = await checks();
    const rina = workspace.person('rina.wulandari');
    await rina.give('', { name: 'akar.eml', data: await savedMail(note) });
    await rina.sees(t('audit.refuse.mail'));
    await settled(workspace);
    expect(await checks()).toEqual(before);
    expect(await workspace.query(`SELECT name FROM attachment WHERE name LIKE '%.eml'`)).toEqual([]);
  });

  it('T-1 hands out its public key and all of its entries, the entries to ADMINs alone', async () => {
    const key = await tono.answerTo('/pintu audit key');
    const served = await (await fetch(`${workspace.url}/audit/key`)).text();
    expect(served).toMatch(/^satu-pintu\/audit\/[0-9a-f]{16}\+[0-9a-f]{8}\+\S{44}\n$/);
    expect(key).toContain(served.trim());
    await run(workspace, 'audit.seal');
    await tono.answerTo('/pintu audit export');
    const { opens } = await tono.click(t('audit.export.download'));
    const log = await (await fetch(opens ?? '')).text();
    const [entries] = await workspace.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_seal');
    expect(log.trimEnd().split('\n')).toHaveLength(entries?.n ?? 0);
    expect((await fetch(`${workspace.url}/audit/export/wrong`)).status).toBe(404);
  });

  describe('T-3 has columns of an entry erased by an ADMIN', () => {
    const erasing = async (entry: string, ...columns: string[]) => {
      await tono.command('/pintu audit erase');
      const form = await tono.modal(t('audit.erase.title'));
      await form.type(t('audit.erase.entry'), entry);
      if (columns.length > 0) await form.tick(t('audit.erase.columns'), ...columns);
      return form;
    };
    const written = async (person: string): Promise<string> => {
      const [entry] = await workspace.query<{ id: string }>(
        `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, reason)
         SELECT now(), id, name, 'slack', 'person.noted', 'person:' || id, 'NIK-nya 3173051201900001' FROM person WHERE email LIKE $1 || '@%' RETURNING id::text`,
        [person],
      );
      return entry?.id ?? '';
    };
    const standing = async (id: string) => {
      const [row] = await workspace.query<{ actor: string; reason: string | null }>(
        'SELECT actor, reason FROM audit_entry WHERE id = $1',
        [id],
      );
      return row;
    };

    it('who says what and why, once that is sealed; the log holds, and tells of it', async () => {
      const entry = await written('rina.wulandari');
      const form = await erasing(entry);
      expect((await form.submit()).errors).toEqual({
        [t('audit.erase.columns')]: form.required ?? t('audit.erase.error.columns'),
        [t('audit.erase.why')]: form.required ?? t('audit.erase.error.why'),
      });
      await form.tick(t('audit.erase.columns'), t('audit.erase.reason'), t('audit.erase.data'));
      await form.type(t('audit.erase.why'), 'Surat 12/2026: NIK salah tempat');
      const { errors, next } = await form.submit();
      expect(errors).toEqual({});
      expect(await next?.text()).toContain(t('audit.erase.begun', { entry }));
      await next?.close({ all: true });
      await settled(workspace);
      expect(await standing(entry)).toEqual({ actor: 'Rina Wulandari', reason: null });
      const [said] = await workspace.query<{ entries: unknown; reason: string }>(
        `SELECT a.data->'entries' AS entries, d.reason FROM audit_entry a JOIN audit_entry d ON a.subject = 'audit-entry:' || d.id
         WHERE a.action = 'audit.erased'`,
      );
      expect(said).toEqual({ entries: { [entry]: ['reason'] }, reason: 'Surat 12/2026: NIK salah tempat' });
      await tono.answerTo('/pintu audit verify');
      await tono.sees(t('audit.erased'));
      await settled(workspace);
      const again = await erasing(entry, t('audit.erase.reason'));
      await again.type(t('audit.erase.why'), 'Sekali lagi');
      expect((await again.submit()).errors).toEqual({
        [t('audit.erase.columns')]: t('audit.erase.error.nothing'),
      });
      await again.close();
    });

    test('but not what they did themselves, what says what was erased, or what is not there', async () => {
      const own = await written('tono.wijaya');
      const [attesting] = await workspace.query<{ id: string }>(
        `SELECT id::text FROM audit_entry WHERE action = 'audit.erased'`,
      );
      const form = await erasing(own, t('audit.erase.reason'));
      await form.type(t('audit.erase.why'), 'Surat 12/2026');
      for (const [entry, error] of [
        [own, t('audit.erase.error.own')],
        [attesting?.id ?? '', t('audit.erase.error.attests')],
        ['999999', t('audit.erase.error.entry')],
        ['satu', t('audit.erase.error.entry')],
      ] as const) {
        await form.type(t('audit.erase.entry'), entry);
        expect((await form.submit()).errors, entry).toEqual({ [t('audit.erase.entry')]: error });
      }
      await form.close();
      expect(await standing(own)).toEqual({ actor: 'Tono Wijaya', reason: 'NIK-nya 3173051201900001' });
    });
  });

  it('I-3 I-5 is checked for ADMINs alone', async () => {
    const rina = workspace.person('rina.wulandari');
    for (const word of ['verify', 'witness', 'key', 'export', 'erase'])
      expect(await rina.answerTo(`/pintu audit ${word}`)).toContain(t('error.adminOnly').slice(0, 20));
    expect(
      await workspace.query(
        'SELECT 1 FROM audit_check c JOIN person p ON p.id = c.asked_by_id AND p.email LIKE $1',
        ['rina.%'],
      ),
    ).toEqual([]);
  });

  it('T-1 is found to end too early by the head of a day, once its end was cut off with all that we knew of it', async () => {
    // The end is cut off by whoever can write to every table, and what we knew of it with it.
    await connected(workspace.databaseUrl, async (client) => {
      await client.query('SET session_replication_role = replica');
      for (const table of ['audit_head', 'audit_seal', 'audit_unsealed', 'audit_entry'])
        await client.query(`DELETE FROM ${table}`);
    });
    await press();
    // Not until all work is done: a seal that comes due meanwhile fails at what was done to the log, as it should.
    await tono.sees(t('audit.broken'));
    await tono.sees(t('audit.report'));
  });
});

describe('T-1 the witnesses of the audit log, in Slack and Teams together', () => {
  const t = translate('id');
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms });
    for (const platform of platforms) await bindForAdmins(platform);
    await teams().api.consent({ messages: true });
    await run(workspace, 'audit.seal');
    await run(workspace, 'audit.note');
  });
  afterAll(() => workspace.stop());

  const teams = () => workspace.person('tono.wijaya', 'teams') as TeamsPerson;

  async function bindForAdmins(platform: Platform): Promise<void> {
    const tono = workspace.person('tono.wijaya', platform);
    const door = workspace.door(platform);
    await door.letIn();
    await tono.answerTo(() => tono.command('/pintu channel', { in: door.channel }));
    await tono.click(t('channel.bind'));
    const form = await tono.modal(t('channel.bind'));
    await form.type(t('channel.name'), `Admin ${platform}`);
    await form.redrawn(() => form.choose(t('channel.purpose'), t('channel.purpose.ADMINS')));
    const { next } = await form.submit();
    await next?.close({ all: true });
    await settled(workspace);
  }

  async function verify(): Promise<{ places: unknown; first: unknown }> {
    await workspace.person('tono.wijaya', 'slack').answerTo('/pintu audit verify');
    await settled(workspace);
    const [check] = await workspace.query<{ witnesses: { places: unknown; first: unknown } }>(
      'SELECT witnesses FROM audit_check ORDER BY id DESC LIMIT 1',
    );
    return check?.witnesses ?? { places: null, first: null };
  }

  const places = [
    { platform: 'slack', name: 'Admin slack', days: 1 },
    { platform: 'teams', name: 'Admin teams', days: 1 },
  ];

  it('are read back from both, and confirm the log', async () => {
    expect(await verify()).toEqual({ places, first: [] });
    await workspace.person('tono.wijaya', 'slack').sees(t('audit.holds'));
  });

  it('are told apart where one of them may not be read', async () => {
    await teams().api.consent({ messages: false });
    const refused = 'ChannelMessage.Read.Group';
    expect(await verify()).toEqual({
      places: [places[0], { ...places[1], days: 0, refused }],
      first: [],
    });
    await workspace.person('tono.wijaya', 'slack').sees(t('audit.witness.notConsented'));
    await teams().api.consent({ messages: true });
  });

  it.each(platforms)('name the day of a message that was deleted in %s', async (platform) => {
    const [message] = await workspace.query<{ channel: string; id: string }>(
      `SELECT channel, message_id AS id FROM posted_card WHERE card = 'pintu.audit-note' AND platform = $1`,
      [platform],
    );
    const { channel = '', id = '' } = message ?? {};
    if (platform === 'slack') await workspace.playground.api.deleteMessage({ channel, ts: id, quiet: true });
    else await teams().api.deleteMessage({ chat: channel, message: id });
    const gone = expect.objectContaining({ how: 'gone', platform, name: `Admin ${platform}` });
    expect((await verify()).first).toContainEqual(gone);
    await workspace.person('tono.wijaya', 'slack').sees(t('audit.witness.gone'));
  });
});
