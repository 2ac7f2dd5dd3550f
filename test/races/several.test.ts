import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { approve, reject } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { keepPlan, planFor } from '../../src/desks/user-id/stages.ts';
import { countsOf } from '../../src/imports/model.ts';
import { idIn } from '../../src/records/kind.ts';
import { readToken } from '../../src/records/several/token.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import {
  type CatalogueDesks,
  catalogueClock,
  catalogueDesks,
  makeRequest,
} from '../support/card-catalogue.ts';
import { actingAs, give } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import {
  begunBy,
  choose,
  type DecisionBench,
  decidablesOf,
  decideChosen,
  decisionBench,
  handedOut,
} from '../support/several.ts';
import { outcomeOf } from './race.ts';

const rounds = Number(process.env.ROUNDS) || 2;
const size = 5;
const patience = 60_000 + rounds * 10_000;
const stage = 'WAITING_VERIFICATOR';

let database: SampleDatabase;
let db: Database;
let desks: CatalogueDesks;
let bench: DecisionBench;
let dewi: Context;
let hendra: Context;
let rina: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  bench = decisionBench(db, desks, decidablesOf(db, desks), catalogueClock);
  await give(db, 'hendra.gunawan', 'ICT_VERIFICATOR');
  dewi = await actingAs(db, 'dewi.lestari');
  hendra = await actingAs(db, 'hendra.gunawan');
  rina = await actingAs(db, 'rina.wulandari');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let made = 0;
/** So many requests that wait for Dewi and Hendra. */
async function waiting(needed = 1): Promise<number[]> {
  await db.query(`UPDATE approval_stage SET needed = $1 WHERE code = 'VERIFICATOR'`, [needed]);
  const ids: number[] = [];
  for (let i = 0; i < size; i += 1) {
    made += 1;
    const id = await makeRequest(db, `Lomba ${made}`, `UID-2026-4${String(made).padStart(5, '0')}`);
    const planning = await planFor(db, { kind: 'UNIT', systems: [], atasanId: dewi.actor.id });
    await db.transaction(withoutDeadline, (tx) => keepPlan(tx, id, planning));
    await db.query('UPDATE user_id_request SET status = $2 WHERE id = $1', [id, stage]);
    ids.push(id);
  }
  return ids;
}

/** What somebody was answered about each record: null where they decided it, else why not. */
type Answers = ReadonlyMap<number, string | null>;
/** Somebody who decides records at this moment, ready to begin. */
interface Contender {
  by: Context;
  approves: boolean;
  act: () => Promise<Answers>;
}

/** What an import has answered of each of its rows. */
async function answersOf(ctx: Context, id: number): Promise<Answers> {
  const rows = [...(await bench.rows(id, 'succeeded')), ...(await bench.rows(id, 'failed'))];
  return new Map(
    rows.map(({ data, problems }) => [
      idIn(requests, readToken(data.token ?? '')?.subject ?? ''),
      problems ? problems.map(({ expected }) => ctx.t.message(expected)).join(' ') : null,
    ]),
  );
}

/** Whoever has chosen them in the inbox, and presses the second page's button. */
async function inbox(by: Context, ids: readonly number[], approves = true): Promise<Contender> {
  const key = await choose(desks, by, { opens: approves ? 'user-id.approve' : 'user-id.reject', ids });
  return {
    by,
    approves,
    async act() {
      await decideChosen(desks, by, key, `Sekaligus oleh ${by.actor.name}`);
      const { id } = await bench.run(await begunBy(db, key));
      return answersOf(by, id);
    },
  };
}

/** Whoever has filled a workbook in, drops it and has it done. */
async function workbook(by: Context, ids: readonly number[], approves = true): Promise<Contender> {
  const numbers = await db.query<{ number: string }>(
    'SELECT number FROM user_id_request WHERE id = ANY($1)',
    [ids],
  );
  const fill = await handedOut(db, by, decidablesOf(db, desks));
  const content = await fill((title) =>
    numbers.some(({ number }) => title.startsWith(number))
      ? { decision: approves ? 'Approve' : 'Reject', reason: `Berkas ${by.actor.name}` }
      : null,
  );
  return {
    by,
    approves,
    async act() {
      const dropped = await bench.drop(by, content);
      if ('refused' in dropped) throw new Error(dropped.refused.key);
      const { rows, failed } = countsOf(dropped);
      if (failed < rows) {
        await bench.press(by, dropped.id);
        await bench.run(dropped.id);
      }
      return answersOf(by, dropped.id);
    },
  };
}

/** Whoever decides them one by one, all at this moment. */
function single(by: Context, ids: readonly number[], approves = true): Contender {
  const policy = { oneStagePerPerson: true };
  const given = { reason: `Satu oleh ${by.actor.name}` };
  const act = doing(db, requests);
  const decide = (id: number) =>
    approves
      ? act(approve({ db, policy }, stage), by, id, given)
      : act(reject({ policy }, stage), by, id, given);
  return {
    by,
    approves,
    async act() {
      const outcomes = (await Promise.allSettled(ids.map(decide))).map(outcomeOf);
      return new Map(outcomes.map((outcome, place) => [ids[place] ?? 0, outcome.won ? null : outcome.told]));
    },
  };
}

interface Stands {
  id: number;
  status: string;
  deciders: number[];
  decided: number;
}

