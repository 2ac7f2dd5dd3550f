import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database, Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { adminNames } from '../../people/register.ts';
import { askForDigitAccount } from './digit.ts';
import { type Registration, type Satker, type Status, type UserState, userSubject } from './model.ts';
import {
  entering,
  isActiveUser,
  supersededByApproval,
  whyNotDeactivate,
  whyNotDecide,
  whyNotWithdraw,
} from './rules.ts';
import { loadUser, officersFor, rowsOf, satkerById, standingOf } from './store.ts';

export interface Registered {
  id: number;
  number: string;
}

export interface Decide {
  userId: number;
  approve: boolean;
  reason: string | null;
  /** The decision form's own key: sending it again is not a second decision. */
  key: string;
}

export type Decided = { type: 'decided' } | { type: 'passed'; why: Message };

export interface SatkerService {
  /** Registers by the satker itself: status 1 until its KPPN approves (S-2, S-7, S-9 … S-11). */
  register(ctx: Context, input: Registration, key: string): Promise<Registered>;
  decide(ctx: Context, command: Decide): Promise<Decided>;
  /** Takes a registration back that nobody has decided yet; once more changes nothing (I-10). */
  withdraw(ctx: Context, userId: number, reason: string | null): Promise<void>;
  /** Makes an active or dormant user inactive; once more with the same key changes nothing (S-20). */
  deactivate(ctx: Context, userId: number, reason: string, key: string): Promise<void>;
}

/** The state changes of registrations: each is one transaction with its audit entry and its job. */
export function createSatkerService(db: Database): SatkerService {
  return {
    async register(ctx, input, key) {
      const earlier = await registeredWith(db, key, ctx.actor.id);
      if (earlier) return earlier;
      const satker = await requireSatker(db, input.satkerId);
      if (!isActiveUser(ctx.actor, await standingOf(db, ctx.actor), satker.id))
        throw new Refusal(msg('satker.refuse.notActiveUser', { satker: satker.name }));
      await requireOfficers(db, satker, ctx.actor.id, [ctx.actor.email, input.email]);
      return db.transaction((tx) => enter(tx, ctx, satker, input, { status: 'REGISTERED', key }));
    },

    async decide(ctx, { userId, approve, reason, key }) {
      const user = await loadUser(db, userId);
      if (!user) throw new Refusal(msg('satker.refuse.unknown'));
      if (await wasDone(db, userSubject(userId), key)) return { type: 'decided' };
      const refusal = whyNotDecide(user, ctx.actor);
      if (refusal) {
        if (refusal.key === 'satker.refuse.passed')
          return { type: 'passed', why: await whoWasFaster(db, user) };
        throw new Refusal(refusal);
      }
      const done = await db.transaction(async (tx) => {
        const to: Status = approve ? 'ACTIVE' : 'REJECTED';
        if (!(await moveOn(tx, user, to, ctx.now, { reason }))) return false;
        if (approve) await openDoors(tx, ctx, user);
        await changed(tx, ctx, user, {
          action: approve ? 'satker.approved' : 'satker.rejected',
          to,
          reason,
          data: { key },
        });
        return true;
      });
      if (done || (await wasDone(db, userSubject(userId), key))) return { type: 'decided' };
      return { type: 'passed', why: await whoWasFaster(db, user) };
    },

    async withdraw(ctx, userId, reason) {
      const user = await loadUser(db, userId);
      if (!user) throw new Refusal(msg('satker.refuse.unknown'));
      const standing = await standingOf(db, ctx.actor);
      await unlessDone(
        async () => {
          const refusal = await withNames(db, user, whyNotWithdraw(user, ctx.actor, standing));
          if (refusal) throw new Refusal(refusal);
          const done = await db.transaction(async (tx) => {
            if (!(await remove(tx, user, 'WITHDRAWN', reason, ctx.now))) return false;
            await changed(tx, ctx, user, { action: 'satker.withdrawn', reason });
            return true;
          });
          if (!done) throw new Refusal(await whoWasFaster(db, user));
        },
        async () =>
          user.requesterId === ctx.actor.id && (await loadUser(db, userId))?.removal === 'WITHDRAWN',
      );
    },

    async deactivate(ctx, userId, reason, key) {
      const user = await loadUser(db, userId);
      if (!user) throw new Refusal(msg('satker.refuse.unknown'));
      if (await wasDone(db, userSubject(userId), key)) return;
      const refusal = whyNotDeactivate(user, ctx.actor);
      if (refusal) throw new Refusal(refusal);
      const done = await db.transaction(async (tx) => {
        if (!(await moveOn(tx, user, 'INACTIVE', ctx.now, { reason }))) return false;
        await closeDoors(tx, ctx, user, reason);
        await changed(tx, ctx, user, {
          action: 'satker.deactivated',
          to: 'INACTIVE',
          reason,
          data: { key },
        });
        return true;
      });
      if (!done && !(await wasDone(db, userSubject(userId), key)))
        throw new Refusal(msg('satker.refuse.passed', { number: user.number }));
    },
  };
}

