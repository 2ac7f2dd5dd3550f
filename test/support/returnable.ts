import { noCodes } from '../../src/chat/codes.ts';
import type { Form, FormResult, Values } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { Refusal } from '../../src/core/errors.ts';
import type { LoggedState } from '../../src/core/names.ts';
import { audit, type LoggedAction } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { mappingActs } from '../../src/desks/partners/mappings/acts.ts';
import { mappings } from '../../src/desks/partners/mappings/kind.ts';
import { createRemarksDesk, type RemarksDesk } from '../../src/desks/remarks/index.ts';
import { userActs } from '../../src/desks/satker/registrations/acts.ts';
import { registrations } from '../../src/desks/satker/registrations/kind.ts';
import { ticketActs } from '../../src/desks/satker/tickets/acts.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import { decline, withdrawSigning } from '../../src/desks/signature/documents/acts.ts';
import { signings } from '../../src/desks/signature/documents/kind.ts';
import {
  reject as rejectPhone,
  withdraw as withdrawPhone,
} from '../../src/desks/signature/new-phone/acts.ts';
import { newPhones } from '../../src/desks/signature/new-phone/kind.ts';
import { reject, withdraw } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import type { Act, Acted } from '../../src/records/act.ts';
import type { Kind, Row } from '../../src/records/kind.ts';
import type { Returning } from '../../src/records/returning.ts';
import { doing } from './acting.ts';
import { catalogueDesks } from './card-catalogue.ts';
import { actingAs, give, now } from './everything.ts';
import { writeExpiring } from './partner-desk.ts';
import { means } from './step-up.ts';

/** A record that waits, with who is concerned. */
export interface Returnable {
  id: number;
  subject: string;
  requester: Context;
  /** Those whom it waits for, two of them at least. */
  holders: readonly [Context, Context];
  /** Decides it against whoever asked, as one of them. */
  decide(ctx: Context): Promise<Acted<Row>>;
  /** Takes it back, as whoever asked; where its kind has no such act, ends it as whoever may whatever it waits for. */
  withdraw(ctx: Context): Promise<Acted<Row>>;
}

let made = 0;

function with2<R extends Row>(db: Database, kind: Kind<R>, deciding: Act<R>, withdrawing: Act<R>) {
  const act = doing(db, kind);
  return (id: number): Pick<Returnable, 'decide' | 'withdraw'> => ({
    decide: (ctx) => act(deciding, ctx, id, { reason: 'Tidak sesuai' }),
    withdraw: (ctx) => act(withdrawing, ctx, id, { reason: 'Salah' }),
  });
}

async function opened(
  db: Database,
  ctx: Context,
  subject: string,
  name: LoggedAction,
  to: LoggedState,
): Promise<void> {
  await db.transaction(withoutDeadline, (tx) =>
    audit(tx, { at: now, actor: ctx.actor, surface: 'slack', action: name, subject, to }),
  );
}

async function idBy(db: Database, sql: string, values: unknown[]): Promise<number> {
  const [row] = await db.query<{ id: number }>(sql, values);
  if (!row) throw new Error(`nothing was made by ${sql}`);
  return row.id;
}

/** Another officer of the KPPN of the sample's satker. */
async function anotherOfficer(db: Database): Promise<Context> {
  await db.query(
    `INSERT INTO role_grant (person_id, role, unit_id)
     SELECT p.id, 'KPPN_OFFICER', u.kppn_id FROM person p, unit u WHERE p.email LIKE 'putri.%' AND u.code = '527010' ON CONFLICT DO NOTHING`,
  );
  return actingAs(db, 'putri.maharani');
}

const actBy = <A extends { opens: string }>(acts: readonly A[], opens: string): A => {
  const found = acts.find((one) => one.opens === opens);
  if (!found) throw new Error(`nothing opens by ${opens}`);
  return found;
};

