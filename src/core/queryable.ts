import type { DataKeys } from './data-keys.ts';

/** Where statements can be run: the database by itself, a transaction, or the reads of one moment. */
export interface Queryable {
  /** Runs a prepared statement and answers its rows. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The keys of what lies sealed there. */
  readonly keys: DataKeys;
}
