import type { Row } from '../rules.ts';

const phone = 'new-phone';
const on = 'signing';

/** Signatures: rules G and A. */
export const bySignatures: readonly Row[] = [
  {
    rule: 'G-1',
    does: '/sign sign.status /sign enrol sign.enrol /sign verify sign.verify',
    may: 'everybody',
  },
  { rule: 'G-1 G-7', does: '/sign pdf sign.pdf', may: 'everybody' },
  {
    rule: 'G-2',
    does: 'sign.draw sign.proceed',
    may: 'everybody',
    or: 'sign.refuse.notBegun sign.refuse.missing sign.refuse.enrolled',
  },
  {
    rule: 'G-5',
    does: '/sign certificate',
    may: 'everybody',
    or: 'sign.refuse.notEnrolled code.refuse.notEnrolled sign.refuse.issued',
  },
  {
    rule: 'G-6',
    does: '/sign revoke',
    may: 'everybody',
    or: 'sign.refuse.notEnrolled sign.refuse.notIssued',
  },
  {
    rule: 'G-8',
    does: '/sign lost sign.new-phone',
    may: 'everybody',
    or: 'sign.refuse.nothingToLose sign.refuse.newPhoneWaits',
  },
  { rule: 'G-5', does: 'sign.generate', on: 'signer', may: 'owner', or: 'code.refuse.notEnrolled' },
  { rule: 'G-6', does: 'sign.revoke', on: 'signer', may: 'owner', or: 'sign.refuse.notIssued' },
  { rule: 'G-2', does: 'sign.details', on: 'signer', may: 'owner', or: 'sign.refuse.enrolled' },
  { rule: 'G-6', does: 'sign.revoke-other', on: 'signer', may: 'ADMIN', or: 'sign.refuse.notIssued' },
  { rule: 'G-6', does: 'sign.person', on: 'signing person', may: 'ADMIN' },

  { rule: 'G-8', does: 'sign.open-new-phone', on: phone, may: 'requester holder substitute barred' },
  { rule: 'G-8 A-1 I-4 I-6', does: 'sign.approve sign.reject', on: phone, may: 'holder substitute' },
  { rule: 'G-8', does: 'sign.withdraw', on: phone, may: 'requester' },
  {
    rule: 'A-6 I-4',
    does: 'sign.reassign',
    on: phone,
    may: 'holder substitute',
    or: 'record.refuse.nobodyToHand',
  },

  { rule: 'G-7 U-14', does: '/sign show sign.open-signing', on, may: 'requester party ADMIN' },
  { rule: 'G-7', does: 'sign.file', on, may: 'requester party' },
  { rule: 'G-7', does: 'sign.sign', on, when: 'waiting', may: 'due' },
  { rule: 'A-3', does: 'sign.sign', on, may: 'nobody' },
  { rule: 'G-7', does: 'sign.decline', on, when: 'waiting', may: 'party' },
  { rule: 'G-7', does: 'sign.decline', on, may: 'nobody' },
  { rule: 'I-10', does: 'sign.take-back', on, when: 'waiting', may: 'requester' },
  { rule: 'I-10', does: 'sign.take-back', on, when: 'returned', may: 'requester' },
  { rule: 'I-10', does: 'sign.take-back', on, may: 'nobody' },
  { rule: 'I-9 I-4', does: 'sign.end', on, when: 'of an ADMIN', may: 'nobody' },
  { rule: 'I-9', does: 'sign.end', on, when: 'waiting', may: 'ADMIN' },
  { rule: 'I-9', does: 'sign.end', on, when: 'returned', may: 'ADMIN' },
  { rule: 'I-9', does: 'sign.end', on, may: 'nobody' },
];
