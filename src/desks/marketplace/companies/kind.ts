import { msg } from '../../../core/texts/index.ts';
import { type Kind, readBy } from '../../../records/kind.ts';
import { companyFacts } from '../cards/facts.ts';
import type { MappedCompany } from '../model.ts';
import { companyEnded, isAdmin } from '../rules.ts';
import { loadCompany } from './store.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates extends Record<'MAPPED' | 'ENDED', true> {}
}

/** Companies that satkers are mapped to (M-2), as ADMINs see them. */
export const satkerCompanies: Kind<MappedCompany> = {
  name: 'market-company',
  state: ({ endedAt }) => (endedAt ? 'ENDED' : 'MAPPED'),
  noted: ({ unit }) => ({ unitId: unit.id }),
  ...readBy(loadCompany, isAdmin),
  unknown: msg('market.refuse.companyUnknown'),
  passed: companyEnded,
  shown: (ctx, company) => [{ type: 'facts', facts: companyFacts(ctx, company) }],
  names: ({ unit, name }) => ({ satker: unit.name, company: name }),
  maxReason: 500,
};
