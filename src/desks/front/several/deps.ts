import type { OneByOneKind } from '../../../imports/kind.ts';
import type { Means } from '../../../records/act.ts';
import type { Decidable } from '../../../records/several/decidable.ts';

export interface SeveralDeps extends Means {
  /** All kinds of which people decide several at once. */
  decidables: readonly Decidable[];
  /** How these are done, one by one. */
  decisions: OneByOneKind;
  publicUrl: string;
}
