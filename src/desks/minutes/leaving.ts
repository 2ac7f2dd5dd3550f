import type { Parting } from '../../people/leaving.ts';
import { naming } from '../../people/naming.ts';

/** What somebody was given stays true when they have left. */
export const parting: Parting = {
  endings: [],
  history: ['minutes.person_id'],
  names: [naming('minutes', ['person_id'], `'minutes:' || t.id`)],
};
