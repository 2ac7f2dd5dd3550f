import type { Queryable } from '../core/queryable.ts';
import type { Tx } from './database.ts';

/**
 * A file's bytes travel in slices: of whatever one statement brings the driver keeps two copies and more, until it is through. Slices of
 * what is stored are cheap since the column is stored as it is.
 */
const readBytes = 512 * 1024;
/** What sealing adds to the bytes, and some. */
const sealBytes = 64;
/** Each write has the database write the whole file again, so these are larger: whatever U-6 permits is one. */
const writtenBytes = 5 * 1024 * 1024 + sealBytes;

/** Of a sealed file the first bytes, by which those that were sealed at another time are told: its key and its nonce. */
const headBytes = 16;

/**
 * The bytes of a kept file, in memory of their own; null where there is none. They are sealed as those of their SHA-256 (T-2), so that a copy of
 * the row is one that opens.
 */
export async function contentOf(db: Queryable, id: number): Promise<Buffer<ArrayBuffer> | null> {
  for (;;) {
    const [found] = await db.query<{ bytes: number; head: Buffer; sha256: string }>(
      `SELECT octet_length(content) AS bytes, substring(content FROM 1 FOR ${headBytes}) AS head, encode(sha256, 'hex') AS sha256
       FROM attachment WHERE id = $1`,
      [id],
    );
    if (!found || found.bytes === 0) return null;
    const sealed = await sealedContent(db, id, found);
    // Where it is null they were sealed anew between two slices.
    if (sealed) return (await db.keys.openBytes('attachment', found.sha256, { content: sealed })).content;
  }
}

async function sealedContent(
  db: Queryable,
  id: number,
  { bytes, head }: { bytes: number; head: Buffer },
): Promise<Buffer | null> {
  const sealed = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += readBytes) {
    const [slice] = await db.query<{ bytes: Buffer }>(
      `SELECT substring(content FROM $2 FOR $3) AS bytes FROM attachment
       WHERE id = $1 AND substring(content FROM 1 FOR ${headBytes}) = $4`,
      [id, at + 1, readBytes, head],
    );
    if (!slice) return null;
    sealed.set(slice.bytes, at);
  }
  return sealed;
}

/** A file's bytes as they are to be written: what goes into the statement that makes its row, and what `writeRest` adds. */
export interface SealedContent {
  first: Buffer;
  rest: Buffer[];
}

/** @param sha256 of the bytes, which the row says as well */
export async function sealedOf(tx: Tx, content: Buffer, sha256: Buffer): Promise<SealedContent> {
  const { content: sealed } = await tx.keys.seal('attachment', sha256.toString('hex'), { content });
  const rest = [];
  for (let at = writtenBytes; at < sealed.length; at += writtenBytes)
    rest.push(sealed.subarray(at, at + writtenBytes));
  return { first: sealed.subarray(0, writtenBytes), rest };
}

/** Adds what did not fit into the statement that made the file's row. */
export async function writeRest(tx: Tx, id: number, { rest }: SealedContent): Promise<void> {
  for (const bytes of rest)
    await tx.query('UPDATE attachment SET content = content || $2 WHERE id = $1', [id, bytes]);
}

/** Seals the bytes of a file that is there, in the place of what is. */
export async function rewriteContent(tx: Tx, id: number, content: Buffer, sha256: Buffer): Promise<void> {
  const sealed = await sealedOf(tx, content, sha256);
  await tx.query('UPDATE attachment SET content = $2 WHERE id = $1', [id, sealed.first]);
  await writeRest(tx, id, sealed);
}
