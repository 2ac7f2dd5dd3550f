import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { Refusal } from '../../src/core/errors.ts';
import type { Database } from '../../src/db/database.ts';
import { holdersJob } from '../../src/desks/front/unheld.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import { headKind, roleKind } from '../../src/desks/organisation/sheets/kinds.ts';
import { approve, reassign } from '../../src/desks/user-id/acts.ts';
import { announceJob } from '../../src/desks/user-id/announce.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { superiorsFor } from '../../src/desks/user-id/store.ts';
import { withdrawRole } from '../../src/people/grants.ts';
import { grantRole } from '../../src/people/proposals.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { actingAs, now } from '../support/everything.ts';
import { employeeKind, leaving } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { means } from '../support/step-up.ts';
import { undoing } from '../support/undoing.ts';

const policy = { oneStagePerPerson: true };

let database: SampleDatabase;
let db: Database;
let desks: CatalogueDesks;
let tono: Context;
beforeEach(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  tono = await actingAs(db, 'tono.wijaya');
  return async () => {
    await db.close();
    await database.drop();
  };
});

const idOf = async (account: string): Promise<number> => (await actingAs(db, account)).actor.id;
const leaves = async (account: string) => {
  const ids = [await idOf(account)];
  await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, ids, tono));
};

async function losesRole(account: string): Promise<void> {
  const [grant] = await db.query<{ id: number }>(
    'SELECT id FROM role_grant WHERE person_id = $1 AND withdrawn_at IS NULL ORDER BY id LIMIT 1',
    [await idOf(account)],
  );
  await withdrawRole({ db, leaving }, tono, grant?.id ?? 0, 'Pindah tugas');
}

let made = 1000;

/** A request that waits at this stage; its first stage is Bima's. */
async function waitingAt(status: string): Promise<string> {
  made += 1;
  const id = await makeRequest(db, 'Pemohon', `UID-2026-00${made}`);
  await db.query('UPDATE user_id_request SET status = $2 WHERE id = $1', [id, status]);
  return `user-id:${id}`;
}

/** A request that waits at a stage of the organisation's own, for these alone; Bima is the superior whom it names. */
async function atOwnStage(member: Record<string, number>): Promise<string> {
  const subject = await waitingAt('WAITING_ATASAN');
  await db.query(
    `WITH own AS (INSERT INTO approval_stage (code, place, name, groups) VALUES ('OWN', 25, 'Tahap sendiri', $2) RETURNING *),
     plan AS (INSERT INTO user_id_stage (request_id, place, stage_id, stage, name, groups, needed, one_rejects, remind_after)
       SELECT $1, s.place, s.id, 'WAITING_' || s.code, s.name, s.groups, s.needed, s.one_rejects, s.remind_after
       FROM (SELECT * FROM own UNION ALL SELECT * FROM approval_stage WHERE groups IS NULL) s)
     UPDATE user_id_request SET status = 'WAITING_OWN' WHERE id = $1`,
    [Number(subject.split(':')[1]), JSON.stringify([[member]])],
  );
  return subject;
}

async function aboveBima(): Promise<string> {
  await db.query('UPDATE person SET superior_id = $1 WHERE id = $2', [
    await idOf('agus.pranoto'),
    await idOf('bima.santoso'),
  ]);
  return atOwnStage({ superior: 2 });
}

async function headOfUnit(): Promise<string> {
  const [head] = await db.query<{ unitId: number }>(
    `INSERT INTO unit_head (unit_id, person_id) SELECT u.id, $1 FROM unit u
     WHERE NOT EXISTS (SELECT 1 FROM unit_head h WHERE h.unit_id = u.id) ORDER BY u.id LIMIT 1 RETURNING unit_id AS "unitId"`,
    [await idOf('agus.pranoto')],
  );
  return atOwnStage({ head: head?.unitId ?? 0 });
}

