import type { Context } from '../../src/core/context.ts';
import type { Registration } from '../../src/desks/satker/model.ts';
import * as onUser from '../../src/desks/satker/registrations/acts.ts';
import { registrations } from '../../src/desks/satker/registrations/kind.ts';
import { register } from '../../src/desks/satker/registrations/register.ts';
import * as onTicket from '../../src/desks/satker/tickets/acts.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import { openTicket } from '../../src/desks/satker/tickets/open.ts';
import { doing } from '../support/acting.ts';
import { writeRow } from '../support/satker-desk.ts';
import { type Contest, cell } from './contest.ts';
import type { Race } from './race.ts';

/** The satker whose KPPN's officers contend; and one of which they are active users themselves. */
const satkerId = (contest: Contest, code: '527010' | '527021' = '527010') =>
  cell(contest.aside, 'SELECT id FROM unit WHERE code = $1', [code]) as Promise<number>;

/** A letter that somebody has given. */
async function letter(contest: Contest, ctx: Context): Promise<number> {
  return (await cell(
    contest.aside,
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
     VALUES ('surat.pdf', 'application/pdf', 1, '', '', $1, $2) RETURNING id`,
    [`test:${contest.next()}`, ctx.actor.id],
  )) as number;
}

function somebody(contest: Contest) {
  const n = contest.next();
  return {
    nik: `32730101${String(n).padStart(8, '0')}`,
    name: 'Calon Pengguna',
    email: `calon.${n}@satker.example`,
  };
}

async function registration(contest: Contest, ctx: Context, nik = somebody(contest)): Promise<Registration> {
  return {
    ...nik,
    satkerId: await satkerId(contest),
    nip: null,
    phone: '0812-1111-2222',
    letterNumber: `ST-${contest.next()}`,
    documentId: await letter(contest, ctx),
    offered: null,
    newAtDigit: false,
  };
}

type Row = Parameters<typeof writeRow>[2]['status'];

/** A row of the list as if it had come about long ago; answers its id. */
async function row(contest: Contest, status: Row): Promise<number> {
  const { aside } = contest;
  const who = { ...somebody(contest), nip: null };
  const number = await writeRow(aside, who, { status });
  return (await cell(aside, 'SELECT id FROM satker_user WHERE number = $1', [number])) as number;
}

/** A ticket of somebody of the sample satker; answers its id. */
async function ticket(contest: Contest, kind: 'REGISTRATION' | 'DELETION', userId?: number): Promise<number> {
  const { aside } = contest;
  const [asks] = await aside.query<{ id: number }>(
    `SELECT person_id AS id FROM role_grant WHERE role = 'SATKER_USER' AND withdrawn_at IS NULL ORDER BY id LIMIT 1`,
  );
  return (await cell(
    aside,
    `INSERT INTO satker_ticket (kind, status_since, unit_id, requester_id, surface, user_id, submission_key, created_at)
     VALUES ($1::satker_ticket_kind, now(), $2, $3, 'slack', $4, $5, now()) RETURNING id`,
    [kind, await satkerId(contest), asks?.id, userId ?? null, `ticket ${contest.next()}`],
  )) as number;
}

const statusOf = (contest: Contest, table: 'satker_user' | 'satker_ticket', id: number) =>
  cell(contest.aside, `SELECT status::text FROM ${table} WHERE id = $1`, [id]);

const current = (contest: Contest, nik: string) =>
  cell(
    contest.aside,
    `SELECT count(*)::int FROM satker_user WHERE nik_hash = nik_hash_of($1) AND removed_at IS NULL AND status IN ('REGISTERED', 'ACTIVE')`,
    [nik],
  );

const entries = (contest: Contest, subject: string) =>
  cell(contest.aside, 'SELECT count(*)::int FROM audit_entry WHERE subject = $1', [subject]);

/** Makes them active users of the second satker, who ask for what their KPPN decides. */
async function makeActive(contest: Contest, contenders: readonly Context[]): Promise<void> {
  for (const { actor } of contenders)
    await contest.aside.query(
      `INSERT INTO satker_user (unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
       SELECT u.id, nik_hash_of('99' || lpad($1::text, 14, '0')), $2, $3, 'ST', 'ACTIVE', now(), 'system', 'racer ' || $1::text, now()
       FROM unit u WHERE u.code = '527021' ON CONFLICT DO NOTHING`,
      [String(actor.id), actor.name, actor.email],
    );
}

export const satkerRaces: Race[] = [
  {
    name: 'S-9 a NIK that several of a satker enter is one registration, that of the last',
    constraints: ['satker_user_current_key', 'satker_user_number_key'],
    winners: 'all',
    async round(contest, size) {
      const who = somebody(contest);
      const contenders = contest.contenders.slice(0, size);
      await makeActive(contest, contenders);
      const inputs = await Promise.all(
        contenders.map(async (ctx) => ({
          ...(await registration(contest, ctx, who)),
          satkerId: await satkerId(contest, '527021'),
        })),
      );
      return {
        acts: contenders.map(
          (ctx, n) => async () =>
            register(
              contest.db,
              ctx,
              inputs[n] ?? (await registration(contest, ctx, who)),
              `reg ${contest.next()}`,
            ),
        ),
        stands: () => current(contest, who.nik),
        expected: 1,
      };
    },
  },
  {
    name: 'S-10 a NIK that several officers register from paper is active once, and the others hear who was first',
    constraints: [
      'satker_user_current_key',
      'person_email_key',
      'role_grant_open_key',
      'digit_registration_nik_hash_key',
    ],
    winners: 'one',
    async round(contest, size) {
      const who = somebody(contest);
      const contenders = contest.contenders.slice(0, size);
      const inputs = await Promise.all(
        contenders.map(async (ctx) => ({ ...(await registration(contest, ctx, who)), newAtDigit: true })),
      );
      return {
        acts: contenders.map(
          (ctx, n) => async () =>
            register(
              contest.db,
              ctx,
              inputs[n] ?? (await registration(contest, ctx, who)),
              `reg ${contest.next()}`,
            ),
        ),
        stands: () => current(contest, who.nik),
        expected: 1,
      };
    },
  },
  {
    name: 'S-3 a form that is sent several times at once registers once',
    constraints: ['satker_user_submission_key_key'],
    winners: 'all',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const input = await registration(contest, ctx);
      const key = `reg ${contest.next()}`;
      return {
        acts: Array.from({ length: size }, () => () => register(contest.db, ctx, input, key)),
        stands: () => current(contest, input.nik),
        expected: 1,
      };
    },
  },
  {
    name: 'S-7 one decision on a registration counts, and the others hear whose',
    constraints: ['person_email_key', 'role_grant_open_key'],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, registrations);
      const userId = await row(contest, 'REGISTERED');
      return {
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx, n) => () =>
              act(n % 2 ? onUser.reject : onUser.approve, ctx, userId, { reason: 'diperiksa' }),
          ),
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM audit_entry WHERE subject = 'satker:' || $1 AND action IN ('satker.approved', 'satker.rejected')`,
            [String(userId)],
          ),
        expected: 1,
      };
    },
  },
  {
    name: 'S-20 an active user is made inactive once',
    constraints: ['role_grant_open_key'],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, registrations);
      const userId = await row(contest, 'ACTIVE');
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx) => () => act(onUser.deactivate, ctx, userId, { reason: 'pindah' })),
        stands: () => statusOf(contest, 'satker_user', userId),
        expected: 'INACTIVE',
      };
    },
  },
  {
    name: 'S-8 a ticket is worked on by one officer: registered from or given back',
    constraints: ['satker_user_submission_key_key', 'attachment_uploader_id_source_key'],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, tickets);
      const ticketId = await ticket(contest, 'REGISTRATION');
      const contenders = contest.contenders.slice(0, size);
      // Each has read another NIK in the letter: only the ticket is the same.
      const inputs = await Promise.all(contenders.map((ctx) => registration(contest, ctx)));
      return {
        acts: contenders.map((ctx, n) => async () => {
          const input = inputs[n] ?? (await registration(contest, ctx));
          return n % 2
            ? act(onTicket.giveBack, ctx, ticketId, { reason: 'kurang jelas' })
            : act(onTicket.register, ctx, ticketId, { input, key: `reg ${contest.next()}` });
        }),
        stands: () => entries(contest, `satker-ticket:${ticketId}`),
        expected: 1,
      };
    },
  },
  {
    name: 'S-15 a user is deleted once, by whichever ticket',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, tickets);
      const userId = await row(contest, 'REJECTED');
      const asking = [await ticket(contest, 'DELETION', userId), await ticket(contest, 'DELETION', userId)];
      const contenders = contest.contenders.slice(0, size);
      const decrees = await Promise.all(contenders.map((ctx) => letter(contest, ctx)));
      return {
        acts: contenders.map(
          (ctx, n) => () =>
            act(onTicket.deleteUser, ctx, asking[n % 2] ?? 0, {
              userId,
              reason: 'pindah',
              letterNumber: 'SK-1',
              documentId: decrees[n] ?? 0,
            }),
        ),
        stands: () => cell(contest.aside, 'SELECT removal::text FROM satker_user WHERE id = $1', [userId]),
        expected: 'DELETED',
      };
    },
  },
  {
    name: 'S-19 a dormant user’s reactivation is asked for once, and the others hear who asked',
    constraints: ['satker_ticket_reactivation_key', 'satker_ticket_number_key'],
    winners: 'one',
    async round(contest, size) {
      const userId = await row(contest, 'DORMANT');
      const input = {
        kind: 'REACTIVATION' as const,
        satkerId: await satkerId(contest),
        userId,
        documentId: null,
        note: null,
      };
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx) => () => openTicket(contest.db, ctx, input, `open ${contest.next()}`)),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM satker_ticket WHERE user_id = $1', [userId]),
        expected: 1,
      };
    },
  },
  {
    name: 'S-19 a reactivation is decided once',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, tickets);
      const userId = await row(contest, 'DORMANT');
      const [, , ...others] = contest.contenders;
      const asks = others.at(-1) ?? contest.contenders[0];
      // Who asks decides nothing: somebody of the sample.
      const ticketId = (await cell(
        contest.aside,
        `INSERT INTO satker_ticket (kind, status_since, unit_id, requester_id, surface, user_id, submission_key, created_at)
         SELECT 'REACTIVATION', now(), $1, p.id, 'slack', $2, $3, now() FROM person p WHERE p.id <> $4 AND NOT p.name LIKE '%Pelomba'
         ORDER BY p.id LIMIT 1 RETURNING id`,
        [await satkerId(contest), userId, `open ${contest.next()}`, asks.actor.id],
      )) as number;
      return {
        acts: contest.contenders.slice(0, size).map(
          (ctx, n) => () =>
            act(n % 2 ? onTicket.rejectTicket : onTicket.approveTicket, ctx, ticketId, {
              reason: 'diperiksa',
            }),
        ),
        stands: () => entries(contest, `satker-ticket:${ticketId}`),
        expected: 1,
      };
    },
  },
  {
    name: 'S-8 a form that is sent several times at once opens one ticket',
    constraints: ['satker_ticket_submission_key_key', 'attachment_uploader_id_source_key'],
    winners: 'all',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const input = {
        kind: 'REGISTRATION' as const,
        satkerId: await satkerId(contest),
        userId: null,
        documentId: await letter(contest, ctx),
        note: null,
      };
      const key = `open ${contest.next()}`;
      return {
        acts: Array.from({ length: size }, () => () => openTicket(contest.db, ctx, input, key)),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM satker_ticket WHERE submission_key = $1', [key]),
        expected: 1,
      };
    },
  },
];
