import { withoutDeadline } from '../core/deadline.ts';
import { Refusal } from '../core/errors.ts';
import { packages } from '../core/packages.ts';
import type { Queryable } from '../core/queryable.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';

/** After this many failures in a row an account is locked. */
export const maxFailures = 5;
const lockMs = 15 * 60_000;

/** argon2id as OWASP recommends it: 19 MiB, two passes. The work is done outside of the event loop. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface Account {
  id: number;
  userId: string;
  requestId: number;
  /** Whom it was made for, and the address that they have now: letters about it go there. */
  personId: number;
  email: string;
}

const selected = (
  more = '',
) => `SELECT a.id, a.user_id AS "userId", a.request_id AS "requestId", a.person_id AS "personId",
  p.email${more} FROM account a JOIN person p ON p.id = a.person_id AND p.active`;

/** The same characters, however a keyboard composed them, are the same password. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

export async function hashPassword(password: string): Promise<string> {
  const { hash } = await packages.argon2();
  return hash(normalised(password), argon2);
}

/** What a password is checked against where there is no account, so that the answer takes as long. */
let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobody ??= hashPassword(crypto.randomUUID());
  return nobody;
}

/**
 * Checks a login. Null says no, whatever the reason: no such account or none any more, no password yet, a wrong one, or locked.
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
  const { verify } = await packages.argon2();
  const right = await verify(usable ?? (await nobodysHash()), normalised(password));
  if (!attempt || !usable || !right) return null;
  const { id, email, requestId, personId } = attempt;
  return { id, userId: attempt.userId, email, requestId, personId };
}

interface Attempt extends Account {
  passwordHash: string | null;
  /** False while the account is locked. */
  open: boolean;
}

async function countAttempt(db: Database, userId: string, now: Date): Promise<Attempt | null> {
  return db.transaction(withoutDeadline, async (tx) => {
    const rows = await tx.query<Attempt & { failures: number; lockedUntil: Date | null }>(
      `${selected(', a.password_hash AS "passwordHash", a.failures, a.locked_until AS "lockedUntil", true AS open')}
       WHERE a.user_id = $1 AND a.ended_at IS NULL FOR UPDATE OF a`,
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

/** What a login leaves at the account (U-17); false where it has ended meanwhile. */
export async function noteLogin(tx: Tx, accountId: number, now: Date): Promise<boolean> {
  const noted = await tx.query(
    `UPDATE account SET failures = 0, locked_until = NULL, last_login_at = $2 WHERE id = $1 AND ended_at IS NULL
     RETURNING id`,
    [accountId, now],
  );
  return noted.length > 0;
}

/**
 * Sets the password that its owner chose. The account's other sessions and the other links that could set it
 * end here: whoever had one of them has to come through the mailbox again (U-16). `subject` is the record that the log tells of it at.
 */
export async function setPassword(
  tx: Tx,
  account: Account,
  passwordHash: string,
  { actor, subject }: { actor: { id: number | null; name: string }; subject: string },
  now: Date,
): Promise<void> {
  const set = await tx.query(
    `UPDATE account SET password_hash = $2, failures = 0, locked_until = NULL WHERE id = $1 AND ended_at IS NULL
     RETURNING id`,
    [account.id, passwordHash],
  );
  if (set.length === 0) throw new Refusal({ key: 'error.inactivePerson' });
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
    subject,
    data: { userId: account.userId },
  });
}

/** The User ID that came of a request, while it opens anything. */
export async function accountOfRequest(db: Queryable, requestId: number): Promise<Account | null> {
  const rows = await db.query<Account>(`${selected()} WHERE a.request_id = $1 AND a.ended_at IS NULL`, [
    requestId,
  ]);
  return rows[0] ?? null;
}