/**
 * A form may arrive more than once, at the same moment or much later: what is refused because it has been done by this
 * very form is done, not refused.
 */
export async function unlessDone(work: () => Promise<void>, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isRefused = error instanceof Refusal || error instanceof FieldErrors;
    if (!isRefused || !(await isDone())) throw error;
  }
}

async function requireSatker(db: Database, id: number): Promise<Satker> {
  const satker = await satkerById(db, id);
  if (!satker) throw new FieldErrors({ satker: msg('satker.error.satker') });
  return satker;
}

/** Where nobody could decide, asking is refused, and who can mend that is said (U-9). */
export async function requireOfficers(
  db: Database,
  satker: Satker,
  personId: number,
  emails: readonly string[],
): Promise<void> {
  if ((await officersFor(db, satker, { personId, emails })).length > 0) return;
  throw new Refusal(
    msg('satker.refuse.nobodyToDecide', { satker: satker.name, admins: await adminNames(db) }),
  );
}

/** What the form with this key has registered. */
export async function registeredWith(
  db: Pick<Tx, 'query'>,
  key: string,
  personId: number,
): Promise<Registered | null> {
  const rows = await db.query<Registered>(
    'SELECT id, number FROM satker_user WHERE submission_key = $1 AND requester_id = $2',
    [key, personId],
  );
  return rows[0] ?? null;
}

/** Whether the form with this key has had its effect on the record already. */
export async function wasDone(db: Pick<Tx, 'query'>, subject: string, key: string): Promise<boolean> {
  const rows = await db.query(`SELECT 1 FROM audit_entry WHERE subject = $1 AND data->>'key' = $2`, [
    subject,
    key,
  ]);
  return rows.length > 0;
}

/** Who decided first, in words, for the slower of two (U-13). */
async function whoWasFaster(db: Pick<Tx, 'query'>, user: UserState): Promise<Message> {
  const rows = await db.query<{ actor: string }>(
    `SELECT actor FROM audit_entry WHERE subject = $1 AND action IN ('satker.approved', 'satker.rejected')
     ORDER BY id DESC LIMIT 1`,
    [userSubject(user.id)],
  );
  const name = rows[0]?.actor;
  return name
    ? msg('satker.refuse.decidedBy', { number: user.number, name })
    : msg('satker.refuse.passed', { number: user.number });
}

/** Why not, with the name of whoever was faster where that is why. */
export async function withNames(
  db: Pick<Tx, 'query'>,
  user: UserState,
  refusal: Message | null,
): Promise<Message | null> {
  return refusal?.key === 'satker.refuse.passed' ? whoWasFaster(db, user) : refusal;
}

/**
 * Writes a row for a NIK in a satker. Of entries at the same moment the later one sees the row of the first: the lock is
 * on the satker and the NIK together, and lasts until the transaction ends.
 */
