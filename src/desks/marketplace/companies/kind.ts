import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Kind } from '../../../records/kind.ts';
import { companyFacts } from '../cards/facts.ts';
import type { MappedCompany } from '../model.ts';
import { companyEnded, isAdmin } from '../rules.ts';
import { loadCompany } from './store.ts';

async function seen(db: Queryable, { actor }: Context, id: number): Promise<MappedCompany | null> {
  return isAdmin(actor) ? loadCompany(db, id) : null;
}

/** Companies that satkers are mapped to (M-2), as ADMINs see them. */
export const satkerCompanies: Kind<MappedCompany> = {
  name: 'market-company',
  state: ({ endedAt }) => (endedAt ? 'ENDED' : 'MAPPED'),
  noted: ({ unit }) => ({ unitId: unit.id }),
  seen,
  whole: seen,
  unknown: msg('market.refuse.companyUnknown'),
  passed: companyEnded,
  shown: (ctx, company) => [{ type: 'facts', facts: companyFacts(ctx, company) }],
  names: ({ unit, name }) => ({ satker: unit.name, company: name }),
  maxReason: 500,
};
