import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileWithRecord } from '../../src/attachments/kept.ts';
import type { ActionHandler } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { contentOf } from '../../src/db/file-content.ts';
import type { Minutes } from '../../src/records/minutes.ts';
import { downloadCard } from '../../src/web/download-card.ts';
import { type CatalogueDesks, catalogueDesks } from '../support/card-catalogue.ts';
import { createSampleDatabase, type TestDatabase } from '../support/database.ts';
import { everything, now, owned, withEverything } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { allRetention, dayMs, noDays, retain, usualDays } from '../support/retention.ts';
import { type Returnable, returnables } from '../support/returnable.ts';
import { giveBytes } from '../support/sealed-files.ts';

let database: TestDatabase;
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await createSampleDatabase();
  db = openDatabase(database.url, { max: 12 });
  desks = catalogueDesks(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Files of fixtures stand at no record, though a record has them. */
const recordRules = allRetention.filter(({ kind }) => kind !== 'file.unused');

const later = () => new Date(now.getTime() + dayMs);
const removed = {
  id: 'dihapus sesuai masa simpan pada 22 November 2026',
  en: 'removed under retention on 22 November 2026',
};
const inLanguage = (ctx: Context, language: 'id' | 'en'): Context => ({
  ...ctx,
  now: later(),
  t: translate(language),
});

type Actions = Record<string, ActionHandler | undefined>;

interface Kind {
  table: string;
  desk(): { actions: object };
  /** What shows a record, and what its log. */
  open: string;
  log?: string;
  /** What was said of people in it, some of it. */
  said: readonly string[];
  /** Rows of other tables that are its own. */
  beside?: string;
  /** Which of them is to be closed: by its decision, or by taking it back. */
  by?: 'withdraw';
}

const kinds: Record<string, Kind> = {
  'user-id': {
    table: 'user_id_request',
    desk: () => desks.userId,
    open: 'open',
    log: 'log',
    said: ['Wahyu', 'mitra.example', 'Staf', 'Catatan lama', 'Untuk laporan', '"Ya"'],
    beside: `(SELECT jsonb_agg(p) FROM user_id_platform p WHERE p.request_id = r.id),
      (SELECT jsonb_agg(d) FROM user_id_decision d WHERE d.request_id = r.id)`,
  },
  satker: {
    table: 'satker_user',
    desk: () => desks.satker.desk,
    open: 'open',
    log: 'log',
    said: ['Budi', 'satker.example', '3171010101'],
  },
  'satker-ticket': {
    table: 'satker_ticket',
    desk: () => desks.satker.desk,
    open: 'open-ticket',
    log: 'log-ticket',
    said: ['Tidak sesuai'],
  },
  'new-phone': {
    table: 'new_phone',
    desk: () => desks.signature.desk,
    open: 'open-new-phone',
    said: ['Hilang'],
  },
  mapping: {
    table: 'secretary_mapping',
    desk: () => desks.partner.desk,
    open: 'open',
    log: 'log',
    said: ['Pindah tugas'],
    by: 'withdraw',
  },
  signing: {
    table: 'signing',
    desk: () => desks.signature.desk,
    open: 'open-signing',
    said: ['kontrak.pdf'],
  },
};

/** All that lies in the database of a record, but for its log. */
async function held({ id, subject }: Returnable, { table, beside = '' }: Kind): Promise<string> {
  const [row] = await db.query<{ all: unknown[] }>(
    `SELECT jsonb_build_array(to_jsonb(r), (SELECT jsonb_agg(m.text ORDER BY m.id) FROM record_remark m WHERE m.subject = $2),
       (SELECT jsonb_agg(jsonb_build_array(a.name, length(a.content)) ORDER BY a.id) FROM attachment a WHERE a.record = $2)
       ${beside && `, ${beside}`}) AS all FROM ${table} r WHERE r.id = $1`,
    [id, subject],
  );
  return JSON.stringify(row?.all);
}

/** What was said of it, a file that came with it, and a copy of its card that stands somewhere. */
async function surrounded({ subject, requester, holders }: Returnable): Promise<number> {
  const [file] = await db.query<{ id: number }>(
    `WITH said AS (INSERT INTO record_remark (subject, kind, stage, person_id, surface, text, at)
       VALUES ($1, 'COMMENT', '-', $2, 'slack', 'Nomor saya 0812', $3) RETURNING id),
     shown AS (INSERT INTO posted_card (key, card, subject, args, person_id, thread, live) VALUES ('copy ' || $1, 'user-id.request', $1, '{}', $4, 'copy ' || $1, true))
     INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, remark_id, created_at)
     SELECT 'ktp rahasia.pdf', 'application/pdf', 0, '', '', 'berkas ' || $1, $2, $1, said.id, $3 FROM said RETURNING id`,
    [subject, requester.actor.id, now, holders[0].actor.id],
  );
  await db.query(
    `UPDATE attachment SET record = $1, created_at = $2 WHERE id IN (SELECT original_id FROM signing WHERE 'signing:' || id = $1)`,
    [subject, now],
  );
  await giveBytes(db, file?.id ?? 0, '%PDF-1.7 rahasia');
  return file?.id ?? 0;
}

const shownBy = async (kind: Kind, ctx: Context, verb: string, id: number): Promise<string> => {
  const actions = kind.desk().actions as Actions;
  const reply = await actions[verb]?.run(ctx, [String(id)]);
  if (reply?.type !== 'card') throw new Error(`no card is shown by ${verb}`);
  return JSON.stringify(reply.card);
};

const refreshed = async () =>
  (
    await db.query<{ subject: string }>(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id AND t.identifier = 'posted.refresh' AND j.priority = 10 RETURNING j.payload->>'subject' AS subject`,
    )
  ).map(({ subject }) => subject);

it('T-3 every kind of record that people decide has its data removed some time after its end', () => {
  expect(Object.keys(kinds).sort()).toEqual(Object.keys(returnables).sort());
});

describe.each(Object.entries(kinds))('T-3 the data of a record that is over: %s', (name, kind) => {
  let open: Returnable;
  let closed: Returnable;
  let file: number;
  let before: string;
  let log: unknown[];
  const logOf = () => db.query('SELECT * FROM audit_entry WHERE subject = $1 ORDER BY id', [closed.subject]);
  beforeAll(async () => {
    const make = returnables[name];
    if (!make) throw new Error(`nothing makes ${name}`);
    [open, closed] = [await make(db), await make(db)];
    file = await surrounded(closed);
    await surrounded(open);
    await (kind.by === 'withdraw' ? closed.withdraw(closed.requester) : closed.decide(closed.holders[0]));
    before = await held(open, kind);
    log = await logOf();
    await retain(db, later, { rules: recordRules, days: usualDays });
    for (const said of kind.said) expect(await held(closed, kind), said).toContain(said.replaceAll('"', ''));
    await refreshed();
    await retain(db, later, { rules: recordRules, days: noDays, most: 2 });
  });

  it('goes with what was said of it and its files, and nothing of one that is open', async () => {
    const left = await held(closed, kind);
    for (const said of [...kind.said, '0812', 'ktp rahasia']) expect(left, said).not.toContain(said);
    expect(await contentOf(db, file)).toBeNull();
    expect(await held(open, kind)).toBe(before);
    const brought = await refreshed();
    expect(brought).toContain(closed.subject);
    expect(brought).not.toContain(open.subject);
  });

  it('leaves the log as it is', async () => {
    expect(await logOf()).toEqual(log);
  });

  it.each(['id', 'en'] as const)(
    'is said to be removed on its card and in its log, in %s',
    async (language) => {
      for (const ctx of [closed.holders[0], closed.requester]) {
        const reader = inLanguage(ctx, language);
        const card = await shownBy(kind, reader, kind.open, closed.id);
        expect(card).toContain(removed[language]);
        expect(card).not.toContain('ktp rahasia');
        if (kind.log) expect(await shownBy(kind, reader, kind.log, closed.id)).toBeTruthy();
      }
      // It is decided by nobody any more, and one that is open still is.
      const waiting = await shownBy(kind, inLanguage(open.holders[0], language), kind.open, open.id);
      expect(waiting).not.toContain(removed[language]);
    },
  );

  it.each(['id', 'en'] as const)(
    'is said to be removed in its berita acara and where its file is asked for, in %s',
    async (language) => {
      const reader = inLanguage(closed.holders[0], language);
      const all = (kind.desk() as { minutes?: readonly Minutes[] }).minutes ?? [];
      const minuted = await all.find((one) => one.name === name)?.of(db, reader, closed.id);
      if (minuted) expect(JSON.stringify(minuted.asked)).toContain(removed[language]);
      const given = await fileWithRecord(db, file);
      if (!given) throw new Error('the file is not there');
      const refusal = await downloadCard(reader, { db, publicUrl: '' }, given, '').catch(
        (error) => error.reason,
      );
      expect(reader.t.message(refusal)).toContain(removed[language].replace(/^.* (pada|on) /, ''));
    },
  );
});

describe('T-3 retention', () => {
  it('takes nothing from somebody who has one of everything, however short all periods are', async () => {
    const somebody = await withEverything(db);
    const before = await owned(db, somebody);
    expect(before).toEqual(everything);
    await retain(db, () => new Date(now.getTime() + 60_000), { rules: recordRules, days: noDays, most: 3 });
    expect(await owned(db, somebody)).toEqual(before);
  });

  it('keeps a completed request for as long as the User ID that came of it, and counts from its end', async () => {
    const { userId } = await withEverything(db);
    const request = () =>
      db.query<{ name: string }>('SELECT name FROM user_id_request WHERE number = $1', [userId]);
    const at = (ms: number) => () => new Date(now.getTime() + ms);
    const days = new Map([...noDays, ['user-id.request', 5], ['user-id.files', 5]]);
    await retain(db, at(400 * dayMs), { rules: recordRules, days });
    expect(await request()).toEqual([{ name: 'Punya Segala' }]);
    await db.query('UPDATE account SET ended_at = $2 WHERE user_id = $1', [userId, at(400 * dayMs)()]);
    await retain(db, at(405 * dayMs), { rules: recordRules, days });
    expect(await request()).toEqual([{ name: 'Punya Segala' }]);
    await retain(db, at(405 * dayMs + 1), { rules: recordRules, days });
    expect(await request()).toEqual([{ name: '' }]);
  });
});
