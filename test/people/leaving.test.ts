import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import { countLoginOf } from '../../src/desks/satker/logins.ts';
import { openDoors } from '../../src/desks/satker/registrations/doors.ts';
import { referencesTo } from '../../src/imports/undo/references.ts';
import { claimAddress } from '../../src/people/claims.ts';
import { findEmployee } from '../../src/people/employees.ts';
import { leaveTheInactive, ownParting } from '../../src/people/leaving.ts';
import { linkAccount } from '../../src/people/linking.ts';
import { grantRole } from '../../src/people/proposals.ts';
import { personOfAccount } from '../../src/web/sessions.ts';
import { decideClaim } from '../support/admins-decide.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import {
  actingAs,
  everything,
  give,
  nothing,
  now,
  owned,
  type Somebody,
  withEverything,
} from '../support/everything.ts';
import { employeeKind, leaving, partings } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { stageImport } from '../support/staged-rows.ts';
import { means } from '../support/step-up.ts';
import { undoing } from '../support/undoing.ts';

let database: SampleDatabase;
let db: Database;
let tono: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 10, timeoutMs: 60_000 });
  tono = await actingAs(db, 'tono.wijaya');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const all = [...partings, ownParting];
const endings = all.flatMap((one) => one.endings);
const history = all.flatMap((one) => one.history);

const active = async ({ id }: Somebody) =>
  (await db.query<{ active: boolean }>('SELECT active FROM person WHERE id = $1', [id]))[0]?.active;
const row = ({ email }: Somebody, active: 'YES' | 'NO', name = 'Punya Segala') => ({ email, name, active });

async function imported(data: ReturnType<typeof row>): Promise<void> {
  const staged = await stageImport(db, tono, [{ kind: employeeKind, rows: [data] }]);
  await staged.check();
  expect(await staged.problems()).toEqual([]);
  await staged.write();
}

/** Every way in which somebody is made inactive. */
const entrances: [string, (who: Somebody) => Promise<unknown>][] = [
  ['an edit in chat', (who) => editOrganisation(db, tono, { kind: employeeKind, data: row(who, 'NO') })],
  ['a row of the organisation workbook', (who) => imported(row(who, 'NO'))],
  [
    'an undo that makes them inactive again',
    async (who) => {
      await db.query('UPDATE person SET active = false WHERE id = $1', [who.id]);
      const { imported, order, work } = undoing(db, tono, [employeeKind]);
      const { id } = await imported({ kind: employeeKind, rows: [row(who, 'YES')] });
      expect(await active(who)).toBe(true);
      await order(id);
      expect(await work(id)).toMatchObject({ status: 'UNDONE' });
    },
  ],
  [
    'the employee register’s word',
    async (who) => {
      const employeeRegister = { employee: async () => 'left' as const, check: async () => {} };
      const rina = await actingAs(db, 'rina.wulandari');
      expect(await findEmployee({ db, employeeRegister, leaving }, rina, who.nopek)).toBeNull();
    },
  ],
  [
    'an ADMIN’s answer that the address is another person’s',
    async ({ id, email }) => {
      const profile = { externalId: `U-new-${id}`, tenant: 'T1', name: 'Orang Baru', locale: null };
      const claim = await claimOf(id, { ...profile, verifiedEmail: email });
      expect(await decideClaim({ db, leaving }, tono, claim, 'ANOTHER', 'Pegawai baru')).toEqual({
        type: 'decided',
      });
    },
  ],
  [
    'other hands',
    async ({ id }) => {
      await db.query('UPDATE person SET active = false WHERE id = $1', [id]);
      await leaveTheInactive(db, leaving, now);
    },
  ],
];

async function claimOf(personId: number, profile: Parameters<typeof linkAccount>[3]): Promise<number> {
  const { platform, tenant, externalId } = { platform: 'slack', ...profile };
  expect(await linkAccount(db, withoutDeadline, platform, profile, now)).toEqual({ type: 'claim', personId });
  await claimAddress(db, withoutDeadline, { platform, tenant, externalId }, profile, personId, now);
  const [claim] = await db.query<{ id: number }>(
    'SELECT id FROM address_claim WHERE person_id = $1 AND outcome IS NULL',
    [personId],
  );
  return claim?.id ?? 0;
}

