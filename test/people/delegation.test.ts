import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StepUp } from '../../src/authenticators/step-up.ts';
import { addDays, type Day, dayOf } from '../../src/core/day.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { FieldErrors, Refusal } from '../../src/core/errors.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { end } from '../../src/desks/front/delegation/acts.ts';
import { delegations } from '../../src/desks/front/delegation/kind.ts';
import { nameSubstitute } from '../../src/desks/front/delegation/make.ts';
import { announceJob, turnJob } from '../../src/desks/front/delegation/turn.ts';
import { holdersJob } from '../../src/desks/front/unheld.ts';
import { approve } from '../../src/desks/user-id/acts.ts';
import { announceJob as announceRequest } from '../../src/desks/user-id/announce.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { loadState } from '../../src/desks/user-id/store.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { actingAs, give, now } from '../support/everything.ts';
import { leaving } from '../support/house.ts';
import { kindsThatWait, namesOfKinds } from '../support/kinds-that-wait.ts';
import { openDatabase } from '../support/open-database.ts';
import { means } from '../support/step-up.ts';

const timeZone = 'Asia/Jakarta';
const policy = { oneStagePerPerson: true };
const today = dayOf(now, timeZone);

let database: SampleDatabase;
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 6, timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id) SELECT 'slack', 'T1', 'U' || id, id FROM person`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  await db.query('DELETE FROM delegation');
  await db.query('DELETE FROM posted_card');
  await db.query('DELETE FROM graphile_worker._private_jobs');
});

const idOf = async (account: string): Promise<number> => (await actingAs(db, account)).actor.id;
const deps = () => ({ ...means(db), timeZone });
const turn = (day: Day) => turnJob({ ...deps(), clock: () => new Date(`${day}T03:00:00Z`) })({});

let key = 0;
const names = async (
  maker: string,
  wanted: { of?: string; by: string; from?: Day; to?: Day; reason?: string },
) => {
  key += 1;
  const own = `key ${key}`;
  const ctx = await actingAs(db, maker);
  const principalId = wanted.of ? await idOf(wanted.of) : ctx.actor.id;
  const { from = today, to = from, reason = null } = wanted;
  return nameSubstitute(
    deps(),
    ctx,
    { principalId, substituteId: await idOf(wanted.by), from, to, reason },
    own,
  );
};
const ends = (account: string, id: number) =>
  actingAs(db, account).then((ctx) => doing(db, delegations)(end, ctx, id, {}));

/** What it says to whoever may not. */
const refusalOf = async (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'done',
    (error) =>
      error instanceof Refusal
        ? error.reason.key
        : error instanceof FieldErrors
          ? Object.entries(error.fields)
              .map(([field, { key }]) => `${field}: ${key}`)
              .join()
          : String(error),
  );

let made = 7000;
const requestAt = (status: string) => async () => {
  made += 1;
  const id = await makeRequest(db, 'Pemohon', `UID-2026-00${made}`);
  await db.query('UPDATE user_id_request SET status = $2 WHERE id = $1', [id, status]);
  return id;
};

describe('whoever stands in for somebody', () => {
  it.each(namesOfKinds)(
    'I-6 A-5 decides on their days and on no other, and the log names both: %s',
    async (name) => {
      const { holder: principal, make, decide, subject } = kindsThatWait(db)[name];
      const [first, second] = [await make(), await make()];
      const from = addDays(today, 2);
      const { id } = await names(principal, { by: 'joko.prasetyo', from, to: addDays(from, 1) });
      const joko = () => actingAs(db, 'joko.prasetyo');
      expect(await refusalOf(decide(await joko(), first))).not.toBe('done');
      await turn(addDays(from, -1));
      expect((await joko()).actor.standsInFor).toEqual([]);
      await turn(from);
      const open = await joko();
      expect(await decide(open, first)).toMatchObject({ type: 'decided' });
      const [entry] = await db.query<{ actor: string; data: Record<string, unknown> }>(
        `SELECT actor, data FROM audit_entry WHERE subject = $1 AND actor_id = $2 ORDER BY id DESC LIMIT 1`,
        [subject(first), open.actor.id],
      );
      expect(entry?.data.onBehalfOf).toEqual({
        id: await idOf(principal),
        name: (await actingAs(db, principal)).actor.name,
      });
      await ends(principal, id);
      // The form was open already, and so it is somebody else’s to decide.
      expect(await refusalOf(decide(await joko(), second))).toBe('record.refuse.standInEndedBy');
      expect(await decide(await actingAs(db, principal), second)).toMatchObject({ type: 'decided' });
    },
  );

  it('I-6 I-4 decides nothing of their principal’s own, nor their own', async () => {
    const id = await requestAt('WAITING_VERIFICATOR')();
    await db.query('UPDATE user_id_request SET requester_id = $2 WHERE id = $1', [
      id,
      await idOf('dewi.lestari'),
    ]);
    await give(db, 'hendra.gunawan', 'ICT_VERIFICATOR');
    await names('dewi.lestari', { by: 'joko.prasetyo' });
    const act = approve({ db, policy }, 'WAITING_VERIFICATOR');
    const joko = await actingAs(db, 'joko.prasetyo');
    expect(await refusalOf(doing(db, requests)(act, joko, id, { reason: 'Ya' }))).toBe(
      'record.refuse.principals',
    );
    await db.query('UPDATE user_id_request SET requester_id = $2 WHERE id = $1', [id, joko.actor.id]);
    expect(await refusalOf(doing(db, requests)(act, joko, id, { reason: 'Ya' }))).toBe('userId.refuse.own');
  });

  it('I-6 I-4 decides with their principal one stage of a request and no more, whoever of the two it was', async () => {
    const id = await requestAt('WAITING_ATASAN')();
    await names('bima.santoso', { by: 'dewi.lestari' });
    const dewi = await actingAs(db, 'dewi.lestari');
    await doing(db, requests)(approve({ db, policy }, 'WAITING_ATASAN'), dewi, id, { reason: 'Ya' });
    const decided = await loadState(db, id);
    expect(decided?.decisions.map(({ personName, onBehalfOf }) => [personName, onBehalfOf?.name])).toEqual([
      ['Dewi Lestari', 'Bima Santoso'],
    ]);
    // Their own stage is another one's now, and their principal's as well.
    await give(db, 'bima.santoso', 'ICT_VERIFICATOR');
    const next = approve({ db, policy }, 'WAITING_VERIFICATOR');
    for (const account of ['dewi.lestari', 'bima.santoso'])
      expect(
        await refusalOf(doing(db, requests)(next, await actingAs(db, account), id, { reason: 'Ya' })),
      ).toBe('userId.refuse.secondStage');
    await db.query(`DELETE FROM role_grant WHERE role = 'ICT_VERIFICATOR' AND person_id = $1`, [
      await idOf('bima.santoso'),
    ]);
  });

  it('I-6 stands in for nobody by a chain', async () => {
    const id = await requestAt('WAITING_MANAGER')();
    await names('agus.pranoto', { by: 'joko.prasetyo' });
    await names('joko.prasetyo', { by: 'ali.rahman' });
    const act = approve({ db, policy }, 'WAITING_MANAGER');
    const ali = await actingAs(db, 'ali.rahman');
    expect(ali.actor.standsInFor.map(({ name }) => name)).toEqual(['Joko Prasetyo']);
    expect(await refusalOf(doing(db, requests)(act, ali, id, { reason: 'Ya' }))).toBe(
      'userId.refuse.notApprover',
    );
  });

  it('I-6 has no right past the last day, however late its turn comes', async () => {
    await names('agus.pranoto', { by: 'joko.prasetyo' });
    const id = await idOf('joko.prasetyo');
    const rights = async (day: Day) => {
      const people = createPeople({
        db,
        clock: () => new Date(`${day}T03:00:00Z`),
        reached: async () => {},
        spoken: (_surface, language) => translate(language),
        timeZone,
        defaultLanguage: () => 'id',
      });
      return (await people.contextOf(id, 'slack'))?.actor.standsInFor.length;
    };
    expect([await rights(today), await rights(addDays(today, 1))]).toEqual([1, 0]);
  });
});

describe('a substitute is named', () => {
  it.each<[string, Parameters<typeof names>, string]>([
    [
      'not by somebody for themselves',
      ['rina.wulandari', { by: 'rina.wulandari' }],
      'substitute: delegation.error.same',
    ],
    [
      'for others by an ADMIN alone',
      ['rina.wulandari', { of: 'bima.santoso', by: 'joko.prasetyo', reason: 'Sakit' }],
      'error.adminOnly',
    ],
    [
      'for others with a reason',
      ['tono.wijaya', { of: 'bima.santoso', by: 'joko.prasetyo' }],
      'reason: field.error.reason',
    ],
    [
      'I-4 for others, and never whoever names',
      ['tono.wijaya', { of: 'bima.santoso', by: 'tono.wijaya', reason: 'Sakit' }],
      'substitute: delegation.error.yourself',
    ],
    [
      'for no day that has passed',
      ['bima.santoso', { by: 'joko.prasetyo', from: addDays(today, -1) }],
      'from: delegation.error.from',
    ],
    [
      'from the first day to the last',
      ['bima.santoso', { by: 'joko.prasetyo', from: addDays(today, 3), to: today }],
      'to: delegation.error.to',
    ],
    [
      'for a year at most',
      ['bima.santoso', { by: 'joko.prasetyo', to: addDays(today, 400) }],
      'to: delegation.error.tooLong',
    ],
    [
      'for others, with a reason',
      ['tono.wijaya', { of: 'bima.santoso', by: 'joko.prasetyo', reason: 'Sakit' }],
      'done',
    ],
  ])('A-5 %s', async (_, wanted, told) => {
    expect(await refusalOf(names(...wanted))).toBe(told);
  });

  it('A-10 an ADMIN who names one for somebody else shows a code where that is marked, spent by the same transaction; nobody does for themselves', async () => {
    const asked: unknown[] = [];
    let spent = 0;
    const stepUp: StepUp = {
      fields: async () => [],
      prove: async (_ctx, marks) => {
        asked.push(marks);
        return {
          shown: { factor: 'totp' },
          use: async () => {
            spent += 1;
          },
        };
      },
    };
    const [tono, wahyu] = [await actingAs(db, 'tono.wijaya'), await idOf('joko.prasetyo')];
    const days = { from: addDays(today, 40), to: addDays(today, 41) };
    const wanted = { principalId: await idOf('dewi.lestari'), substituteId: wahyu, ...days };
    const withCode = { ...deps(), stepUp };
    await nameSubstitute(withCode, tono, { ...wanted, principalId: tono.actor.id, reason: null }, 'own code');
    expect(asked).toEqual([]);
    const made = await nameSubstitute(withCode, tono, { ...wanted, reason: 'Sakit' }, 'a code');
    expect([asked, spent]).toEqual([[['pintu.delegate']], 1]);
    const [entry] = await db.query<{ data: unknown }>(
      `SELECT data FROM audit_entry WHERE subject = $1 AND action = 'delegation.made'`,
      [`delegation:${made.id}`],
    );
    expect(entry?.data).toMatchObject({ factor: 'totp' });
    // What is refused spends none.
    await refusalOf(nameSubstitute(withCode, tono, { ...wanted, reason: 'Sakit' }, 'another'));
    expect(spent).toBe(1);
  });

  it('A-5 whoever uses no chat, or has left, stands in for nobody', async () => {
    const [sari, ali] = [await idOf('sari.utami'), await idOf('ali.rahman')];
    await db.query('DELETE FROM chat_identity WHERE person_id = $1', [sari]);
    await db.query('UPDATE person SET active = false WHERE id = $1', [ali]);
    for (const [by, why] of [
      [sari, 'noChat'],
      [ali, 'substitute'],
    ] as const) {
      const ctx = await actingAs(db, 'bima.santoso');
      const wanted = { principalId: ctx.actor.id, substituteId: by, from: today, to: today, reason: null };
      expect(await refusalOf(nameSubstitute(deps(), ctx, wanted, `k${by}`))).toBe(
        `substitute: delegation.error.${why}`,
      );
    }
    await db.query('UPDATE person SET active = true WHERE id = $1', [ali]);
    await db.query(
      `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T1', 'USARI', $1)`,
      [sari],
    );
  });

  it('A-2 A-5 of many at the same moment one is named for the same days, the others are told whom; the same form once', async () => {
    const bys = ['joko.prasetyo', 'sari.utami', 'eko.saputra', 'hendra.gunawan'];
    const told = await Promise.all(bys.map((by) => refusalOf(names('bima.santoso', { by }))));
    expect(told.filter((one) => one === 'done')).toHaveLength(1);
    expect(told.filter((one) => one !== 'done')).toEqual(Array(3).fill('from: delegation.error.overlap'));
    const ctx = await actingAs(db, 'agus.pranoto');
    const wanted = {
      principalId: ctx.actor.id,
      substituteId: await idOf('joko.prasetyo'),
      from: today,
      to: today,
      reason: null,
    };
    const twice = await Promise.all([1, 2, 3].map(() => nameSubstitute(deps(), ctx, wanted, 'one form')));
    expect(new Set(twice.map(({ id }) => id)).size).toBe(1);
    const entries = await db.query(`SELECT FROM audit_entry WHERE subject = $1`, [
      `delegation:${twice[0]?.id}`,
    ]);
    expect(entries).toHaveLength(1);
  });

  it('A-5 is ended by either of the two or an ADMIN, once, and by nobody else', async () => {
    for (const by of ['bima.santoso', 'joko.prasetyo', 'tono.wijaya']) {
      const { id } = await names('bima.santoso', { by: 'joko.prasetyo' });
      expect(await refusalOf(ends('rina.wulandari', id))).toBe('error.oldCard');
      expect(await ends(by, id)).toMatchObject({ type: 'decided' });
      expect(await ends('bima.santoso', id)).toMatchObject({ type: 'passed' });
    }
  });
});

