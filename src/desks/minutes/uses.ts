import type { UsedBy } from '../../imports/undo/references.ts';

/** What its records are called where they keep another from being taken back. */
export const uses: UsedBy = { minutes: 'minutes.kept' };
