import type { Row } from '../rules.ts';

const on = 'procurement satker';

/** Procurement officers and their companies: rules M. */
export const byMarketplace: readonly Row[] = [
  { rule: 'M-4', does: '/market', may: 'PROCUREMENT_OFFICER ADMIN' },
  {
    rule: 'M-1 M-4',
    does: 'market.shop market.satkers market.find market.add market.history',
    may: 'PROCUREMENT_OFFICER',
  },
  { rule: 'M-1', does: '/market satkers /market add /market history', may: 'PROCUREMENT_OFFICER' },
  { rule: 'M-2 I-9', does: '/market companies market.companies market.find-company', may: 'ADMIN' },
  {
    rule: 'M-2 I-9',
    does: 'market.company market.undo-company',
    on: 'company',
    may: 'ADMIN',
    or: 'market.refuse.held',
  },
  { rule: 'M-1', does: 'market.open', on, may: 'owner' },
  {
    rule: 'M-4 M-5',
    does: 'market.enter market.other market.log-in market.register',
    on,
    may: 'owner',
    or: 'market.refuse.hasCompany market.refuse.mapped',
  },
  {
    rule: 'M-8',
    does: 'market.make-main market.undo market.remove',
    on,
    may: 'owner',
    or: 'market.refuse.mainAlready market.refuse.main market.refuse.companyEnded',
  },
];
