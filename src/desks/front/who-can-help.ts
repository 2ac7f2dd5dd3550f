import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'channel' | 'delegation' | 'mydata'> = {
  'channel.nobody.unit': null,
  'channel.refuse.shared': null,
  'delegation.refuse.ended': null,
  'delegation.refuse.nothingToEnd': null,
  'mydata.refuse.gone': null,
  'mydata.refuse.often': null,
};
