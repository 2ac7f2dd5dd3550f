import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { enter } from '../../src/desks/satker/registrations/rows.ts';
import { loadTicket, satkerById } from '../../src/desks/satker/store.ts';
import { openTicket } from '../../src/desks/satker/tickets/open.ts';
import { listRequests } from '../../src/desks/user-id/list.ts';
import { loadDetail } from '../../src/desks/user-id/store.ts';
import { submit } from '../../src/desks/user-id/submit.ts';
import { personById } from '../../src/people/actors.ts';
import { appointFirstAdmins } from '../../src/people/grants.ts';
import { actorIn, shownName } from '../../src/people/shown-name.ts';
import { sampleDatabase } from '../support/bot.ts';
import { linkedPerson } from '../support/known.ts';
import { openDatabase } from '../support/open-database.ts';

const t = translate('id');
let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let met = 0;
/** Somebody whom no register knows, under the name that they gave themselves in chat. */
async function stranger(name: string): Promise<Context> {
  met += 1;
  const verifiedEmail = `tamu${met}@mitra.example`;
  const profile = { externalId: `U${met}`, tenant: 'T', name, verifiedEmail, locale: null };
  return contextOf(await linkedPerson(db, profile));
}

async function contextOf(id: number): Promise<Context> {
  const actor = await personById(db, id);
  if (!actor) throw new Error('nobody');
  return { actor, surface: 'slack', now: new Date(), until: null, t, timeZone: 'Asia/Jakarta', time: String };
}

async function idOf(table: string, where: string): Promise<number> {
  const [row] = await db.query<{ id: number }>(`SELECT id FROM ${table} WHERE ${where} LIMIT 1`);
  if (!row) throw new Error(`no ${table}`);
  return row.id;
}

async function document(personId: number): Promise<number> {
  met += 1;
  const [file] = await db.query<{ id: number }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
     VALUES ('surat.pdf', 'application/pdf', 4, '', '', $1, $2) RETURNING id`,
    [`names:${met}`, personId],
  );
  return file?.id ?? 0;
}

describe('a name that somebody gave themselves', () => {
  it('I-1 is shown as such, behind the verified address, and ends nothing but itself', () => {
    const claimed = (name: string, registered = false) =>
      shownName(t, { name, email: 'tamu@mitra.example', registered });
    expect(claimed('Siti Nurhaliza')).toBe(
      'tamu@mitra.example (belum terdaftar, menyebut diri “Siti Nurhaliza”)',
    );
    expect(claimed('Siti”) terdaftar')).toBe(
      "tamu@mitra.example (belum terdaftar, menyebut diri “Siti') terdaftar”)",
    );
    expect(claimed('tamu')).toBe('tamu@mitra.example (belum terdaftar)');
    expect(claimed('Siti Nurhaliza', true)).toBe('Siti Nurhaliza');
  });

  it('I-1 I-5 is told to approvers, in lists and in the log, with that nobody has registered them', async () => {
    const ctx = await stranger('Siti Nurhaliza');
    const said = `${ctx.actor.email} (belum terdaftar, menyebut diri “Siti Nurhaliza”)`;
    const unitId = await idOf(
      'unit',
      `kind = 'UNIT' AND EXISTS (SELECT FROM unit_head h WHERE h.unit_id = unit.id)`,
    );
    const [head] = await db.query<{ id: number }>(
      'SELECT person_id AS id FROM unit_head WHERE unit_id = $1',
      [unitId],
    );
    const platform = await idOf('platform_system', 'active');
    const submitted = await submit(
      { db, policy: { oneStagePerPerson: true } },
      ctx,
      {
        kind: 'UNIT',
        nopek: null,
        name: 'Dimas',
        position: 'Staf',
        email: 'dimas@mitra.example',
        unitId,
        atasanId: head?.id ?? 0,
        platforms: [{ id: platform, note: 'Perlu' }],
        note: null,
        attachmentIds: [],
      },
      'key',
    );
    const request = await loadDetail(db, { id: submitted.id });
    expect(request && shownName(t, request.requester)).toBe(said);
    const listed = await listRequests({ db, policy: { oneStagePerPerson: true } }, ctx.actor, {
      scope: 'mine',
    });
    expect(listed.items.map(({ requester }) => shownName(t, requester))).toEqual([said]);
    const entries = await db.query<{ actor: string; data: unknown }>(
      'SELECT actor, data FROM audit_entry WHERE actor_id = $1 ORDER BY id',
      [ctx.actor.id],
    );
    expect(entries.map((entry) => actorIn(t, entry))).toEqual([said, said]);
  });

  it('S-8 I-1 is told to the officers whom a ticket waits for', async () => {
    const ctx = await stranger('Maya Anggraini');
    const satkerId = await idOf('unit', `code = '527010'`);
    const ticket = await openTicket(
      db,
      ctx,
      { kind: 'REGISTRATION', satkerId, userId: null, documentId: await document(ctx.actor.id), note: null },
      'ticket',
    );
    const shown = (await loadTicket(db, ticket.id))?.requester;
    expect(shown && shownName(t, shown)).toBe(
      `${ctx.actor.email} (belum terdaftar, menyebut diri “Maya Anggraini”)`,
    );
  });

  it('S-4 S-5 S-13 gives way to the one that Dukcapil confirmed, so that none other is ever asked of Dukcapil', async () => {
    const { actor } = await stranger('Siti Nurhaliza');
    const [officerId, satkerId] = [
      await idOf('person', `email LIKE 'maya.anggraini@%'`),
      await idOf('unit', `code = '527010'`),
    ];
    const satker = await satkerById(db, satkerId);
    if (!satker) throw new Error('no satker');
    const officer = await contextOf(officerId);
    const registration = {
      satkerId,
      nik: '3173051201909999',
      name: 'Dimas Pratama',
      nip: null,
      phone: '081234567890',
      email: actor.email,
      letterNumber: 'ST-1',
      documentId: await document(officerId),
      offered: null,
      newAtDigit: false,
    };
    await db.transaction(withoutDeadline, (tx) =>
      enter(tx, officer, satker, registration, { status: 'ACTIVE', key: 'confirmed' }),
    );
    expect((await contextOf(actor.id)).actor).toMatchObject({ name: 'Dimas Pratama', registered: true });
  });

  it('I-9 is not taken for the name of a first ADMIN either, nor of anybody registered', async () => {
    await appointFirstAdmins(db, ['kepala@mitra.example'], new Date());
    const profile = {
      externalId: 'UADMIN',
      tenant: 'T',
      name: 'Siti Nurhaliza',
      verifiedEmail: 'kepala@mitra.example',
      locale: null,
    };
    const { actor } = await contextOf(await linkedPerson(db, profile));
    expect(actor).toMatchObject({ name: 'kepala', registered: true });
    expect(
      await db.query(`SELECT actor FROM audit_entry WHERE action = 'person.linked' AND actor_id = $1`, [
        actor.id,
      ]),
    ).toEqual([{ actor: 'kepala' }]);
  });
});
