import { createHash } from 'node:crypto';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { contentOf, rewriteContent } from '../../src/db/file-content.ts';
import { withDatabase } from './database.ts';

/** Gives a file that a statement of a test wrote without its bytes these. */
export async function giveBytes(db: Database, id: number, content: string | Buffer): Promise<void> {
  const bytes = Buffer.from(content);
  const sha256 = createHash('sha256').update(bytes).digest();
  await db.transaction(withoutDeadline, async (tx) => {
    await rewriteContent(tx, id, bytes, sha256);
    await tx.query('UPDATE attachment SET sha256 = $2, size = $3 WHERE id = $1', [id, sha256, bytes.length]);
  });
}

/** The bytes of the newest file, or of the newest one that is so, for who has a database by its address alone. */
export async function newestFile(url: string, where = 'true'): Promise<Buffer> {
  return withDatabase(url, async (db) => {
    const [file] = await db.query<{ id: number }>(
      `SELECT id FROM attachment WHERE ${where} ORDER BY id DESC LIMIT 1`,
    );
    const content = file && (await contentOf(db, file.id));
    if (!content) throw new Error(`there is no file ${where}`);
    return content;
  });
}

/** The same as `giveBytes`, likewise. */
export const giveBytesAt = (url: string, id: number, content: string | Buffer): Promise<void> =>
  withDatabase(url, (db) => giveBytes(db, id, content));
