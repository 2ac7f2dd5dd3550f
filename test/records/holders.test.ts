import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../src/chat/action.ts';
import type { Waiting } from '../../src/chat/desk.ts';
import type { Actor, Context } from '../../src/core/context.ts';
import { isSamePerson, named } from '../../src/core/same-person.ts';
import type { Database } from '../../src/db/database.ts';
import { type Asked, asked as withBarred } from '../../src/desks/front/admins-decide.ts';
import { answers } from '../../src/desks/front/claims/acts.ts';
import { claims } from '../../src/desks/front/claims/kind.ts';
import { approve } from '../../src/desks/front/proposals/acts.ts';
import { proposals } from '../../src/desks/front/proposals/kind.ts';
import { whyNotLetEnd } from '../../src/desks/partners/rules.ts';
import { loadMapping } from '../../src/desks/partners/store.ts';
import { recordOf } from '../../src/desks/satker/model.ts';
import * as satkerRules from '../../src/desks/satker/rules.ts';
import { loadTicket, loadUser } from '../../src/desks/satker/store.ts';
import { isStage, requestIdOf, stageRoles, manualStages as stages } from '../../src/desks/user-id/model.ts';
import { ownersOf, whyNotDecide } from '../../src/desks/user-id/rules.ts';
import { loadState } from '../../src/desks/user-id/store.ts';
import { personById } from '../../src/people/actors.ts';
import { loadClaim } from '../../src/people/claims.ts';
import { noteMailDomains } from '../../src/people/mail-domains.ts';
import { loadProposal } from '../../src/people/proposals.ts';
import type { Offering } from '../../src/records/act.ts';
import { holdersOf } from '../../src/records/holders.ts';
import { type Kind, subjectOf } from '../../src/records/kind.ts';
import { keepPristine, makePristine } from '../storm/pristine.ts';
import { type CatalogueDesks, catalogueDesks } from '../support/card-catalogue.ts';
import { connected, createTestDatabase, lasting, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  await noteMailDomains(db, [['nusantara.example', 'nsn.example']]);
  await db.query(
    `INSERT INTO unit (id, code, name, kind) VALUES (1, 'K1', 'KPPN 1', 'KPPN'), (2, 'K2', 'KPPN 2', 'KPPN')`,
  );
  await db.query(
    `INSERT INTO unit (id, code, name, kind, kppn_id) VALUES (3, 'S1', 'Satker 1', 'SATKER', 1), (4, 'S2', 'Satker 2', 'SATKER', 2)`,
  );
  await connected(database.url, keepPristine);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const people = 7;
const nth = fc.nat(people - 1);
/** Few enough that many are the same mailbox, under another tag or domain. */
const address = fc
  .tuple(
    fc.constantFrom('maya', 'ali', 'budi', 'sari'),
    fc.constantFrom('', '+1', '+kerja'),
    fc.constantFrom('nusantara.example', 'nsn.example', 'rumah.example'),
  )
  .map(([name, tag, domain]) => `${name}${tag}@${domain}`);
const nik = fc.constantFrom('3171010101010001', '3171010101010002', '3171010101010003');
const nopek = fc.constantFrom('100001', '100002', '100003', null);
const role = fc.constantFrom(
  'ICT_VERIFICATOR',
  'ICT_MANAGER',
  'ICT_EXECUTOR',
  'KPPN_OFFICER',
  'DIRECTORY_ADMIN',
  'ADMIN',
);

const world = fc.record({
  addresses: fc.uniqueArray(address, { minLength: people, maxLength: people }),
  nopeks: fc.array(nopek, { minLength: people, maxLength: people }),
  gone: fc.array(nth, { maxLength: 1 }),
  roles: fc.array(fc.tuple(nth, role, fc.constantFrom(1, 2)), { minLength: 8, maxLength: 16 }),
  /** Whom DIGIT has approved under which NIK: it is known of them when they act. */
  known: fc.array(fc.tuple(nth, nik), { maxLength: 3 }),
  /** Who stands in for whom: in chains and circles too, and for more than one. */
  delegations: fc.uniqueArray(fc.tuple(nth, nth), {
    minLength: 2,
    maxLength: people,
    selector: ([principal]) => principal,
  }),
  requests: fc.array(
    fc.record({
      requester: nth,
      email: address,
      nopek,
      superior: nth,
      at: fc.constantFrom(...stages),
      decided: fc.array(nth, { maxLength: 3 }),
      /** In whose right, by the place of the decision. */
      behalves: fc.array(fc.option(nth), { maxLength: 3 }),
      handed: fc.option(nth),
    }),
    { minLength: 3, maxLength: 6 },
  ),
  registrations: fc.array(fc.record({ requester: nth, email: address, nik, unit: fc.constantFrom(3, 4) }), {
    maxLength: 3,
  }),
  tickets: fc.array(
    fc.record({
      requester: nth,
      about: fc.boolean(),
      unit: fc.constantFrom(3, 4),
      handed: fc.option(nth),
    }),
    { maxLength: 3 },
  ),
  /** Who wants a role for themselves, and with whose address an account came. */
  proposals: fc.array(nth, { maxLength: 2 }),
  claims: fc.array(nth, { maxLength: 2 }),
  /** Whose mappings to which officials' positions end soon. */
  mappings: fc.array(fc.record({ secretary: nth, official: fc.option(nth), handed: fc.option(nth) }), {
    maxLength: 3,
  }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const now = new Date('2026-06-01T03:00:00Z');

/** Writes a world into the tables as they were at first; people have the ids 1 … */
async function write(one: World): Promise<void> {
  await makePristine(lasting(database.url));
  const taken = new Set<string>();
  for (const [index, email] of one.addresses.entries()) {
    const number = one.nopeks[index] ?? null;
    const own = number !== null && !taken.has(number) ? number : null;
    if (own) taken.add(own);
    await db.query(
      'INSERT INTO person (id, email, name, nopek, registered, active) VALUES ($1, $2, $3, $4, true, $5)',
      [index + 1, email, `Orang ${index + 1}`, own, !one.gone.includes(index)],
    );
  }
  for (const [who, name, unit] of one.roles)
    await db.query(
      'INSERT INTO role_grant (person_id, role, unit_id, granted_at) VALUES ($1, $2::role, $3, $4) ON CONFLICT DO NOTHING',
      [who + 1, name, name === 'KPPN_OFFICER' ? unit : null, now],
    );
  for (const [principal, substitute] of one.delegations)
    if (principal !== substitute)
      await db.query(
        `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key, begun_at)
         VALUES ($1, $2, '2026-06-01', '2026-06-05', $1, $3, gen_random_uuid(), $3)`,
        [principal + 1, substitute + 1, now],
      );
  const register = (
    n: string,
    unit: number,
    number: string,
    email: string,
    status: string,
    by: number | null,
  ) =>
    db.query(
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at, requester_id)
       VALUES ($1, $2, $3, 'Nama', $4, 'ST', $5::satker_user_status, $6, 'slack', $1, $6, $7) ON CONFLICT DO NOTHING`,
      [n, unit, number, email, status, now, by],
    );
  for (const [index, [who, number]] of one.known.entries())
    await register(`K${index}`, 4, number, one.addresses[who] ?? '', 'ACTIVE', null);
  for (const [index, { requester, email, nik: number, unit }] of one.registrations.entries())
    await register(`R${index}`, unit, number, email, 'REGISTERED', requester + 1);
  // Whoever it was handed to may hold it, hold it no more, be gone, or be one of those whom it concerns.
  const hand = (subject: string, state: string, held: object, to: number | null) =>
    to === null
      ? Promise.resolve()
      : db.query(`INSERT INTO handover (subject, state, person_id, held, at) VALUES ($1, $2, $3, $4, $5)`, [
          subject,
          state,
          to + 1,
          JSON.stringify([held]),
          now,
        ]);
  for (const [index, { requester, about, unit, handed }] of one.tickets.entries()) {
    await hand(`satker-ticket:${index + 1}`, 'WAITING', { role: 'KPPN_OFFICER', unitId: unit - 2 }, handed);
    await db.query(
      `INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, submission_key, created_at, user_id)
       VALUES ($1, 'DELETION', $2, $3, $4, 'slack', $1, $2, (SELECT id FROM satker_user WHERE $5 ORDER BY id LIMIT 1))`,
      [`T${index}`, now, unit, requester + 1, about],
    );
  }
  for (const who of one.proposals)
    await db.query(
      `INSERT INTO role_proposal (person_id, role, proposed_at) VALUES ($1, 'ICT_MANAGER', $2) ON CONFLICT DO NOTHING`,
      [who + 1, now],
    );
  for (const [index, who] of one.claims.entries())
    await db.query(
      `INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at)
       VALUES ('slack', 'T1', $1, $2, 'Akun', $3, $4)`,
      [`C${index}`, one.addresses[who], who + 1, now],
    );
  for (const [index, { secretary, official, handed }] of one.mappings.entries()) {
    await hand(`mapping:${index + 1}`, '2026-06-20', { role: 'DIRECTORY_ADMIN' }, handed);
    await db.query(
      `WITH o AS (INSERT INTO position (code, name, unit_id, holder_id) VALUES ($1, 'Jabatan', 3, $2) RETURNING id),
       m AS (INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
         SELECT $1, $3, o.id, '2026-01-01', '2026-06-20', '2026-01-01', $3, $4, $1 FROM o RETURNING id, ends_on)
       INSERT INTO deadline_notice (kind, record, falls_on, days, made_on, told)
       SELECT 'partner.expiry', id, ends_on, 30, '2026-05-21', true FROM m`,
      [`M${index}`, official === null ? null : official + 1, secretary + 1, now],
    );
  }
  for (const [index, request] of one.requests.entries()) {
    const [made] = await db.query<{ id: number }>(
      `INSERT INTO user_id_request (number, kind, status, requester_id, surface, nopek, name, position, email, unit_id, atasan_id, submission_key, created_at, status_since)
       VALUES ($1, 'UNIT', $2, $3, 'slack', $4, 'Nama', 'Staf', $5, 3, $6, $1, $7, $7) RETURNING id`,
      [
        `U${index}`,
        request.at,
        request.requester + 1,
        request.nopek,
        request.email,
        request.superior + 1,
        now,
      ],
    );
    if (request.at !== 'WAITING_ATASAN')
      await hand(`user-id:${made?.id}`, request.at, { role: stageRoles[request.at] }, request.handed);
    const earlier = stages.slice(0, stages.indexOf(request.at));
    for (const [n, stage] of earlier.entries())
      await db.query(
        `INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, reason, submission_key, decided_at, on_behalf_of_id)
         VALUES ($1, $2, true, $3, 'slack', 'ya', $4, $5, $6)`,
        [
          made?.id,
          stage,
          (request.decided[n] ?? n) + 1,
          `U${index} ${stage}`,
          now,
          request.behalves[n] === null ? null : (request.behalves[n] ?? n) + 1,
        ],
      );
  }
}

const policy = { oneStagePerPerson: true };

/** Whether the rules let a person decide what waits, and whether it is their own (I-4). */
type Judged = (actor: Actor) => { may: boolean; own: boolean } | Promise<{ may: boolean; own: boolean }>;

/** What judges everybody who may come to this record, which nobody changes meanwhile. */
async function judging({ subject }: Waiting): Promise<Judged> {
  const request = await loadState(db, requestIdOf(subject));
  if (request && isStage(request.status)) {
    const { status } = request;
    return (actor) => ({
      may: whyNotDecide(request, status, actor, policy) === null,
      own: isSamePerson(ownersOf(request), actor.identity),
    });
  }
  const mapping = subject.startsWith('mapping:') ? await loadMapping(db, idOf(subject.slice(8))) : null;
  if (mapping)
    return (actor) => ({
      may: whyNotLetEnd(actor, mapping, '2026-06-01') === null,
      own: isSamePerson(named({ persons: [mapping.person.id] }), actor.identity),
    });
  const record = recordOf(subject);
  const user = record?.type === 'user' ? await loadUser(db, record.id) : null;
  if (user)
    return (actor) => ({
      may: satkerRules.whyNotDecide(user, actor) === null,
      own: isSamePerson(satkerRules.ownersOf(user.requesterId, user), actor.identity),
    });
  const ticket = record?.type === 'ticket' ? await loadTicket(db, record.id) : null;
  if (!ticket) throw new Error(`nothing is ${subject}`);
  return (actor) => ({
    may: satkerRules.whyNotWork(ticket, actor) === null,
    own: isSamePerson(satkerRules.ownersOf(ticket.requesterId, ticket.user), actor.identity),
  });
}

/** What the ADMINs are asked, likewise: the role, and that the account is another person's. */
async function questions() {
  const ids = (table: string) => db.query<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`);
  const of = async <R extends { id: number; person: { id: number } }>(
    kind: Kind<Asked<R>>,
    act: Offering<Asked<R>>,
    loaded: (R | null)[],
  ) =>
    Promise.all(
      loaded
        .filter((one) => one !== null)
        .map(async (one) => {
          const record = await withBarred(db, one);
          if (!record) throw new Error('nobody is asked');
          return {
            subject: subjectOf(kind, one.id),
            holders: (await holdersOf(db, record.held, record.barred)).map(({ id }) => id),
            asked: async (actor: Actor) => ({
              may: (await act.whyNot(record, { actor } as Context)) === null,
              own: isSamePerson(named({ persons: [one.person.id] }), actor.identity),
            }),
          };
        }),
    );
  const another = answers.find(({ opens }) => opens === 'pintu.end-former');
  if (!another) throw new Error('an account may be another person’s');
  return [
    ...(await of(
      proposals,
      approve,
      await Promise.all((await ids('role_proposal')).map(({ id }) => loadProposal(db, id))),
    )),
    ...(await of(
      claims,
      another,
      await Promise.all((await ids('address_claim')).map(({ id }) => loadClaim(db, id))),
    )),
  ];
}

