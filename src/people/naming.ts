import type { Queryable } from '../core/queryable.ts';

/** Records whose cards name somebody by a reference to them, `table.column` of the schema: once their name is gone these are brought up to date (T-3). */
export interface Naming {
  by: readonly string[];
  /** Their subjects. */
  of(db: Queryable, people: readonly number[]): Promise<string[]>;
}

/** By these columns of a table's rows `t`; `subject` is the record that names them then, SQL over such a row. */
export const naming = (table: string, columns: readonly string[], subject: string): Naming => ({
  by: columns.map((column) => `${table}.${column}`),
  async of(db, people) {
    const found = await db.query<{ subject: string }>(
      `SELECT DISTINCT ${subject} AS subject FROM ${table} t WHERE (${columns.map((column) => `t.${column} = ANY($1::int[])`).join(' OR ')})
         AND ${subject} IS NOT NULL`,
      [people],
    );
    return found.map((one) => one.subject);
  },
});
