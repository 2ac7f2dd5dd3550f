import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { keepPlan, planFor } from '../../src/desks/user-id/stages.ts';
import { countsOf, type ImportState } from '../../src/imports/model.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import {
  type CatalogueDesks,
  catalogueClock,
  catalogueDesks,
  makeRequest,
} from '../support/card-catalogue.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import {
  begunBy,
  choose,
  chooseAndDecide,
  type DecisionBench,
  decidablesOf,
  decideChosen,
  decisionBench,
  type Filled,
  handedOut,
} from '../support/several.ts';

const stage = 'WAITING_KEAMANAN';

let database: SampleDatabase;
let db: Database;
let desks: CatalogueDesks;
let bench: DecisionBench;
/** Two groups, of which two each are needed. */
let groups: { first: [Context, Context, Context]; second: [Context, Context] };
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  bench = decisionBench(db, desks, decidablesOf(db, desks), catalogueClock);
  const as = (account: string) => actingAs(db, account);
  groups = {
    first: [await as('bima.santoso'), await as('dewi.lestari'), await as('agus.pranoto')],
    second: [await as('sari.utami'), await as('eko.saputra')],
  };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Plans a stage of two of each group before all others, for what is asked for from now on. */
async function planned(oneRejects: boolean): Promise<void> {
  const held = [groups.first, groups.second].map((group) => group.map(({ actor }) => ({ person: actor.id })));
  await db.query(
    `INSERT INTO approval_stage (code, place, name, name_en, groups, needed, one_rejects, kinds, systems)
     VALUES ('KEAMANAN', 1, 'Keamanan', 'Security', $1::jsonb, 2, $2, '{}', '{}')
     ON CONFLICT (code) DO UPDATE SET one_rejects = excluded.one_rejects`,
    [JSON.stringify(held), oneRejects],
  );
}

let made = 0;
/** So many requests that wait at that stage, under the plan that there is now. */
async function waiting(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i += 1) {
    made += 1;
    const id = await makeRequest(db, `Suara ${made}`, `UID-2026-3${String(made).padStart(5, '0')}`);
    const atasanId = groups.first[0].actor.id;
    const planning = await planFor(db, { kind: 'UNIT', systems: [], atasanId });
    await db.transaction(withoutDeadline, (tx) => keepPlan(tx, id, planning));
    await db.query('UPDATE user_id_request SET status = $2 WHERE id = $1', [id, stage]);
    ids.push(id);
  }
  return ids;
}

const approve = 'user-id.approve';
const reject = 'user-id.reject';

/** Decides these in the inbox with one reason, and works until that has ended. */
async function together(ctx: Context, opens: string, ids: readonly number[]): Promise<ImportState> {
  const key = await chooseAndDecide(desks, ctx, { opens, ids, reason: `Kata ${ctx.actor.name}` });
  return bench.run(await begunBy(db, key));
}

const outcome = (ended: ImportState) => {
  const { done, failed } = countsOf(ended);
  return { done, failed };
};
const refusals = async ({ id }: ImportState) =>
  (await bench.rows(id, 'failed')).map(({ problems }) => problems?.[0]?.expected);

/** Where they stand, each with the names of those who have decided, in their order. */
const standing = async (ids: readonly number[]): Promise<string[]> => {
  const rows = await db.query<{ stands: string }>(
    `SELECT concat_ws(' ', r.status, string_agg(split_part(p.name, ' ', 1) || CASE WHEN d.approved THEN '+' ELSE '-' END, ' ' ORDER BY d.nth)) AS stands
     FROM user_id_request r LEFT JOIN user_id_decision d ON d.request_id = r.id LEFT JOIN person p ON p.id = d.person_id
     WHERE r.id = ANY($1) GROUP BY r.id ORDER BY r.id`,
    [ids],
  );
  return rows.map(({ stands }) => stands);
};

/** What the log says was done to each of them, as often as it was. */
const logged = (ids: readonly number[]) =>
  db.query<{ action: string; times: number; records: number }>(
    `SELECT action, count(*)::int AS times, count(DISTINCT subject)::int AS records FROM audit_entry
     WHERE subject = ANY($1) AND action <> 'user-id.submitted' GROUP BY 1 ORDER BY 1`,
    [ids.map((id) => `user-id:${id}`)],
  );

