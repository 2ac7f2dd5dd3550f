import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { Refusal } from '../../src/core/errors.ts';
import { isSamePerson, named } from '../../src/core/same-person.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import { approve, reject } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { lately } from '../../src/desks/user-id/lately.ts';
import { listRequests } from '../../src/desks/user-id/list.ts';
import { isStage, type RequestInput, type Stage, subjectOf } from '../../src/desks/user-id/model.ts';
import { ownersOf, type Policy, whyNotDecide } from '../../src/desks/user-id/rules.ts';
import { loadState, type StateNow } from '../../src/desks/user-id/store.ts';
import { submit } from '../../src/desks/user-id/submit.ts';
import { waitingRequests, waitOf } from '../../src/desks/user-id/waiting.ts';
import { rehearse } from '../../src/records/rehearsal.ts';
import { holdersNow } from '../../src/records/waiting.ts';
import { keepPristine, makePristine } from '../storm/pristine.ts';
import { doing } from '../support/acting.ts';
import { connected, createTestDatabase, lasting, type TestDatabase } from '../support/database.ts';
import { contextFor } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

const people = 14;

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  await db.query(`INSERT INTO unit (id, code, name, kind) VALUES (1, 'U1', 'Unit Satu', 'UNIT')`);
  await db.query(`INSERT INTO platform_system (id, name) VALUES (1, 'SAP'), (2, 'Mail')`);
  await db.query(
    `INSERT INTO person (id, email, name, registered, superior_id)
     SELECT n, 'p' || n || '@x.example', 'Orang ' || n, true, NULL FROM generate_series(1, $1::int) n`,
    [people],
  );
  // Whoever comes later is none of them.
  await db.query(`SELECT setval('person_id_seq', 1000)`);
  await db.query('INSERT INTO unit_head (unit_id, person_id) VALUES (1, 2)');
  await connected(database.url, keepPristine);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const policy = { oneStagePerPerson: true };
const now = new Date('2026-06-01T03:00:00Z');

/** People 1 …, of whom 1 asks and 2 is the superior; nobody has a role yet, and there are the manuals' stages alone. */
const emptied = () => makePristine(lasting(database.url));
beforeEach(emptied);

const grant = (role: string, ...ids: number[]) =>
  db.query(
    'INSERT INTO role_grant (person_id, role, granted_at) SELECT id, $1::role, $3 FROM unnest($2::int[]) id',
    [role, ids, now],
  );

const standIn = (principal: number, substitute: number) =>
  db.query(
    `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key, begun_at)
     VALUES ($1, $2, '2026-06-01', '2026-06-05', $1, $3, gen_random_uuid(), $3)`,
    [principal, substitute, now],
  );

interface Own {
  code: string;
  groups: unknown[][];
  place?: number;
  needed?: number;
  oneRejects?: boolean;
  kinds?: string[];
  systems?: number[];
}

const plan = ({ code, groups, place = 25, needed = 1, oneRejects = true, kinds = [], systems = [] }: Own) =>
  db.query(
    `INSERT INTO approval_stage (code, place, name, name_en, groups, needed, one_rejects, kinds, systems)
     VALUES ($1, $2, 'Tahap ' || $1, 'Stage ' || $1, $3::jsonb, $4, $5, $6::user_id_kind[], $7)`,
    [code, place, JSON.stringify(groups), needed, oneRejects, kinds, systems],
  );

const without = (...codes: string[]) =>
  db.query('UPDATE approval_stage SET active = false WHERE code = ANY($1)', [codes]);

const input = (more: Partial<RequestInput> = {}): RequestInput => ({
  kind: 'UNIT',
  nopek: null,
  name: 'Pemohon',
  position: 'Staf',
  email: 'pemohon@x.example',
  unitId: 1,
  atasanId: 2,
  platforms: [{ id: 1, note: 'akses' }],
  note: null,
  attachmentIds: [],
  ...more,
});

const submitted = async (more: Partial<RequestInput> = {}, by: Policy = policy): Promise<number> =>
  (await submit({ db, policy: by }, await contextFor(db, 1), input(more), randomUUID())).id;

const stateOf = async (id: number): Promise<StateNow> => {
  const state = await loadState(db, id);
  if (!state) throw new Error(`no request ${id}`);
  return state;
};

