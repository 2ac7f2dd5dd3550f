import type { Context, Platform } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { msg } from '../core/texts/index.ts';
import { type AuditRecord, audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { requireAdmin } from './grants.ts';
import { stateOf } from './linking.ts';

/** A chat account that acts as somebody. */
export interface ChatLink {
  id: number;
  platform: Platform;
  tenant: string;
  externalId: string;
  linkedAt: Date;
  lastActiveAt: Date;
}

/** A User ID with which somebody enters the portal. */
export interface UserIdAccount {
  id: number;
  userId: string;
  createdAt: Date;
  lastLoginAt: Date | null;
}

export interface WaysIn {
  links: ChatLink[];
  accounts: UserIdAccount[];
}

/** By what somebody comes in (I-9). */
export async function waysIn(db: Queryable, personId: number): Promise<WaysIn> {
  const links = await db.query<ChatLink>(
    `SELECT id, platform, tenant, external_id AS "externalId", linked_at AS "linkedAt", last_active_at AS "lastActiveAt"
     FROM chat_identity WHERE person_id = $1 ORDER BY id`,
    [personId],
  );
  const accounts = await db.query<UserIdAccount>(
    `SELECT id, user_id AS "userId", created_at AS "createdAt", last_login_at AS "lastLoginAt"
     FROM account WHERE person_id = $1 AND ended_at IS NULL ORDER BY id`,
    [personId],
  );
  return { links, accounts };
}

/** A User ID comes to be its person's, by the request that it was made for; nobody else ever gets its name. */
export async function openAccount(
  tx: Tx,
  made: { userId: string; personId: number; requestId: number; now: Date },
): Promise<void> {
  await tx.query('INSERT INTO account (user_id, person_id, request_id, created_at) VALUES ($1, $2, $3, $4)', [
    made.userId,
    made.personId,
    made.requestId,
    made.now,
  ]);
}

/** Whose a link or a User ID is, and what it is called; a Refusal where it has ended. */
export async function requireWayIn(
  db: Queryable,
  kind: 'link' | 'account',
  id: number,
): Promise<{ personId: number; person: string; platform: Platform | null; called: string }> {
  const [found] = await db.query<{
    personId: number;
    person: string;
    platform: Platform | null;
    called: string;
  }>(
    kind === 'link'
      ? `SELECT p.id AS "personId", p.name AS person, i.platform, i.external_id AS called
         FROM chat_identity i JOIN person p ON p.id = i.person_id WHERE i.id = $1`
      : `SELECT p.id AS "personId", p.name AS person, NULL AS platform, a.user_id AS called
         FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = $1 AND a.ended_at IS NULL`,
    [id],
  );
  if (!found) throw new Refusal(msg('people.error.gone'));
  return found;
}

/** Ends a chat link or a User ID, with a reason; only an ADMIN may (I-9, I-10). Coming again, the account is a question (I-1). */
export async function endWayIn(
  db: Database,
  ctx: Context,
  kind: 'link' | 'account',
  id: number,
  reason: string,
): Promise<void> {
  requireAdmin(ctx);
  const ended = await db.transaction(ctx, (tx) =>
    kind === 'link' ? endLinks(tx, ctx, { id }, reason) : endAccount(tx, ctx, id, reason),
  );
  if (!ended) throw new Refusal(msg('people.error.gone'));
}

/** Whose doing it is that a link ends; nobody's where the program itself finds that its account is gone. */
export interface Ender extends Pick<Context, 'now' | 'surface'> {
  actor: AuditRecord['actor'];
}

/** Which links: one, or those of a person in a workspace. */
type Which = { id: number } | { personId: number; platform: string; tenant: string };

/** Ends chat links, and the sessions that were opened from chat; false where there is none. */
export async function endLinks(tx: Tx, ctx: Ender, which: Which, reason: string): Promise<boolean> {
  const [where, values] =
    'id' in which
      ? ['id = $2', [which.id]]
      : ['person_id = $2 AND platform = $3 AND tenant = $4', [which.personId, which.platform, which.tenant]];
  const ended = await tx.query<{ personId: number; platform: string; tenant: string; externalId: string }>(
    `WITH ended AS (DELETE FROM chat_identity WHERE ${where} RETURNING *), former AS (
       INSERT INTO former_chat_identity (platform, tenant, external_id, person_id, linked_at, ended_at)
       SELECT platform, tenant, external_id, person_id, linked_at, $1 FROM ended)
     SELECT person_id AS "personId", platform, tenant, external_id AS "externalId" FROM ended`,
    [ctx.now, ...values],
  );
  for (const { personId, ...account } of ended) {
    await tx.query(
      'DELETE FROM portal_session WHERE person_id = $1 AND account_id IS NULL AND nik_hash IS NULL',
      [personId],
    );
    await tx.query(
      `UPDATE one_time_link SET used_at = $2 WHERE used_at IS NULL AND expires_at > $2
         AND purpose IN ('enter', 'attach', 'card') AND (subject->>'personId')::int = $1`,
      [personId, ctx.now],
    );
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'person.unlinked',
      subject: `person:${personId}`,
      reason,
      data: { account: stateOf(account) },
    });
  }
  return ended.length > 0;
}

async function endAccount(tx: Tx, ctx: Context, id: number, reason: string): Promise<boolean> {
  const [ended] = await tx.query<{ personId: number; userId: string; requestId: number }>(
    `UPDATE account SET ended_at = $2, password_hash = NULL WHERE id = $1 AND ended_at IS NULL
     RETURNING person_id AS "personId", user_id AS "userId", request_id AS "requestId"`,
    [id, ctx.now],
  );
  if (!ended) return false;
  await tx.query('DELETE FROM portal_session WHERE account_id = $1', [id]);
  await tx.query(
    `UPDATE one_time_link SET used_at = $2 WHERE used_at IS NULL AND expires_at > $2
       AND purpose = 'password' AND (subject->>'requestId')::int = $1`,
    [ended.requestId, ctx.now],
  );
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'account.ended',
    subject: `account:${id}`,
    reason,
    data: { userId: ended.userId, personId: ended.personId },
  });
  return true;
}
