import type { StepUp } from '../../authenticators/step-up.ts';
import type { Database } from '../../db/database.ts';
import type { RowKind } from '../../imports/kind.ts';
import type { UsedBy } from '../../imports/undo/references.ts';

export interface ImportsDeps {
  db: Database;
  stepUp: StepUp;
  /** The kinds of rows that the desks take. */
  kinds: readonly RowKind[];
  uses: UsedBy;
  publicUrl: string;
}