async function registrationWaits(): Promise<string> {
  const [row] = await db.query<{ id: number }>(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
     SELECT 'SAT-2026-000001', u.id, '3171010101010001', 'Siti', 'siti@mitra.example', 'ST', 'REGISTERED', $1, 'system', 'k', $1
     FROM unit u WHERE u.code = '527010' RETURNING id`,
    [now],
  );
  await db.query(
    `INSERT INTO audit_entry (at, actor, surface, action, subject) VALUES ($1, 'Siti', 'slack', 'satker.registered', $2)`,
    [now, `satker:${row?.id}`],
  );
  return `satker:${row?.id}`;
}

async function ticketWaits(): Promise<string> {
  const [row] = await db.query<{ id: number }>(
    `INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, submission_key, created_at)
     SELECT 'SAT-2026-000002', 'REGISTRATION', $1, u.id, $2, 'slack', 't', $1 FROM unit u WHERE u.code = '527010' RETURNING id`,
    [now, await idOf('rina.wulandari')],
  );
  return `satker-ticket:${row?.id}`;
}

/** Does what was left to jobs; answers the records that the ADMINs are told of, and those whose cards are brought up to date. */
async function told(): Promise<{ cards: string[]; refreshed: string[] }> {
  const jobsOf = (name: string) =>
    db.query<{ payload: Record<string, unknown> }>(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id AND t.identifier = $1 RETURNING j.payload`,
      [name],
    );
  await jobsOf('posted.refresh');
  const job = holdersJob({
    db,
    clock: () => now,
    desks: [desks.userId, desks.satker.desk, desks.partner.desk],
  });
  // A job may be done twice.
  for (const { payload } of await jobsOf('waiting.holders')) for (const _ of [1, 2]) await job(payload);
  const posted = await db.query<{ args: Record<string, unknown>; personId: number }>(
    `DELETE FROM posted_card WHERE card = 'pintu.unheld' RETURNING args, person_id AS "personId"`,
  );
  expect(posted.every(({ personId }) => personId === tono.actor.id)).toBe(true);
  const cards = await Promise.all(posted.map(({ args }) => desks.front.cards.unheld?.(tono, 0, args, db)));
  const opened = cards.flatMap((card) =>
    (card?.parts ?? []).flatMap((part) =>
      part.type === 'list' ? part.items.map(({ button }) => button?.does) : [],
    ),
  );
  return {
    cards: opened.map((does) => JSON.stringify(does)),
    refreshed: (await jobsOf('posted.refresh')).map(({ payload }) => String(payload.subject)).sort(),
  };
}

const losses: [string, () => Promise<string>, () => Promise<unknown>][] = [
  ['the superior whom it names leaves', () => waitingAt('WAITING_ATASAN'), () => leaves('bima.santoso')],
  [
    'the last one with its stage’s role leaves',
    () => waitingAt('WAITING_MANAGER'),
    () => leaves('agus.pranoto'),
  ],
  [
    'the last one with its stage’s role loses it',
    () => waitingAt('WAITING_VERIFICATOR'),
    () => losesRole('dewi.lestari'),
  ],
  ['the superior of its superior leaves', aboveBima, () => leaves('agus.pranoto')],
  [
    'nobody is the superior of its superior any more',
    aboveBima,
    () =>
      editOrganisation(db, tono, {
        kind: employeeKind,
        data: { email: 'bima.santoso@nusantara.example', name: 'Bima Santoso', superior: '-' },
      }),
  ],
  ['the last head of the unit of its stage leaves', headOfUnit, () => leaves('agus.pranoto')],
  ['the last officer of its KPPN leaves', registrationWaits, () => leaves('maya.anggraini')],
  ['the last officer of its KPPN loses the role', ticketWaits, () => losesRole('maya.anggraini')],
  [
    'the import that gave its stage’s role is undone',
    () => waitingAt('WAITING_EXECUTOR'),
    async () => {
      await losesRole('eko.saputra');
      const rows = [{ email: 'hendra.gunawan@nusantara.example', role: 'ICT_EXECUTOR' }];
      const { imported, order, work } = undoing(db, tono, [roleKind]);
      const { id } = await imported({ kind: roleKind, rows });
      await db.query(`DELETE FROM graphile_worker._private_jobs`);
      await order(id);
      expect(await work(id)).toMatchObject({ status: 'UNDONE' });
    },
  ],
];