describe('leaving', () => {
  it.each(entrances)(
    'I-1 I-2 by %s ends all that was theirs, each with its entry, and gives nothing back',
    async (_, act) => {
      const who = await withEverything(db);
      expect(await owned(db, who)).toEqual(everything);
      const [before] = await db.query<{ id: string }>(
        'SELECT coalesce(max(id), 0)::text AS id FROM audit_entry',
      );
      await act(who);
      expect(await active(who)).toBe(false);
      expect(await owned(db, who)).toEqual(nothing);
      const entries = await db.query<{ action: string }>(
        `SELECT action FROM audit_entry WHERE id > $1 AND data ? 'left' ORDER BY action`,
        [before?.id],
      );
      expect(entries.map(({ action }) => action)).toEqual(
        [
          ...endings.map(({ action }) => action),
          // Of both platforms.
          'person.unlinked',
          'person.left',
        ].sort(),
      );
      await db.query('UPDATE person SET active = true WHERE id = $1', [who.id]);
      expect(await owned(db, who)).toEqual(nothing);
    },
  );

  it('I-1 activated again under the same name or Nopek they are the same record, which has nothing', async () => {
    for (const data of [{}, { name: 'Nama Baru', nopek: true }]) {
      const who = await withEverything(db);
      await imported(row(who, 'NO'));
      const nopek = 'nopek' in data ? { nopek: who.nopek } : {};
      await imported({ ...row(who, 'YES', 'name' in data ? data.name : undefined), ...nopek });
      expect(await active(who)).toBe(true);
      expect(await owned(db, who)).toEqual(nothing);
      const profile = { externalId: `U-punya.${who.id}`, tenant: 'T1', name: 'x', locale: null };
      const verifiedEmail = who.email;
      // Not by the address alone, neither with the account that they had nor with another one.
      for (const externalId of [`U-${who.userId}`, profile.externalId])
        expect(
          await linkAccount(db, withoutDeadline, 'slack', { ...profile, externalId, verifiedEmail }, now),
        ).toEqual({
          type: 'claim',
          personId: who.id,
        });
    }
  });

  it.each([
    ['a row of the workbook', (data: ReturnType<typeof row>) => imported(data)],
    [
      'an edit in chat',
      (data: ReturnType<typeof row>) => editOrganisation(db, tono, { kind: employeeKind, data }),
    ],
  ])('I-1 activated under another name by %s it is another person, who inherits nothing', async (_, act) => {
    const who = await withEverything(db);
    await imported(row(who, 'NO'));
    await act(row(who, 'YES', 'Orang Lain'));
    const people = await db.query<{
      id: number;
      name: string;
      email: string;
      nopek: string | null;
      active: boolean;
    }>(`SELECT id, name, email, nopek, active FROM person WHERE email LIKE $1 || '%' ORDER BY id`, [
      who.email,
    ]);
    expect(people).toMatchObject([
      {
        id: who.id,
        name: 'Punya Segala',
        email: `${who.email}.former-${who.id}.invalid`,
        nopek: null,
        active: false,
      },
      { name: 'Orang Lain', email: who.email, nopek: null, active: true },
    ]);
    const heir = { id: people[1]?.id ?? 0, email: who.email };
    expect(await owned(db, heir)).toEqual(nothing);
    expect(
      await db.query(
        `SELECT data->>'from' AS from, data->>'to' AS to FROM audit_entry WHERE action = 'person.address-given-up' AND subject = $1`,
        [`person:${who.id}`],
      ),
    ).toEqual([{ from: who.email, to: people[0]?.email }]);
    // The requests that the former one made stay theirs.
    expect(await db.query('SELECT 1 FROM user_id_request WHERE requester_id = $1', [heir.id])).toEqual([]);
  });

  it('I-2 the last ADMIN stays, whoever says that they have left', async () => {
    await expect(
      db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [tono.actor.id], { ...tono, source: 'x' })),
    ).rejects.toMatchObject({ reason: { key: 'people.error.lastAdmin' } });
    const [{ nopek } = { nopek: '' }] = await db.query<{ nopek: string }>(
      'SELECT nopek FROM person WHERE id = $1',
      [tono.actor.id],
    );
    const employeeRegister = { employee: async () => 'left' as const, check: async () => {} };
    expect(await findEmployee({ db, employeeRegister, leaving }, tono, nopek)).toBeNull();
    expect(await db.query('SELECT active FROM person WHERE id = $1', [tono.actor.id])).toEqual([
      { active: true },
    ]);
  });

  it('I-5 leaves nothing done where something of it fails', async () => {
    const who = await withEverything(db);
    await expect(
      db.transaction(withoutDeadline, async (tx) => {
        await leaving.leave(tx, [who.id], tono);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await owned(db, who)).toEqual(everything);
    expect(await db.query(`SELECT 1 FROM audit_entry WHERE subject = $1`, [`person:${who.id}`])).toEqual([]);
  });

  it('I-2 nothing is granted to somebody while they leave', async () => {
    const who = await withEverything(db);
    await give(db, 'hendra.gunawan', 'ADMIN');
    let granting: Promise<unknown> = Promise.resolve();
    await db.transaction(withoutDeadline, async (tx) => {
      await leaving.leave(tx, [who.id], tono);
      granting = grantRole(means(db), tono, { personId: who.id, role: 'ICT_MANAGER', unitId: null }).catch(
        (error) => error,
      );
      // It has to wait for the end of this transaction.
      await waiting(db);
    });
    expect(await granting).toMatchObject({ fields: { person: { key: 'people.error.person' } } });
    expect(await owned(db, who)).toEqual(nothing);
  });

  it('I-2 whatever is given to somebody at the moment at which they leave ends with them, and nobody waits for anybody in a circle', async () => {
    const hendra = await actingAs(db, 'hendra.gunawan');
    const [satker] = await db.query<{ id: number; code: string; name: string; kppnId: number }>(
      `SELECT id, code, name, kppn_id AS "kppnId" FROM unit WHERE code = '527021'`,
    );
    if (!satker) throw new Error('the satker is not there');
    for (let round = 0; round < 40; round += 1) {
      const who = await withEverything(db);
      const { id: personId, email } = who;
      const profile = {
        externalId: `U-race-${round}`,
        tenant: 'T8',
        name: 'x',
        locale: null,
        verifiedEmail: email,
      };
      const acts = [
        db.transaction(withoutDeadline, (tx) => leaving.leave(tx, [personId], tono)),
        editOrganisation(db, hendra, { kind: employeeKind, data: row(who, 'NO') }),
        db.transaction(withoutDeadline, async (tx) => {
          // As the KPPN’s approval does: the row first, then its person.
          await tx.query('SELECT 1 FROM satker_user WHERE email = $1 FOR UPDATE', [email]);
          await openDoors(tx, tono, { id: 0, satker, name: 'Punya Segala', email, createdAt: now });
        }),
        db.transaction(withoutDeadline, async (tx) => {
          await countLoginOf(tx, personId, now);
          await personOfAccount(tx, personId);
        }),
        linkAccount(db, withoutDeadline, 'slack', profile, now),
        grantRole(means(db), tono, { personId, role: 'ICT_MANAGER', unitId: null }),
      ];
      const ended = await Promise.allSettled(acts);
      const failed = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
      expect(failed.filter(({ name }) => name !== 'Refusal' && name !== 'FieldErrors')).toEqual([]);
      expect(await active(who)).toBe(false);
      expect(await owned(db, who)).toEqual(nothing);
    }
  });

  it('I-1 every reference to a person ends with them or is history: a new one has to be thought of', async () => {
    const references = (await referencesTo(db, 'person')).map(({ table, column }) => `${table}.${column}`);
    // By their address, or by what they sign with.
    const otherwise = ['satker_user.email', 'new_phone.signer_id'];
    const ending = endings.map(({ ends }) => ends).filter((ends) => !otherwise.includes(ends));
    expect([...ending, ...history].sort()).toEqual(references.sort());
  });

  it('U-13 T-3 whatever names somebody by such a reference is known: a new one has to be thought of', async () => {
    const onNoCard = [
      // What lets them in, gives them rights or waits for nobody else.
      ...['account', 'authenticator', 'chat_identity', 'former_chat_identity', 'portal_session'].map(
        (table) => `${table}.person_id`,
      ),
      ...['form_draft.person_id', 'role_grant.person_id', 'role_grant.granted_by_id', 'erasure.person_id'],
      // It ends with them.
      ...['person.superior_id', 'position.holder_id', 'unit_head.person_id'],
      // Shown by what is answered to whoever asks.
      ...['bound_channel.bound_by_id', 'personal_view.viewer_id'],
    ];
    const naming = all.flatMap(({ names }) => names.flatMap(({ by }) => by));
    const references = (await referencesTo(db, 'person')).map(({ table, column }) => `${table}.${column}`);
    expect([...naming.filter((by) => references.includes(by)), ...onNoCard].sort()).toEqual(
      references.sort(),
    );
  });
});

/** Waits until somebody waits for a lock. */
async function waiting(on: Database): Promise<void> {
  for (;;) {
    const found = await on.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (found.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