const standing = (ids: readonly number[]): Promise<Stands[]> =>
  db.query(
    `SELECT r.id, r.status,
       (SELECT array_agg(d.person_id ORDER BY d.nth) FROM user_id_decision d WHERE d.request_id = r.id) AS deciders,
       (SELECT count(*)::int FROM audit_entry e WHERE e.subject = 'user-id:' || r.id AND e.from_state = $2) AS decided
     FROM user_id_request r WHERE r.id = ANY($1) ORDER BY r.id`,
    [ids, stage],
  );

/** The cards of a record, as its two deciders and whoever asked for it have them. */
async function cardsOf(id: number): Promise<string[]> {
  const { approval, root } = desks.userId.cards;
  const cards = await Promise.all([
    approval?.(dewi, id, {}, db),
    approval?.(hendra, id, {}, db),
    root?.(rina, id, {}, db),
  ]);
  return cards.map((card) => JSON.stringify(card));
}

/** How many jobs are to bring the decisions of these records to their people's cards. */
async function announced(ids: readonly number[]): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM graphile_worker._private_jobs j JOIN audit_entry e ON j.payload->>'entry' = e.id::text
     WHERE e.subject = ANY($1) AND e.from_state = $2`,
    [ids.map((id) => `user-id:${id}`), stage],
  );
  return row?.n ?? 0;
}

/** That each record is decided once, that everybody was answered as it is, and that cards say so. */
async function expectOneEach(ids: readonly number[], contenders: readonly Contender[]): Promise<void> {
  const answers = await Promise.all(contenders.map(({ act }) => act()));
  expect(await announced(ids)).toBe(ids.length);
  for (const { id, status, deciders, decided } of await standing(ids)) {
    expect({ id, decided, deciders: deciders.length }).toEqual({ id, decided: 1, deciders: 1 });
    const told = answers.map((answer) => answer.get(id));
    const winners = contenders.filter((_, place) => told[place] === null);
    expect(winners, told.join('\n')).toHaveLength(1);
    const [winner] = winners;
    expect(deciders).toEqual([winner?.by.actor.id]);
    expect(status).toBe(winner?.approves ? 'WAITING_MANAGER' : 'REJECTED');
    for (const text of told) if (text !== null) expect(text).toContain(winner?.by.actor.name);
    for (const card of await cardsOf(id)) {
      expect(card).toContain(winner?.by.actor.name);
      expect(card).not.toMatch(/"user-id\.(approve|reject)/);
    }
  }
}

describe('several at once, at the same moment', () => {
  it(
    'A-8 U-13 by two holders in their inboxes: each record is decided once, and each answer is true of each record',
    async () => {
      for (let n = 0; n < rounds; n += 1) {
        const ids = await waiting();
        await expectOneEach(ids, [await inbox(dewi, ids), await inbox(hendra, ids, n % 2 > 0)]);
      }
    },
    patience,
  );

  it(
    'A-8 U-13 against decisions one by one: each record is decided once, and each answer is true of each record',
    async () => {
      for (let n = 0; n < rounds; n += 1) {
        const ids = await waiting();
        await expectOneEach(ids, [await inbox(dewi, ids), single(hendra, ids, n % 2 > 0)]);
      }
    },
    patience,
  );

  it(
    'A-8 U-13 against a workbook: each record is decided once, and each answer is true of each record',
    async () => {
      for (let n = 0; n < rounds; n += 1) {
        const ids = await waiting();
        await expectOneEach(ids, [await workbook(dewi, ids), await inbox(hendra, ids, n % 2 > 0)]);
      }
    },
    patience,
  );

  it(
    'A-8 U-13 by two workbooks of two holders: each record is decided once, and each answer is true of each record',
    async () => {
      for (let n = 0; n < rounds; n += 1) {
        const ids = await waiting();
        await expectOneEach(ids, [await workbook(dewi, ids), await workbook(hendra, ids, n % 2 > 0)]);
      }
    },
    patience,
  );

  it(
    'A-8 A-2 by one person in every way that there is: what counts is the first, and the others are told whose it was',
    async () => {
      for (let n = 0; n < rounds; n += 1) {
        const ids = await waiting();
        await expectOneEach(ids, [
          await inbox(dewi, ids),
          await inbox(dewi, ids, false),
          await workbook(dewi, ids),
          await workbook(dewi, ids, false),
          single(dewi, ids),
        ]);
      }
    },
    patience,
  );

  it(
    'A-8 A-9 as the two voices that a stage needs: both count at each record, and one of them moves it on',
    async () => {
      for (let n = 0; n < rounds; n += 1) {
        const ids = await waiting(2);
        const both = [await inbox(dewi, ids), await (n % 2 ? workbook : inbox)(hendra, ids)];
        const answers = await Promise.all(both.map(({ act }) => act()));
        for (const answer of answers) expect([...answer.values()]).toEqual(ids.map(() => null));
        for (const { status, deciders, decided } of await standing(ids)) {
          expect(status).toBe('WAITING_MANAGER');
          expect(deciders.toSorted()).toEqual([dewi.actor.id, hendra.actor.id].toSorted());
          expect(decided).toBe(2);
        }
        const passed = await db.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM audit_entry WHERE subject = ANY($1) AND action = 'user-id.approved' GROUP BY subject`,
          [ids.map((id) => `user-id:${id}`)],
        );
        expect(passed).toEqual(ids.map(() => ({ n: 1 })));
      }
    },
    patience,
  );
});
