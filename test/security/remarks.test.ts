import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimFile, maxDailyBytes } from '../../src/attachments/kept.ts';
import { noCodes } from '../../src/chat/codes.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { Refusal } from '../../src/core/errors.ts';
import type { Database } from '../../src/db/database.ts';
import { reject as rejectRequest } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { loadDetail } from '../../src/desks/user-id/store.ts';
import { remarksPerMinute } from '../../src/people/admission.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { type Returnable, remarking, returnables, returningDesks } from '../support/returnable.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function make(kind: string): Promise<Returnable> {
  const made = await returnables[kind]?.(db);
  if (!made) throw new Error(`no record of ${kind}`);
  return made;
}

let given = 0;
/** A file that somebody has brought, of so many bytes by its own account. */
async function brought(by: Context, size = 10): Promise<number> {
  given += 1;
  const [file] = await db.query<{ id: number }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
     VALUES ('surat.pdf', 'application/pdf', $1, '', '', $2, $3) RETURNING id`,
    [size, `berkas ${given}`, by.actor.id],
  );
  return file?.id ?? 0;
}

const write = (kind: string, record: Returnable, by: Context, files: number[]) => {
  given += 1;
  const written = { text: 'Lihat lampiran.', files, source: `pesan ${given}` };
  return returningDesks(db).kinds.get(kind)?.write(means(db), by, record.id, written);
};

const filesOf = async (kind: string, record: Returnable, reader: Context) =>
  (await returningDesks(db).kinds.get(kind)?.of(db, reader, record.id))?.remarks?.flatMap(
    ({ files }) => files,
  ) ?? [];

describe('a key that a client names', () => {
  it('A-2 A-8 is its person’s: nobody’s decision is done by what somebody else did under it', async () => {
    const record = await make('user-id');
    const key = 'import:1 0 1';
    const desks = returningDesks(db);
    const { open, says } = remarking(desks);
    await says(record.holders[0], 'return', record, 'Untuk apa?');
    const answering = await open(record.requester, 'answer', record);
    const [verb = '', id = '', , ...more] = answering.state;
    const values = { reason: { type: 'text' as const, text: 'Laporan.' } };
    await desks.remarks.forms.act?.submit?.(record.requester, [verb, id, key, ...more], values, noCodes);
    const policy = { oneStagePerPerson: true };
    const reject = () =>
      doing(db, requests)(rejectRequest({ policy }, 'WAITING_MANAGER'), record.holders[1], record.id, {
        reason: 'Tidak',
        key,
      });
    // The same of one person's is one all the same.
    for (const _ of [1, 2]) expect(await reject()).toMatchObject({ type: 'decided' });
    expect(await loadDetail(db, { id: record.id })).toMatchObject({ status: 'REJECTED' });
    const entries = await db.query(
      `SELECT action FROM audit_entry WHERE subject = $1 AND data->>'key' = $2 ORDER BY id`,
      [record.subject, key],
    );
    expect(entries).toEqual([{ action: 'record.answered' }, { action: 'user-id.rejected' }]);
  });
});

describe('what is given with a remark', () => {
  it('A-4 A-11 takes nothing away from the record, though it be a file of that same record', async () => {
    const record = await make('user-id');
    const { requester } = record;
    const file = await brought(requester);
    await db.transaction(withoutDeadline, (tx) => claimFile(tx, requester, file, { record: record.subject }));
    const attached = async () => (await loadDetail(db, { id: record.id }))?.attachments.map(({ id }) => id);
    expect(await attached()).toEqual([file]);
    // The same file twice: each remark has it, and so has the request.
    for (const _ of [1, 2]) expect(await write('user-id', record, requester, [file])).toBe('comment');
    expect(await attached()).toEqual([file]);
    expect(new Set((await filesOf('user-id', record, requester)).map(({ id }) => id)).size).toBe(2);
  });

  it('G-7 I-3 of a file that is signed is for those whom that is about, and for no ADMIN', async () => {
    const record = await make('signing');
    const { requester } = record;
    await write('signing', record, requester, [await brought(requester)]);
    const [file] = await filesOf('signing', record, record.holders[0]);
    const open = (reader: Context) =>
      returningDesks(db).remarks.actions.file?.run(reader, ['signing', String(file?.id)]);
    await expect(open(record.holders[0])).resolves.toMatchObject({ type: 'card' });
    const admin = await actingAs(db, 'tono.wijaya');
    expect(admin.actor.roles).toContainEqual({ role: 'ADMIN', unitId: null });
    expect(await filesOf('signing', record, admin)).toEqual([]);
    await expect(open(admin)).rejects.toThrow(Refusal);
    const shown = await returningDesks(db)
      .desks.find(({ id }) => id === 'sign')
      ?.actions['open-signing']?.run(admin, [String(record.id)]);
    expect(JSON.stringify(shown)).not.toContain('surat.pdf');
  });

  it('U-6 counts with what its person brings in a day, each copy of it', async () => {
    const record = await make('user-id');
    const { requester } = record;
    const half = await brought(requester, maxDailyBytes / 2);
    await write('user-id', record, requester, [half]);
    // A second one of the same size is as much as a day holds, with what was brought before it is more.
    await expect(write('user-id', record, requester, [half])).rejects.toMatchObject({
      reason: { key: 'attachment.error.daily' },
    });
    // Nothing of that is told.
    expect(await filesOf('user-id', record, requester)).toHaveLength(1);
    await db.query('DELETE FROM attachment WHERE size > 1000');
  });
});

describe('what one person says of records', () => {
  it('A-4 U-7 is so much in a minute, in threads and in forms together, and is said with when again', async () => {
    await db.query('DELETE FROM counted');
    const { remarks } = returningDesks(db);
    const [one, other] = [await make('user-id'), await make('user-id')];
    const [number] = await db.query<{ number: string }>('SELECT number FROM user_id_request WHERE id = $1', [
      one.id,
    ]);
    const reply = (n: number) =>
      remarks.takeWritten(one.requester, {
        text: `${number?.number} Nomor ${n}`,
        files: [],
        source: `banjir ${n}`,
      });
    const outcomes = await Promise.allSettled(
      Array.from({ length: remarksPerMinute + 15 }, (_, n) => reply(n)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(remarksPerMinute);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({
          reason: { key: 'record.refuse.tooFast', args: { most: remarksPerMinute } },
        });
    const [said] = await db.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM record_remark WHERE subject = $1',
      [one.subject],
    );
    expect(said?.n).toBe(remarksPerMinute);
    // What is no remark of theirs is not counted, and whoever else says something is not counted with them.
    expect(await remarks.takeWritten(one.requester, { text: 'Halo', files: [], source: 'halo' })).toBeNull();
    expect(await write('user-id', other, other.holders[0], [])).toBe('comment');
  });
});
