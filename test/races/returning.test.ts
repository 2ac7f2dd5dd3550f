import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { type Returnable, remarking, returnables, returningDesks } from '../support/returnable.ts';

const rounds = Number(process.env.ROUNDS) || 2;

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

const passed = translate('id')('form.passed');

/** What came of each, of several things that are done at the same moment: whether it counts, or came too late. */
async function counted(acts: readonly Promise<unknown>[]): Promise<boolean[]> {
  return (await Promise.all(acts)).map((result) => {
    const { type, form } = result as { type: string; form?: { title: string } };
    return type === 'decided' || (type === 'done' && form?.title !== passed);
  });
}

const questions = async ({ subject }: Returnable): Promise<{ open: number; answers: number }> => {
  const [row] = await db.query<{ open: number; answers: number }>(
    `SELECT count(*) FILTER (WHERE kind = 'QUESTION' AND ended_at IS NULL)::int AS open,
       count(*) FILTER (WHERE kind IN ('ANSWER', 'TAKEN_BACK'))::int AS answers FROM record_remark WHERE subject = $1`,
    [subject],
  );
  return row ?? { open: 0, answers: 0 };
};

describe.each(Object.keys(returnables))('at the same moment, a record of %s', (kind) => {
  const { open, send, says } = {
    open: (...given: Parameters<ReturnType<typeof remarking>['open']>) =>
      remarking(returningDesks(db)).open(...given),
    send: (...given: Parameters<ReturnType<typeof remarking>['send']>) =>
      remarking(returningDesks(db)).send(...given),
    says: (...given: Parameters<ReturnType<typeof remarking>['says']>) =>
      remarking(returningDesks(db)).says(...given),
  };
  const record = async (): Promise<Returnable> => {
    const made = await returnables[kind]?.(db);
    if (!made) throw new Error(`no record of ${kind}`);
    return made;
  };

  it('A-3 U-13 is returned or decided, never both', async () => {
    for (let n = 0; n < rounds; n += 1) {
      const one = await record();
      const [first, second] = one.holders;
      const asking = [await open(first, 'return', one), await open(second, 'return', one)] as const;
      const won = await counted([
        send(first, asking[0], 'Untuk apa?'),
        one.decide(second),
        send(second, asking[1], 'Mengapa?'),
      ]);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await questions(one)).toEqual({ open: won[1] ? 0 : 1, answers: 0 });
    }
  });

  it('A-3 A-2 is answered once, by two forms or while it is taken back', async () => {
    for (let n = 0; n < rounds; n += 1) {
      const one = await record();
      await says(one.holders[0], 'return', one, 'Untuk apa?');
      const answers = [
        await open(one.requester, 'answer', one),
        await open(one.requester, 'answer', one),
      ] as const;
      const back = await open(one.holders[1], 'take-back', one);
      const won = await counted([
        send(one.requester, answers[0], 'Satu.'),
        send(one.requester, answers[1], 'Dua.'),
        send(one.holders[1], back),
      ]);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await questions(one)).toEqual({ open: 0, answers: 1 });
    }
  });

  it('A-3 I-10 is withdrawn for good: an answer counts before that or not at all', async () => {
    for (let n = 0; n < rounds; n += 1) {
      const one = await record();
      await says(one.holders[0], 'return', one, 'Untuk apa?');
      const answer = await open(one.requester, 'answer', one);
      const [answered, withdrawn] = await counted([
        send(one.requester, answer, 'Laporan.'),
        one.withdraw(one.requester),
      ]);
      expect(withdrawn).toBe(true);
      expect(await questions(one)).toEqual({ open: 0, answers: answered ? 1 : 0 });
      const last = await db.query<{ action: string }>(
        'SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id DESC LIMIT 1',
        [one.subject],
      );
      expect(last).not.toEqual([{ action: 'record.answered' }]);
    }
  });
});
