import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { openDoors } from '../../src/desks/satker/doors.ts';
import { createService } from '../../src/desks/user-id/service.ts';
import type { RegisteredEmployee } from '../../src/neighbours/employee-register/register.ts';
import { findEmployee } from '../../src/people/employees.ts';
import { leave } from '../../src/people/leaving.ts';
import { organisationKinds, roleKind } from '../../src/people/organisation/kinds.ts';
import { actingAs, nothing, now, owned, type Somebody, withEverything } from '../support/everything.ts';
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

async function somebodyWhoLeft(): Promise<Somebody> {
  const who = await withEverything(db);
  await db.transaction((tx) => leave(tx, [who.id], tono));
  return who;
}

const keyOf = (doing: Promise<unknown>) =>
  doing.then(
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
      return keyOf(findEmployee({ db, employeeRegister }, tono, told.nopek));
    },
  ],
  [
    'the employee register, with their own Nopek',
    '"done"',
    ({ email, nopek }) => {
      const told = employee({ email, nopek });
      const employeeRegister = { employee: async () => told, check: async () => {} };
      return keyOf(findEmployee({ db, employeeRegister }, tono, nopek));
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
        db.transaction((tx) => openDoors(tx, tono, { id: 0, satker: unit, name: 'Orang Baru', email })),
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
      return keyOf(
        createService(db, { oneStagePerPerson: true }).decide(eko, {
          requestId,
          stage: 'WAITING_EXECUTOR',
          approve: true,
          reason: null,
          newUserId: `baru.${requestId}`,
          key: `k${requestId}`,
        }),
      );
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
