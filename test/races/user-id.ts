import type { Context } from '../../src/core/context.ts';
import { approve, reassign, reject } from '../../src/desks/user-id/acts.ts';
import { decidableRequests } from '../../src/desks/user-id/decidable.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import type { RequestInput } from '../../src/desks/user-id/model.ts';
import { submit } from '../../src/desks/user-id/submit.ts';
import { doing } from '../support/acting.ts';
import { means } from '../support/step-up.ts';
import { type Contest, cell } from './contest.ts';
import type { Race } from './race.ts';

const policy = { oneStagePerPerson: true };

async function input(contest: Contest): Promise<RequestInput> {
  const [known] = await contest.aside.query<Pick<RequestInput, 'unitId' | 'atasanId'> & { systemId: number }>(
    `SELECT h.unit_id AS "unitId", h.person_id AS "atasanId", (SELECT min(id) FROM platform_system) AS "systemId"
     FROM unit_head h ORDER BY 1, 2 LIMIT 1`,
  );
  if (!known) throw new Error('nobody heads a unit');
  return {
    kind: 'UNIT',
    nopek: null,
    name: 'Pemohon Baru',
    position: 'Staf',
    email: `pemohon.${contest.next()}@nusantara.example`,
    unitId: known.unitId,
    atasanId: known.atasanId,
    platforms: [{ id: known.systemId, note: 'akses' }],
    note: null,
    attachmentIds: [],
  };
}

/** A request that waits for its executor; answers its id. */
async function atExecutor(contest: Contest): Promise<number> {
  const { email, name, position, unitId, atasanId } = await input(contest);
  return (await cell(
    contest.aside,
    `INSERT INTO user_id_request (kind, status, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key,
                                  created_at, status_since)
     VALUES ('UNIT', 'WAITING_EXECUTOR', $1, 'slack', $2, $3, $4, $5, $1, $4, now(), now()) RETURNING id`,
    [atasanId, name, position, email, unitId],
  )) as number;
}

