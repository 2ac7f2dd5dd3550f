import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'audit' | 'channel' | 'delegation' | 'mydata'> = {
  'audit.refuse.mail': 'admins',
  'channel.nobody.unit': null,
  'channel.refuse.shared': null,
  'delegation.refuse.ended': null,
  'delegation.refuse.nothingToEnd': null,
  'mydata.refuse.gone': null,
  'mydata.refuse.often': null,
  'mydata.refuse.underWay': null,
};
