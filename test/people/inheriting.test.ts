import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { roleKind } from '../../src/desks/organisation/sheets/kinds.ts';
import { openDoors } from '../../src/desks/satker/registrations/doors.ts';
import { registrations } from '../../src/desks/satker/registrations/kind.ts';
import { loadUser, standingOf } from '../../src/desks/satker/store.ts';
import { approve } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { listRequests } from '../../src/desks/user-id/list.ts';
import { maySee } from '../../src/desks/user-id/rules.ts';
import { loadState } from '../../src/desks/user-id/store.ts';
import type { RegisteredEmployee } from '../../src/neighbours/employee-register/register.ts';
import { personById } from '../../src/people/actors.ts';
import { giveUpAddress, ownerOf } from '../../src/people/addresses.ts';
import { findEmployee } from '../../src/people/employees.ts';
import { doing } from '../support/acting.ts';
import { actingAs, nothing, now, owned, type Somebody, withEverything } from '../support/everything.ts';
import { employeeKind, leaving, organisationKinds } from '../support/house.ts';
import {
  type ImportBench,
  importBench,
  partnerRow,
  partnerTitles,
  problemsOf,
  sheetOf,
} from '../support/imports.ts';
import { stageImport } from '../support/staged-rows.ts';

let bench: ImportBench;
let db: Database;
let tono: Context;
beforeAll(async () => {
  bench = await importBench({ also: () => [...organisationKinds] });
  ({ db } = bench);
  tono = await actingAs(db, 'tono.wijaya');
});
afterAll(() => bench.close());

const confirming = () => approve({ db, policy: { oneStagePerPerson: true } }, 'WAITING_EXECUTOR');

async function somebodyWhoLeft(): Promise<Somebody> {
  const who = await withEverything(db);
  await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [who.id], tono));
  return who;
}

const keyOf = (made: Promise<unknown>) =>
  made.then(
    (done) => JSON.stringify(done ?? 'done'),
    (error: { reason?: { key: string } }) => error.reason?.key ?? String(error),
  );

const employee = (told: Partial<RegisteredEmployee>): RegisteredEmployee => ({
  nopek: '990001',
  name: 'Orang Baru',
  email: '',
  position: 'Analis',
  employment: 'TKJP',
  unit: { code: 'HO-FIN', name: 'Finance' },
  superior: null,
  ...told,
});

/** Everything that takes an address for a person: what it says of the address of somebody who has left. */
const takers: [string, string, (who: Somebody) => Promise<string | undefined>][] = [
  [
    'the partner import',
    '2 email notLeft',
    async ({ email }) => {
      const { id } = await bench.checked(await sheetOf(partnerTitles, partnerRow(email)));
      return problemsOf(await bench.rows(id, 'failed')).join();
    },
  ],
  [
    'the partner import, of somebody without standing',
    '2 email notLeft',
    async ({ id: personId, email }) => {
      await db.query('UPDATE person SET registered = false WHERE id = $1', [personId]);
      const { id } = await bench.checked(await sheetOf(partnerTitles, partnerRow(email)));
      return problemsOf(await bench.rows(id, 'failed')).join();
    },
  ],
  [
    'a role of the organisation workbook',
    '0/2 email organisation.expected.person',
    async ({ email }) => {
      const rows = [{ email, role: 'ICT_MANAGER' }];
      const staged = await stageImport(db, tono, [{ kind: roleKind, rows }]);
      await staged.check();
      return (await staged.problems()).join();
    },
  ],
  [
    'the employee register, with another Nopek',
    'people.error.leftContradicted',
    ({ email }) => {
      const told = employee({ email });
      const employeeRegister = { employee: async () => told, check: async () => {} };
      return keyOf(findEmployee({ db, employeeRegister, leaving }, tono, told.nopek));
    },
  ],
  [
    'the employee register, with their own Nopek',
    '"done"',
    ({ email, nopek }) => {
      const told = employee({ email, nopek });
      const employeeRegister = { employee: async () => told, check: async () => {} };
      return keyOf(findEmployee({ db, employeeRegister, leaving }, tono, nopek));
    },
  ],
  [
    'the KPPN that approves a registration',
    'satker.refuse.addressLeft',
    async ({ email }) => {
      const [unit] = await db.query<{ id: number; code: string; name: string; kppnId: number }>(
        `SELECT id, code, name, kppn_id AS "kppnId" FROM unit WHERE code = '527010'`,
      );
      if (!unit) throw new Error('the satker is not there');
      return keyOf(
        db.transaction(withoutDeadline, (tx) =>
          openDoors(tx, tono, { id: 0, satker: unit, name: 'Orang Baru', email, createdAt: now }),
        ),
      );
    },
  ],
  [
    'the executor who makes a User ID',
    'userId.refuse.applicantLeft',
    async ({ email }) => {
      const [request] = await db.query<{ id: number }>(
        `INSERT INTO user_id_request (kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key,
           created_at, status_since, status)
         SELECT 'UNIT', r.id, 'slack', 'Orang Baru', '-', $1, (SELECT min(id) FROM unit), r.id, gen_random_uuid()::text, $2, $2, 'WAITING_EXECUTOR'
         FROM person r WHERE r.email LIKE 'rina.%' RETURNING id`,
        [email, now],
      );
      const eko = await actingAs(db, 'eko.saputra');
      const requestId = request?.id ?? 0;
      return keyOf(doing(db, requests)(confirming(), eko, requestId, { newUserId: `baru.${requestId}` }));
    },
  ],
];

