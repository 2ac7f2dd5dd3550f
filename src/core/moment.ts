import type { Queryable } from './queryable.ts';

/**
 * Reads of one moment: a statement that was asked already, with the same values, is not asked again. For work that shows the
 * same record to many, and for no longer than that work lasts. Rows are shared, so nobody changes them.
 */
export function momentOf(db: Queryable): Queryable {
  /** By their texts, then by their values. */
  const asked = new Map<string, Map<string, Promise<unknown[]>>>();
  return {
    keys: db.keys,
    query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const before = asked.get(text) ?? new Map<string, Promise<unknown[]>>();
      asked.set(text, before);
      const question = JSON.stringify(values);
      let rows = before.get(question) as Promise<Row[]> | undefined;
      if (!rows) {
        rows = db.query<Row>(text, values);
        before.set(question, rows);
      }
      return rows;
    },
  };
}
