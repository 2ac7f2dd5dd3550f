import type { UsedBy } from '../../imports/undo/references.ts';

/** What its records are called where they keep another from being taken back. */
export const uses: UsedBy = {
  application_role: 'imports.kept.organisation',
  position: 'imports.kept.organisation',
  unit_head: 'imports.kept.organisation',
};
