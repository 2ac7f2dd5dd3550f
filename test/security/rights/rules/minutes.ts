import type { Row } from '../rules.ts';

/** The berita acara of what is over: for whoever reads the record itself (U-14). */
export const byMinutes: readonly Row[] = [
  {
    rule: 'U-14',
    does: 'minutes.make',
    on: 'user-id',
    when: 'over',
    may: 'requester applicant decider ADMIN',
  },
  { rule: 'U-12', does: 'minutes.make', on: 'user-id', may: 'nobody' },
  {
    rule: 'U-14',
    does: 'minutes.make',
    on: 'satker-ticket',
    when: 'over',
    may: 'requester user officer seer ADMIN',
  },
  { rule: 'U-14', does: 'minutes.make', on: 'satker-ticket', may: 'nobody' },
  ...['over', 'active'].map(
    (when): Row => ({
      rule: 'U-14',
      does: 'minutes.make',
      on: 'satker',
      when,
      may: 'requester about user officer seer substitute barred ADMIN',
    }),
  ),
  { rule: 'U-14', does: 'minutes.make', on: 'satker', may: 'nobody' },
  // That somebody is mapped has been decided: it may be had in writing from then on.
  { rule: 'U-14', does: 'minutes.make', on: 'mapping', may: 'person holder substitute barred ADMIN' },
  { rule: 'I-3', does: 'minutes.open', args: ['0'], may: 'nobody' },
];