describe('a record whose last holder is gone', () => {
  it('A-1 is listed by the doctor beside it where only people without a chat account hold it, with who they are', async () => {
    await waitingAt('WAITING_MANAGER');
    const shown = async () => JSON.stringify(await desks.front.actions.doctor?.run(tono, []));
    const listed = `${tono.t('unheld.byMail')}`;
    const before = await shown();
    expect(before).toContain(listed);
    expect(before).toContain('Agus Pranoto');
    await db.query(
      `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T0', 'UAGUS', $1)`,
      [await idOf('agus.pranoto')],
    );
    expect(await shown()).not.toContain(listed);
  });

  it('A-1 has what waits for the heads of a unit looked at anew at once for whoever becomes one, and when that is undone', async () => {
    const looks = () =>
      db.query<{ payload: { concerned: unknown } }>(
        `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
         WHERE t.id = j.task_id AND t.identifier = 'waiting.holders' RETURNING j.payload`,
      );
    const rows = [{ email: 'hendra.gunawan@nusantara.example', unit: '31.128.02' }];
    const { imported, order, work } = undoing(db, tono, [headKind]);
    const { id } = await imported({ kind: headKind, rows });
    const [added, ...others] = await looks();
    expect(added?.payload.concerned).toEqual({ heldBy: [await idOf('hendra.gunawan')] });
    expect(others).toEqual([]);
    await order(id);
    expect(await work(id)).toMatchObject({ status: 'UNDONE' });
    expect((await looks()).map(({ payload }) => payload.concerned)).toContain('all');
  });

  it('A-3 tells the ADMINs at once of what was returned to somebody who leaves then', async () => {
    const subject = await waitingAt('WAITING_MANAGER');
    await db.query(
      `INSERT INTO record_remark (subject, kind, stage, person_id, asked_id, surface, text, at) VALUES ($1, 'QUESTION', 'WAITING_MANAGER', $2, $3, 'slack', 'Mengapa?', $4)`,
      [subject, await idOf('agus.pranoto'), await idOf('rina.wulandari'), now],
    );
    await leaves('rina.wulandari');
    const { cards, refreshed } = await told();
    expect(cards).toHaveLength(1);
    expect(cards[0]).toContain(subject.split(':')[1]);
    expect(refreshed).toEqual([subject]);
  });

  it('A-1 is listed by the doctor, with what mends it', async () => {
    await waitingAt('WAITING_ATASAN');
    await leaves('bima.santoso');
    const reply = await desks.front.actions.doctor?.run(tono, []);
    const shown = JSON.stringify(reply);
    expect(shown).toContain(tono.t('doctor.mend.waiting'));
    expect(shown).toContain(`UID-2026-00${made}`);
  });

  it.each(losses)('A-1 U-19 tells the ADMINs at once and says so on its card: %s', async (_, waits, lose) => {
    const subject = await waits();
    await waitingAt('COMPLETED');
    await lose();
    const { cards, refreshed } = await told();
    expect(cards).toHaveLength(1);
    expect(cards[0]).toContain(subject.split(':')[1]);
    expect(refreshed).toEqual([subject]);
  });

  it('A-1 all that waits so is told of once a day', async () => {
    const subject = await waitingAt('WAITING_ATASAN');
    await leaves('bima.santoso');
    await told();
    await db.query(`SELECT graphile_worker.add_job('waiting.holders')`);
    expect((await told()).refreshed).toEqual([subject]);
  });

  it('A-1 nobody is told while somebody else could decide it, and its copies name who can', async () => {
    const subject = await waitingAt('WAITING_MANAGER');
    await db.query(`INSERT INTO role_grant (person_id, role) VALUES ($1, 'ICT_MANAGER')`, [
      await idOf('hendra.gunawan'),
    ]);
    await leaves('agus.pranoto');
    expect(await told()).toEqual({ cards: [], refreshed: [subject] });
  });

  it('A-1 I-4 whoever holds the role and may not decide this one does not count', async () => {
    const subject = await waitingAt('WAITING_MANAGER');
    await db.query(
      `INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, submission_key, decided_at)
       VALUES ($1, 'WAITING_ATASAN', true, $2, 'slack', 'd', $3)`,
      [Number(subject.split(':')[1]), await idOf('bima.santoso'), now],
    );
    await db.query(`INSERT INTO role_grant (person_id, role) VALUES ($1, 'ICT_MANAGER')`, [
      await idOf('bima.santoso'),
    ]);
    await losesRole('agus.pranoto');
    expect((await told()).refreshed).toEqual([subject]);
  });

  it('A-1 U-9 is told as well of a request that comes to a stage that nobody holds by then', async () => {
    const subject = await waitingAt('WAITING_ATASAN');
    await leaves('dewi.lestari');
    expect((await told()).cards).toEqual([]);
    const requestId = Number(subject.split(':')[1]);
    const bima = await actingAs(db, 'bima.santoso');
    await doing(db, requests)(approve({ db, policy }, 'WAITING_ATASAN'), bima, requestId, { reason: 'Ya' });
    await announceLast(subject);
    expect((await told()).cards).toHaveLength(1);
  });
});