/** Does what was left to these jobs, as the worker would. */
async function work(): Promise<string[]> {
  const announce = announceJob(db);
  const request = announceRequest({ db, policy } as Parameters<typeof announceRequest>[0]);
  const holders = holdersJob({
    db,
    clock: () => now,
    desks: [desks.userId, desks.satker.desk, desks.signature.desk],
  });
  const told: string[] = [];
  for (;;) {
    const jobs = await db.query<{ name: string; payload: never }>(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id RETURNING t.identifier AS name, j.payload`,
    );
    if (jobs.length === 0) return told.sort();
    for (const { name, payload } of jobs) {
      if (name === 'delegation.announce') for (const _ of [1, 2]) await announce(payload);
      else if (name === 'waiting.holders') for (const _ of [1, 2]) await holders(payload);
      else if (name === 'user-id.announce') for (const _ of [1, 2]) await request(payload);
      else told.push(`${name} ${JSON.stringify(payload)}`);
    }
  }
}

describe('what waits', () => {
  const cardsOf = async (account: string) =>
    (
      await db.query<{ key: string }>(
        `SELECT key FROM posted_card WHERE card = 'user-id.approval' AND person_id = $1 ORDER BY id`,
        [await idOf(account)],
      )
    ).map(({ key }) => key);

  it('A-5 reaches the substitute at the start of the first day, with its letter, also what waited before, and is taken back at the end', async () => {
    const id = await requestAt('WAITING_ATASAN')();
    const [entry] = await db.query<{ id: string }>(
      `INSERT INTO audit_entry (at, actor, surface, action, subject, to_state) VALUES ($1, 'Rina', 'slack', 'user-id.submitted', $2, 'WAITING_ATASAN') RETURNING id::text`,
      [now, `user-id:${id}`],
    );
    expect(entry).toBeDefined();
    const from = addDays(today, 1);
    await names('bima.santoso', { by: 'joko.prasetyo', from, to: from });
    await work();
    expect(await cardsOf('joko.prasetyo')).toEqual([]);
    await turn(from);
    const told = await work();
    const cards = await cardsOf('joko.prasetyo');
    expect(cards).toHaveLength(1);
    const letter = `"personId":${await idOf('joko.prasetyo')}`;
    expect(told.filter((one) => one.startsWith('mail.send') && one.includes(letter)).length).toBeGreaterThan(
      0,
    );
    const buttons = async () => {
      const reader = await actingAs(db, 'joko.prasetyo');
      const card = await desks.userId.cards.approval?.(reader, id, {}, db);
      return JSON.stringify(card?.buttons);
    };
    expect(await buttons()).toContain('user-id.approve');
    await turn(addDays(from, 1));
    expect((await work()).some((one) => one.includes(`posted.refresh {"subject":"user-id:${id}"}`))).toBe(
      true,
    );
    expect(await buttons()).not.toContain('user-id.approve');
    expect(await cardsOf('joko.prasetyo')).toEqual(cards);
  });

  it('A-1 I-6 a substitute who leaves is none any more, and the two are told; the principal’s leaving ends it too', async () => {
    for (const leaver of ['joko.prasetyo', 'hendra.gunawan']) {
      const { id } = await names('hendra.gunawan', { by: 'joko.prasetyo' });
      await work();
      const tono = await actingAs(db, 'tono.wijaya');
      const leaverId = await idOf(leaver);
      await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [leaverId], tono));
      const [row] = await db.query<{ isOver: boolean }>(
        'SELECT ended_at IS NOT NULL AS "isOver" FROM delegation WHERE id = $1',
        [id],
      );
      expect(row?.isOver).toBe(true);
      const told = await work();
      expect(told.some((one) => one.includes(`posted.refresh {"subject":"delegation:${id}"}`))).toBe(true);
      await db.query('UPDATE person SET active = true, left_at = NULL WHERE id = $1', [leaverId]);
      await db.query(
        `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T1', 'B' || $1::int, $1)`,
        [leaverId],
      );
    }
  });
});