/** A record of each kind that may be returned, by the kind's name. */
export const returnables: Record<string, (db: Database) => Promise<Returnable>> = {
  async 'user-id'(db) {
    made += 1;
    await give(db, 'hendra.gunawan', 'ICT_MANAGER');
    const [rina, agus, hendra] = await Promise.all(
      ['rina.wulandari', 'agus.pranoto', 'hendra.gunawan'].map((one) => actingAs(db, one)),
    );
    const number = `UID-2026-${String(made).padStart(6, '7')}`;
    const id = await idBy(
      db,
      `WITH r AS (
         INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, note, submission_key, created_at, status_since, status)
         SELECT $2, 'UNIT', $1, 'slack', 'Wahyu', 'Staf', lower($2) || '@mitra.example', (SELECT min(id) FROM unit), p.id, 'Catatan lama', $2, $3, $3, 'WAITING_MANAGER'
         FROM person p WHERE p.email LIKE 'bima.%' RETURNING id),
       d AS (INSERT INTO user_id_decision (request_id, stage, round, approved, person_id, surface, reason, submission_key, decided_at)
         SELECT r.id, 'WAITING_ATASAN', 1, true, p.id, 'slack', 'Ya', $2, $3 FROM r, person p WHERE p.email LIKE 'bima.%'),
       y AS (INSERT INTO user_id_platform (request_id, system_id, note) SELECT r.id, (SELECT min(id) FROM platform_system), 'Untuk laporan' FROM r)
       SELECT id FROM r`,
      [rina?.actor.id, number, now],
    );
    await opened(db, rina as Context, `user-id:${id}`, 'user-id.approved', 'WAITING_MANAGER');
    const policy = { oneStagePerPerson: true };
    return {
      id,
      subject: `user-id:${id}`,
      requester: rina as Context,
      holders: [agus as Context, hendra as Context],
      ...with2(db, requests, reject({ policy }, 'WAITING_MANAGER'), withdraw)(id),
    };
  },

  async satker(db) {
    made += 1;
    const [ali, maya, putri] = [
      await actingAs(db, 'ali.rahman'),
      await actingAs(db, 'maya.anggraini'),
      await anotherOfficer(db),
    ];
    const number = `SAT-2026-${String(made).padStart(6, '7')}`;
    const id = await idBy(
      db,
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at, requester_id)
       SELECT $2, u.id, '317101010101' || lpad($4::text, 4, '0'), 'Budi', lower($2) || '@satker.example', 'ST-1', 'REGISTERED', $3, 'slack', $2, $3, $1
       FROM unit u WHERE u.code = '527010' RETURNING id`,
      [ali.actor.id, number, now, made],
    );
    await opened(db, ali, `satker:${id}`, 'satker.registered', 'REGISTERED');
    return {
      id,
      subject: `satker:${id}`,
      requester: ali,
      holders: [maya, putri],
      ...with2(db, registrations, actBy(userActs, 'satker.reject'), actBy(userActs, 'satker.withdraw'))(id),
    };
  },

  async 'satker-ticket'(db) {
    made += 1;
    const [ali, maya, putri] = [
      await actingAs(db, 'ali.rahman'),
      await actingAs(db, 'maya.anggraini'),
      await anotherOfficer(db),
    ];
    const number = `SAT-2026-${String(made).padStart(6, '6')}`;
    const id = await idBy(
      db,
      `WITH u AS (
         INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
         SELECT $2 || 'u', u.id, '317101010102' || lpad($4::text, 4, '0'), 'Tidur', lower($2) || '@satker.example', 'ST-1', 'DORMANT', $3, 'slack', $2, $3
         FROM unit u WHERE u.code = '527010' RETURNING id, unit_id)
       INSERT INTO satker_ticket (number, kind, status_since, unit_id, user_id, requester_id, surface, submission_key, created_at)
       SELECT $2, 'REACTIVATION', $3, u.unit_id, u.id, $1, 'slack', $2, $3 FROM u RETURNING id`,
      [ali.actor.id, number, now, made],
    );
    await opened(db, ali, `satker-ticket:${id}`, 'satker-ticket.opened', 'WAITING');
    return {
      id,
      subject: `satker-ticket:${id}`,
      requester: ali,
      holders: [maya, putri],
      ...with2(
        db,
        tickets,
        actBy(ticketActs, 'satker.reject-ticket'),
        actBy(ticketActs, 'satker.withdraw-ticket'),
      )(id),
    };
  },

  async 'new-phone'(db) {
    made += 1;
    await give(db, 'hendra.gunawan', 'ADMIN');
    const [tono, hendra] = [await actingAs(db, 'tono.wijaya'), await actingAs(db, 'hendra.gunawan')];
    const id = await idBy(
      db,
      `WITH p AS (INSERT INTO person (email, name) VALUES ('hilang.' || $1 || '@nusantara.example', 'Hilang Ponsel') RETURNING id),
       s AS (INSERT INTO signer (person_id, enrolled_at, changed_at) SELECT id, $2, $2 FROM p RETURNING id)
       INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) SELECT id, 'Hilang', $2, 'hilang ' || $1 FROM s RETURNING id`,
      [String(made), now],
    );
    const requester = await actingAs(db, `hilang.${made}`);
    await opened(db, requester, `new-phone:${id}`, 'sign.newPhoneAsked', 'WAITING');
    return {
      id,
      subject: `new-phone:${id}`,
      requester,
      holders: [tono, hendra],
      ...with2(db, newPhones, rejectPhone, withdrawPhone)(id),
    };
  },

  async mapping(db) {
    made += 1;
    const account = `soon.${made}`;
    const id = await writeExpiring(db, { account });
    const [requester, hendra, tono] = [
      await actingAs(db, account),
      await actingAs(db, 'hendra.gunawan'),
      await actingAs(db, 'tono.wijaya'),
    ];
    await opened(db, tono, `mapping:${id}`, 'mapping.added', '2026-12-10');
    const { letEnd, end } = mappingActs({ db, policy: { timeZone: 'Asia/Jakarta', partnerMailDomains: [] } });
    const act = doing(db, mappings);
    return {
      id,
      subject: `mapping:${id}`,
      requester,
      holders: [hendra, tono],
      decide: (ctx) => act(letEnd, ctx, id, {}),
      withdraw: () => act(end, hendra, id, { reason: 'Pindah tugas' }),
    };
  },

  async signing(db) {
    made += 1;
    const [rina, bima, dewi] = await Promise.all(
      ['rina.wulandari', 'bima.santoso', 'dewi.lestari'].map((one) => actingAs(db, one)),
    );
    const id = await idBy(
      db,
      `WITH f AS (INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
         VALUES ('kontrak.pdf', 'application/pdf', 10, '', '', 'kontrak ' || $2, $1) RETURNING id),
       s AS (INSERT INTO signing (requester_id, original_id, current_id, in_order, pages, created_at, submission_key)
         SELECT $1, f.id, f.id, false, 1, $3, 'kontrak ' || $2 FROM f RETURNING id),
       y AS (INSERT INTO signing_party (signing_id, person_id, turn) SELECT s.id, y.id, y.n FROM s, (VALUES ($4::int, 1), ($5::int, 2)) AS y(id, n))
       SELECT id FROM s`,
      [rina?.actor.id, String(made), now, bima?.actor.id, dewi?.actor.id],
    );
    await opened(db, rina as Context, `signing:${id}`, 'sign.asked', 'WAITING');
    return {
      id,
      subject: `signing:${id}`,
      requester: rina as Context,
      holders: [bima as Context, dewi as Context],
      ...with2(db, signings, decline, withdrawSigning)(id),
    };
  },
};

/** The desks of the catalogue, and what is said of their records. */
export function returningDesks(db: Database) {
  const { userId, satker, partner, market, signature, organisation, people } = catalogueDesks(db);
  const desks = [userId, satker.desk, partner.desk, market.desk, signature.desk, organisation];
  const kinds = new Map(
    desks
      .flatMap((desk) => ('returns' in desk ? ((desk.returns as Returning[]) ?? []) : []))
      .map((one) => [one.name, one]),
  );
  const remarks: RemarksDesk = createRemarksDesk({
    ...means(db),
    kinds,
    desks,
    publicUrl: 'https://pintu.example.com',
    attachments: {
      take: async () => [],
      waiting: async () => [],
      keep: () => Promise.reject(new Error('not asked')),
    },
  });
  return { desks, kinds, remarks, people };
}

export type RemarkVerb = 'return' | 'answer' | 'take-back';

/** What people do to a record by the forms of remarks: each call is a form of its own, opened and sent. */
export function remarking({ remarks }: Pick<ReturnType<typeof returningDesks>, 'remarks'>) {
  const open = async (
    ctx: Context,
    verb: RemarkVerb,
    { subject }: Pick<Returnable, 'subject'>,
  ): Promise<Form> => {
    const [name = '', id = ''] = subject.split(':');
    const reply = await remarks.actions[verb]?.run(ctx, [id, name]);
    if (reply?.type !== 'form') throw new Error(`no form opens by ${verb}`);
    return reply.form;
  };
  const send = async (ctx: Context, form: Form, text = '', more: Values = {}): Promise<FormResult> => {
    const values: Values = { reason: { type: 'text', text }, ...more };
    const result = await remarks.forms.act?.submit?.(ctx, form.state, values, noCodes);
    if (!result) throw new Error('nothing takes it');
    return result;
  };
  return {
    open,
    send,
    says: async (ctx: Context, verb: RemarkVerb, record: Pick<Returnable, 'subject'>, text?: string) =>
      send(ctx, await open(ctx, verb, record), text),
    /** Whether this person may, or the words that stop them. */
    may: (ctx: Context, verb: RemarkVerb, record: Pick<Returnable, 'subject'>): Promise<true | string> =>
      open(ctx, verb, record).then(
        () => true as const,
        (error) => {
          if (!(error instanceof Refusal)) throw error;
          return error.reason.key;
        },
      ),
  };
}
