import { hash, verify } from '@node-rs/argon2';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';

/** After this many failures in a row an account is locked. */
export const maxFailures = 5;
export const lockMs = 15 * 60_000;

/** argon2id as OWASP recommends it: 19 MiB, two passes. The work is done outside of the event loop. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface Account {
  id: number;
  userId: string;
  email: string;
  requestId: number;
}

/** The same characters, however a keyboard composed them, are the same password. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), argon2);
}

/** What a password is checked against where there is no account, so that the answer takes as long. */
let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobody ??= hash(crypto.randomUUID(), argon2);
  return nobody;
}

/**
 * Checks a login. Null says no, whatever the reason: no such account, no password yet, a wrong one, or locked.
 * The attempt is counted before the password is looked at, so that guesses made at the same moment cannot
 * outnumber the limit; a success takes the count back.
 */
export async function checkLogin(
  db: Database,
  userId: string,
  password: string,
  now: Date,
): Promise<Account | null> {
  const attempt = await countAttempt(db, userId, now);
  const usable = attempt?.open ? attempt.passwordHash : null;
  const right = await verify(usable ?? (await nobodysHash()), normalised(password));
  if (!attempt || !usable || !right) return null;
  const { id, email, requestId } = attempt;
  return { id, userId: attempt.userId, email, requestId };
}

interface Attempt extends Account {
  passwordHash: string | null;
  /** False while the account is locked. */
  open: boolean;
}

async function countAttempt(db: Database, userId: string, now: Date): Promise<Attempt | null> {
  return db.transaction(async (tx) => {
    const rows = await tx.query<Attempt & { failures: number; lockedUntil: Date | null }>(
      `SELECT id, user_id AS "userId", email, request_id AS "requestId", password_hash AS "passwordHash",
         failures, locked_until AS "lockedUntil", true AS open
       FROM account WHERE user_id = $1 FOR UPDATE`,
      [userId],
    );
    const account = rows[0];
    if (!account) return null;
    if (account.lockedUntil && account.lockedUntil > now) return { ...account, open: false };
    // A lock that has passed starts a new count.
    const failures = account.lockedUntil ? 1 : account.failures + 1;
    const locked = failures >= maxFailures ? new Date(now.getTime() + lockMs) : null;
    await tx.query('UPDATE account SET failures = $2, locked_until = $3 WHERE id = $1', [
      account.id,
      failures,
      locked,
    ]);
    if (locked) {
      await audit(tx, {
        at: now,
        actor: { id: null, name: 'portal' },
        surface: 'portal',
        action: 'account.locked',
        subject: `account:${account.id}`,
        data: { userId: account.userId, attempts: failures, until: locked.toISOString() },
      });
    }
    return { ...account, open: true };
  });
}

/** What a login leaves at the account (U-17). */
export async function noteLogin(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx.query('UPDATE account SET failures = 0, locked_until = NULL, last_login_at = $2 WHERE id = $1', [
    accountId,
    now,
  ]);
}

/** The name that the applicant's request gives, for somebody whom no register knows. */
export async function applicantName(tx: Tx, requestId: number): Promise<string> {
  const rows = await tx.query<{ name: string }>('SELECT name FROM user_id_request WHERE id = $1', [
    requestId,
  ]);
  return rows[0]?.name ?? '';
}

/**
 * Sets the password that its owner chose. The account's other sessions and the other links that could set it
 * end here: whoever had one of them has to come through the mailbox again (U-16).
 */
export async function setPassword(
  tx: Tx,
  account: Account,
  passwordHash: string,
  actor: { id: number | null; name: string },
  now: Date,
): Promise<void> {
  await tx.query('UPDATE account SET password_hash = $2, failures = 0, locked_until = NULL WHERE id = $1', [
    account.id,
    passwordHash,
  ]);
  await tx.query('DELETE FROM portal_session WHERE account_id = $1', [account.id]);
  await tx.query(
    `UPDATE one_time_link SET used_at = $2
     WHERE purpose = 'password' AND used_at IS NULL AND expires_at > $2 AND (subject->>'requestId')::int = $1`,
    [account.requestId, now],
  );
  await audit(tx, {
    at: now,
    actor,
    surface: 'portal',
    action: 'account.password-set',
    subject: `user-id:${account.requestId}`,
    data: { userId: account.userId },
  });
}

export async function accountOfRequest(
  db: Pick<Database, 'query'>,
  requestId: number,
): Promise<Account | null> {
  const rows = await db.query<Account>(
    'SELECT id, user_id AS "userId", email, request_id AS "requestId" FROM account WHERE request_id = $1',
    [requestId],
  );
  return rows[0] ?? null;
}