describe('the address of somebody who has left', () => {
  it.each(takers)('I-1 makes nobody their heir by %s', async (_, says, take) => {
    const who = await somebodyWhoLeft();
    expect(await take(who)).toBe(says);
    expect(await owned(db, who)).toEqual(nothing);
    const people = await db.query('SELECT id, active FROM person WHERE email = $1', [who.email]);
    expect(people).toEqual([{ id: who.id, active: false }]);
  });
});

/** However an address becomes somebody else's. */
const passings: [string, (who: Somebody) => Promise<unknown>][] = [
  [
    'an ADMIN who has it given up',
    async ({ id }) => {
      await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [id], tono));
      await db.transaction(withoutDeadline, (tx) => giveUpAddress(tx, tono, id, 'Sudah lama keluar'));
    },
  ],
  [
    'an organisation workbook that has somebody else under it',
    async ({ id, email }) => {
      await db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [id], tono));
      const rows = [{ email, name: 'Orang Baru', active: 'YES' }];
      const staged = await stageImport(db, tono, [{ kind: employeeKind, rows }]);
      await staged.check();
      await staged.write();
    },
  ],
  [
    'a register that gives its person another one',
    ({ id }) => db.query(`UPDATE person SET email = 'lain.' || email WHERE id = $1`, [id]),
  ],
];

describe('whoever has an address next', () => {
  it.each(passings)(
    'I-1 U-14 sees and gets nothing of what named its former person, after %s',
    async (_, pass) => {
      const who = await withEverything(db);
      const waiting = await db.query<{ id: number }>(
        `INSERT INTO user_id_request (kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key,
         created_at, status_since, status)
       SELECT 'UNIT', r.id, 'slack', 'Punya Segala', '-', $1, (SELECT min(id) FROM unit), r.id, gen_random_uuid()::text, $2, $2, 'WAITING_EXECUTOR'
       FROM person r WHERE r.email LIKE 'rina.%' RETURNING id`,
        [who.email, now],
      );
      const requestId = waiting[0]?.id ?? 0;
      const former = await actorOf(who.email);
      expect(await seenBy(former, who.email)).toEqual({ requests: 2, rows: 1 });

      await pass(who);
      await db.transaction(withoutDeadline, (tx) => ownerOf(tx, who.email, 'Orang Baru'));
      const next = await actorOf(who.email);
      expect(next.id).not.toBe(who.id);
      expect(await seenBy(next, who.email)).toEqual({ requests: 0, rows: 0 });
      expect(await standingOf(db, next)).toEqual({ activeIn: [], dormantIn: [] });

      const eko = await actingAs(db, 'eko.saputra');
      const confirmed = doing(db, requests)(confirming(), eko, requestId, {
        newUserId: `warisan.${requestId}`,
      });
      expect(await keyOf(confirmed)).toBe('people.refuse.addressPassed');
      const [row] = await db.query<{ id: number }>('SELECT id FROM satker_user WHERE email = $1', [
        who.email,
      ]);
      const user = await loadUser(db, row?.id ?? 0);
      if (!user) throw new Error('the registration is not there');
      expect(await keyOf(db.transaction(withoutDeadline, (tx) => openDoors(tx, tono, user)))).toBe(
        'people.refuse.addressPassed',
      );
      expect(await db.query('SELECT 1 FROM role_grant WHERE person_id = $1', [next.id])).toEqual([]);
    },
  );

  it('I-1 sees what names them since', async () => {
    const who = await withEverything(db);
    await passings[0]?.[1](who);
    await db.transaction(withoutDeadline, (tx) => ownerOf(tx, who.email, 'Orang Baru'));
    const since = new Date(Date.now() + 1000);
    await db.query(`UPDATE user_id_request SET created_at = $2 WHERE email = $1`, [who.email, since]);
    await db.query(`UPDATE satker_user SET created_at = $2 WHERE email = $1`, [who.email, since]);
    expect(await seenBy(await actorOf(who.email), who.email)).toEqual({ requests: 1, rows: 1 });
  });
});

async function actorOf(email: string): Promise<Actor> {
  const [person] = await db.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [email]);
  const actor = await personById(db, person?.id ?? 0);
  if (!actor) throw new Error(`${email} is nobody's`);
  return actor;
}

/** What somebody sees of the records that name an address, in lists and by opening each alike. */
async function seenBy(actor: Actor, email: string): Promise<{ requests: number; rows: number }> {
  const requests = await db.query<{ id: number }>('SELECT id FROM user_id_request WHERE email = $1', [email]);
  const states = await Promise.all(requests.map(({ id }) => loadState(db, id)));
  const opened = states.filter((state) => state && maySee(state, actor)).length;
  // Whoever holds a role sees what waits for it besides.
  for (const scope of actor.roles.length > 0 ? (['mine'] as const) : (['mine', 'all'] as const))
    expect(
      (await listRequests({ db, policy: { oneStagePerPerson: true } }, actor, { scope })).items,
    ).toHaveLength(opened);
  const rows = await db.query<{ id: number }>('SELECT id FROM satker_user WHERE email = $1', [email]);
  const seen = await Promise.all(rows.map(({ id }) => registrations.seen(db, { actor } as Context, id)));
  return { requests: opened, rows: seen.filter(Boolean).length };
}
