import type { Queryable } from '../../../core/queryable.ts';
import type { Tx } from '../../../db/database.ts';
import { contentOf } from '../../../db/file-content.ts';
import { remarksColumn } from '../../../records/remarks.ts';
import type { Party, Signing } from './model.ts';

type Row = Omit<Signing, 'requester' | 'file' | 'parties'> & {
  requesterId: number;
  requesterName: string;
  fileId: number;
  fileName: string;
  fileType: string;
  fileSize: number;
  sha256: string;
  removedAt: Date | null;
  removedOnDemand: boolean;
};

const columns = `s.id, s.number, s.requester_id AS "requesterId", p.name AS "requesterName", s.status, s.in_order AS "inOrder",
  s.note, s.pages, s.empty_fields AS "emptyFields", s.created_at AS "createdAt", s.emptied_at AS "emptiedAt", s.emptied_on_demand AS "emptiedOnDemand", a.removed_at AS "removedAt", a.removed_on_demand AS "removedOnDemand", a.id AS "fileId", a.name AS "fileName", a.media_type AS "fileType", a.size AS "fileSize",
  encode(a.sha256, 'hex') AS sha256, ${remarksColumn(`'signing:' || s.id`)}`;
const tables = 'signing s JOIN person p ON p.id = s.requester_id JOIN attachment a ON a.id = s.current_id';

/** All of these, the newest first. */
async function withParties(db: Queryable, rows: readonly Row[]): Promise<Signing[]> {
  const parties = await db.query<Party & { signingId: number }>(
    `SELECT y.id, y.signing_id AS "signingId", y.person_id AS "personId", p.name, y.turn, y.agreed_at AS "agreedAt",
       y.signed_at AS "signedAt", y.field
     FROM signing_party y JOIN person p ON p.id = y.person_id WHERE y.signing_id = ANY($1) ORDER BY y.signing_id, y.turn`,
    [rows.map(({ id }) => id)],
  );
  return rows.map(
    ({
      requesterId,
      requesterName,
      fileId,
      fileName,
      fileType,
      fileSize,
      sha256,
      removedAt,
      removedOnDemand,
      ...row
    }) => ({
      ...row,
      requester: { id: requesterId, name: requesterName },
      file: {
        id: fileId,
        name: fileName,
        mediaType: fileType,
        size: fileSize,
        sha256,
        removedAt,
        removedOnDemand,
      },
      parties: parties
        .filter(({ signingId }) => signingId === row.id)
        .map(({ signingId: _, ...party }) => party),
    }),
  );
}

export async function loadSigning(db: Queryable, id: number): Promise<Signing | null> {
  const [found] = await withParties(
    db,
    await db.query<Row>(`SELECT ${columns} FROM ${tables} WHERE s.id = $1`, [id]),
  );
  return found ?? null;
}

/** The signing with a number; 0, which none is, for those that there are not. */
export async function signingIdOf(db: Queryable, number: string): Promise<number> {
  const [found] = await db.query<{ id: number }>('SELECT id FROM signing WHERE number = $1', [number]);
  return found?.id ?? 0;
}

/** A signing as it stands, held until the transaction ends. */
export async function holdSigning(tx: Tx, id: number): Promise<Signing | null> {
  // A statement of its own: only the next one sees what whoever held it before has done.
  await tx.query('SELECT id FROM signing WHERE id = $1 FOR UPDATE', [id]);
  return loadSigning(tx, id);
}

/** How many that wait this person has asked for. */
export async function openSignings(db: Queryable, requesterId: number): Promise<number> {
  const [open] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM signing WHERE requester_id = $1 AND status = 'WAITING'`,
    [requesterId],
  );
  return open?.count ?? 0;
}

/** Those that wait and that this person has asked for, or is to sign; the newest first. */
export async function openSigningsOf(db: Queryable, personId: number, limit: number): Promise<Signing[]> {
  return withParties(
    db,
    await db.query<Row>(
      `SELECT ${columns} FROM ${tables} WHERE s.status = 'WAITING' AND (s.requester_id = $1 OR EXISTS (
         SELECT 1 FROM signing_party y WHERE y.signing_id = s.id AND y.person_id = $1 AND y.agreed_at IS NULL))
       ORDER BY s.id DESC LIMIT $2`,
      [personId, limit],
    ),
  );
}

/** All that wait, or those of these. */
export async function signingsWaiting(db: Queryable, ids: readonly number[] | null): Promise<Signing[]> {
  return withParties(
    db,
    await db.query<Row>(
      `SELECT ${columns} FROM ${tables}
       WHERE s.status = 'WAITING' AND ($1::int[] IS NULL OR s.id = ANY($1)) ORDER BY s.id`,
      [ids],
    ),
  );
}

export async function pdfContent(db: Queryable, fileId: number): Promise<Buffer<ArrayBuffer>> {
  const content = await contentOf(db, fileId);
  if (!content) throw new Error(`there is no file ${fileId}`);
  return content;
}
