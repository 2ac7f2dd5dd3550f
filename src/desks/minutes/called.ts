import type { CalledRecords } from '../../personal-data/called.ts';

/** What the log calls its records. */
export const called: CalledRecords = {
  minutes: {
    called: 'held.one.minutes',
    names: (db, ids) =>
      db.query<{ id: number; name: string }>('SELECT id, reference AS name FROM minutes WHERE id = ANY($1)', [
        ids,
      ]),
  },
};
