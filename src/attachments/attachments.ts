import { createHash } from 'node:crypto';
import { idOf } from '../chat/action.ts';
import { type FileRef, keptSource } from '../chat/form.ts';
import { OverLarge } from '../chat/messenger.ts';
import { beyondDeadline } from '../core/deadline.ts';
import { FieldErrors, messageOf, Refusal } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { packages } from '../core/packages.ts';
import type { Queryable } from '../core/queryable.ts';
import { createShares } from '../core/shares.ts';
import { type Message, msg } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { holdPeople } from '../people/held.ts';
import { writeRest, writtenBytes } from './content.ts';

/** At most 5 MB a file (U-6), where a desk does not say otherwise. */
export const maxAttachmentBytes = 5 * 1024 * 1024;
export const maxAttachments = 10;
/** What one person may bring in a day, so that nobody fills the disk; signed versions and papers that we make for them do not count. */
export const maxDailyBytes = 200 * 1024 * 1024;
export const attachmentEndings = ['jpg', 'jpeg', 'png', 'pdf'];

/** What may be attached, by content (U-6). */
const accepted: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    'image/jpeg': 'JPG',
    'image/png': 'PNG',
    'application/pdf': 'PDF',
  }),
);

export interface AttachmentInfo {
  id: number;
  name: string;
  mediaType: string;
  size: number;
}

/**
 * Makes a file belong to a record, or to a remark on it, and answers which file that is: one that stands somewhere already, also on
 * that same record, is copied, so that each keeps its own whole, with its own rights. A copy of what they brought themselves is one
 * more file that this person, `by`, brings today: throws a Refusal where that is too much.
 */
export async function claimFile(
  tx: Tx,
  by: number,
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
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, remark_id, is_brought)
     SELECT name, media_type, size, sha256, content, concat_ws(' ', $2::text, $3::int, id), uploader_id, $2, $3, uploader_id = $4
     FROM attachment WHERE id = $1
     ON CONFLICT (uploader_id, source) DO UPDATE SET record = excluded.record RETURNING id, is_brought AS "isBrought"`,
    [id, record, remark, by],
  );
  if (!copied) throw new Error('there is no such file');
  if (copied.isBrought) await requireRoom(tx, by);
  return copied.id;
}

/** Refuses what is more than one person may bring in a day. Those of requests count too, or a day would have no end. */
async function requireRoom(tx: Tx, personId: number): Promise<void> {
  const [brought] = await tx.query<{ bytes: number }>(
    `SELECT coalesce(sum(size), 0)::float8 AS bytes FROM attachment
     WHERE uploader_id = $1 AND is_brought AND created_at > now() - interval '1 day'`,
    [personId],
  );
  if ((brought?.bytes ?? 0) > maxDailyBytes)
    throw new Refusal(msg('attachment.error.daily', { max: maxDailyBytes / 1024 / 1024 }));
}

/**
 * Keeps another version of a file of a record, beside that one and under its name: the same bytes with what is appended, which alone
 * travels. Answers which file it is, and its SHA-256.
 */
export async function keepAppended(
  tx: Tx,
  of: number,
  { source, appended }: { source: string; appended: Uint8Array },
): Promise<{ id: number; sha256: string }> {
  const [kept] = await tx.query<{ id: number; sha256: string }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, is_brought)
     SELECT name, media_type, octet_length(whole), sha256(whole), whole, $2, uploader_id, record, false
     FROM (SELECT *, content || $3::bytea AS whole FROM attachment WHERE id = $1) AS a
     RETURNING id, encode(sha256, 'hex') AS sha256`,
    [of, source, Buffer.from(appended)],
  );
  if (!kept) throw new Error(`there is no file ${of}`);
  return kept;
}

