import type { Row } from '../rules.ts';

const on = 'mapping';
const deciding = 'holder substitute';

/** Partners and secretaries: rules P and A. Officials hold a position (P-12). */
export const byPartners: readonly Row[] = [
  { rule: 'P-12', does: '/partner partner.desk', may: 'DIRECTORY_ADMIN official' },
  {
    rule: 'P-12',
    does: '/partner mappings partner.mappings partner.narrow partner.find-mapping',
    may: 'DIRECTORY_ADMIN official',
  },
  {
    rule: 'P-1 P-3',
    does: '/partner template partner.template /partner hub partner.hub partner.hub-again',
    may: 'DIRECTORY_ADMIN',
  },
  { rule: 'P-8', does: '/partner find partner.find', may: 'DIRECTORY_ADMIN' },
  {
    rule: 'P-9',
    does: '/partner whitelist partner.whitelist',
    may: 'DIRECTORY_ADMIN',
    or: 'partner.nobody.application',
  },
  { rule: 'P-10', does: '/partner mapping partner.mapping', may: 'DIRECTORY_ADMIN' },
  { rule: 'P-8 P-11', does: 'partner.person', on: 'person', may: 'DIRECTORY_ADMIN' },
  { rule: 'P-9 I-10', does: 'partner.revoke', on: 'whitelist grant', may: 'DIRECTORY_ADMIN' },
  {
    rule: 'P-1',
    does: 'partner.secretaries',
    on: 'import',
    may: 'DIRECTORY_ADMIN',
    or: 'partner.refuse.noSecretaries',
  },

  { rule: 'P-12 A-1 I-4', does: 'partner.extend partner.let-end', on, when: 'waiting', may: deciding },
  { rule: 'A-3', does: 'partner.extend partner.let-end', on, may: 'nobody' },
  { rule: 'I-10 I-4', does: 'partner.change-end', on, when: 'waiting', may: deciding },
  { rule: 'A-3', does: 'partner.change-end', on, may: 'nobody' },
  { rule: 'I-10 I-4', does: 'partner.end', on, when: 'running', may: deciding },
  { rule: 'I-10', does: 'partner.end', on, may: 'nobody' },
  {
    rule: 'A-6',
    does: 'partner.reassign',
    on,
    when: 'waiting',
    may: `${deciding} ADMIN`,
    or: 'record.refuse.nobodyToHand',
  },
  {
    rule: 'A-3 A-6',
    does: 'partner.reassign',
    on,
    when: 'returned',
    may: `${deciding} ADMIN`,
    or: 'record.refuse.nobodyToHand',
  },
  { rule: 'A-6', does: 'partner.reassign', on, may: 'nobody' },
  {
    rule: 'P-12 U-14',
    does: '/partner show partner.open partner.log',
    on,
    may: 'person holder substitute barred ADMIN',
  },
];