/** Tells of the last change of a request, as its job does. */
async function announceLast(subject: string): Promise<void> {
  const [last] = await db.query<{ entry: string }>(
    'SELECT max(id)::text AS entry FROM audit_entry WHERE subject = $1',
    [subject],
  );
  const parts = { db, policy } as Parameters<typeof announceJob>[0];
  await announceJob(parts)({ entry: last?.entry ?? '' });
}

describe('whoever gets what a record waits for', () => {
  const jobs = () =>
    db.query<{ name: string; payload: Record<string, unknown> }>(
      `SELECT t.identifier AS name, j.payload FROM graphile_worker._private_jobs j
       JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier LIKE '%.announce'`,
    );
  const role = (account: string, unit: string | null, name: 'ICT_MANAGER' | 'KPPN_OFFICER') => async () => {
    const [bound] = await db.query<{ id: number }>('SELECT id FROM unit WHERE code = $1', [unit]);
    await grantRole(means(db), tono, {
      personId: await idOf(account),
      role: name,
      unitId: bound?.id ?? null,
    });
  };

  it.each<[string, () => Promise<string>, string, () => Promise<unknown>, string]>([
    [
      'the role of its stage',
      () => waitingAt('WAITING_MANAGER'),
      'agus.pranoto',
      role('hendra.gunawan', null, 'ICT_MANAGER'),
      'user-id.announce',
    ],
    [
      'the role of its stage by a workbook',
      () => waitingAt('WAITING_MANAGER'),
      'agus.pranoto',
      async () => {
        const rows = [{ email: 'hendra.gunawan@nusantara.example', role: 'ICT_MANAGER' }];
        await undoing(db, tono, [roleKind]).imported({ kind: roleKind, rows });
      },
      'user-id.announce',
    ],
    [
      'the role of its KPPN',
      registrationWaits,
      'maya.anggraini',
      role('hendra.gunawan', 'KPPN-JKT1', 'KPPN_OFFICER'),
      'satker.announce',
    ],
  ])('A-1 is told of it where it waited for nobody: %s', async (_, waits, account, gain, announces) => {
    await waits();
    await leaves(account);
    await told();
    await gain();
    await told();
    expect((await jobs()).map(({ name }) => name)).toEqual([announces]);
  });

  it('A-1 U-13 is not told anew of what somebody else could have decided, and its copies name them as well', async () => {
    const subject = await waitingAt('WAITING_MANAGER');
    await waitingAt('WAITING_EXECUTOR');
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, live, thread, person_id) SELECT s, 'user-id.root', s, '{}', true, s, $2 FROM unnest($1::text[]) AS s`,
      [[subject], await idOf('rina.wulandari')],
    );
    await role('hendra.gunawan', null, 'ICT_MANAGER')();
    expect(await told()).toEqual({ cards: [], refreshed: [subject] });
    expect(await jobs()).toEqual([]);
  });
});

describe('another superior', () => {
  const reason = 'Bima sudah keluar';

  const naming = (
    ctx: Context,
    id: number,
    given: { from: number; to: number; reason: string; key?: string },
  ) => doing(db, requests)(reassign({ policy }), ctx, id, given);

  async function leaderless(): Promise<{ id: number; from: number; to: number }> {
    const id = Number((await waitingAt('WAITING_ATASAN')).split(':')[1]);
    const from = await idOf('bima.santoso');
    const to = await idOf('hendra.gunawan');
    await db.query('UPDATE person SET superior_id = $2 WHERE id = $1', [from, to]);
    await leaves('bima.santoso');
    return { id, from, to };
  }

  it('A-1 A-6 is named by an ADMIN along the register’s line, is asked, and the log says who and why', async () => {
    const { id, from, to } = await leaderless();
    const change = { from, to, reason, key: 'twice' };
    await naming(tono, id, change);
    await naming(tono, id, change);
    expect(await db.query('SELECT atasan_id AS atasan FROM user_id_request WHERE id = $1', [id])).toEqual([
      { atasan: to },
    ]);
    const entries = await db.query(
      `SELECT actor_id AS actor, reason, data FROM audit_entry WHERE action = 'user-id.reassigned' AND subject = $1`,
      [`user-id:${id}`],
    );
    const data = { from, to: { id: to, name: 'Hendra Gunawan' }, key: 'twice' };
    expect(entries).toEqual([{ actor: tono.actor.id, reason, data }]);
    await announceLast(`user-id:${id}`);
    const asked = await db.query(
      `SELECT 1 FROM posted_card WHERE card = 'user-id.approval' AND person_id = $1`,
      [to],
    );
    expect(asked).toHaveLength(1);
  });

  it('A-6 is named by the one whom it names, who decides it no more then and gets it back by the same way; whoever asked is told', async () => {
    const id = Number((await waitingAt('WAITING_ATASAN')).split(':')[1]);
    const [bima, hendra] = [await actingAs(db, 'bima.santoso'), await actingAs(db, 'hendra.gunawan')];
    const [from, to] = [bima.actor.id, hendra.actor.id];
    await db.query('UPDATE person SET superior_id = $2 WHERE id = $1', [from, to]);
    const decide = (ctx: Context) =>
      doing(db, requests)(approve({ db, policy }, 'WAITING_ATASAN'), ctx, id, { reason: 'Ya' });
    await naming(bima, id, { from, to, reason: 'Cuti' });
    await expect(decide(bima)).rejects.toMatchObject({ reason: { key: 'userId.refuse.notApprover' } });
    await announceLast(`user-id:${id}`);
    const told = await db.query<{ card: string; personId: number }>(
      `SELECT card, person_id AS "personId" FROM posted_card WHERE card IN ('user-id.approval', 'user-id.step') ORDER BY card`,
    );
    expect(told).toEqual([
      { card: 'user-id.approval', personId: to },
      { card: 'user-id.step', personId: await idOf('rina.wulandari') },
    ]);
    // Of the line are the heads of its unit.
    await db.query(
      `WITH unit AS (UPDATE user_id_request SET kind = 'UNIT' WHERE id = $1 RETURNING unit_id)
       INSERT INTO unit_head (unit_id, person_id) SELECT unit_id, $2 FROM unit ON CONFLICT DO NOTHING`,
      [id, from],
    );
    await naming(hendra, id, { from: to, to: from, reason: 'Sudah kembali' });
    expect(await decide(await actingAs(db, 'bima.santoso'))).toMatchObject({ type: 'decided' });
  });

  it.each<[string, string, (id: number, from: number, to: number) => Promise<unknown>]>([
    [
      'by nobody but them and an ADMIN',
      'record.refuse.notHolder',
      async (id, from, to) => naming(await actingAs(db, 'rina.wulandari'), id, { from, to, reason }),
    ],
    [
      'of nobody beside the line',
      'record.error.receiver',
      async (id, from) => naming(tono, id, { from, to: await idOf('dewi.lestari'), reason }),
    ],
    [
      'by an ADMIN also where the one who is named can decide',
      'done',
      async (id, from, to) => {
        await db.query('UPDATE user_id_request SET atasan_id = $2 WHERE id = $1', [
          id,
          await idOf('agus.pranoto'),
        ]);
        await naming(tono, id, { from, to, reason });
      },
    ],
    [
      'where the form shows another one than stands there',
      'userId.refuse.changedMeanwhile',
      async (id, _, to) => {
        const acted = await naming(tono, id, { from: to + 1000, to, reason });
        if (acted.type === 'passed') throw new Refusal(acted.why);
      },
    ],
  ])('A-6 is named %s', async (_, key, act) => {
    const { id, from, to } = await leaderless();
    const refused = await act(id, from, to).then(
      () => 'done',
      (error: { reason?: { key: string; args?: unknown }; fields?: Record<string, { key: string }> }) =>
        error.reason?.key ?? error.fields?.to?.key ?? String(error),
    );
    expect(refused).toBe(key);
  });

  it('A-6 I-4 is never the applicant or the requester, however high they stand', async () => {
    const { id } = await leaderless();
    const [row] = await db.query<{ email: string; requesterId: number; atasanId: number; unit: number }>(
      `UPDATE user_id_request SET email = 'hendra.gunawan@nusantara.example' WHERE id = $1
       RETURNING email, requester_id AS "requesterId", atasan_id AS "atasanId", unit_id AS unit`,
      [id],
    );
    if (!row) throw new Error('the request is gone');
    const line = await superiorsFor(db, {
      ...row,
      nopek: null,
      kind: 'UNIT',
      unit: { id: row.unit, code: '', name: '' },
    });
    expect(line.map(({ name }) => name)).not.toContain('Hendra Gunawan');
  });
});