describe('several at once at a stage of two of each of two groups', () => {
  it('A-8 A-9 each decision is one voice at each record, a second one of the same person is refused at each, and the last moves them on', async () => {
    await planned(true);
    const ids = await waiting(3);
    const [bima, dewi, agus] = groups.first;
    const [sari, eko] = groups.second;
    // Both pages are open before either is sent, and a workbook lies at home.
    const twice = await choose(desks, bima, { opens: approve, ids });
    const fill = await handedOut(db, bima, decidablesOf(db, desks));
    expect(outcome(await together(bima, approve, ids))).toEqual({ done: 3, failed: 0 });
    expect(await standing(ids)).toEqual(Array(3).fill(`${stage} Bima+`));

    await decideChosen(desks, bima, twice, 'Sekali lagi');
    const again = await bench.run(await begunBy(db, twice));
    expect(outcome(again)).toEqual({ done: 0, failed: 3 });
    expect((await refusals(again)).map((why) => why?.key)).toEqual(Array(3).fill('userId.refuse.voiced'));
    const all: Filled = (title) =>
      title.includes('Suara') ? { decision: 'Approve', reason: 'Dengan berkas' } : null;
    const dropped = await bench.drop(bima, await fill(all));
    if ('refused' in dropped) throw new Error(dropped.refused.key);
    expect(countsOf(dropped)).toMatchObject({ rows: 3, failed: 3 });
    expect((await refusals(dropped)).map((why) => why?.key)).toEqual(Array(3).fill('userId.refuse.voiced'));
    await expect(choose(desks, bima, { opens: approve, ids })).rejects.toMatchObject({
      reason: { key: 'several.refuse.allGone' },
    });

    // Two of Dewi's group are complete with her: the third is told by whom, and the stage waits for the other one.
    const late = await choose(desks, agus, { opens: approve, ids });
    expect(outcome(await together(dewi, approve, ids))).toEqual({ done: 3, failed: 0 });
    await decideChosen(desks, agus, late, 'Terlambat');
    const complete = await bench.run(await begunBy(db, late));
    expect(outcome(complete)).toEqual({ done: 0, failed: 3 });
    for (const why of await refusals(complete)) {
      const told = agus.t.message(why ?? { key: 'form.close' });
      for (const { actor } of [bima, dewi]) expect(told).toContain(actor.name);
    }

    expect(outcome(await together(sari, approve, ids))).toEqual({ done: 3, failed: 0 });
    expect(await standing(ids)).toEqual(Array(3).fill(`${stage} Bima+ Dewi+ Sari+`));
    const last = await bench.drop(eko, await (await handedOut(db, eko, decidablesOf(db, desks)))(all));
    if ('refused' in last) throw new Error(last.refused.key);
    await bench.press(eko, last.id);
    expect(outcome(await bench.run(last.id))).toEqual({ done: 3, failed: 0 });
    expect(await standing(ids)).toEqual(Array(3).fill('WAITING_ATASAN Bima+ Dewi+ Sari+ Eko+'));
    expect(await logged(ids)).toEqual([
      { action: 'user-id.agreed', times: 9, records: 3 },
      { action: 'user-id.approved', times: 3, records: 3 },
    ]);
  });

  it('A-8 A-9 records at different counts are moved on or not, each by its own voices, in one answer', async () => {
    await planned(true);
    const ids = await waiting(3);
    const [one = 0, two = 0, three = 0] = ids;
    const [bima, dewi] = groups.first;
    const [sari, eko] = groups.second;
    await together(bima, approve, ids);
    await together(dewi, approve, [one, two]);
    await together(sari, approve, [one, three]);
    const ended = await together(eko, approve, ids);
    expect(outcome(ended)).toEqual({ done: 3, failed: 0 });
    expect(await standing(ids)).toEqual([
      'WAITING_ATASAN Bima+ Dewi+ Sari+ Eko+',
      `${stage} Bima+ Dewi+ Eko+`,
      `${stage} Bima+ Sari+ Eko+`,
    ]);
  });

  it('A-8 A-9 where one rejection is one voice, several rejected stay until the stage can no longer be reached', async () => {
    await planned(false);
    const ids = await waiting(2);
    const [one = 0, two = 0] = ids;
    const [bima, dewi, agus] = groups.first;
    expect(outcome(await together(bima, reject, ids))).toEqual({ done: 2, failed: 0 });
    expect(await standing(ids)).toEqual(Array(2).fill(`${stage} Bima-`));
    expect(outcome(await together(dewi, approve, ids))).toEqual({ done: 2, failed: 0 });
    expect(outcome(await together(agus, reject, [one]))).toEqual({ done: 1, failed: 0 });
    expect(outcome(await together(agus, approve, [two]))).toEqual({ done: 1, failed: 0 });
    expect(await standing(ids)).toEqual(['REJECTED Bima- Dewi+ Agus-', `${stage} Bima- Dewi+ Agus+`]);
    expect(await logged([one])).toEqual([
      { action: 'user-id.agreed', times: 1, records: 1 },
      { action: 'user-id.objected', times: 1, records: 1 },
      { action: 'user-id.rejected', times: 1, records: 1 },
    ]);
  });
});
