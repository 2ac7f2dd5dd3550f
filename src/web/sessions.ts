import type { Surface } from '../core/context.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { Refusal } from '../core/errors.ts';
import { hashToken, newToken } from '../core/keys.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Language, msg } from '../core/texts/index.ts';
import { audit, type LoggedAction } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { ownerOf } from '../people/addresses.ts';
import { keepLanguage } from '../people/language.ts';

declare module '../core/names.ts' {
  interface LoggedStates extends Record<Surface, true> {}
}

/** How long a login lasts, whatever is done in it. */
export const sessionSeconds = 12 * 60 * 60;

/** A browser that is logged in. */
export interface Session {
  personId: number;
  /** Set when the login was by User ID and password. */
  account: { id: number; userId: string } | null;
  /** Set when the login was by NIK (S-13). */
  nikHash: string | null;
  token: string;
}

export interface Opening {
  person: { id: number; name: string };
  account: { id: number; userId: string } | null;
  nik?: string;
  /** What the log calls it. */
  action: LoggedAction;
  now: Date;
  language: Shown;
  /** The session that this browser had until now: it ends. */
  former: Session | null;
}

/** The language that the visitor read, and whether they had chosen it. */
export interface Shown {
  language: Language;
  chosen: boolean;
}

const surface: Surface = 'portal';

/** Opens a session under a token that nobody has seen before, and answers that token. */
export async function openSession(tx: Tx, opening: Opening): Promise<string> {
  const { person, account, now } = opening;
  if (opening.former) await removeSession(tx, opening.former.token);
  const token = newToken();
  await tx.query(
    'INSERT INTO portal_session (token_hash, account_id, person_id, nik_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      hashToken(token),
      account?.id ?? null,
      person.id,
      opening.nik === undefined ? null : await tx.keys.hash('nik', opening.nik),
      now,
      new Date(now.getTime() + sessionSeconds * 1000),
    ],
  );
  await audit(tx, {
    ...who(opening),
    at: now,
    action: opening.action,
  });
  await keepLanguage(tx, { actor: person, surface, now }, opening.language);
  return token;
}

/** The session behind a cookie, while it lasts. */
export async function sessionOf(db: Queryable, token: string, now: Date): Promise<Session | null> {
  const rows = await db.query<{
    personId: number;
    accountId: number | null;
    userId: string | null;
    nikHash: string | null;
  }>(
    `SELECT s.person_id AS "personId", s.account_id AS "accountId", a.user_id AS "userId", s.nik_hash AS "nikHash"
     FROM portal_session s LEFT JOIN account a ON a.id = s.account_id
     WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.person_id IS NOT NULL
       AND (s.account_id IS NULL OR a.ended_at IS NULL AND a.person_id = s.person_id)`,
    [hashToken(token), now],
  );
  const row = rows[0];
  if (!row) return null;
  const account =
    row.accountId !== null && row.userId !== null ? { id: row.accountId, userId: row.userId } : null;
  return { personId: row.personId, account, nikHash: row.nikHash, token };
}

/** Logs out. */
export async function endSession(
  db: Database,
  session: Session,
  person: { id: number; name: string },
  now: Date,
): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    if (!(await removeSession(tx, session.token))) return;
    const action = session.account ? 'account.logout' : 'portal.left';
    await audit(tx, { ...who({ person, account: session.account }), at: now, action });
  });
}

async function removeSession(tx: Tx, token: string): Promise<boolean> {
  const removed = await tx.query('DELETE FROM portal_session WHERE token_hash = $1 RETURNING 1 AS gone', [
    hashToken(token),
  ]);
  return removed.length > 0;
}

function who({ person, account }: Pick<Opening, 'person' | 'account'>) {
  return {
    actor: person,
    surface,
    subject: account ? `account:${account.id}` : `person:${person.id}`,
    ...(account ? { data: { userId: account.userId } } : {}),
  };
}

/**
 * The person with an address that was proven by a link mailed to it, or by a register and us alike. An address that nobody
 * knows becomes a person without standing (I-1). Null when the person has left; whether whoever comes after somebody returned
 * is still them is not for the address to say: that throws a Refusal.
 */
export async function personOfEmail(
  tx: Tx,
  email: string,
  name: string,
  now: Date,
): Promise<{ id: number; name: string } | null> {
  const owner = await ownerOf(tx, email, name);
  if (owner.type === 'left') return null;
  if (owner.type === 'returned') throw new Refusal(msg('error.addressReturned'));
  const person = { id: owner.id, name: owner.name };
  if (owner.made)
    await audit(tx, {
      at: now,
      actor: { ...person, email, registered: false },
      surface,
      action: 'person.linked',
      subject: `person:${person.id}`,
      to: surface,
      data: { email, registered: false },
    });
  return person;
}

/** The person whose account it is, whoever has its address by now; null when they have left. They do not leave meanwhile. */
export async function personOfAccount(
  tx: Tx,
  personId: number,
): Promise<{ id: number; name: string; email: string } | null> {
  const [person] = await tx.query<{ id: number; name: string; email: string }>(
    'SELECT id, name, email FROM person WHERE id = $1 AND active FOR SHARE',
    [personId],
  );
  return person ?? null;
}
