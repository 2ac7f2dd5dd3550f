import type { Context } from '../../core/context.ts';
import type { Message, TextKey } from '../../core/texts/index.ts';
import type { Tx } from '../../db/database.ts';

/**
 * How what a kind of rows has written is taken back (I-10), as SQL over the rows in question, which are open. Those are `mine`: `sheet`,
 * `n`, `change`, `record` (`person:7`, a table and the key of a row of it), and `id`, the first number of that key.
 */
export interface Undo {
  /** `sheet`, `n` and `record` of the rows of `given g` (`sheet`, `n`, `data`) in import $1 whose record is still there. */
  found: string;
  /** What its records are rows of. A record that the import made goes only where nothing refers to it. */
  table: string;
  /** Tables whose rows go with a record: they do not keep it. */
  parts?: readonly string[];
  /** Which of `mine m` made their record; the others changed one that was there. */
  made?: string;
  /** Its records are the audit's subjects: an entry about one that is not of this import keeps it, and is told before any other reason. */
  logged: boolean;
  /** Its records have no id of their own: what `hold` takes keeps others from them. */
  withoutIds?: boolean;
  /** The column with what stands above a record in the same table: what stands beneath is taken back first. */
  above?: string;
  /** `sheet`, `n` and `kept`, a message, of those of `mine m` that have to stay for other reasons; $1 is the import. */
  keeps?: readonly string[];
  /** What else the form says of it. */
  explained?: Message;
  /** What nobody else may change until this transaction ends. */
  hold?(tx: Tx): Promise<void>;
  /** Takes back the rows of the scope, each with its audit entry, in one transaction with the note that it is done. */
  take(tx: Tx, ctx: Context, scope: UndoScope): Promise<void>;
  /** In the transaction that ends the undoing. */
  after?(tx: Tx): Promise<void>;
}

export interface UndoScope {
  importId: number;
  kind: string;
  /** All rows that are to be taken back, while that is found out; or those that are being taken back now. */
  state: 'PLANNED' | 'TAKING';
  reason: string | null;
}

/** The rows of an undo's scope as `mine`, for a statement whose first parameters are these. */
export const mine = `mine AS MATERIALIZED (
  SELECT r.sheet, r.n, o.change, r.record, split_part(r.record, ':', 2)::int AS id
  FROM import_row r JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet
  JOIN opened_row o ON o.import_id = r.import_id AND o.sheet = r.sheet AND o.n = r.n
  WHERE r.import_id = $1 AND s.kind = $2 AND r.undo = $3::import_undo)`;

export const scopeValues = ({ importId, kind, state }: UndoScope): unknown[] => [importId, kind, state];

/** The record of a row of a table, as an expression of its key. */
export const recordOf = (table: string, ...key: string[]): string =>
  `concat_ws(':', '${table.replaceAll('_', '-')}', ${key.join(', ')})`;

/** A message without arguments, as SQL. */
export const keptAs = (key: TextKey): string => `'${JSON.stringify({ key })}'::jsonb AS kept`;
