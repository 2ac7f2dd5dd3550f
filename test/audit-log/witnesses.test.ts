import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { maxMailBytes } from '../../src/audit-log/mail.ts';
import { headOf, sealAudit } from '../../src/audit-log/sealing.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { type AuditCheck, loadCheck } from '../../src/desks/front/audit/check.ts';
import { headLetters } from '../../src/desks/front/audit/heads.ts';
import { witnessNotes } from '../../src/desks/front/audit/missing-heads.ts';
import { newSigner, noteOf, readNotes, signCheckpoint } from '../../src/merkle/signed-note.ts';
import { letterText } from '../../src/neighbours/mail/letter.ts';
import { key, openWitnessed, type Witnessed } from '../support/audit-witnesses.ts';
import { createSampleDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { savedMail } from '../support/saved-mail.ts';

let database: TestDatabase;
let db: Database;
let log: Witnessed;
beforeAll(async () => {
  database = await createSampleDatabase();
  db = openDatabase(database.url, { max: 6, timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  log = openWitnessed(db, database.url);
  const tables = [
    'audit_check',
    'audit_checkpoint',
    'audit_seal',
    'audit_head',
    'audit_key',
    'audit_unsealed',
    'audit_entry',
    'posted_card',
    'bound_channel',
  ];
  await log.tamper(
    ...tables.map((table) => `DELETE FROM ${table}`),
    'DELETE FROM graphile_worker._private_jobs',
  );
  await log.bind();
});

const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'] as const;
const both = (how: string, day: string) => [
  { day, how, platform: 'slack', name: '#admin' },
  { day, how, platform: 'teams', name: 'Admin' },
];
const first = ({ witnesses }: AuditCheck) => witnesses?.first;

async function fourDays(entries = 30): Promise<void> {
  for (const day of days) await log.day(day, entries);
}

/** The message of a day, in either channel. */
const messageOf = (channel: Witnessed['slack'], day: string): string =>
  [...channel.messages].find(([, text]) => text.includes(`time ${day}`))?.[0] ?? '';

describe('T-1 the witnesses of the log', () => {
  it('confirm a log as it was, each for each of its days', async () => {
    await fourDays();
    const check = await log.verify();
    expect(check.finding).toBeNull();
    expect(check.witnesses).toEqual({
      first: [],
      places: [
        { platform: 'slack', name: '#admin', days: 4 },
        { platform: 'teams', name: 'Admin', days: 4 },
      ],
    });
    expect((await log.verify()).witnesses).toEqual(check.witnesses);
  });

  it('name the first day when an entry was rewritten and all later seals were made anew with the key', async () => {
    await fourDays();
    await log.tamper(`UPDATE audit_entry SET reason = 'lain' WHERE reason = '2026-11-22 7'`);
    expect((await log.verify()).finding).toMatchObject({ kind: 'broken' });
    await log.forge();
    const check = await log.verify();
    // By itself it holds: the key was theirs.
    expect(check.finding).toBeNull();
    expect(first(check)).toEqual(both('differs', '2026-11-22'));
  });

  it('name the first day when the newest 500 entries and their seals were removed', async () => {
    await fourDays(300);
    // Two heads of days are longer than what is left.
    await log.tamper(
      `DELETE FROM audit_seal WHERE position > (SELECT max(position) - 500 FROM audit_seal)`,
      `DELETE FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)`,
      'DELETE FROM audit_unsealed',
    );
    expect((await log.verify()).finding).toMatchObject({ kind: 'cut' });
    await log.forge();
    await log.tamper(
      `DELETE FROM posted_card WHERE key LIKE 'audit-note 2026-11-22%' OR key LIKE 'audit-note 2026-11-23%'`,
    );
    const check = await log.verify();
    expect(check.finding).toBeNull();
    expect(first(check)).toEqual(both('differs', '2026-11-22'));
  });

  it.each(days)('name the message of %s that was deleted in one channel', async (day) => {
    await fourDays();
    log.slack.messages.delete(messageOf(log.slack, day));
    expect(first(await log.verify())).toEqual([{ day, how: 'gone', platform: 'slack', name: '#admin' }]);
  });

  it('name a message that was deleted together with what we knew of it, by the other channel', async () => {
    await fourDays();
    log.teams.messages.delete(messageOf(log.teams, '2026-11-21'));
    await log.tamper(`DELETE FROM posted_card WHERE key LIKE 'audit-note 2026-11-21 teams%'`);
    expect(first(await log.verify())).toEqual([
      { day: '2026-11-21', how: 'gone', platform: 'teams', name: 'Admin' },
    ]);
  });

  it.each([
    ['its size', (text: string) => text.replace(/(audit\/\w{16}\n)/, '$11')],
    ['its signature', (text: string) => text.replace(/— (\S+) \S{6}/, '— $1 AAAAAA')],
    ['all of it', () => 'Tidak ada apa-apa'],
  ])('name a message of which somebody with the bot’s token changed %s', async (_what, change) => {
    await fourDays();
    const id = messageOf(log.slack, '2026-11-22');
    log.slack.messages.set(id, change(log.slack.messages.get(id) ?? ''));
    expect(first(await log.verify())).toEqual([
      { day: '2026-11-22', how: 'altered', platform: 'slack', name: '#admin' },
    ]);
  });

  it('name a message that has become that of another day', async () => {
    await fourDays();
    log.slack.messages.set(
      messageOf(log.slack, '2026-11-22'),
      log.slack.messages.get(messageOf(log.slack, '2026-11-20')) ?? '',
    );
    expect(first(await log.verify())).toEqual([
      { day: '2026-11-22', how: 'altered', platform: 'slack', name: '#admin' },
    ]);
  });

  it('say what keeps them from being read, and the others are heard all the same', async () => {
    await fourDays();
    log.teams.closed = 'ChannelMessage.Read.Group';
    const { witnesses } = await log.verify();
    expect(witnesses?.places).toEqual([
      { platform: 'slack', name: '#admin', days: 4 },
      { platform: 'teams', name: 'Admin', days: 0, refused: 'ChannelMessage.Read.Group' },
    ]);
    expect(witnesses?.first).toEqual([]);
  });

  it('are heard of what lies behind a check that was cut short, where they could not be read before', async () => {
    await fourDays();
    await log.tamper(`UPDATE audit_entry SET reason = 'lain' WHERE reason = '2026-11-22 7'`);
    await log.forge();
    for (const channel of [log.slack, log.teams]) channel.closed = 'not_in_channel';
    const { id, witnesses } = await log.verify();
    expect(witnesses?.first).toEqual([]);
    for (const channel of [log.slack, log.teams]) channel.closed = null;
    // As if it had been killed before it ended: how far it was is noted, and its job runs again.
    await db.query('UPDATE audit_check SET ended_at = NULL WHERE id = $1', [id]);
    await db.query(`SELECT enqueue_job('audit.check', json_build_object('id', $1::int))`, [id]);
    await log.work('audit.check');
    expect((await loadCheck(db, id))?.witnesses?.first).toEqual(both('differs', '2026-11-22'));
  });

  it('are heard by the mail of a day, whose text an ADMIN brings', async () => {
    await fourDays();
    const mails = await log.work('mail.send');
    expect(mails).toHaveLength(4);
    const letters = headLetters({ db, defaultLanguage: 'id', contextOf: async () => null } as never);
    const { subject } = (mails[2] as { payload: { subject: number } }).payload;
    const letter = await letters['audit-head'](subject, { address: 'auditor@lain.example' });
    const text = letter ? letterText(letter) : '';
    expect((await log.verify(text)).witnesses?.first).toEqual([]);
    await log.tamper(`UPDATE audit_entry SET reason = 'lain' WHERE reason = '2026-11-21 1'`);
    await log.forge();
    for (const channel of [log.slack, log.teams]) channel.messages.clear();
    await log.tamper('DELETE FROM posted_card');
    expect(first(await log.verify(text))).toEqual([
      { day: '2026-11-22', how: 'differs', platform: 'given', name: '' },
    ]);
  });

  it('are heard by mails as they were saved, and each of their days is said to match the log or not', async () => {
    await fourDays();
    const notes = [...log.slack.messages.values()].flatMap((text) => readNotes(text)).map(noteOf);
    const eml = await Promise.all([notes[1] ?? '', notes[2] ?? ''].map((note) => savedMail(note)));
    const agreed = await log.mail(...eml);
    expect(agreed.refused).toEqual([]);
    expect(agreed.check?.witnesses?.places.at(-1)).toMatchObject({
      platform: 'given',
      brought: { days: ['2026-11-21', '2026-11-22'], differing: [] },
    });
    await log.tamper(`UPDATE audit_entry SET reason = 'lain' WHERE reason = '2026-11-22 1'`);
    await log.forge();
    for (const channel of [log.slack, log.teams]) channel.messages.clear();
    await log.tamper('DELETE FROM posted_card');
    const { check } = await log.mail(...eml);
    expect(check && first(check)).toEqual([
      { day: '2026-11-22', how: 'differs', platform: 'given', name: '' },
    ]);
    expect(check?.witnesses?.places.find(({ platform }) => platform === 'given')?.brought).toEqual({
      days: ['2026-11-21', '2026-11-22'],
      differing: ['2026-11-22'],
    });
  });

  it('say which mail cannot be used and why, and hear the others', async () => {
    await log.day(days[0], 3);
    const [note = ''] = [...log.slack.messages.values()].flatMap((text) => readNotes(text)).map(noteOf);
    const [checkpoint] = readNotes(note);
    if (!checkpoint) throw new Error('there is no head');
    const stranger = newSigner(checkpoint.origin);
    const given = await log.mail(
      await savedMail('Tidak ada apa-apa'),
      await savedMail(noteOf(signCheckpoint(checkpoint, [stranger]))),
      Buffer.alloc(maxMailBytes + 1, 'a'),
      Buffer.from('bukan e-mail'),
      await savedMail(note),
    );
    expect(given.refused).toEqual([
      'audit.mail.none',
      'audit.mail.signature',
      'audit.mail.large',
      'audit.mail.none',
    ]);
    expect(given.check?.witnesses?.places.at(-1)?.brought).toEqual({ days: [days[0]], differing: [] });
    // One by one none of them begins a check.
    await log.tamper('DELETE FROM posted_card');
    const none = await log.mail(await savedMail('Tidak ada apa-apa'));
    expect([none.refused, none.check]).toEqual([['audit.mail.none'], null]);
  });

  it('are not asked twice for the same mail, nor for one whose giver is no ADMIN any more', async () => {
    await log.day(days[0], 3);
    const [note = ''] = [...log.slack.messages.values()].flatMap((text) => readNotes(text)).map(noteOf);
    const eml = await savedMail(note);
    await log.read('tono.wijaya', eml);
    // The job was ended after the check had begun, and runs again.
    expect(await log.read('tono.wijaya', eml)).toEqual([]);
    expect(await db.query('SELECT id FROM audit_check')).toHaveLength(1);
    expect(await log.read('rina.wulandari', eml)).toEqual(['error.adminOnly']);
    expect(await db.query('SELECT id FROM audit_check')).toHaveLength(1);
  });

  it('hear of a key’s successor by the head that both have signed', async () => {
    await log.day(days[0], 3);
    const before = await db.query<{ origin: string }>('SELECT origin FROM audit_key');
    await db.query('UPDATE audit_key SET retired_at = now() WHERE retired_at IS NULL');
    await log.day(days[1], 3);
    await log.day(days[2], 3);
    const keys = await db.query<{ origin: string; length: number }>(
      'SELECT origin, octet_length(private_key) AS length FROM audit_key ORDER BY id',
    );
    // Of the former one nothing but that it was ours is left.
    expect(keys.map(({ length }) => length)).toEqual([28, expect.any(Number)]);
    expect(keys[1]?.length).toBeGreaterThan(28);
    expect(new Set(keys.map(({ origin }) => origin))).toEqual(new Set(before.map(({ origin }) => origin)));
    const signatures = [...log.slack.messages.values()].map((text) => text.match(/^— /gm)?.length);
    expect(signatures).toEqual([1, 2, 1]);
    const check = await log.verify();
    expect([check.finding, check.witnesses?.first]).toEqual([null, []]);
    expect(check.witnesses?.places[0]?.days).toBe(3);
  });
});

describe('T-1 the head of a day', () => {
  const posted = () =>
    db.query('SELECT key FROM posted_card WHERE card = $1 ORDER BY key', ['pintu.audit-note']);
  const mails = () =>
    db.query(`SELECT j.key FROM graphile_worker._private_jobs j WHERE j.key LIKE 'mail audit-note%'`);

  it('is signed and posted once, however many replicas and restarts there are', async () => {
    await log.day(days[0], 3);
    for (let round = 0; round < 3; round += 1) await Promise.all([1, 2, 3].map(() => log.note()));
    await log.work('posted.deliver');
    expect(await posted()).toHaveLength(2);
    expect(await mails()).toHaveLength(1);
    expect(log.slack.messages.size).toBe(1);
    expect(log.teams.messages.size).toBe(1);
  });

  it('is there also of a day on which nothing was sealed, so that one that is missing was taken away', async () => {
    await log.day(days[0], 3);
    await log.day(days[1], 0);
    expect(log.slack.messages.size).toBe(2);
    expect((await log.verify()).witnesses?.places[0]?.days).toBe(2);
  });

  it('comes by the next run when the program was killed between sealing and posting, and the log holds', async () => {
    await log.day(days[0], 3);
    // Sealed, and killed within the transaction that would have signed and posted: all of that is gone, or nothing.
    await log.tamper(
      `INSERT INTO audit_entry (at, actor, surface, action, subject) VALUES (now(), 'A', 'system', 'a', 's')`,
    );
    await db.query('INSERT INTO audit_unsealed (entry_id) SELECT max(id) FROM audit_entry');
    await sealAudit(db, key);
    const before = await headOf(db, key);
    await db.query('DELETE FROM graphile_worker._private_jobs');
    await log.tamper(
      `CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`,
      'CREATE TRIGGER dies BEFORE INSERT ON posted_card FOR EACH ROW EXECUTE FUNCTION dies()',
    );
    await log.tamper(`DELETE FROM audit_checkpoint`, 'DELETE FROM posted_card');
    log.slack.messages.clear();
    log.teams.messages.clear();
    await expect(log.note()).rejects.toThrow();
    expect(await posted()).toEqual([]);
    expect(await db.query('SELECT 1 FROM audit_checkpoint')).toEqual([]);
    await log.tamper('DROP TRIGGER dies ON posted_card', 'DROP FUNCTION dies');
    await log.note();
    await log.work('posted.deliver');
    expect(await headOf(db, key)).toEqual(before);
    expect(log.slack.messages.size).toBe(1);
    const check = await log.verify();
    expect([check.finding, check.witnesses?.first]).toEqual([null, []]);
  });
});

describe('T-1 the doctor’s line of the witnesses', () => {
  const t = translate('id');
  const lineAt = async (now: string) => {
    const ctx = { now: new Date(now), timeZone: 'Asia/Jakarta', t };
    const { notes, attention } = await witnessNotes(ctx, db, log.deps.messengers);
    return { said: notes.map((note) => t.message(note)), attention };
  };
  const evening = '2026-11-23T12:00:00Z';

  it('says so where no head was signed yet', async () => {
    expect(await lineAt(evening)).toEqual({ said: [t('doctor.witnesses.none')], attention: false });
  });

  it('says of a chat in which no root ever stood that it never did, from the first day on and whatever the others have', async () => {
    await db.query(`DELETE FROM bound_channel WHERE platform = 'teams'`);
    await db.query('DELETE FROM sent_mail');
    const never = t('doctor.witnesses.never', { place: t('doctor.teams') });
    const mend = t('doctor.witnesses.mend');
    expect(await lineAt('2026-11-19T12:00:00Z')).toEqual({
      said: [t('doctor.witnesses.none'), never, mend],
      attention: true,
    });
    await fourDays(3);
    const { said, attention } = await lineAt(evening);
    expect(attention).toBe(true);
    expect(said[0]).toBe(never);
    expect(said.join('\n')).not.toContain(`${t('doctor.teams')}: 4`);
    // What stood there once and stands there no more is counted by days again.
    await db.query(
      `UPDATE posted_card SET platform = 'teams' WHERE card = 'pintu.audit-note' AND key LIKE 'audit-note 2026-11-20 %'`,
    );
    expect((await lineAt(evening)).said.join('\n')).toContain(
      t('doctor.witnesses.missing', { place: t('doctor.teams'), count: 3, day: '23 November 2026' }),
    );
  });

  it('says that each day has its root everywhere, and names for each place the last day without one', async () => {
    await db.query('DELETE FROM sent_mail');
    await fourDays(3);
    await db.query(
      `INSERT INTO sent_mail (key) SELECT 'audit-note ' || day || ' auditor@lain.example' FROM audit_checkpoint WHERE day < '2026-11-23'`,
    );
    // What was signed a moment ago may be on its way.
    expect(await lineAt('2026-11-23T00:10:00Z')).toEqual({
      said: [t('doctor.witnesses.all', { days: 3 })],
      attention: false,
    });
    await db.query(
      `UPDATE posted_card SET message_id = NULL, failure = 'not_in_channel'
       WHERE platform = 'teams' AND key LIKE ANY(ARRAY['audit-note 2026-11-21 %', 'audit-note 2026-11-22 %'])`,
    );
    const missing = (place: string, count: number, day: string) =>
      t('doctor.witnesses.missing', { place, count, day });
    expect(await lineAt(evening)).toEqual({
      said: [
        missing('Microsoft Teams', 2, '22 November 2026'),
        missing('E-mail', 1, '23 November 2026'),
        t('doctor.witnesses.mend'),
      ],
      attention: true,
    });
    // A week later that is history.
    expect((await lineAt('2026-12-02T00:00:00Z')).attention).toBe(false);
  });
});
