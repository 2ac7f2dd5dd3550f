import type { Row } from '../rules.ts';

const nobodyToNudge = 'record.refuse.nobodyToNudge';

/** Whoever waits for an answer may have those reminded who owe it: the requester, and of what was returned whoever asked. */
const nudging: readonly Row[] = [
  'user-id',
  'satker',
  'satker-ticket',
  'signing',
  'new-phone',
  'mapping',
].flatMap((on): Row[] => [
  // Whose mapping it is waits for its deciders.
  {
    rule: 'A-7',
    does: 'pintu.nudge',
    on,
    when: 'waiting',
    may: on === 'mapping' ? 'person' : 'requester',
    or: nobodyToNudge,
    daily: true,
  },
  {
    rule: 'A-3 A-7',
    does: 'pintu.nudge',
    on,
    when: 'returned',
    may: 'questioner',
    or: nobodyToNudge,
    daily: true,
  },
  { rule: 'A-7', does: 'pintu.nudge', on, may: 'nobody' },
]);

/** What is everybody's, and what is the ADMINs' (I-1, I-6, I-8, I-9). */
export const byFront: readonly Row[] = [
  { rule: 'I-1', does: '/pintu /pintu help pintu.help /pintu portal pintu.portal', may: 'anybody' },
  { rule: 'I-1', does: '/pintu mine pintu.mine /pintu inbox pintu.inbox', may: 'anybody' },
  { rule: 'I-8', does: '/pintu language pintu.language', args: ['id'], rest: 'id', may: 'anybody' },
  { rule: 'A-7', does: '/pintu reminders pintu.reminders', may: 'anybody' },
  { rule: 'A-7', does: 'pintu.remind-by', args: ['each'], may: 'anybody' },
  { rule: 'A-7', does: 'pintu.zone', args: ['WIB'], may: 'anybody' },
  {
    rule: 'T-3',
    does: '/pintu mydata pintu.mydata',
    may: 'anybody',
    or: 'mydata.refuse.often mydata.refuse.underWay',
  },
  { rule: 'T-3', does: 'pintu.mydata-file', args: ['0'], may: 'nobody' },
  { rule: 'I-6 A-5', does: '/pintu delegate pintu.delegations pintu.delegate', may: 'everybody' },
  { rule: 'I-6 A-5', does: 'pintu.end-delegation', on: 'delegation', may: 'principal substitute ADMIN' },
  { rule: 'A-8', does: 'pintu.several pintu.workbook', may: 'everybody', or: 'several.refuse.nothing' },
  { rule: 'A-8', does: 'pintu.workbook-file', args: ['0'], may: 'nobody' },
  { rule: 'I-3', does: 'pintu.given', args: ['0', 'sign.pdf'], may: 'nobody' },

  {
    rule: 'I-9',
    does: '/pintu people pintu.people pintu.find-person /pintu stepup pintu.step-up pintu.change-step-up',
    may: 'ADMIN',
  },
  { rule: 'I-9', does: 'pintu.grant', may: 'ADMIN' },
  { rule: 'I-9', does: 'pintu.person', on: 'person', may: 'ADMIN' },
  { rule: 'I-9', does: 'pintu.withdraw', on: 'grant', may: 'ADMIN' },
  { rule: 'I-9', does: '/pintu channel pintu.channels', may: 'ADMIN' },
  { rule: 'I-9', does: 'pintu.channel pintu.release pintu.retry-channel', on: 'channel', may: 'ADMIN' },
  { rule: 'I-9', does: 'pintu.bind', args: ['slack.T1.C1'], may: 'ADMIN' },
  { rule: 'I-9', does: '/pintu doctor pintu.doctor pintu.unheld', may: 'ADMIN' },
  { rule: 'I-9', does: 'pintu.retry-all-jobs', may: 'ADMIN' },
  { rule: 'I-9', does: 'pintu.retry-jobs', args: ['posted.refresh', 'x'], may: 'ADMIN' },
  { rule: 'I-9', does: 'pintu.retry-record', args: ['user-id:1'], may: 'ADMIN' },
  { rule: 'I-5 T-1', does: '/pintu audit', rest: 'key', may: 'ADMIN' },
  { rule: 'I-5 T-1', does: 'pintu.audit-witness', may: 'ADMIN' },
  { rule: 'I-5 T-3', does: 'pintu.audit-erase', may: 'ADMIN' },
  { rule: 'I-4 T-3', does: '/pintu erase pintu.erase', may: 'ADMIN' },
  { rule: 'I-5 T-1', does: 'pintu.audit-check', may: 'ADMIN', or: 'error.oldCard' },

  { rule: 'I-1', does: 'pintu.claim', on: 'claim', may: 'ADMIN substitute-of-ADMIN' },
  {
    rule: 'I-1 A-1',
    does: 'pintu.same-person pintu.end-former pintu.reject-account',
    on: 'claim',
    may: 'holder substitute',
  },
  {
    rule: 'A-6',
    does: 'pintu.reassign-claim',
    on: 'claim',
    may: 'holder substitute',
    or: 'record.refuse.nobodyToHand',
  },
  { rule: 'I-9', does: 'pintu.proposal', on: 'proposal', may: 'ADMIN substitute-of-ADMIN' },
  { rule: 'I-9 A-1', does: 'pintu.approve-role pintu.reject-role', on: 'proposal', may: 'holder substitute' },
  {
    rule: 'A-6',
    does: 'pintu.reassign-proposal',
    on: 'proposal',
    may: 'holder substitute',
    or: 'record.refuse.nobodyToHand',
  },
  { rule: 'I-1', does: 'pintu.end-link', on: 'chat account', may: 'ADMIN' },
  { rule: 'I-1 U-17', does: 'pintu.end-account', on: 'account', may: 'ADMIN' },
  { rule: 'I-1', does: 'pintu.confirm-person pintu.release-address', on: 'former person', may: 'ADMIN' },

  ...nudging,

  {
    rule: 'I-9',
    does: 'organisation.records organisation.find-record organisation.record',
    args: ['unit'],
    may: 'ADMIN',
  },
  { rule: 'I-9', does: 'organisation.template', may: 'ADMIN' },
  {
    rule: 'P-6',
    does: 'import.open import.failed import.succeeded import.changes import.kept import.file',
    on: 'import',
    may: 'DIRECTORY_ADMIN',
  },
  { rule: 'I-10', does: 'import.undo', on: 'import', may: 'DIRECTORY_ADMIN' },
  // It has been done: nobody starts or stops it any more.
  { rule: 'P-5 P-7', does: 'import.run import.cancel', on: 'import', may: 'nobody' },
];