describe('the turn of the day', () => {
  it('A-5 I-6 over a year of days, with days that nobody was there for and several replicas, begins and ends each once and on its day', async () => {
    const people = (await db.query<{ id: number }>('SELECT id FROM person ORDER BY id LIMIT 8')).map(
      ({ id }) => id,
    );
    const plans = fc.sample(
      fc.record({
        principal: fc.nat(7),
        step: fc.integer({ min: 1, max: 7 }),
        start: fc.nat(330),
        days: fc.nat(20),
      }),
      { numRuns: 60, seed: 15 },
    );
    const first = '2026-01-01';
    for (const [n, { principal, step, start, days }] of plans.entries()) {
      const [from, to] = [addDays(first, start), addDays(first, start + days)];
      await db.query(
        `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key)
         SELECT $1, $2, $3::date, $4::date, $1, $5, $6 WHERE NOT EXISTS (
           SELECT FROM delegation WHERE principal_id = $1 AND from_day <= $4::date AND to_day >= $3::date)`,
        [people[principal], people[(principal + step) % 8], from, to, now, `year ${n}`],
      );
    }
    const absent = new Set(fc.sample(fc.nat(365), { numRuns: 60, seed: 7 }));
    for (let n = 0; n < 366; n += 1) {
      if (absent.has(n) && n < 365) continue;
      const day = addDays(first, n);
      await Promise.all([turn(day), turn(day)]);
      const wrong = await db.query(
        `SELECT id, from_day::text, to_day::text, begun_at, ended_at FROM delegation WHERE
           (ended_at IS NOT NULL) <> (to_day < $1::date)
           OR ended_at IS NULL AND (begun_at IS NOT NULL) <> (from_day <= $1::date)`,
        [day],
      );
      expect(wrong, day).toEqual([]);
    }
    const entries = await db.query<{ action: string; n: number }>(
      `SELECT e.action, count(*)::int AS n FROM audit_entry e JOIN delegation d ON e.subject = 'delegation:' || d.id
       GROUP BY e.action, d.id HAVING count(*) > 1`,
    );
    expect(entries).toEqual([]);
    const [done] = await db.query<{ all: number; ended: number; begun: number; never: number }>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE begun_at IS NULL)::int AS never,
         (SELECT count(*)::int FROM audit_entry e WHERE e.action = 'delegation.ended' AND e.subject IN (SELECT 'delegation:' || id FROM delegation)) AS ended,
         (SELECT count(*)::int FROM audit_entry e WHERE e.action = 'delegation.begun' AND e.subject IN (SELECT 'delegation:' || id FROM delegation)) AS begun
       FROM delegation`,
    );
    expect(done?.ended).toBe(done?.all);
    expect(done?.begun).toBe((done?.all ?? 0) - (done?.never ?? 0));
    expect(done?.all).toBeGreaterThan(30);
  });
});
