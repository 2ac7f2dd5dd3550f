import { createHash } from 'node:crypto';
import { type HandedFile, keepIssued } from '../../attachments/kept.ts';
import type { Context } from '../../core/context.ts';
import { hashToken } from '../../core/keys.ts';
import type { Queryable } from '../../core/queryable.ts';
import { audit } from '../../db/audit.ts';
import type { Tx } from '../../db/database.ts';
import type { Minuted } from '../../records/minutes.ts';
import type { Removed } from '../../retention/emptied.ts';

/** A document that somebody was given. */
export interface Issued {
  id: number;
  /** Its record's: `user-id:42`. */
  subject: string;
  reference: string;
  personId: number;
  madeAt: Date;
  /** Hexadecimal. */
  sha256: string;
  /** The certificate by which the product has signed it. */
  signer: string;
  fingerprint: string;
  file: HandedFile & Removed;
}

const issued = `SELECT m.id, m.subject, m.reference, m.person_id AS "personId", m.made_at AS "madeAt", encode(a.sha256, 'hex') AS sha256,
    m.signer, m.fingerprint, json_build_object('id', a.id, 'name', a.name, 'mediaType', a.media_type, 'removedAt', a.removed_at, 'removedOnDemand', a.removed_on_demand) AS file
  FROM minutes m JOIN attachment a ON a.id = m.attachment_id`;

export async function loadIssued(db: Queryable, id: number): Promise<Issued | null> {
  const [found] = await db.query<Issued>(`${issued} WHERE m.id = $1`, [id]);
  return found ?? null;
}

/** What this person was given of the record as it is. */
export async function issuedTo(
  db: Queryable,
  personId: number,
  { subject, entry }: Pick<Minuted, 'subject' | 'entry'>,
): Promise<Issued | null> {
  const [found] = await db.query<Issued>(
    `${issued} WHERE m.subject = $1 AND m.entry_id = $2 AND m.person_id = $3`,
    [subject, entry, personId],
  );
  return found ?? null;
}

/** The document that a page confirms, and when its record has changed since, by one of these actions. */
export async function confirmed(
  db: Queryable,
  token: string,
  steps: (subject: string) => readonly string[],
): Promise<(Issued & { changedAt: Date | null }) | null> {
  const [found] = await db.query<Issued & { entry: string }>(
    `SELECT i.*, m.entry_id::text AS entry FROM (${issued}) AS i JOIN minutes m USING (id) WHERE m.token_hash = $1`,
    [hashToken(token)],
  );
  if (!found) return null;
  const [changed] = await db.query<{ at: Date }>(
    'SELECT e.at FROM audit_entry e WHERE e.subject = $1 AND e.id > $2 AND e.action = ANY($3) ORDER BY e.id LIMIT 1',
    [found.subject, found.entry, steps(found.subject)],
  );
  return { ...found, changedAt: changed?.at ?? null };
}

/** A file that was attached to a record, as it is told in writing. */
export interface Attached {
  name: string;
  /** Bytes. */
  size: number;
  sha256: string;
}

export async function attachedOf(db: Queryable, ids: readonly number[]): Promise<Attached[]> {
  return db.query<Attached>(
    `SELECT name, size, encode(sha256, 'hex') AS sha256 FROM attachment WHERE id = ANY($1) ORDER BY id`,
    [ids],
  );
}

/** What was signed, on its way to whoever asked for it. */
interface Signed {
  content: Buffer;
  name: string;
  token: string;
  certificate: { subject: string; fingerprint: string };
}

/** Keeps it with its entry; null where this person has one of the record as it is: of two that were made one counts. */
export async function keep(
  tx: Tx,
  ctx: Context,
  { subject, entry, reference }: Minuted,
  { content, name, token, certificate }: Signed,
): Promise<number | null> {
  const sha256 = createHash('sha256').update(content).digest();
  const file = await keepIssued(tx, ctx, {
    name,
    mediaType: 'application/pdf',
    content,
    sha256,
    source: `minutes:${subject}:${entry}`,
    record: 'minutes',
  });
  if (file === null) return null;
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO minutes (subject, entry_id, person_id, reference, token_hash, attachment_id, signer, fingerprint, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      subject,
      entry,
      ctx.actor.id,
      reference,
      hashToken(token),
      file,
      certificate.subject,
      certificate.fingerprint,
      ctx.now,
    ],
  );
  if (!made) throw new Error('the document was not kept');
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'minutes.issued',
    subject: `minutes:${made.id}`,
    data: { record: subject, entry, sha256: sha256.toString('hex') },
  });
  return made.id;
}
