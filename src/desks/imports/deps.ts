import type { Database } from '../../db/database.ts';
import type { RowKind } from '../../imports/kind.ts';

export interface ImportsDeps {
  db: Database;
  /** The kinds of rows that the desks take. */
  kinds: readonly RowKind[];
  publicUrl: string;
}
