/** A row that comes whole, as JSON in its only column, where a moment is a text. */
export interface WholeRow<T> {
  whole: Written<T>;
}

/** `T` as JSON has it; what is nested in it its reader looks after. */
export type Written<T> = {
  [Key in keyof T]: Extract<T[Key], Date> extends never ? T[Key] : Exclude<T[Key], Date> | string;
};

/** Its fields that are moments, each of them. */
type Moments<T> = { [Key in keyof T as Extract<T[Key], Date> extends never ? never : Key]-?: true };

/**
 * SQL: the rows of a statement that reads, each whole. The driver has every column described anew with each run and reads each by itself, which costs more than
 * what is read (docs/benchmarks.md). Nothing follows it in its statement. `check:db` compares the columns inside with the type as it does those of other statements.
 */
export const wholeRows = (select: string): string =>
  `SELECT row_to_json(whole) AS whole FROM (${select}) whole`;

/** SQL: the one row of a statement as a value among others, `Written`; NULL where there is none. */
export const writtenRow = (select: string): string => `(SELECT row_to_json(known) FROM (${select}) known)`;

/** What was written as JSON, with its moments as such. In place, like a row of the driver: it may be read again, by whoever asks the same in the same moment. */
export function readWhole<T>({ whole }: WholeRow<T>, moments: Moments<T>): T {
  const row = whole as Record<string, unknown>;
  for (const name in moments) if (typeof row[name] === 'string') row[name] = new Date(row[name]);
  return row as T;
}
