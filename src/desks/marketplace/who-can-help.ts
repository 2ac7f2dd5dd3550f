import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'market'> = {
  'market.refuse.notOfficer': 'admins',
  'market.refuse.unknown': null,
  'market.refuse.changed': null,
  'market.refuse.main': null,
  'market.refuse.mainAlready': null,
  'market.refuse.notMapped': null,
  'market.refuse.mapped': null,
  'market.refuse.otherCompany': 'admins',
  'market.refuse.hasCompany': 'admins',
  'market.refuse.taken': 'admins',
  'market.refuse.accountTaken': null,
  'market.refuse.accountGone': null,
  'market.refuse.companyUnknown': null,
  'market.refuse.companyEnded': null,
  'market.refuse.held': null,
  'market.refuse.notSetUp': 'admins',
  'market.refuse.down': null,
  'market.refuse.untrusted': 'admins',
};
