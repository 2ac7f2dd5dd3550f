import type { Row } from '../rules.ts';

const on = 'satker';
const ticket = 'satker-ticket';
const sees = 'requester about user officer substitute barred seer ADMIN';
const seesTicket = 'requester user officer substitute barred seer ADMIN';
const nobodyElse = 'record.refuse.nobodyToHand';

/** Users of satkers: rules S and A. */
export const bySatker: readonly Row[] = [
  {
    rule: 'S-2',
    does: '/satker /satker list satker.list satker.narrow satker.find satker.filter',
    may: 'KPPN_OFFICER SATKER_USER ADMIN',
  },
  { rule: 'S-2', does: '/satker add satker.add', may: 'KPPN_OFFICER SATKER_USER' },
  { rule: 'S-8 I-1', does: '/satker ticket satker.ticket', may: 'anybody' },
  { rule: 'S-14', does: '/satker delete', may: 'KPPN_OFFICER SATKER_USER', or: 'satker.nobody.deletable' },
  { rule: 'S-20', does: '/satker deactivate', may: 'KPPN_OFFICER', or: 'satker.nobody.deactivatable' },
  {
    rule: 'S-19',
    does: '/satker reactivate',
    may: 'KPPN_OFFICER SATKER_USER dormant',
    or: 'satker.nobody.dormant',
  },
  {
    rule: 'S-19',
    does: 'satker.own-dormant',
    may: 'everybody',
    or: 'satker.nobody.dormant satker.refuse.notDormant',
  },
  { rule: 'S-5', does: '/satker digit', may: 'everybody' },
  { rule: 'S-18', does: '/satker logins', may: 'KPPN_OFFICER ADMIN' },

  {
    rule: 'S-7 A-1 I-4 I-6',
    does: 'satker.approve satker.reject',
    on,
    when: 'waiting',
    may: 'holder substitute',
  },
  { rule: 'A-3', does: 'satker.approve satker.reject', on, may: 'nobody' },
  { rule: 'I-10', does: 'satker.withdraw', on, when: 'waiting', may: 'requester user' },
  { rule: 'I-10', does: 'satker.withdraw', on, when: 'returned', may: 'requester user' },
  { rule: 'I-10', does: 'satker.withdraw', on, may: 'nobody' },
  {
    rule: 'A-6',
    does: 'satker.reassign',
    on,
    when: 'waiting',
    may: 'holder substitute ADMIN',
    or: nobodyElse,
  },
  { rule: 'A-6', does: 'satker.reassign', on, may: 'nobody' },
  { rule: 'S-20', does: 'satker.deactivate', on, when: 'active', may: 'officer' },
  { rule: 'S-20', does: 'satker.deactivate', on, may: 'nobody' },
  {
    rule: 'S-19',
    does: 'satker.reactivate',
    on,
    when: 'dormant',
    may: 'about user officer',
    or: 'satker.refuse.nobodyToDecide',
  },
  { rule: 'S-19', does: 'satker.reactivate', on, may: 'nobody' },
  { rule: 'S-11 S-12 S-14', does: 'satker.again satker.ask-deletion', on, when: 'over', may: 'user' },
  { rule: 'S-11 S-12 S-14', does: 'satker.again satker.ask-deletion', on, may: 'nobody' },
  { rule: 'S-2 U-14', does: '/satker show satker.open satker.log satker.file', on, may: sees },

  {
    rule: 'S-8 A-1 I-4 I-6',
    does: 'satker.register',
    on: ticket,
    when: 'registration',
    may: 'holder substitute',
  },
  { rule: 'S-8', does: 'satker.register', on: ticket, may: 'nobody' },
  {
    rule: 'S-15',
    does: 'satker.remove',
    on: ticket,
    when: 'deletion',
    may: 'holder substitute',
    or: 'satker.nobody.deletable',
  },
  { rule: 'S-15', does: 'satker.remove', on: ticket, may: 'nobody' },
  {
    rule: 'S-19',
    does: 'satker.approve-ticket satker.reject-ticket',
    on: ticket,
    when: 'reactivation',
    may: 'holder substitute',
  },
  { rule: 'S-19', does: 'satker.approve-ticket satker.reject-ticket', on: ticket, may: 'nobody' },
  { rule: 'S-8', does: 'satker.give-back', on: ticket, when: 'registration', may: 'holder substitute' },
  { rule: 'S-8', does: 'satker.give-back', on: ticket, when: 'deletion', may: 'holder substitute' },
  { rule: 'S-8', does: 'satker.give-back', on: ticket, may: 'nobody' },
  { rule: 'S-8', does: 'satker.correct', on: ticket, when: 'sent back', may: 'requester' },
  { rule: 'S-8', does: 'satker.correct', on: ticket, may: 'nobody' },
  { rule: 'I-10', does: 'satker.withdraw-ticket', on: ticket, when: 'waiting', may: 'requester' },
  { rule: 'I-10', does: 'satker.withdraw-ticket', on: ticket, when: 'returned', may: 'requester' },
  { rule: 'I-10', does: 'satker.withdraw-ticket', on: ticket, when: 'sent back', may: 'requester' },
  { rule: 'I-10', does: 'satker.withdraw-ticket', on: ticket, may: 'nobody' },
  {
    rule: 'A-6',
    does: 'satker.reassign-ticket',
    on: ticket,
    when: 'waiting',
    may: 'holder substitute ADMIN',
    or: nobodyElse,
  },
  { rule: 'A-6', does: 'satker.reassign-ticket', on: ticket, may: 'nobody' },
  {
    rule: 'S-8 U-14',
    does: '/satker show satker.open-ticket satker.log-ticket satker.file',
    on: ticket,
    may: seesTicket,
  },
];
