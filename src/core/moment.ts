import type { Queryable } from './queryable.ts';

/**
 * Reads of one moment: a statement that was asked already, with the same values, is not asked again. For work that shows the
 * same record to many, and for no longer than that work lasts. Rows are shared, so nobody changes them.
 */
export function momentOf(db: Queryable): Queryable {
  const asked = new Map<string, Promise<unknown[]>>();
  return {
    query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const question = JSON.stringify([text, values]);
      let rows = asked.get(question) as Promise<Row[]> | undefined;
      if (!rows) {
        rows = db.query<Row>(text, values);
        asked.set(question, rows);
      }
      return rows;
    },
  };
}
