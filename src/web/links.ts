import { hashToken, newToken } from '../core/keys.ts';
import type { Queryable } from '../core/queryable.ts';

/** What a one-time link opens. A token of one purpose is nothing to any other. */
export type LinkPurpose =
  | 'password'
  | 'activate'
  | 'file'
  | 'card'
  | 'enter'
  | 'account'
  | 'attach'
  | 'market'
  | 'initial'
  | 'authenticator'
  | 'audit';

export type LinkState<Subject> =
  | { state: 'valid'; subject: Subject; expiresAt: Date }
  | { state: 'used' | 'expired'; subject: Subject }
  | { state: 'unknown' };

/** A link as it is made. */
interface NewLink {
  purpose: LinkPurpose;
  now: Date;
  validMs: number;
}

/** Makes a link's token. Only its SHA-256 is stored, so the token exists in the message alone. */
export async function createLink(db: Queryable, link: NewLink & { subject: object }): Promise<string> {
  const { token, values } = newLink(link);
  await db.query(makingLink('$5::jsonb'), [...values, JSON.stringify(link.subject)]);
  return token;
}

/** SQL: makes a link by the first four parameters, the values of `newLink`, to what a SELECT goes on with. */
export const makingLink = (subject: string): string =>
  `INSERT INTO one_time_link (token_hash, purpose, created_at, expires_at, subject) SELECT $1, $2, $3, $4, ${subject} RETURNING 1`;

export function newLink({ purpose, now, validMs }: NewLink): { token: string; values: unknown[] } {
  const token = newToken();
  return { token, values: [hashToken(token), purpose, now, new Date(now.getTime() + validMs)] };
}

interface LinkRow {
  subject: unknown;
  expiresAt: Date;
  usedAt: Date | null;
}

/** What a token stands for, without using it up: mail scanners fetch links, so a GET never consumes one. */
export async function readLink<Subject>(
  db: Queryable,
  purpose: LinkPurpose,
  token: string,
  now: Date,
): Promise<LinkState<Subject>> {
  const rows = await db.query<LinkRow>(
    `SELECT subject, expires_at AS "expiresAt", used_at AS "usedAt" FROM one_time_link WHERE token_hash = $1 AND purpose = $2`,
    [hashToken(token), purpose],
  );
  const row = rows[0];
  if (!row) return { state: 'unknown' };
  const subject = row.subject as Subject;
  if (row.usedAt) return { state: 'used', subject };
  if (row.expiresAt <= now) return { state: 'expired', subject };
  return { state: 'valid', subject, expiresAt: row.expiresAt };
}

/** Makes a token good again whose use came to nothing. */
export async function giveBackLink(db: Queryable, purpose: LinkPurpose, token: string): Promise<void> {
  await db.query('UPDATE one_time_link SET used_at = NULL WHERE token_hash = $1 AND purpose = $2', [
    hashToken(token),
    purpose,
  ]);
}

/** Uses a token up; of two simultaneous uses one gets the subject, the other null. */
export async function consumeLink<Subject>(
  tx: Queryable,
  purpose: LinkPurpose,
  token: string,
  now: Date,
): Promise<Subject | null> {
  const rows = await tx.query<{ subject: unknown }>(
    `UPDATE one_time_link SET used_at = $3
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING subject`,
    [hashToken(token), purpose, now],
  );
  return rows[0] ? (rows[0].subject as Subject) : null;
}
