import type { StepUp } from '../../authenticators/step-up.ts';
import type { Database } from '../../db/database.ts';
import type { ImportKind } from '../../imports/kind.ts';
import type { UsedBy } from '../../imports/undo/references.ts';

export interface ImportsDeps {
  db: Database;
  stepUp: StepUp;
  /** The kinds of rows that the desks take. */
  kinds: readonly ImportKind[];
  uses: UsedBy;
  /** How many days a kind of data is kept. */
  daysKept(kind: string): number;
  publicUrl: string;
}
