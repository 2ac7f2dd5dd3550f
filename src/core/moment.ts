import type { Queryable } from './queryable.ts';

/** Reads of one moment: see `momentOf`. */
export interface Moment extends Queryable {
  /** What another statement has read along with its own, and this one would: it is not asked. */
  knows(text: string, values: readonly unknown[], rows: readonly object[]): void;
}

/**
 * Reads of one moment: a statement that was asked already, with the same values, is not asked again. For work that shows the
 * same record to many, and for no longer than that work lasts. Rows are shared, so nobody changes them.
 */
export function momentOf(db: Queryable): Moment {
  /** By their texts, then by their values. */
  const asked = new Map<string, Map<string, Promise<unknown[]>>>();
  function answersOf(text: string): Map<string, Promise<unknown[]>> {
    const answers = asked.get(text) ?? new Map<string, Promise<unknown[]>>();
    asked.set(text, answers);
    return answers;
  }
  return {
    keys: db.keys,
    query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const answers = answersOf(text);
      const question = JSON.stringify(values);
      let rows = answers.get(question) as Promise<Row[]> | undefined;
      if (!rows) {
        rows = db.query<Row>(text, values);
        answers.set(question, rows);
      }
      return rows;
    },
    knows(text, values, rows) {
      answersOf(text).set(JSON.stringify(values), Promise.resolve([...rows]));
    },
  };
}
