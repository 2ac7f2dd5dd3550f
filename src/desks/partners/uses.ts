import type { UsedBy } from '../../imports/undo/references.ts';

/** What its records are called where they keep another from being taken back. */
export const uses: UsedBy = {
  partner_account: 'imports.kept.account',
  secretary_mapping: 'imports.kept.mapping',
  whitelist_grant: 'imports.kept.whitelist',
};
