import type { Context, RoleName } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { answering, reassign as reassignClaim } from '../../src/desks/front/claims/acts.ts';
import { claims } from '../../src/desks/front/claims/kind.ts';
import {
  approve as approveRole,
  reassign as reassignProposal,
} from '../../src/desks/front/proposals/acts.ts';
import { proposals } from '../../src/desks/front/proposals/kind.ts';
import { waitOf as waitOfMapping } from '../../src/desks/partners/expiry/waiting.ts';
import { mappingActs, reassign as reassignMapping } from '../../src/desks/partners/mappings/acts.ts';
import { mappings } from '../../src/desks/partners/mappings/kind.ts';
import { loadMapping } from '../../src/desks/partners/store.ts';
import type { UserDetail, UserState } from '../../src/desks/satker/model.ts';
import { reassign as reassignUser, userActs } from '../../src/desks/satker/registrations/acts.ts';
import { registrations, type Seen } from '../../src/desks/satker/registrations/kind.ts';
import { loadTicket, loadUser } from '../../src/desks/satker/store.ts';
import { giveBack, reassignTicket } from '../../src/desks/satker/tickets/acts.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import {
  reassign as reassignPhone,
  reject as rejectPhone,
} from '../../src/desks/signature/new-phone/acts.ts';
import { newPhones } from '../../src/desks/signature/new-phone/kind.ts';
import { approve, reassign as reassignRequest } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import type { RequestDetail } from '../../src/desks/user-id/model.ts';
import { loadState, type StateNow } from '../../src/desks/user-id/store.ts';
import { waitOf } from '../../src/desks/user-id/waiting.ts';
import { personById } from '../../src/people/actors.ts';
import type { Act, Acted } from '../../src/records/act.ts';
import { handingButtons } from '../../src/records/buttons.ts';
import type { Holder } from '../../src/records/holders.ts';
import type { Kind, Row } from '../../src/records/kind.ts';
import { subjectOf } from '../../src/records/kind.ts';
import { whileItWaitsFor } from '../../src/records/letter.ts';
import type { HandingAct, HandingOn } from '../../src/records/reassign.ts';
import { holdersNow, type Wait } from '../../src/records/waiting.ts';
import { waitOf as waitIn } from '../../src/records/waits.ts';
import { doing } from './acting.ts';
import { makeRequest } from './card-catalogue.ts';
import { actingAs, now } from './everything.ts';
import { leaving } from './house.ts';
import { writeExpiring } from './partner-desk.ts';

const policy = { oneStagePerPerson: true };
const partnerPolicy = { timeZone: 'Asia/Jakarta', partnerMailDomains: [] };

/** A kind of record that waits for somebody: one of it, what decides it, and what hands it on. */
export interface KindThatWaits {
  /** One who holds it, and somebody who is to hold it as well. */
  holder: string;
  other: string;
  /** Has the other one hold it, or be one to whom it may be handed. */
  share(): Promise<unknown>;
  /** They hold it no more. */
  unshare(): Promise<unknown>;
  make(): Promise<number>;
  subject(id: number): string;
  /** Everybody who could decide it now. */
  holders(id: number): Promise<Holder[]>;
  /** Whether somebody is written to of it by now. */
  isWrittenTo(id: number, personId: number): Promise<boolean>;
  decide(ctx: Context, id: number): Promise<Acted<Row>>;
  handOn(ctx: Context, id: number, to: number): Promise<Acted<Row>>;
  /** Whether its cards offer somebody to hand it on. */
  offersToHandOn(ctx: Context, id: number): Promise<boolean>;
}

let made = 5000;

