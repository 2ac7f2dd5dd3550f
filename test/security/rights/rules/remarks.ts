import type { Row } from '../rules.ts';

/** Whom files that were given with remarks are for, by the kinds of records that are returned: never for more than the record’s own. */
const readers: Readonly<Record<string, string>> = {
  'user-id': 'requester applicant decider holder substitute barred ADMIN',
  satker: 'requester about user officer substitute ADMIN',
  'satker-ticket': 'requester user officer substitute ADMIN',
  mapping: 'person holder substitute barred ADMIN',
  signing: 'requester party',
};

/** Questions with which records are returned, their answers, and what was given with them. */
export const byRemarks: readonly Row[] = Object.entries(readers).flatMap(([on, reading]): Row[] => {
  const holding = on === 'signing' ? 'due' : 'holder substitute';
  const asker = on === 'mapping' ? 'person' : 'requester';
  return [
    // What a ticket asks for with a letter is sent back with what is wrong with that (S-8).
    { rule: 'S-8', does: 'remark.return', on, when: 'by letter', may: 'nobody', args: [on] },
    { rule: 'A-3 I-4', does: 'remark.return', on, when: 'waiting', may: holding, args: [on] },
    { rule: 'A-3', does: 'remark.return', on, may: 'nobody', args: [on] },
    { rule: 'A-3', does: 'remark.answer', on, when: 'returned', may: asker, args: [on] },
    { rule: 'A-3', does: 'remark.answer', on, may: 'nobody', args: [on] },
    { rule: 'A-3', does: 'remark.take-back', on, when: 'returned', may: holding, args: [on] },
    { rule: 'A-3', does: 'remark.take-back', on, may: 'nobody', args: [on] },
    { rule: 'A-4 U-14', does: 'remark.file', on, when: 'returned', may: reading },
    { rule: 'A-4', does: 'remark.file', on, may: 'nobody' },
  ];
});
