import type { Context } from '../../src/core/context.ts';
import { satkerCompanies } from '../../src/desks/marketplace/companies/kind.ts';
import { undoCompany } from '../../src/desks/marketplace/companies/undo.ts';
import { mapSatker } from '../../src/desks/marketplace/shop/map.ts';
import { doing } from '../support/acting.ts';
import { means } from '../support/step-up.ts';
import { type Contest, cell, now } from './contest.ts';
import type { Race } from './race.ts';

/** A satker with a company for which nobody buys any more. */
async function unheld({
  aside,
  next,
}: Contest): Promise<{ unitId: number; companyId: number; name: string }> {
  const name = `c-${next()}`;
  const [made] = await aside.query<{ unitId: number; companyId: number }>(
    `WITH u AS (INSERT INTO unit (code, name, kind) VALUES ($1, $1, 'SATKER') RETURNING id)
     INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at) SELECT id, $1, $1, '', $2 FROM u
     RETURNING unit_id AS "unitId", id AS "companyId"`,
    [name, now],
  );
  if (!made) throw new Error('no company was made');
  return { ...made, name };
}

/** The same person as an officer who has this satker in their profile, by its id there. */
async function officerOf(
  { aside }: Contest,
  ctx: Context,
  unitId: number,
): Promise<{ ctx: Context; id: number }> {
  await aside.query(
    `INSERT INTO role_grant (person_id, role, unit_id) SELECT $1, 'PROCUREMENT_OFFICER', $2
     WHERE NOT EXISTS (SELECT FROM role_grant WHERE person_id = $1 AND role = 'PROCUREMENT_OFFICER')`,
    [ctx.actor.id, unitId],
  );
  const id = await cell(
    aside,
    'INSERT INTO procurement_satker (person_id, unit_id, changed_at) VALUES ($1, $2, $3) RETURNING id',
    [ctx.actor.id, unitId, now],
  );
  const roles = [...ctx.actor.roles, { role: 'PROCUREMENT_OFFICER' as const, unitId }];
  return { ctx: { ...ctx, actor: { ...ctx.actor, roles } }, id: id as number };
}

/** Lets whoever is refused in words be refused. */
const ended = (work: () => Promise<unknown>) => () =>
  work().then(
    () => {},
    (error) => {
      if (error.name !== 'Refusal') throw error;
    },
  );

export const marketRaces: Race[] = [
  {
    name: 'I-10 A-2 a satker’s mapping is undone once',
    constraints: [],
    winners: 'one',
    async round(contest, size) {
      const { companyId } = await unheld(contest);
      const act = doing(contest.db, satkerCompanies);
      return {
        acts: contest.contenders
          .slice(0, size)
          .map((ctx) => () => act(undoCompany, ctx, companyId, { reason: 'Keliru' })),
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM audit_entry WHERE subject = 'market-company:' || $1`,
            [companyId],
          ),
        expected: 1,
      };
    },
  },
  {
    name: 'M-2 I-10 officers who link while an ADMIN undoes the mapping all come in by a company that stands',
    constraints: ['satker_company_unit', 'satker_company_company', 'market_link_satker'],
    winners: 'all',
    async round(contest, size) {
      const { unitId, companyId, name } = await unheld(contest);
      const officers = await Promise.all(
        contest.contenders.slice(1, size).map((ctx) => officerOf(contest, ctx, unitId)),
      );
      const act = doing(contest.db, satkerCompanies);
      const account = (ctx: Context) => ({
        id: `a-${ctx.actor.id}`,
        email: ctx.actor.email,
        company: { id: name, name, address: '' },
        satker: null,
      });
      return {
        acts: [
          ended(() => act(undoCompany, contest.contenders[0], companyId, { reason: 'Keliru' })),
          ...officers.map(
            ({ ctx, id }) =>
              () =>
                mapSatker(
                  means(contest.db),
                  ctx,
                  id,
                  { account: account(ctx), way: 'LOGIN' },
                  `k-${contest.next()}`,
                ),
          ),
        ],
        stands: () =>
          cell(
            contest.aside,
            `SELECT count(*)::int FROM market_link l JOIN satker_company c ON c.id = l.company_id AND c.ended_at IS NULL
             WHERE c.unit_id = $1 AND l.ended_at IS NULL`,
            [unitId],
          ),
        expected: size - 1,
      };
    },
  },
];