let given = 0;
/** One voice of somebody at the stage where a request is. */
async function says(id: number, who: number, yes: boolean, by: Policy = policy, at?: Stage) {
  const status = at ?? (await stateOf(id)).status;
  if (!isStage(status)) throw new Error(`it is ${status}`);
  given += 1;
  const desk = { db, policy: by };
  return yes
    ? doing(db, requests)(approve(desk, status), await contextFor(db, who), id, {
        reason: 'Ya',
        ...(status === 'WAITING_EXECUTOR' ? { newUserId: `user.${given}` } : {}),
      })
    : doing(db, requests)(reject(desk, status), await contextFor(db, who), id, { reason: 'Tidak' });
}

const waitedFor = async (id: number, by: Policy = policy): Promise<number[]> => {
  const wait = waitOf(await stateOf(id), by);
  return wait ? (await holdersNow(db, wait)).map((holder) => holder.id).sort((a, b) => a - b) : [];
};

describe('the plan of a request', () => {
  beforeEach(async () => {
    await grant('ICT_VERIFICATOR', 3);
    await grant('ICT_MANAGER', 4, 5, 6);
    await grant('ICT_EXECUTOR', 7);
  });

  const stagesOf = async (id: number) => (await stateOf(id)).plan.map(({ stage }) => stage);

  it('A-9 U-8 is the manuals’ four stages, until the organisation has others', async () => {
    expect(await stagesOf(await submitted())).toEqual([
      'WAITING_ATASAN',
      'WAITING_VERIFICATOR',
      'WAITING_MANAGER',
      'WAITING_EXECUTOR',
    ]);
  });

  it('A-9 is of its kind and of the systems that are asked for, and the executor’s stage is the last', async () => {
    await plan({ code: 'SAP', groups: [[{ person: 8 }]], systems: [1], place: 2000 });
    await plan({ code: 'TKJP', groups: [[{ person: 9 }]], kinds: ['HO_TKJP'] });
    expect((await stagesOf(await submitted())).slice(-2)).toEqual(['WAITING_SAP', 'WAITING_EXECUTOR']);
    const mail = await submitted({ platforms: [{ id: 2, note: 'surat' }], kind: 'HO_TKJP' });
    expect(await stagesOf(mail)).not.toContain('WAITING_SAP');
    expect(await stagesOf(mail)).toContain('WAITING_TKJP');
  });

  it('A-9 stays that of its submission, whatever becomes of the stages', async () => {
    await plan({ code: 'SAP', groups: [[{ person: 8 }]] });
    const id = await submitted();
    const before = await stateOf(id);
    await without('SAP', 'MANAGER');
    await db.query(`UPDATE approval_stage SET needed = 3, name = 'Lain' WHERE code = 'SAP'`);
    expect((await stateOf(id)).plan).toEqual(before.plan);
    expect(await stagesOf(await submitted({ email: 'lain@x.example' }))).toEqual([
      'WAITING_ATASAN',
      'WAITING_VERIFICATOR',
      'WAITING_EXECUTOR',
    ]);
  });

  it('A-9 is held by the heads that a unit has now, and by a superior’s superior along the register’s line', async () => {
    await without('ATASAN');
    await db.query('UPDATE person SET superior_id = 9 WHERE id = 2');
    await plan({ code: 'DUA', groups: [[{ superior: 2 }], [{ head: 1 }]], place: 5 });
    const id = await submitted();
    expect(await waitedFor(id)).toEqual([2, 9]);
    await db.query('INSERT INTO unit_head (unit_id, person_id) VALUES (1, 8)');
    expect(await waitedFor(id)).toEqual([2, 8, 9]);
  });

  it.each([
    ['too few of those who are needed', { groups: [[{ role: 'ICT_MANAGER' }]], needed: 4 }],
    ['a group that nobody is in', { groups: [[{ person: 8 }], [{ role: 'DIRECTORY_ADMIN' }]] }],
    ['one person for two groups', { groups: [[{ person: 8 }], [{ person: 8 }]] }],
    ['those alone whom other stages need', { groups: [[{ role: 'ICT_VERIFICATOR' }]] }],
    ['the requester alone', { groups: [[{ person: 1 }]] }],
    ['a unit without a head', { groups: [[{ head: 99 }]] }],
  ])('U-9 A-9 is refused where a stage has %s, and who can mend that is said', async (_why, own) => {
    await grant('ADMIN', 10);
    await plan({ code: 'SULIT', ...own });
    const refused = await submitted().catch((error) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused.reason).toMatchObject({ key: 'userId.refuse.nobodyToDecide' });
    expect(JSON.stringify(refused.reason)).toContain('Orang 10');
    expect(await db.query('SELECT 1 FROM user_id_request')).toEqual([]);
  });
});

