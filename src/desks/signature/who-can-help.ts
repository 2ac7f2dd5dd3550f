import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'sign'> = {
  'sign.refuse.unknown': null,
  'sign.refuse.changed': null,
  'sign.refuse.enrolled': null,
  'sign.refuse.missing': null,
  'sign.refuse.notEnrolled': null,
  'sign.refuse.issued': null,
  'sign.refuse.notIssued': null,
  'sign.refuse.ownRevocation': null,
  'sign.refuse.nothingToLose': null,
  'sign.refuse.newPhoneWaits': 'admins',
  'sign.refuse.newPhonePassed': null,
  'sign.refuse.nobody': null,
  'sign.refuse.notBegun': null,
  'sign.refuse.unknownSigning': null,
  'sign.refuse.notYours': null,
  'sign.refuse.signed': null,
  'sign.refuse.passed': null,
  'sign.refuse.notYourTurn': null,
  'sign.refuse.ownSigning': 'admins',
};
