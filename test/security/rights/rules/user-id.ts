import type { Row } from '../rules.ts';

const on = 'user-id';
/** Whoever may hand it on has nobody to hand it to. */
const nobodyElse = 'record.refuse.nobodyToHand userId.nobody.superior';

/** User IDs: rules U and A. */
export const byUserId: readonly Row[] = [
  { rule: 'I-1 U-3', does: '/userid user-id.request', may: 'anybody' },
  { rule: 'I-1 U-3', does: 'user-id.request()', may: 'anybody', always: true },
  {
    rule: 'U-14',
    does: 'user-id.list user-id.narrow user-id.find user-id.pick',
    args: ['all'],
    may: 'anybody',
  },
  { rule: 'U-14', does: '/userid list', may: 'anybody' },

  {
    rule: 'U-11 U-13 A-1 I-4 I-6',
    does: 'user-id.approve user-id.reject',
    on,
    when: 'waiting',
    may: 'holder substitute',
  },
  { rule: 'A-3', does: 'user-id.approve user-id.reject', on, may: 'nobody' },
  {
    rule: 'A-6',
    does: 'user-id.reassign',
    on,
    when: 'waiting',
    may: 'holder substitute passer ADMIN',
    or: nobodyElse,
  },
  {
    rule: 'A-6',
    does: 'user-id.reassign',
    on,
    when: 'returned',
    may: 'holder substitute ADMIN',
    or: nobodyElse,
  },
  { rule: 'A-6', does: 'user-id.reassign', on, may: 'nobody' },
  { rule: 'U-18', does: 'user-id.withdraw', on, when: 'waiting', may: 'requester' },
  { rule: 'U-18', does: 'user-id.withdraw', on, when: 'returned', may: 'requester' },
  { rule: 'U-18', does: 'user-id.withdraw', on, may: 'nobody' },
  { rule: 'U-18', does: 'user-id.again', on, when: 'again', may: 'requester' },
  { rule: 'U-18', does: 'user-id.again', on, may: 'nobody' },
  {
    rule: 'U-14',
    does: '/userid show user-id.number',
    on,
    may: 'requester applicant decider holder substitute barred ADMIN',
  },
  { rule: 'U-18', does: '/userid withdraw', on, when: 'waiting', may: 'requester' },
  { rule: 'U-18', does: '/userid withdraw', on, when: 'returned', may: 'requester' },
  { rule: 'U-18', does: '/userid withdraw', on, may: 'nobody' },
  {
    rule: 'U-14',
    does: 'user-id.open user-id.log user-id.file',
    on,
    may: 'requester applicant decider holder substitute barred ADMIN',
  },
];