/** Whether it waits for one alone, to whom it was handed. */
const isHanded = async (subject: string): Promise<boolean> => {
  const rows = await db.query(
    'SELECT 1 FROM handover WHERE subject = $1 AND handed_over(subject, state) IS NOT NULL',
    [subject],
  );
  return rows.length > 0;
};

describe('whoever is waited for', () => {
  it('A-1 I-4 I-6 A-6 may decide, whoever may decide is waited for, substitutes and whom it was handed to among them, and nobody decides their own, in every kind of record', async () => {
    const seen = { listed: 0, own: 0, refused: 0, alone: 0, stoodIn: 0, handed: 0, kinds: new Set<string>() };
    for (const one of fc.sample(world, { numRuns: 60, seed: 12 })) {
      await write(one);
      const listed = [
        ...((await desks.userId.waiting?.('all')) ?? []),
        ...((await desks.satker.desk.waiting?.('all')) ?? []),
        ...((await desks.partner.desk.waiting?.('all')) ?? []),
      ];
      const waiting = [
        ...(await Promise.all(listed.map(async (record) => ({ ...record, asked: await judging(record) })))),
        ...(await questions()),
      ];
      const actors = await Promise.all(one.addresses.map((_, index) => personById(db, index + 1)));
      for (const record of waiting) {
        seen.kinds.add(record.subject.split(':')[0] ?? '');
        seen.handed += (await isHanded(record.subject)) ? 1 : 0;
        const may: number[] = [];
        const alone: Actor[] = [];
        for (const actor of actors) {
          if (!actor) continue;
          const answer = await record.asked(actor);
          if (answer.may) may.push(actor.id);
          if (answer.own) seen.own += 1;
          if (answer.may && !(await record.asked({ ...actor, standsInFor: [] })).may) seen.stoodIn += 1;
          if (answer.may) seen.listed += 1;
          else seen.refused += 1;
          if (answer.may && answer.own) {
            // What is asked of the ADMINs is for whoever alone is one, whomever it is about.
            expect(record.subject, `its own ${actor.email}`).toMatch(/^(role-proposal|address-claim):/);
            alone.push(actor);
            seen.alone += 1;
          }
        }
        for (const { identity } of alone)
          expect(record.holders.every((id) => identity.persons.includes(id))).toBe(true);
        expect([...record.holders].sort(), `${record.subject} in ${JSON.stringify(one)}`).toEqual(may.sort());
      }
    }
    // The worlds have all of it in them.
    expect([...seen.kinds].sort()).toEqual([
      'address-claim',
      'mapping',
      'role-proposal',
      'satker',
      'satker-ticket',
      'user-id',
    ]);
    expect(Math.min(seen.listed, seen.own, seen.refused)).toBeGreaterThan(100);
    expect(seen.stoodIn).toBeGreaterThan(50);
    expect(seen.handed).toBeGreaterThan(20);
    expect(seen.alone).toBeGreaterThan(0);
  });
});