/** Keeps a file that we made for somebody, as one of a record's; null where they have the one of this source already. */
export async function keepIssued(
  tx: Tx,
  personId: number,
  file: { name: string; mediaType: string; content: Buffer; sha256: Buffer; source: string; record: string },
): Promise<number | null> {
  const { name, mediaType, content, sha256, source, record } = file;
  const [kept] = await tx.query<{ id: number }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, is_brought)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, false) ON CONFLICT (uploader_id, source) DO NOTHING RETURNING id`,
    [name, mediaType, content.length, sha256, content, source, personId, record],
  );
  return kept?.id ?? null;
}

/** A file that may be handed to somebody. */
export interface HandedFile {
  id: number;
  name: string;
  mediaType: string;
}

/** A file that a record has taken, and which record. */
export async function fileWithRecord(
  db: Queryable,
  id: number,
): Promise<(HandedFile & { record: string }) | null> {
  const rows = await db.query<HandedFile & { record: string }>(
    `SELECT id, name, media_type AS "mediaType", record FROM attachment WHERE id = $1 AND record IS NOT NULL`,
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
  personId: number,
  file: { name: string; mediaType: string; content: Buffer },
): Promise<HandedFile> {
  const [kept] = await db.query<HandedFile>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (uploader_id, source) DO UPDATE SET content = excluded.content, size = excluded.size,
       sha256 = excluded.sha256, created_at = now() RETURNING id, name, media_type AS "mediaType"`,
    [
      file.name,
      file.mediaType,
      file.content.length,
      createHash('sha256').update(file.content).digest(),
      file.content,
      `made:${file.name}`,
      personId,
      madeRecord,
    ],
  );
  if (!kept) throw new Error('the file was not kept');
  return kept;
}

/** The media type of .xlsx files. */
export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The record of files that we made; they are swept away after some days. */
const madeRecord = 'made';

export interface Attachments {
  /**
   * Fetches the files that were given at `field` and keeps those that are what they should be. Anything else is
   * a FieldErrors at that field. A file that does not arrive in time is asked for again: it goes on arriving,
   * and the next submit finds it.
   * @param maxBytes of each, where that is not U-6's
   */
  take(
    personId: number,
    files: readonly FileRef[],
    field: string,
    maxBytes?: number,
  ): Promise<AttachmentInfo[]>;
  /** What this person gave in the last 24 hours and has used nowhere yet, newest first; of what is no larger than this. */
  waiting(personId: number, maxBytes?: number): Promise<(FileRef & { givenAt: Date })[]>;
  /** Keeps one file whose bytes are here; a Message says what is wrong with it. */
  keep(
    personId: number,
    source: string,
    name: string,
    content: Buffer,
    maxBytes?: number,
  ): Promise<AttachmentInfo | Message>;
}

/** How long a submit waits for files; a click has 3 s in all. */
export const arrivalPatienceMs = 1600;

