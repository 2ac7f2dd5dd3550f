import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'satker'> = {
  'satker.refuse.unknown': null,
  'satker.refuse.gone': null,
  'satker.refuse.dormant': null,
  'satker.refuse.deactivateOfficer': 'officers',
  'satker.refuse.noStanding': 'admins',
  'satker.refuse.noSatker': 'admins',
  'satker.refuse.noActiveSatker': 'admins',
  'satker.refuse.notActiveUser': 'activeUsers',
  'satker.refuse.notOfficer': 'officers',
  'satker.refuse.notYours': 'activeUsers',
  'satker.refuse.own': 'officers',
  'satker.refuse.passed': null,
  'satker.refuse.decidedBy': null,
  'satker.refuse.ticketPassed': null,
  'satker.refuse.notDeactivated': null,
  'satker.refuse.deactivateFirst': 'officers',
  'satker.refuse.decideFirst': null,
  'satker.refuse.notDormant': null,
  'satker.refuse.alreadyAsked': null,
  // It names them in its own sentence.
  'satker.refuse.nobodyToDecide': null,
  'satker.refuse.report': 'admins',
  'satker.nobody.satker': 'admins',
  'satker.nobody.supervised': 'admins',
  'satker.nobody.deletable': 'officers',
  'satker.nobody.deactivatable': null,
  'satker.nobody.dormant': null,
  'satker.refuse.addressLeft': 'admins',
  'satker.error.notSetUp': 'admins',
};
