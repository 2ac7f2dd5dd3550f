import { createHash } from 'node:crypto';
import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { msg } from '../core/texts/index.ts';
import type { Tx } from '../db/database.ts';
import { contentOf, sealedOf, writeRest } from '../db/file-content.ts';

/** What one person may bring in a day, so that nobody fills the disk; signed versions and papers that we make for them do not count. */
export const maxDailyBytes = 200 * 1024 * 1024;

/**
 * Makes a file belong to a record, or to a remark on it, and answers which file that is: one that stands somewhere already, also on
 * that same record, is copied, so that each keeps its own whole, with its own rights. A copy of what they brought themselves is one
 * more file that whoever acts brings today: throws a Refusal where that is too much.
 */
export async function claimFile(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  id: number,
  { record, remark = null }: { record: string; remark?: number | null },
): Promise<number> {
  const [claimed] = await tx.query<{ id: number }>(
    `UPDATE attachment SET record = $2, remark_id = $3
     WHERE id = $1 AND (record IS NULL OR record = $2 AND remark_id IS NOT DISTINCT FROM $3::int) RETURNING id`,
    [id, record, remark],
  );
  if (claimed) return claimed.id;
  const [copied] = await tx.query<{ id: number; isBrought: boolean }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, remark_id, is_brought, created_at)
     SELECT name, media_type, size, sha256, content, concat_ws(' ', $2::text, $3::int, id), uploader_id, $2, $3, uploader_id = $4, $5
     FROM attachment WHERE id = $1
     ON CONFLICT (uploader_id, source) DO UPDATE SET record = excluded.record RETURNING id, is_brought AS "isBrought"`,
    [id, record, remark, actor.id, now],
  );
  if (!copied) throw new Error('there is no such file');
  if (copied.isBrought) await requireRoom(tx, actor.id, now);
  return copied.id;
}

/** Refuses what is more than one person may bring in a day. Those of requests count too, or a day would have no end. */
export async function requireRoom(tx: Tx, personId: number, now: Date): Promise<void> {
  const [brought] = await tx.query<{ bytes: number }>(
    `SELECT coalesce(sum(size), 0)::float8 AS bytes FROM attachment
     WHERE uploader_id = $1 AND is_brought AND created_at > $2::timestamptz - interval '1 day'`,
    [personId, now],
  );
  if ((brought?.bytes ?? 0) > maxDailyBytes)
    throw new Refusal(msg('attachment.error.daily', { max: maxDailyBytes / 1024 / 1024 }));
}

/**
 * Keeps another version of a file of a record, beside that one and under its name: the same bytes with what is appended. Answers which
 * file it is, and its SHA-256.
 */
export async function keepAppended(
  tx: Tx,
  of: number,
  { source, appended, at }: { source: string; appended: Uint8Array; at: Date },
): Promise<{ id: number; sha256: string }> {
  const before = await contentOf(tx, of);
  if (!before) throw new Error(`there is no file ${of}`);
  const whole = Buffer.concat([before, appended]);
  const sha256 = createHash('sha256').update(whole).digest();
  const sealed = await sealedOf(tx, whole, sha256);
  const [kept] = await tx.query<{ id: number }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, is_brought, created_at)
     SELECT name, media_type, $5, $6, $3, $2, uploader_id, record, false, $4 FROM attachment WHERE id = $1 RETURNING id`,
    [of, source, sealed.first, at, whole.length, sha256],
  );
  if (!kept) throw new Error(`there is no file ${of}`);
  await writeRest(tx, kept.id, sealed);
  return { id: kept.id, sha256: sha256.toString('hex') };
}

/** Keeps a file that we made for somebody, as one of a record's; null where they have the one of this source already. */
export async function keepIssued(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  file: { name: string; mediaType: string; content: Buffer; sha256: Buffer; source: string; record: string },
): Promise<number | null> {
  const { name, mediaType, content, sha256, source, record } = file;
  const sealed = await sealedOf(tx, content, sha256);
  const [kept] = await tx.query<{ id: number }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, is_brought, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, false, $9) ON CONFLICT (uploader_id, source) DO NOTHING RETURNING id`,
    [name, mediaType, content.length, sha256, sealed.first, source, actor.id, record, now],
  );
  if (!kept) return null;
  await writeRest(tx, kept.id, sealed);
  return kept.id;
}

/** A file that may be handed to somebody. */
export interface HandedFile {
  id: number;
  name: string;
  mediaType: string;
}

/** One that a record has taken, since when there is nothing to hand over any more (T-3), and which record. */
type RecordFile = HandedFile & { removedAt: Date | null; removedOnDemand: boolean; record: string };

/** A file that a record has taken, and which record. */
export async function fileWithRecord(db: Queryable, id: number): Promise<RecordFile | null> {
  const rows = await db.query<RecordFile>(
    `SELECT id, name, media_type AS "mediaType", removed_at AS "removedAt", removed_on_demand AS "removedOnDemand", record FROM attachment WHERE id = $1 AND record IS NOT NULL`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Keeps a file that we made, such as a template, until its one-time link has been used; `name` and person make it one.
 * It belongs to a record of its own kind, so that nobody is offered it for a form.
 */
export async function keepMade(
  db: Queryable,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  file: { name: string; mediaType: string; content: Buffer },
): Promise<HandedFile> {
  const sha256 = createHash('sha256').update(file.content).digest();
  const { content } = await db.keys.seal('attachment', sha256.toString('hex'), { content: file.content });
  const [kept] = await db.query<HandedFile>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (uploader_id, source) DO UPDATE SET content = excluded.content, size = excluded.size,
       sha256 = excluded.sha256, created_at = excluded.created_at RETURNING id, name, media_type AS "mediaType"`,
    [
      file.name,
      file.mediaType,
      file.content.length,
      sha256,
      content,
      `made:${file.name}`,
      actor.id,
      madeRecord,
      now,
    ],
  );
  if (!kept) throw new Error('the file was not kept');
  return kept;
}

/** The media type of .xlsx files. */
export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The record of files that we made; they are swept away after some days. */
const madeRecord = 'made';