export function createAttachments(deps: {
  db: Database;
  download(file: FileRef, maxBytes: number): Promise<Buffer>;
  log: Log;
  /** Instead of `arrivalPatienceMs`. */
  patienceMs?: number;
}): Attachments {
  const { db } = deps;
  const arriving = new Map<string, Promise<AttachmentInfo | Message>>();
  // One file of a person waits for the other's end: it does so here, and not in a place of the database's.
  const turn = createShares({
    atOnce: Number.POSITIVE_INFINITY,
    each: 1,
    waiting: 5000,
    waitingEach: 10 * maxAttachments,
  });

  async function known(personId: number, source: string): Promise<AttachmentInfo | null> {
    return db.prisma.attachment.findUnique({
      where: { uploaderId_source: { uploaderId: personId, source } },
      select: { id: true, name: true, mediaType: true, size: true },
    });
  }

  async function keep(
    personId: number,
    source: string,
    name: string,
    content: Buffer,
    maxBytes = maxAttachmentBytes,
  ): Promise<AttachmentInfo | Message> {
    if (content.length > maxBytes) return tooLarge(name, content.length, maxBytes);
    const { fileTypeFromBuffer } = await packages.fileType();
    const mediaType = (await fileTypeFromBuffer(content))?.mime ?? 'unknown';
    if (!accepted.has(mediaType)) return msg('attachment.error.type', { name });
    try {
      return await turn(String(personId), () =>
        db.transaction((tx) => write(tx, personId, source, { name, mediaType, content })),
      );
    } catch (error) {
      // Thrown inside the transaction, so that the file does not stay.
      if (error instanceof Refusal) return error.reason;
      throw error;
    }
  }

  /** The bytes travel first, whatever else arrives; what the day holds is asked after that, by one file at a time. */
  async function write(
    tx: Tx,
    personId: number,
    source: string,
    { name, mediaType, content }: { name: string; mediaType: string; content: Buffer },
  ): Promise<AttachmentInfo> {
    const rows = await tx.query<AttachmentInfo & { isNew: boolean }>(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (uploader_id, source) DO UPDATE SET source = excluded.source
       RETURNING id, name, media_type AS "mediaType", size, xmax = 0 AS "isNew"`,
      [
        name,
        mediaType,
        content.length,
        createHash('sha256').update(content).digest(),
        content.subarray(0, writtenBytes),
        source,
        personId,
      ],
    );
    const [found] = rows;
    if (!found) throw new Error('the attachment was not written');
    const { isNew, ...row } = found;
    if (isNew) await writeRest(tx, row.id, content);
    await holdPeople(tx, [personId]);
    await requireRoom(tx, personId);
    return row;
  }

  /** A file that lies with us already, for the one who gave it. */
  async function kept(personId: number, file: FileRef): Promise<AttachmentInfo | Message> {
    const id = idOf(file.source.slice(keptSource.length));
    const mine = await db.prisma.attachment.findFirst({
      where: { id, uploaderId: personId },
      select: { id: true, name: true, mediaType: true, size: true },
    });
    return mine ?? msg('attachment.error.gone');
  }

  /** Of what was kept for another field, with another limit, this field's counts too. */
  async function arrival(
    personId: number,
    file: FileRef,
    maxBytes: number,
  ): Promise<AttachmentInfo | Message> {
    const found = await (file.source.startsWith(keptSource)
      ? kept(personId, file)
      : fetched(personId, file, maxBytes));
    return 'id' in found && found.size > maxBytes ? tooLarge(found.name, found.size, maxBytes) : found;
  }

  function fetched(personId: number, file: FileRef, maxBytes: number): Promise<AttachmentInfo | Message> {
    const key = `${personId} ${file.source} ${maxBytes}`;
    let promise = arriving.get(key);
    if (!promise) {
      promise = beyondDeadline(async () => {
        const earlier = await known(personId, file.source);
        if (earlier) return earlier;
        if (file.size > maxBytes) return tooLarge(file.name, file.size, maxBytes);
        try {
          const content = await deps.download(file, maxBytes);
          return await keep(personId, file.source, file.name, content, maxBytes);
        } catch (error) {
          if (error instanceof OverLarge) return tooLarge(file.name, null, maxBytes);
          deps.log.warn({ file: file.source, error: messageOf(error) }, 'an attachment could not be fetched');
          return msg('attachment.error.fetch', { name: file.name });
        }
      }).finally(() => arriving.delete(key));
      arriving.set(key, promise);
    }
    return promise;
  }

  return {
    keep,
    async waiting(personId, maxBytes = maxAttachmentBytes) {
      const rows = await db.query<{ id: number; name: string; size: number; givenAt: Date }>(
        `SELECT id, name, size, created_at AS "givenAt" FROM attachment
         WHERE uploader_id = $1 AND record IS NULL AND created_at > now() - interval '1 day' AND size <= $3
         ORDER BY id DESC LIMIT $2`,
        [personId, maxAttachments, maxBytes],
      );
      return rows.map(({ id, ...file }) => ({ source: `${keptSource}${id}`, ...file }));
    },
    async take(personId, files, field, maxBytes = maxAttachmentBytes) {
      if (files.length > maxAttachments)
        throw new FieldErrors({ [field]: msg('attachment.error.count', { max: maxAttachments }) });
      const all = Promise.all(files.map((file) => arrival(personId, file, maxBytes)));
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, deps.patienceMs ?? arrivalPatienceMs, 'late');
      });
      const arrived = await Promise.race([all, patience]).finally(() => clearTimeout(timer));
      if (arrived === 'late') throw new FieldErrors({ [field]: msg('attachment.error.late') });
      const problem = arrived.find((result) => 'key' in result);
      if (problem && 'key' in problem) throw new FieldErrors({ [field]: problem });
      return arrived.filter((result): result is AttachmentInfo => 'id' in result);
    },
  };
}

/** @param bytes null where nobody has counted to the end */
export function tooLarge(name: string, bytes: number | null, maxBytes: number): Message {
  const max = maxBytes / 1024 / 1024;
  if (bytes === null) return msg('attachment.error.over', { name, max });
  // Rounded up, so that a little too much never reads as just enough.
  const size = Math.ceil((bytes / 1024 / 1024) * 10) / 10;
  return msg('attachment.error.size', { name, size, max });
}