describe('a stage of several voices', () => {
  beforeEach(async () => {
    await without('ATASAN', 'VERIFICATOR', 'MANAGER');
    await grant('ICT_MANAGER', 4, 5, 6);
    await grant('ICT_EXECUTOR', 7);
  });

  const actions = async (id: number) =>
    (
      await db.query<{ action: string }>('SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id', [
        subjectOf(id),
      ])
    ).map(({ action }) => action);

  it('A-9 passes with the last approval that it needs, waits for nobody twice, and its wait is one', async () => {
    await plan({ code: 'DUA', groups: [[{ role: 'ICT_MANAGER' }]], needed: 2 });
    const id = await submitted();
    const { statusSince } = await stateOf(id);
    await says(id, 4, true);
    expect(await stateOf(id)).toMatchObject({ status: 'WAITING_DUA', statusSince });
    expect(await waitedFor(id)).toEqual([5, 6]);
    const again = await says(id, 4, true).catch((error) => error);
    expect(again.reason).toMatchObject({ key: 'userId.refuse.voiced' });
    await says(id, 6, true);
    expect((await stateOf(id)).status).toBe('WAITING_EXECUTOR');
    expect(await actions(id)).toEqual(['user-id.submitted', 'user-id.agreed', 'user-id.approved']);
  });

  it('A-9 is ended by one rejection, unless it says otherwise; then by the one after which it cannot be reached, and reasons stay', async () => {
    await plan({ code: 'DUA', groups: [[{ role: 'ICT_MANAGER' }]], needed: 2 });
    const one = await submitted();
    await says(one, 4, true);
    await says(one, 5, false);
    expect((await stateOf(one)).status).toBe('REJECTED');

    await db.query(`UPDATE approval_stage SET one_rejects = false WHERE code = 'DUA'`);
    const most = await submitted({ email: 'lain@x.example' });
    await says(most, 4, false);
    expect((await stateOf(most)).status).toBe('WAITING_DUA');
    expect(await waitedFor(most)).toEqual([5, 6]);
    await says(most, 5, true);
    await says(most, 6, true);
    const passed = await stateOf(most);
    expect(passed.status).toBe('WAITING_EXECUTOR');
    expect(passed.decisions.map(({ approved, reason }) => [approved, reason])).toContainEqual([
      false,
      'Tidak',
    ]);

    const ended = await submitted({ email: 'lagi@x.example' });
    await says(ended, 4, false);
    await says(ended, 5, false);
    expect((await stateOf(ended)).status).toBe('REJECTED');
    expect((await actions(ended)).slice(1)).toEqual(['user-id.objected', 'user-id.rejected']);
  });

  it('A-9 U-13 wants one of each group; whose group has its voice hears whose it is, and it waits in their list no more', async () => {
    await plan({ code: 'KELOMPOK', groups: [[{ role: 'ICT_MANAGER' }], [{ person: 8 }, { person: 9 }]] });
    const id = await submitted();
    const listed = async (who: number) => {
      const { actor } = await contextFor(db, who);
      return (await listRequests({ db, policy }, actor, { scope: 'waiting' })).items.map((item) => item.id);
    };
    expect(await listed(5)).toEqual([id]);
    await says(id, 4, true);
    expect(await waitedFor(id)).toEqual([8, 9]);
    expect(await listed(5)).toEqual([]);
    expect(await listed(4)).toEqual([]);
    expect(await listed(8)).toEqual([id]);
    expect(await says(id, 5, true)).toMatchObject({
      type: 'passed',
      why: { key: 'userId.refuse.groupComplete', args: { names: 'Orang 4' } },
    });
    await says(id, 9, true);
    expect((await stateOf(id)).status).toBe('WAITING_EXECUTOR');
  });

  it('A-9 I-6 counts a substitute’s voice as their principal’s, and neither of them a second time', async () => {
    await plan({ code: 'DUA', groups: [[{ role: 'ICT_MANAGER' }]], needed: 2 });
    await standIn(4, 11);
    const id = await submitted();
    expect(await waitedFor(id)).toEqual([4, 5, 6, 11]);
    await says(id, 11, true);
    expect(await waitedFor(id)).toEqual([5, 6]);
    expect(await says(id, 4, true)).toMatchObject({
      type: 'passed',
      why: { key: 'userId.refuse.voicedFor' },
    });
    await standIn(5, 4);
    const chained = await says(id, 4, true);
    expect(chained.type).toBe('passed');
    expect((await stateOf(id)).status).toBe('WAITING_DUA');
  });

  it('A-9 U-13 of last voices at the same moment exactly one moves it on, each is counted once, and late ones hear whose', async () => {
    await plan({ code: 'TIGA', groups: [[{ role: 'ICT_MANAGER' }]], needed: 3 });
    await grant('ICT_MANAGER', 8, 9, 10, 11, 12);
    const id = await submitted();
    const all = [4, 5, 6, 8, 9, 10, 11, 12];
    const answers = await Promise.all(all.map((who) => says(id, who, true, policy, 'WAITING_TIGA')));
    expect(answers.filter(({ type }) => type === 'decided')).toHaveLength(3);
    for (const answer of answers)
      if (answer.type === 'passed') expect(JSON.stringify(answer.why)).toMatch(/Orang \d/);
    const state = await stateOf(id);
    expect(state.status).toBe('WAITING_EXECUTOR');
    expect(state.decisions).toHaveLength(3);
    expect((await actions(id)).slice(1)).toEqual(['user-id.agreed', 'user-id.agreed', 'user-id.approved']);
  });
});

