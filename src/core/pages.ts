/** Where a page of a list begins: beside the row with this id. Lists are read newest first, `before` leads to older rows. */
export interface Cursor {
  before?: number;
  after?: number;
}

/** One page of a list, newest first. */
export interface Page<Row> {
  items: Row[];
  /** Cursors of the neighbouring pages, absent at either end. */
  newer?: number;
  older?: number;
}

/** How the rows of a page are to be read, for SQL: `id <beyond> <from> ORDER BY id <order>`, and one more than a page has. */
export function orderOf(cursor: Cursor): { order: 'ASC' | 'DESC'; beyond: '>' | '<'; from: number } {
  return cursor.after === undefined
    ? { order: 'DESC', beyond: '<', from: cursor.before ?? 2 ** 31 - 1 }
    : { order: 'ASC', beyond: '>', from: cursor.after };
}

/** The page behind rows that were read in the cursor's order: one more than `size` says that there are others beyond. */
export function pageOf<Row extends { id: number }>(
  rows: readonly Row[],
  size: number,
  cursor: Cursor,
): Page<Row> {
  const forward = cursor.after !== undefined;
  const more = rows.length > size;
  const items = rows.slice(0, size);
  if (forward) items.reverse();
  return {
    items,
    newer: (forward ? more : cursor.before !== undefined) ? items[0]?.id : undefined,
    older: (forward ? true : more) ? items.at(-1)?.id : undefined,
  };
}
