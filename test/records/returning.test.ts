import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCodes } from '../../src/chat/codes.ts';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { loadDetail } from '../../src/desks/user-id/store.ts';
import type { Remark } from '../../src/records/remarks.ts';
import { waitingOf } from '../../src/records/waiting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
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

const make = (kind: string): Promise<Returnable> => {
  const made = returnables[kind]?.(db);
  if (!made) throw new Error(`no record of ${kind} is there to be returned: test/support/returnable.ts`);
  return made;
};

/** Whom a record waits for, as cards, lists, letters and reminders say it. */
async function holdersOf({ subject }: Returnable): Promise<number[]> {
  const [waits] = await waitingOf(returningDesks(db).desks, { subjects: [subject] });
  return [...(waits?.holders ?? [])].sort((one, other) => one - other);
}

/** Everybody whom the rules let do this, of all people that there are. */
async function allWho(verb: 'return' | 'answer' | 'take-back', record: Returnable): Promise<number[]> {
  const desks = returningDesks(db);
  const rows = await db.query<{ id: number }>('SELECT id FROM person WHERE active ORDER BY id');
  const who = await Promise.all(
    rows.map(async ({ id }) => {
      const ctx = await desks.people.contextOf(id, 'slack');
      return ctx && (await remarking(desks).may(ctx, verb, record)) === true ? id : null;
    }),
  );
  return who.filter((id) => id !== null);
}

const saidOf = async (record: Returnable, reader: Context): Promise<readonly Remark[]> => {
  const [name = '', id] = record.subject.split(':');
  return (await returningDesks(db).kinds.get(name)?.of(db, reader, Number(id)))?.remarks ?? [];
};

