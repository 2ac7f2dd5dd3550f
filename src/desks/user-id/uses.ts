import type { UsedBy } from '../../imports/undo/references.ts';

/** What its records are called where they keep another from being taken back. */
export const uses: UsedBy = {
  user_id_decision: 'imports.kept.request',
  user_id_platform: 'imports.kept.request',
  user_id_request: 'imports.kept.request',
  user_id_stage: 'imports.kept.request',
};