export async function enter(
  tx: Tx,
  ctx: Context,
  satker: Satker,
  input: Registration,
  as: { status: 'REGISTERED' | 'ACTIVE'; key: string; ticket?: string },
): Promise<Registered> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `satker ${satker.id} ${input.nik}`,
  ]);
  const earlier = await registeredWith(tx, as.key, ctx.actor.id);
  if (earlier) return earlier;
  const rows = await rowsOf(tx, satker.id, input.nik);
  const outcome = entering(rows);
  if (outcome.type === 'refused') {
    const { row } = outcome;
    const args = { name: row.name, satker: satker.name };
    throw new FieldErrors({
      nik: row.status === 'ACTIVE' ? msg('satker.error.active', args) : msg('satker.error.dormant', args),
    });
  }
  if (outcome.type === 'replaces') {
    await remove(tx, outcome.row, 'REPLACED', null, ctx.now);
    await changed(tx, ctx, outcome.row, { action: 'satker.replaced' });
  }
  const [made] = await tx.query<Registered>(
    `INSERT INTO satker_user (number, unit_id, nik, name, nip, phone, email, letter_number, document_id, status, status_since,
                              requester_id, surface, submission_key, created_at, counted_from)
     VALUES (to_char($12::timestamptz AT TIME ZONE 'UTC', '"SAT-"YYYY-') || to_char(nextval('satker_number'), 'FM999999000000'),
             $1, $2, $3, $4, $5, $6, $7, $8, $9::satker_user_status, $12, $10, $11, $13, $12,
             CASE WHEN $9 = 'ACTIVE' THEN $12::timestamptz END)
     RETURNING id, number`,
    [
      satker.id,
      input.nik,
      input.name,
      input.nip,
      input.phone,
      input.email,
      input.letterNumber,
      input.documentId,
      as.status,
      ctx.actor.id,
      ctx.surface,
      ctx.now,
      as.key,
    ],
  );
  if (!made) throw new Error('the registration was not written');
  // The document of a ticket stays the ticket's.
  await tx.query('UPDATE attachment SET record = $2 WHERE id = $1 AND record IS NULL', [
    input.documentId,
    userSubject(made.id),
  ]);
  const user: UserState = {
    ...made,
    satker,
    name: input.name,
    email: input.email,
    status: as.status,
    requesterId: ctx.actor.id,
    removal: null,
  };
  if (as.status === 'ACTIVE') await openDoors(tx, ctx, user);
  if (input.newAtDigit) await askForDigitAccount(tx, ctx, input);
  await changed(tx, ctx, user, {
    action: as.ticket ? 'satker.registeredByOfficer' : 'satker.registered',
    from: null,
    to: as.status,
    data: { letterNumber: input.letterNumber, documentId: input.documentId, ticket: as.ticket },
  });
  return made;
}