/** What is asked of every kind of record that waits for somebody, who may be another one, is asked of each of these. */
export function kindsThatWait(db: Database) {
  const idOf = async (account: string): Promise<number> => (await actingAs(db, account)).actor.id;

  function kind<R extends Row, Whole extends R>(
    of: Kind<R, Whole>,
    {
      load,
      wait,
      has = ({ handed }) => handed?.to ?? 0,
      act,
      handing,
      ...more
    }: Pick<KindThatWaits, 'holder' | 'other' | 'share' | 'unshare' | 'make'> & {
      load(id: number): Promise<R | null>;
      wait(record: R): Wait | null;
      has?(record: R): number;
      act: unknown;
      handing: HandingAct<R, Whole>;
    },
  ): KindThatWaits {
    if (!act) throw new Error('there is no such act');
    return {
      ...more,
      subject: (id) => subjectOf(of, id),
      async holders(id) {
        const record = await load(id);
        const waits = record && wait(record);
        return waits ? holdersNow(db, waits) : [];
      },
      async isWrittenTo(id, personId) {
        const kind = {
          name: of.name,
          load: (_: unknown, one: number) => load(one),
          asker: () => null,
          waits: wait,
        };
        const actor = await personById(db, personId);
        return (await whileItWaitsFor(db, kind, id, actor && { actor })) !== null;
      },
      async offersToHandOn(ctx, id) {
        const record = await of.seen(db, ctx, id);
        if (!record) throw new Error('it is not there');
        return (await handingButtons(ctx, db, record, handing as unknown as HandingAct<R>)).length > 0;
      },
      decide: (ctx, id) => doing(db, of)(act as Act<R>, ctx, id, { reason: 'Sudah diperiksa' }),
      async handOn(ctx, id, to) {
        const record = await load(id);
        const given = { to, from: record ? has(record) : 0, reason: 'Cuti' };
        return doing(db, of)(handing as unknown as Act<R, R, HandingOn>, ctx, id, given);
      },
    };
  }

  const requestAt = (status: string) => async () => {
    made += 1;
    const id = await makeRequest(db, 'Pemohon', `UID-2026-00${made}`);
    await db.query('UPDATE user_id_request SET status = $2 WHERE id = $1', [id, status]);
    return id;
  };
  const inserted = async (sql: string, ...values: unknown[]) => {
    made += 1;
    const [row] = await db.query<{ id: number }>(sql, [`N${made}`, now, ...values]);
    return row?.id ?? 0;
  };
  const registered = () =>
    inserted(
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
       SELECT $1, u.id, '317101010101' || right($1, 4), 'Siti', lower($1) || '@mitra.example', 'ST', 'REGISTERED', $2, 'system', $1, $2
       FROM unit u WHERE u.code = '527010' RETURNING id`,
    );
  const ticket = async () =>
    inserted(
      `INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, submission_key, created_at)
       SELECT $1, 'REGISTRATION', $2, u.id, $3, 'slack', $1, $2 FROM unit u WHERE u.code = '527010' RETURNING id`,
      await idOf('rina.wulandari'),
    );
  const lostPhone = async () =>
    inserted(
      `WITH signer AS (INSERT INTO signer (person_id, phone, method, initial, initial_at, enrolled_at, changed_at)
         VALUES ($3, NULL, 'AUTHENTICATOR', NULL, $2, $2, $2) ON CONFLICT (person_id) DO UPDATE SET changed_at = $2 RETURNING id)
       INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) SELECT id, 'Hilang', $2, $1 FROM signer RETURNING id`,
      await idOf(made % 2 === 0 ? 'rina.wulandari' : 'sari.utami'),
    );
  const proposal = async () =>
    inserted(
      `INSERT INTO role_proposal (person_id, role, proposed_at, reason) VALUES ($3, 'ICT_MANAGER', $2, $1) RETURNING id`,
      await idOf(made % 2 === 0 ? 'hendra.gunawan' : 'sari.utami'),
    );
  const claim = async () =>
    inserted(
      `INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at)
       VALUES ('teams', 'T9', $1, 'ali.rahman@nusantara.example', 'Ali', $3, $2) RETURNING id`,
      await idOf('ali.rahman'),
    );

  /** Somebody gets a role, of the KPPN of the satker where it is an officer's, and loses it. */
  const sharing = (holder: string, role: RoleName, other = 'joko.prasetyo') => ({
    holder,
    other,
    share: async () =>
      db.query(
        `INSERT INTO role_grant (person_id, role, unit_id)
         SELECT $1, $2::role, CASE WHEN $2 = 'KPPN_OFFICER' THEN (SELECT kppn_id FROM unit WHERE code = '527010') END ON CONFLICT DO NOTHING`,
        [await idOf(other), role],
      ),
    unshare: async () =>
      db.query('DELETE FROM role_grant WHERE person_id = $1 AND role = $2::role', [await idOf(other), role]),
  });
  const requestsAt = (
    at: 'WAITING_ATASAN' | 'WAITING_VERIFICATOR',
    who: Pick<KindThatWaits, 'holder' | 'other' | 'share' | 'unshare'>,
  ) =>
    kind<StateNow, RequestDetail>(requests, {
      ...who,
      make: requestAt(at),
      load: (id) => loadState(db, id),
      wait: (request) => waitOf(request, policy),
      has: ({ atasanId, handed }) => (at === 'WAITING_ATASAN' ? atasanId : (handed?.to ?? 0)),
      act: approve({ db, policy }, at),
      handing: reassignRequest({ policy }),
    });
  const setSuperior = async (superior: string | null) =>
    db.query('UPDATE person SET superior_id = $2 WHERE id = $1', [
      await idOf('bima.santoso'),
      superior && (await idOf(superior)),
    ]);
  const officers = sharing('maya.anggraini', 'KPPN_OFFICER');
  const admins = sharing('tono.wijaya', 'ADMIN');

  return {
    'a superior’s stage': requestsAt('WAITING_ATASAN', {
      holder: 'bima.santoso',
      other: 'hendra.gunawan',
      share: () => setSuperior('hendra.gunawan'),
      unshare: () => setSuperior(null),
    }),
    'a role’s stage': requestsAt('WAITING_VERIFICATOR', sharing('dewi.lestari', 'ICT_VERIFICATOR')),
    'a registration': kind<Seen<UserState>, Seen<UserDetail>>(registrations, {
      ...officers,
      make: registered,
      load: async (id) => (await loadUser(db, id)) as Seen<UserState> | null,
      wait: (user) => waitIn(registrations, user),
      act: userActs.find(({ opens }) => opens === 'satker.approve'),
      handing: reassignUser,
    }),
    'a ticket': kind(tickets, {
      ...officers,
      make: ticket,
      load: (id) => loadTicket(db, id),
      wait: (ticket) => waitIn(tickets, ticket),
      act: giveBack,
      handing: reassignTicket,
    }),
    'another phone': kind(newPhones, {
      ...admins,
      make: lostPhone,
      load: (id) => newPhones.load(db, id),
      wait: (one) => waitIn(newPhones, one),
      act: rejectPhone,
      handing: reassignPhone,
    }),
    'a role that an ADMIN wants': kind(proposals, {
      ...admins,
      make: proposal,
      load: (id) => proposals.load(db, id),
      wait: (one) => waitIn(proposals, one),
      act: approveRole,
      handing: reassignProposal,
    }),
    'whose an account is': kind(claims, {
      ...admins,
      make: claim,
      load: (id) => claims.load(db, id),
      wait: (one) => waitIn(claims, one),
      act: answering(leaving, 'REJECTED'),
      handing: reassignClaim,
    }),
    'a mapping that ends soon': kind(mappings, {
      ...sharing('hendra.gunawan', 'DIRECTORY_ADMIN'),
      make: () => {
        made += 1;
        return writeExpiring(db, { account: `berakhir.${made}` });
      },
      load: (id) => loadMapping(db, id),
      wait: (mapping) => waitOfMapping(mapping, partnerPolicy),
      act: mappingActs({ db, policy: partnerPolicy }).letEnd,
      handing: reassignMapping({ policy: partnerPolicy }),
    }),
  } satisfies Record<string, KindThatWaits>;
}

export type NameOfKind = keyof ReturnType<typeof kindsThatWait>;
export const namesOfKinds: NameOfKind[] = [
  'a superior’s stage',
  'a role’s stage',
  'a registration',
  'a ticket',
  'another phone',
  'a role that an ADMIN wants',
  'whose an account is',
  'a mapping that ends soon',
];