const changes = async ({ subject }: Returnable): Promise<string[]> =>
  (
    await db.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE subject = $1 AND action LIKE 'record.%' ORDER BY id`,
      [subject],
    )
  ).map(({ action }) => action);

describe('kinds of records that somebody decides', () => {
  it('A-3 are returned each, and the records of a further one are tested by being there', () => {
    expect([...returningDesks(db).kinds.keys()].sort()).toEqual(Object.keys(returnables).sort());
  });
});

describe.each(Object.keys(returnables))('a record of %s that is returned', (kind) => {
  it('A-1 A-3 waits for whoever asked and for nobody else, who alone may answer, and comes back to its holders', async () => {
    const desks = returningDesks(db);
    const { says } = remarking(desks);
    const record = await make(kind);
    const { requester, holders } = record;
    const before = await holdersOf(record);
    for (const { actor } of holders) expect(before).toContain(actor.id);
    // Nobody asks themselves.
    expect(await allWho('return', record)).toEqual(before.filter((id) => id !== requester.actor.id));
    expect(await allWho('answer', record)).toEqual([]);
    expect(await allWho('take-back', record)).toEqual([]);

    await says(holders[0], 'return', record, 'Untuk apa?');
    expect(await holdersOf(record)).toEqual([requester.actor.id]);
    expect(await allWho('answer', record)).toEqual([requester.actor.id]);
    expect(await allWho('return', record)).toEqual([]);
    expect(await allWho('take-back', record)).toEqual(before);
    // Whoever would decide hears who returned it.
    expect(await record.decide(holders[1])).toMatchObject({
      type: 'passed',
      why: { key: 'record.refuse.returned', args: { name: holders[0].actor.name } },
    });

    await says(requester, 'answer', record, 'Untuk laporan.');
    expect(await holdersOf(record)).toEqual(before);
    expect(await allWho('answer', record)).toEqual([]);
    expect(await allWho('return', record)).toEqual(before.filter((id) => id !== requester.actor.id));
    expect(await record.decide(holders[1])).toMatchObject({ type: 'decided' });
  });

  it('A-3 keeps every round readable, on the record and in the log, and is taken back by whoever holds it', async () => {
    const { says } = remarking(returningDesks(db));
    const record = await make(kind);
    const { requester, holders } = record;
    await says(holders[0], 'return', record, 'Satu?');
    await says(requester, 'answer', record, 'Satu.');
    await says(holders[1], 'return', record, 'Dua?');
    await says(holders[0], 'take-back', record);
    expect(
      (await saidOf(record, requester)).map(({ kind: of, by, text, isOpen }) => [of, by, text, isOpen]),
    ).toEqual([
      ['QUESTION', holders[0].actor.name, 'Satu?', false],
      ['ANSWER', requester.actor.name, 'Satu.', false],
      ['QUESTION', holders[1].actor.name, 'Dua?', false],
      ['TAKEN_BACK', holders[0].actor.name, '', false],
    ]);
    expect(await changes(record)).toEqual([
      'record.returned',
      'record.answered',
      'record.returned',
      'record.questionTakenBack',
    ]);
    expect(await record.decide(holders[0])).toMatchObject({ type: 'decided' });
  });

  it('A-3 I-10 is withdrawn by whoever asked, which ends the question', async () => {
    const { says, may } = remarking(returningDesks(db));
    const record = await make(kind);
    await says(record.holders[0], 'return', record, 'Untuk apa?');
    expect(await record.withdraw(record.requester)).toMatchObject({ type: 'decided' });
    expect(await holdersOf(record)).toEqual([]);
    expect(await may(record.requester, 'answer', record)).not.toBe(true);
    expect(
      await db.query(
        `SELECT 1 FROM record_remark WHERE subject = $1 AND kind = 'QUESTION' AND ended_at IS NULL`,
        [record.subject],
      ),
    ).toEqual([]);
  });

  it('A-2 A-3 asks for a question and an answer, and one form counts once', async () => {
    const { open, send } = remarking(returningDesks(db));
    const record = await make(kind);
    const asking = await open(record.holders[0], 'return', record);
    await expect(send(record.holders[0], asking, ' ')).rejects.toMatchObject({
      fields: { reason: expect.anything() },
    });
    await send(record.holders[0], asking, 'Untuk apa?');
    expect(await send(record.holders[0], asking, 'Untuk apa?')).toMatchObject({ type: 'done' });
    const answering = await open(record.requester, 'answer', record);
    await send(record.requester, answering, 'Laporan.');
    expect(await send(record.requester, answering, 'Laporan.')).toMatchObject({ type: 'done' });
    expect(await changes(record)).toEqual(['record.returned', 'record.answered']);
  });

  it('A-4 keeps what whoever asked and its holders write, once each, and leaves others alone', async () => {
    const { kinds } = returningDesks(db);
    const record = await make(kind);
    const written = (ctx: Context, text: string, source: string) =>
      kinds.get(kind)?.write(means(db), ctx, record.id, { text, source: `${record.subject} ${source}` });
    expect(await written(record.holders[0], 'Sedang kami periksa.', 'a')).toBe('comment');
    expect(await written(record.holders[0], 'Sedang kami periksa.', 'a')).toBe('comment');
    expect(await written(record.requester, 'Terima kasih.', 'b')).toBe('comment');
    const rows = await db.query<{ id: number }>('SELECT id FROM person WHERE active ORDER BY id');
    const holders = await holdersOf(record);
    for (const { id } of rows) {
      if (id === record.requester.actor.id || holders.includes(id)) continue;
      const ctx = await returningDesks(db).people.contextOf(id, 'slack');
      if (ctx) expect(await written(ctx, 'Saya juga.', String(id))).toBeNull();
    }
    expect((await saidOf(record, record.requester)).map(({ kind: of, text }) => [of, text])).toEqual([
      ['COMMENT', 'Sedang kami periksa.'],
      ['COMMENT', 'Terima kasih.'],
    ]);
    // Where it is returned, what whoever asked writes is the answer.
    await remarking(returningDesks(db)).says(record.holders[0], 'return', record, 'Untuk apa?');
    expect(await written(record.holders[1], 'Mohon segera.', 'c')).toBe('comment');
    expect(await written(record.requester, 'Untuk laporan.', 'd')).toBe('answer');
    expect(await holdersOf(record)).toEqual(holders);
  });
});

describe('what a decision’s form has shown', () => {
  it('A-11 U-22 is not what there is any more once there is an answer, which may correct what the desk allows', async () => {
    const desks = returningDesks(db);
    const { says, open, send } = remarking(desks);
    const record = await make('user-id');
    const { holders, requester } = record;
    const form = async (ctx: Context) => {
      const reply = await desks.desks[0]?.actions.reject?.run(ctx, [String(record.id), 'WAITING_MANAGER']);
      if (reply?.type !== 'form') throw new Error('no form');
      return reply.form;
    };
    const decision = await form(holders[1]);
    await says(holders[0], 'return', record, 'Sistem mana?');
    const answering = await open(requester, 'answer', record);
    const given = answering.fields.filter(({ type }) => type !== 'show');
    expect(given[0]).toMatchObject({ name: 'reason' });
    const note = answering.fields.flatMap((field) =>
      'name' in field && field.name.startsWith('note-') ? [field.name] : [],
    );
    await send(requester, answering, 'Hanya laporan bulanan.', {
      [note[0] ?? '']: { type: 'text', text: 'Laporan bulanan' },
      note: { type: 'text', text: 'Catatan baru' },
    });
    expect(await loadDetail(db, { id: record.id })).toMatchObject({
      status: 'WAITING_MANAGER',
      note: 'Catatan baru',
      platforms: [{ note: 'Laporan bulanan' }],
      decisions: [{ stage: 'WAITING_ATASAN', approved: true }],
    });
    const values = { reason: { type: 'text' as const, text: 'Tidak' } };
    const answer = await desks.desks[0]?.forms.act?.submit?.(holders[1], decision.state, values, noCodes);
    expect(answer?.type).toBe('become');
    const shown = JSON.stringify(answer);
    for (const changed of ['Laporan bulanan', 'Catatan baru', 'Hanya laporan bulanan.'])
      expect(shown).toContain(changed);
  });
});
