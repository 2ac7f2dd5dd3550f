import { createHash } from 'node:crypto';
import { idOf } from '../chat/action.ts';
import { type FileRef, keptSource } from '../chat/form.ts';
import { OverLarge } from '../chat/messenger.ts';
import type { Clock } from '../core/clock.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { FieldErrors, messageOf, Refusal } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { packages } from '../core/packages.ts';
import { Crowded, createShares } from '../core/shares.ts';
import { type Message, msg } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { sealedOf, writeRest } from '../db/file-content.ts';
import { holdPeople } from '../people/held.ts';
import { requireRoom } from './kept.ts';

/** At most 5 MB a file (U-6), where a desk does not say otherwise. */
export const maxAttachmentBytes = 5 * 1024 * 1024;
export const maxAttachments = 10;
export const attachmentEndings = ['jpg', 'jpeg', 'png', 'pdf'];

/** What may be attached, by content (U-6), and the endings that name it. */
const accepted: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'image/jpeg': ['jpg', 'jpeg'],
    'image/png': ['png'],
    'application/pdf': ['pdf'],
  }),
);

export interface AttachmentInfo {
  id: number;
  name: string;
  mediaType: string;
  size: number;
}

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
  /**
   * Keeps one file whose bytes are here; a Message says what is wrong with it.
   * @param accept the endings of the types that are taken, where those are not all of U-6's
   */
  keep(
    personId: number,
    source: string,
    name: string,
    content: Buffer,
    maxBytes?: number,
    accept?: readonly string[],
  ): Promise<AttachmentInfo | Message>;
}

/** What waits is a name and no bytes; somebody who gives more than this at once is told so. */
const crowd = { waiting: 5000, waitingEach: 10 * maxAttachments };
// One file of a person waits for the other's end: it does so here, and not in a place of the database's.
const writing = { ...crowd, atOnce: 4, each: 1 };
// Each is whole in memory from its first byte on.
export const fetching = { ...crowd, atOnce: 12, each: 4 };

const infoColumns = 'id, name, media_type AS "mediaType", size';

/** How long a submit waits for files; a click has 3 s in all. */
export const arrivalPatienceMs = 1600;

export function createAttachments(deps: {
  db: Database;
  download(file: FileRef, maxBytes: number): Promise<Buffer>;
  clock: Clock;
  log: Log;
  /** Instead of `arrivalPatienceMs`. */
  patienceMs?: number;
}): Attachments {
  const { db } = deps;
  const arriving = new Map<string, Promise<AttachmentInfo | Message>>();
  const writingTurn = createShares(writing);
  const fetchingTurn = createShares(fetching);

  async function known(personId: number, source: string): Promise<AttachmentInfo | null> {
    const [found] = await db.query<AttachmentInfo>(
      `SELECT ${infoColumns} FROM attachment WHERE uploader_id = $1 AND source = $2`,
      [personId, source],
    );
    return found ?? null;
  }

  async function keep(
    personId: number,
    source: string,
    name: string,
    content: Buffer,
    maxBytes = maxAttachmentBytes,
    accept: readonly string[] = attachmentEndings,
  ): Promise<AttachmentInfo | Message> {
    if (content.length > maxBytes) return tooLarge(name, content.length, maxBytes);
    const { fileTypeFromBuffer } = await packages.fileType();
    const mediaType = (await fileTypeFromBuffer(content))?.mime ?? 'unknown';
    if (!accepted.get(mediaType)?.some((ending) => accept.includes(ending)))
      return msg('attachment.error.type', { name });
    try {
      // A file that arrives late is there for the next click.
      return await writingTurn(String(personId), () =>
        db.transaction(withoutDeadline, (tx) => write(tx, personId, source, { name, mediaType, content })),
      );
    } catch (error) {
      // Thrown inside the transaction, so that the file does not stay.
      if (error instanceof Refusal) return error.reason;
      if (error instanceof Crowded) return msg('error.crowded');
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
    const now = deps.clock();
    const sha256 = createHash('sha256').update(content).digest();
    const sealed = await sealedOf(tx, content, sha256);
    const rows = await tx.query<AttachmentInfo & { isNew: boolean }>(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (uploader_id, source) DO UPDATE SET source = excluded.source
       RETURNING id, name, media_type AS "mediaType", size, xmax = 0 AS "isNew"`,
      [name, mediaType, content.length, sha256, sealed.first, source, personId, now],
    );
    const [found] = rows;
    if (!found) throw new Error('the attachment was not written');
    const { isNew, ...row } = found;
    if (isNew) await writeRest(tx, row.id, sealed);
    await holdPeople(tx, [personId]);
    await requireRoom(tx, personId, now);
    return row;
  }

  /** A file that lies with us already, for the one who gave it. */
  async function kept(personId: number, file: FileRef): Promise<AttachmentInfo | Message> {
    const id = idOf(file.source.slice(keptSource.length));
    const [mine] = await db.query<AttachmentInfo>(
      `SELECT ${infoColumns} FROM attachment WHERE id = $1 AND uploader_id = $2`,
      [id, personId],
    );
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
      promise = (async () => {
        const earlier = await known(personId, file.source);
        if (earlier) return earlier;
        if (file.size > maxBytes) return tooLarge(file.name, file.size, maxBytes);
        try {
          return await fetchingTurn(String(personId), async () => {
            const content = await deps.download(file, maxBytes);
            return keep(personId, file.source, file.name, content, maxBytes);
          });
        } catch (error) {
          if (error instanceof Crowded) return msg('error.crowded');
          if (error instanceof OverLarge) return tooLarge(file.name, null, maxBytes);
          deps.log.warn({ file: file.source, error: messageOf(error) }, 'an attachment could not be fetched');
          return msg('attachment.error.fetch', { name: file.name });
        }
      })().finally(() => arriving.delete(key));
      arriving.set(key, promise);
    }
    return promise;
  }

  return {
    keep,
    async waiting(personId, maxBytes = maxAttachmentBytes) {
      const rows = await db.query<{ id: number; name: string; size: number; givenAt: Date }>(
        `SELECT id, name, size, created_at AS "givenAt" FROM attachment
         WHERE uploader_id = $1 AND record IS NULL AND created_at > $4::timestamptz - interval '1 day' AND size <= $3
         ORDER BY id DESC LIMIT $2`,
        [personId, maxAttachments, maxBytes, deps.clock()],
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
