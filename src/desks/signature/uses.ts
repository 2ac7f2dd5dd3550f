import type { UsedBy } from '../../imports/undo/references.ts';

/** What its records are called where they keep another from being taken back. */
export const uses: UsedBy = {
  signer: 'sign.kept.signer',
  signing: 'sign.kept.signing',
  signing_party: 'sign.kept.signing',
};
