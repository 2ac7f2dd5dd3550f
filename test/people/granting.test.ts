import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, RoleName } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import { roleKind, unitKind } from '../../src/desks/organisation/sheets/kinds.ts';
import { appointFirstAdmins, roleNames, unitKinds } from '../../src/people/grants.ts';
import { grantRole } from '../../src/people/proposals.ts';
import { decideProposal } from '../support/admins-decide.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs, give, now, withEverything } from '../support/everything.ts';
import { leaving } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
let tono: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 6, timeoutMs: 60_000 });
  tono = await actingAs(db, 'tono.wijaya');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const unitOf = async (kind: string) =>
  (
    await db.query<{ id: number; code: string }>(
      'SELECT id, code FROM unit WHERE kind = $1::unit_kind ORDER BY id LIMIT 1',
      [kind],
    )
  )[0];
const holds = async (personId: number, role: RoleName) =>
  (
    await db.query(
      'SELECT 1 FROM role_grant WHERE person_id = $1 AND role = $2::role AND withdrawn_at IS NULL',
      [personId, role],
    )
  ).length > 0;
const keyOf = (granting: Promise<unknown>) =>
  granting.then(
    (done) => done,
    (error: { fields?: Record<string, { key: string }>; reason?: { key: string } }) =>
      error.reason?.key ?? Object.values(error.fields ?? {})[0]?.key,
  );

describe('a role', () => {
  it('I-2 is bound to a unit of its own kind or to none, in chat and by the workbook alike', async () => {
    for (const role of roleNames) {
      for (const kind of ['HO', 'UNIT', 'SATKER', 'KPPN'] as const) {
        const { id: personId, email } = await withEverything(db);
        const unit = await unitOf(kind);
        const fits = unitKinds[role] === undefined || unitKinds[role] === kind;
        const told = await keyOf(grantRole(means(db), tono, { personId, role, unitId: unit?.id ?? 0 }));
        if (role === 'ICT_EXECUTOR') expect(told).toBe('people.error.hasRole');
        else expect(told, `${role} ${kind}`).toBe(fits ? 'granted' : 'people.error.unit');
        if (role === 'ICT_EXECUTOR' || unitKinds[role] === undefined) continue;
        const other = await withEverything(db);
        const data = { email: other.email, role, unit: unit?.code ?? '' };
        const written = await keyOf(editOrganisation(db, tono, { kind: roleKind, data }));
        expect(written, `${role} ${kind} ${email}`).toBe(
          fits ? undefined : `organisation.expected.${unitKinds[role]?.toLowerCase()}`,
        );
      }
    }
    const bound = await db.query(
      `SELECT g.role, u.kind FROM role_grant g LEFT JOIN unit u ON u.id = g.unit_id
       WHERE g.role = 'KPPN_OFFICER' AND u.kind IS DISTINCT FROM 'KPPN' OR g.role IN ('SATKER_USER', 'PROCUREMENT_OFFICER') AND u.kind IS DISTINCT FROM 'SATKER'
         OR g.role NOT IN ('KPPN_OFFICER', 'SATKER_USER', 'PROCUREMENT_OFFICER') AND g.unit_id IS NOT NULL`,
    );
    expect(bound).toEqual([]);
    await db.query(`UPDATE role_grant SET withdrawn_at = now() WHERE role = 'ADMIN' AND person_id <> $1`, [
      tono.actor.id,
    ]);
  });

  it('I-2 keeps its unit’s kind: what is bound to it ends before the kind is another one', async () => {
    for (const [code, name] of [
      ['KPPN-JKT1', 'KPPN Jakarta I'],
      ['527010', '527010 SEKRETARIAT JENDERAL'],
      ['31.128.02', 'SPBU 31.128.02'],
    ] as const) {
      const data = { code, name, kind: 'HO' };
      expect(await keyOf(editOrganisation(db, tono, { kind: unitKind, data }))).toMatch(
        /kindInUse|expected\.kppn/,
      );
    }
    await editOrganisation(db, tono, {
      kind: unitKind,
      data: { code: '34.401.11', name: 'Kantor', kind: 'UNIT' },
    });
  });
});