export const userIdRaces: Race[] = [
  {
    name: 'U-7 a form that is sent several times at once makes one request',
    constraints: [
      'user_id_request_submission_key_key',
      'user_id_platform_pkey',
      'user_id_request_number_key',
    ],
    winners: 'all',
    async round(contest, size) {
      const [ctx] = contest.contenders;
      const asked = await input(contest);
      const key = `ask ${contest.next()}`;
      return {
        acts: Array.from({ length: size }, () => () => submit({ db: contest.db, policy }, ctx, asked, key)),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM user_id_request WHERE submission_key = $1', [key]),
        expected: 1,
      };
    },
  },
  {
    name: 'U-1 requests that are made at the same moment do not stand in each other’s way',
    constraints: ['user_id_request_number_key'],
    winners: 'all',
    async round(contest, size) {
      const asked = await Promise.all(Array.from({ length: size }, () => input(contest)));
      const emails = asked.map(({ email }) => email);
      return {
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx, n) => async () =>
              submit(
                { db: contest.db, policy },
                ctx,
                asked[n] ?? (await input(contest)),
                `ask ${contest.next()}`,
              ),
          ),
        stands: () =>
          cell(
            contest.aside,
            'SELECT count(DISTINCT number)::int FROM user_id_request WHERE email = ANY($1)',
            [emails],
          ),
        expected: size,
      };
    },
  },
  {
    name: 'U-13 one decision of a stage counts, and the others hear whose',
    constraints: ['user_id_decision_pkey', 'account_request_id_key'],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, requests);
      const [yes, no] = [approve, reject].map((made) =>
        made({ db: contest.db, policy }, 'WAITING_EXECUTOR'),
      ) as [ReturnType<typeof approve>, ReturnType<typeof reject>];
      const requestId = await atExecutor(contest);
      return {
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx, n) => () =>
              n % 2
                ? act(no, ctx, requestId, { reason: 'diperiksa' })
                : act(yes, ctx, requestId, { newUserId: `pemohon.${contest.next()}` }),
          ),
        stands: () =>
          cell(contest.aside, 'SELECT count(*)::int FROM user_id_decision WHERE request_id = $1', [
            requestId,
          ]),
        expected: 1,
      };
    },
  },
  {
    name: 'A-8 U-13 of those who decide one request among several, and those who decide it alone, one counts',
    constraints: ['user_id_decision_pkey'],
    winners: 'one',
    async round(contest, size) {
      const { db, contenders } = contest;
      const alone = doing(db, requests);
      const no = reject({ policy }, 'WAITING_EXECUTOR');
      const together = decidableRequests({ db, policy });
      const requestId = await atExecutor(contest);
      const look = await together.look(db, contenders[0], requestId);
      if (!look) throw new Error('the request is not seen');
      const decision = { id: requestId, opens: no.opens, seen: look.seen, reason: 'diperiksa' };
      return {
        acts: contenders
          .slice(0, size)
          .map(
            (ctx, n) => () =>
              n % 2
                ? alone(no, ctx, requestId, { reason: 'diperiksa' })
                : together.decide(means(db), ctx, decision, `several ${contest.next()}`),
          ),
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM audit_entry WHERE subject = 'user-id:' || $1::int AND action = 'user-id.rejected'`,
            [requestId],
          ),
        expected: 1,
      };
    },
  },
  {
    name: 'A-2 A-6 a request that some decide while others hand it on has one of these happen to it',
    constraints: ['handover_pkey', 'user_id_decision_pkey'],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, requests);
      const at = { db: contest.db, policy };
      const [no, handing] = [reject(at, 'WAITING_EXECUTOR'), reassign(at)];
      const requestId = await atExecutor(contest);
      const to = (await cell(
        contest.aside,
        `SELECT id FROM person WHERE email = 'eko.saputra@nusantara.example'`,
        [],
      )) as number;
      return {
        acts: contest.contenders
          .slice(0, size)
          .map(
            (ctx, n) => () =>
              n % 2
                ? act(no, ctx, requestId, { reason: 'diperiksa' })
                : act(handing, ctx, requestId, { from: 0, to, reason: 'cuti' }),
          ),
        stands: () =>
          cell(
            contest.aside,
            `SELECT (SELECT count(*) FROM user_id_decision WHERE request_id = $1)::int + (SELECT count(*) FROM handover WHERE subject = 'user-id:' || $1)::int`,
            [requestId],
          ),
        expected: 1,
      };
    },
  },
  {
    name: 'A-2 I-6 a principal and those who stand in for them decide once',
    constraints: ['user_id_decision_pkey'],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, requests);
      const no = reject({ policy }, 'WAITING_EXECUTOR');
      const requestId = await atExecutor(contest);
      const [principal, ...others] = contest.contenders.slice(0, size) as [Context, ...Context[]];
      const substitutes = others.map((ctx) => ({
        ...ctx,
        actor: { ...ctx.actor, roles: [], standsInFor: [{ ...principal.actor, until: '2026-12-31' }] },
      }));
      return {
        acts: [principal, ...substitutes].map(
          (ctx) => () => act(no, ctx, requestId, { reason: 'diperiksa' }),
        ),
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM user_id_decision WHERE request_id = $1 AND $2 IN (person_id, on_behalf_of_id)`,
            [requestId, principal.actor.id],
          ),
        expected: 1,
      };
    },
  },
  {
    name: 'U-15 one User ID that several executors give at once becomes one account',
    constraints: ['account_user_id_key'],
    winners: 'one',
    async round(contest, size) {
      const act = doing(contest.db, requests);
      const yes = approve({ db: contest.db, policy }, 'WAITING_EXECUTOR');
      const asked = await Promise.all(Array.from({ length: size }, () => atExecutor(contest)));
      const newUserId = `sama.${contest.next()}`;
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx, n) => () => act(yes, ctx, asked[n] ?? 0, { newUserId })),
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM user_id_request WHERE id = ANY($1) AND status = 'COMPLETED'`,
            [asked],
          ),
        expected: 1,
      };
    },
  },
];
