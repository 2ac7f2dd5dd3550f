import type { Parting } from '../../people/leaving.ts';

/** What somebody was given stays true when they have left. */
export const parting: Parting = { endings: [], history: ['minutes.person_id'] };