describe('a role that an ADMIN wants for themselves', () => {
  const wanted = { role: 'ICT_MANAGER', unitId: null } as const;
  const proposals = () =>
    db.query<{ id: number }>('SELECT id FROM role_proposal WHERE approved IS NULL AND person_id = $1', [
      tono.actor.id,
    ]);

  it('I-4 is granted where they are the only one, and the log says so', async () => {
    expect(
      await grantRole(means(db), tono, { personId: tono.actor.id, ...wanted, role: 'ICT_VERIFICATOR' }),
    ).toBe('granted');
    const [entry] = await db.query<{ data: Record<string, unknown> }>(
      `SELECT data FROM audit_entry WHERE action = 'role.granted' AND subject = $1 ORDER BY id DESC LIMIT 1`,
      [`person:${tono.actor.id}`],
    );
    expect(entry?.data).toEqual({ role: 'ICT_VERIFICATOR', unitId: null, alone: true });
  });

  it('I-4 waits for a second one, who is asked by a card; nobody approves their own', async () => {
    await give(db, 'hendra.gunawan', 'ADMIN');
    const hendra = await actingAs(db, 'hendra.gunawan');
    expect(await grantRole(means(db), tono, { personId: tono.actor.id, ...wanted })).toBe('proposed');
    expect(await keyOf(grantRole(means(db), tono, { personId: tono.actor.id, ...wanted }))).toBe(
      'people.error.proposed',
    );
    expect(await holds(tono.actor.id, 'ICT_MANAGER')).toBe(false);
    const [{ id } = { id: 0 }] = await proposals();
    const told = await db.query<{ personId: number }>(
      'SELECT person_id AS "personId" FROM posted_card WHERE subject = $1 ORDER BY person_id',
      [`role-proposal:${id}`],
    );
    expect(told.map(({ personId }) => personId)).toEqual(
      [tono.actor.id, hendra.actor.id].sort((a, b) => a - b),
    );
    expect(await keyOf(decideProposal(db, tono, id, true, 'saya'))).toBe('people.refuse.ownRole');
    const rina = await actingAs(db, 'rina.wulandari');
    expect(await keyOf(decideProposal(db, rina, id, true, 'x'))).toBe('error.adminOnly');
    expect(await decideProposal(db, hendra, id, true, 'Pengganti cuti')).toEqual({ type: 'decided' });
    expect(await holds(tono.actor.id, 'ICT_MANAGER')).toBe(true);
    expect(await decideProposal(db, hendra, id, false, 'x')).toMatchObject({ type: 'passed' });
  });

  it('I-4 is not given by a row of the workbook either, unless they have it already', async () => {
    const row = (role: RoleName) =>
      editOrganisation(db, tono, { kind: roleKind, data: { email: tono.actor.email, role } });
    expect(await keyOf(row('ICT_EXECUTOR'))).toBe('organisation.expected.notYourself');
    expect(await keyOf(row('ADMIN'))).toBeUndefined();
  });

  it('I-4 waits likewise where it is for another record of the same mailbox', async () => {
    const [second] = await db.query<{ id: number }>(
      `INSERT INTO person (email, name) SELECT replace(email, '@', '+dua@'), name FROM person WHERE id = $1 RETURNING id`,
      [tono.actor.id],
    );
    const asTono = await actingAs(db, 'tono.wijaya');
    expect(await grantRole(means(db), asTono, { personId: second?.id ?? 0, ...wanted })).toBe('proposed');
    const [{ id } = { id: 0 }] = await db.query<{ id: number }>(
      'SELECT id FROM role_proposal WHERE approved IS NULL AND person_id = $1',
      [second?.id],
    );
    expect(await keyOf(decideProposal(db, asTono, id, true, 'saya'))).toBe('people.refuse.ownRole');
    expect(await decideProposal(db, asTono, id, false, 'tidak jadi')).toEqual({ type: 'decided' });
  });

  it('I-4 is no more where they take it back, where another one rejects it, and where it does not fit any more', async () => {
    const hendra = await actingAs(db, 'hendra.gunawan');
    for (const [by, approve, key] of [
      [tono, false, undefined],
      [hendra, false, undefined],
    ] as const) {
      await grantRole(means(db), tono, { personId: tono.actor.id, role: 'ICT_EXECUTOR', unitId: null });
      const [{ id } = { id: 0 }] = await proposals();
      expect(await decideProposal(db, by, id, approve, 'tidak jadi')).toEqual({ type: 'decided' });
      expect(key).toBeUndefined();
    }
    const kppn = await unitOf('KPPN');
    await grantRole(means(db), tono, {
      personId: tono.actor.id,
      role: 'KPPN_OFFICER',
      unitId: kppn?.id ?? 0,
    });
    const [{ id } = { id: 0 }] = await proposals();
    await db.query(`UPDATE unit SET kind = 'HO' WHERE id = $1`, [kppn?.id]);
    expect(await keyOf(decideProposal(db, hendra, id, true, 'x'))).toBe('people.error.unit');
    expect(await proposals()).toHaveLength(1);
    expect(await holds(tono.actor.id, 'ICT_EXECUTOR')).toBe(false);
  });
});

describe('the setting for the first ADMINs', () => {
  it('I-1 I-9 makes nobody an ADMIN who has left', async () => {
    const who = await withEverything(db);
    await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [who.id], tono));
    await appointFirstAdmins(db, [who.email], now);
    expect(await holds(who.id, 'ADMIN')).toBe(false);
  });
});
