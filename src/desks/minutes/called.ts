import { type CalledRecords, namesBy } from '../../personal-data/called.ts';

/** What the log calls its records. */
export const called: CalledRecords = {
  minutes: {
    called: 'held.one.minutes',
    names: namesBy('SELECT id, reference AS name FROM minutes WHERE id = ANY($1)'),
  },
};
