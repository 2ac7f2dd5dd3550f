import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'userId'> = {
  'userId.refuse.unknown': null,
  'userId.refuse.severalVoices': null,
  'userId.refuse.notApprover': 'admins',
  'userId.refuse.own': 'admins',
  'userId.refuse.secondStage': 'admins',
  'userId.refuse.voiced': null,
  'userId.refuse.voicedFor': null,
  'userId.refuse.groupComplete': null,
  'userId.refuse.passed': null,
  'userId.refuse.alreadyApproved': null,
  'userId.refuse.alreadyRejected': null,
  'userId.refuse.changedMeanwhile': null,
  'userId.refuse.notRequester': null,
  'userId.refuse.notAgain': null,
  'userId.refuse.draftOutdated': null,
  'userId.refuse.registerDown': null,
  'userId.refuse.draftGone': null,
  'userId.refuse.nobodyToDecide': null,
  'userId.nobody.platforms': 'admins',
  'userId.nobody.unit': 'admins',
  'userId.nobody.heads': null,
  'userId.refuse.applicantLeft': 'admins',
  'userId.nobody.superior': null,
};