/** Moves a row from the status that was looked at; false when it has moved meanwhile. */
export async function moveOn(
  tx: Tx,
  user: Pick<UserState, 'id' | 'status'>,
  to: Status,
  now: Date,
  { reason = null as string | null } = {},
): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE satker_user SET status = $3::satker_user_status, status_since = $4, reason = $5,
       counted_from = CASE WHEN $3 = 'ACTIVE' THEN greatest(counted_from, $4::timestamptz) ELSE counted_from END,
       warned = CASE WHEN $3 = 'ACTIVE' THEN 0 ELSE warned END
     WHERE id = $1 AND status = $2::satker_user_status AND removed_at IS NULL RETURNING id`,
    [user.id, user.status, to, now, reason],
  );
  return moved.length === 1;
}

/** Takes a row out of every list; false when it has moved meanwhile. */
export async function remove(
  tx: Tx,
  user: Pick<UserState, 'id' | 'status'>,
  removal: NonNullable<UserState['removal']>,
  reason: string | null,
  now: Date,
): Promise<boolean> {
  const removed = await tx.query(
    `UPDATE satker_user SET removal = $3::satker_removal, removed_at = $4, reason = coalesce($5, reason)
     WHERE id = $1 AND status = $2::satker_user_status AND removed_at IS NULL RETURNING id`,
    [user.id, user.status, removal, now, reason],
  );
  return removed.length === 1;
}

/**
 * What becoming active brings: the rejected rows of the same NIK leave the list (S-11), and the person gets standing and
 * the role that active users hold (I-2, S-2).
 */
async function openDoors(tx: Tx, ctx: Context, user: UserState): Promise<void> {
  const [row] = await tx.query<{ nik: string }>('SELECT nik FROM satker_user WHERE id = $1', [user.id]);
  const others = (await rowsOf(tx, user.satker.id, row?.nik ?? '')).filter(({ id }) => id !== user.id);
  for (const other of supersededByApproval(others)) {
    await remove(tx, other, 'SUPERSEDED', null, ctx.now);
    await changed(tx, ctx, other, { action: 'satker.superseded' });
  }
  const [person] = await tx.query<{ id: number }>(
    `INSERT INTO person (email, name, registered) VALUES ($1, $2, true)
     ON CONFLICT (email) DO UPDATE SET registered = true RETURNING id`,
    [user.email, user.name],
  );
  if (!person) throw new Error('the person was neither found nor made');
  const granted = await tx.query(
    `INSERT INTO role_grant (person_id, role, unit_id, granted_by_id, granted_at) VALUES ($1, 'SATKER_USER', $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING id`,
    [person.id, user.satker.id, ctx.actor.id, ctx.now],
  );
  if (granted.length > 0) await logRole(tx, ctx, 'role.granted', person.id, user.satker.id);
}

/** What ceasing to be a user takes: the role in this satker, and logins where no active row is left (S-15, S-20). */
export async function closeDoors(tx: Tx, ctx: Context, user: UserState, reason: string): Promise<void> {
  const withdrawn = await tx.query<{ personId: number }>(
    `UPDATE role_grant g SET withdrawn_at = $3 FROM person p
     WHERE p.id = g.person_id AND p.email = $1 AND g.role = 'SATKER_USER' AND g.unit_id = $2 AND g.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM satker_user s WHERE s.email = $1 AND s.unit_id = $2 AND s.removed_at IS NULL
                         AND s.status IN ('ACTIVE', 'DORMANT'))
     RETURNING p.id AS "personId"`,
    [user.email, user.satker.id, ctx.now],
  );
  for (const { personId } of withdrawn)
    await logRole(tx, ctx, 'role.withdrawn', personId, user.satker.id, reason);
  await tx.query(
    `DELETE FROM portal_session WHERE nik = (SELECT nik FROM satker_user WHERE id = $1)
       AND NOT EXISTS (SELECT 1 FROM satker_user s WHERE s.nik = portal_session.nik AND s.removed_at IS NULL
                         AND s.status = 'ACTIVE')`,
    [user.id],
  );
}

async function logRole(
  tx: Tx,
  ctx: Context,
  action: 'role.granted' | 'role.withdrawn',
  personId: number,
  unitId: number,
  reason?: string,
): Promise<void> {
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action,
    subject: `person:${personId}`,
    reason,
    data: { role: 'SATKER_USER', unitId },
  });
}

/** The audit entry of a change, and the job that tells everybody concerned what it means. */
export async function changed(
  tx: Tx,
  ctx: Context,
  user: UserState,
  change: {
    action: string;
    from?: Status | null;
    to?: Status;
    reason?: string | null;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  const entry = await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: change.action,
    subject: userSubject(user.id),
    from: change.from === null ? undefined : user.status,
    to: change.to ?? user.status,
    reason: change.reason,
    data: { ...change.data, satkerId: user.satker.id, name: user.name },
  });
  await enqueue(tx, 'satker.announce', { entry }, { queue: `announce ${userSubject(user.id)}` });
}