describe('a rehearsal', () => {
  const desk: Desk = {
    ...({} as Desk),
    waiting: (concerned, at = db) => waitingRequests({ db: at, policy }, concerned),
    lately: (at, now) => lately(at, now, policy),
  };
  const rehearsed = (change: (tx: Tx) => Promise<unknown>) =>
    rehearse({ db, desks: [desk] }, { now, until: null }, change);
  beforeEach(async () => {
    await grant('ICT_VERIFICATOR', 3);
    await grant('ICT_MANAGER', 4);
    await grant('ICT_EXECUTOR', 7);
  });

  it('A-12 says of a new stage which requests would have passed it, who would decide it and where nobody could, and changes nothing', async () => {
    await submitted();
    await submitted({ email: 'lain@x.example', platforms: [{ id: 2, note: 'surat' }] });
    const stage = (groups: unknown, systems: number[]) => (tx: Tx) =>
      tx.query(
        `INSERT INTO approval_stage (code, place, name, groups, systems) VALUES ('SAP', 25, 'Keamanan SAP', $1::jsonb, $2)`,
        [JSON.stringify(groups), systems],
      );
    const before = await db.query('SELECT * FROM approval_stage ORDER BY id');
    expect(await rehearsed(stage([[{ person: 8 }]], [1]))).toMatchObject({
      open: { changed: 0 },
      lately: {
        looked: 2,
        changed: 1,
        passes: [{ name: { id: 'Keamanan SAP' }, count: 1 }],
        gains: [{ name: 'Orang 8', count: 1 }],
        empty: [],
      },
    });
    const empty = await rehearsed(stage([[{ person: 3 }]], []));
    expect(empty.lately).toMatchObject({ changed: 2, empty: [{ name: { id: 'Keamanan SAP' }, count: 2 }] });
    expect(await db.query('SELECT * FROM approval_stage ORDER BY id')).toEqual(before);
  });

  it('A-12 A-1 says of a withdrawn role who decides less, what waits with nobody, and what throws is thrown', async () => {
    await without('ATASAN');
    const id = await submitted();
    const withdrawn = (tx: Tx) =>
      tx.query(`UPDATE role_grant SET withdrawn_at = now() WHERE role = 'ICT_VERIFICATOR'`);
    const { number } = await stateOf(id);
    expect(await rehearsed(withdrawn)).toMatchObject({
      open: {
        changed: 1,
        loses: [{ name: 'Orang 3', count: 1 }],
        empty: [{ name: `${number} · Pemohon`, count: 1 }],
      },
      lately: { loses: [{ name: 'Orang 3', count: 1 }], empty: [{ name: 'ICT Verificator', count: 1 }] },
    });
    expect(await waitedFor(id)).toEqual([3]);
    const refused = new Error('refused');
    await expect(rehearsed(() => Promise.reject(refused))).rejects.toBe(refused);
  });
});

