import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';

/**
 * A file's bytes travel in slices: of whatever one statement brings the driver keeps two copies and more, until it is through. Slices of
 * what is stored are cheap since the column is stored as it is.
 */
const readBytes = 512 * 1024;
/** Each write has the database write the whole file again, so these are larger: whatever U-6 permits is one. */
export const writtenBytes = 5 * 1024 * 1024;

/** The bytes of a kept file, in memory of their own; null where there is none. */
export async function contentOf(db: Queryable, id: number): Promise<Buffer<ArrayBuffer> | null> {
  const [found] = await db.query<{ bytes: number }>(
    'SELECT octet_length(content) AS bytes FROM attachment WHERE id = $1',
    [id],
  );
  if (!found) return null;
  const content = Buffer.from(new ArrayBuffer(found.bytes));
  for (let at = 0; at < found.bytes; at += readBytes) {
    const [slice] = await db.query<{ bytes: Buffer }>(
      'SELECT substring(content FROM $2 FOR $3) AS bytes FROM attachment WHERE id = $1',
      [id, at + 1, readBytes],
    );
    if (!slice) return null;
    content.set(slice.bytes, at);
  }
  return content;
}

/** Adds what did not fit into the statement that made the file's row. */
export async function writeRest(tx: Tx, id: number, content: Buffer): Promise<void> {
  for (let at = writtenBytes; at < content.length; at += writtenBytes)
    await tx.query('UPDATE attachment SET content = content || $2 WHERE id = $1', [
      id,
      content.subarray(at, at + writtenBytes),
    ]);
}