const nth = fc.integer({ min: 3, max: people });
const decider = fc.oneof(
  fc.constantFrom('ICT_VERIFICATOR', 'ICT_MANAGER', 'DIRECTORY_ADMIN').map((role) => ({ role })),
  nth.map((person) => ({ person })),
  fc.constant({ head: 1 }),
  fc.constantFrom(1, 2, 3).map((superior) => ({ superior })),
);
const route = fc.record({
  stages: fc.array(
    fc.record({
      groups: fc.array(fc.array(decider, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
      needed: fc.constantFrom(1, 1, 2, 3),
      oneRejects: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  roles: fc.array(fc.tuple(nth, fc.constantFrom('ICT_VERIFICATOR', 'ICT_MANAGER', 'DIRECTORY_ADMIN')), {
    minLength: 10,
    maxLength: 16,
  }),
  heads: fc.uniqueArray(nth, { maxLength: 3 }),
  superiors: fc.tuple(nth, nth),
  standIns: fc.uniqueArray(fc.tuple(nth, nth), { maxLength: 6, selector: ([principal]) => principal }),
  apart: fc.boolean(),
  choices: fc.array(fc.tuple(fc.nat(999), fc.nat(9)), { minLength: 40, maxLength: 40 }),
});

describe('whatever the stages are', () => {
  it('A-9 A-1 I-4 I-6 who is listed may decide, who may decide is listed, nobody speaks twice, and what is submitted comes to its end', async () => {
    const seen = { refused: 0, ended: 0, stuck: 0, partly: 0, stoodIn: 0 };
    for (const one of fc.sample(route, { numRuns: 35, seed: 5 })) {
      await emptied();
      const by = { oneStagePerPerson: one.apart };
      await without('ATASAN', 'VERIFICATOR', 'MANAGER');
      for (const [n, own] of one.stages.entries()) await plan({ code: `T${n}`, place: n, ...own });
      for (const [who, role] of one.roles) await grant(role, who).catch(() => undefined);
      await grant('ICT_EXECUTOR', 13, 14);
      for (const head of one.heads)
        await db.query('INSERT INTO unit_head (unit_id, person_id) VALUES (1, $1)', [head]);
      await db.query('UPDATE person SET superior_id = $1 WHERE id = 2', [one.superiors[0]]);
      if (one.superiors[1] !== one.superiors[0])
        await db.query('UPDATE person SET superior_id = $1 WHERE id = $2', [
          one.superiors[1],
          one.superiors[0],
        ]);
      for (const [principal, substitute] of one.standIns)
        if (principal !== substitute) await standIn(principal, substitute);

      const id = await submitted({}, by).catch((error) => {
        if (error instanceof Refusal) return null;
        throw error;
      });
      if (!id) {
        seen.refused += 1;
        continue;
      }
      const actors: Context[] = [];
      for (let n = 1; n <= people; n += 1) actors.push(await contextFor(db, n));
      for (const [pick, mood] of one.choices) {
        const state = await stateOf(id);
        const { status } = state;
        if (!isStage(status)) break;
        const may = actors
          .filter(({ actor }) => whyNotDecide(state, status, actor, by) === null)
          .map(({ actor }) => actor.id);
        expect(await waitedFor(id, by), JSON.stringify(one)).toEqual(may);
        for (const who of may) expect(isSamePerson(ownersOf(state), named({ persons: [who] }))).toBe(false);
        const who = may[pick % may.length];
        if (who === undefined) break;
        const before = state.decisions.length;
        expect(await says(id, who, mood > 1, by)).toMatchObject({ type: 'decided' });
        const after = await stateOf(id);
        expect(after.decisions).toHaveLength(before + 1);
        if (after.status === status) seen.partly += 1;
        if (after.decisions.at(-1)?.onBehalfOf) seen.stoodIn += 1;
      }
      const { status, decisions, plan: planned } = await stateOf(id);
      for (const { stage } of planned) {
        const spoke = decisions
          .filter((made) => made.stage === stage)
          .flatMap(({ personId, onBehalfOf }) => [personId, ...(onBehalfOf ? [onBehalfOf.id] : [])]);
        expect(new Set(spoke).size, JSON.stringify(decisions)).toBe(spoke.length);
      }
      if (isStage(status)) {
        // Whoever could decide two stages may be missed at the other one; then it is said that nobody can.
        expect(await waitedFor(id, by)).toEqual([]);
        expect(by.oneStagePerPerson, JSON.stringify(one)).toBe(true);
        seen.stuck += 1;
      } else seen.ended += 1;
    }
    expect(Math.min(seen.refused, seen.ended, seen.stoodIn)).toBeGreaterThan(2);
    expect(seen.partly).toBeGreaterThan(10);
    expect(seen.ended).toBeGreaterThan(seen.stuck * 3);
  });
});
