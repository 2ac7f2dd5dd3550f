import { claimFile } from '../../../attachments/kept.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { LoggedAction } from '../../../db/audit.ts';
import type { Tx } from '../../../db/database.ts';
import type { Numbered } from '../../../db/numbers.ts';
import type { OfferedTitle } from '../../../people/names/match.ts';
import { withWhoWasFaster } from '../../../people/who-was-faster.ts';
import { log, logNew } from '../../../records/act.ts';
import { askForDigitAccount } from '../digit.ts';
import { type Registration, type Satker, type Status, type UserState, userSubject } from '../model.ts';
import { entering, supersededByApproval } from '../rules.ts';
import { rowsOfHash } from '../store.ts';
import { openDoors } from './doors.ts';
import { logged } from './kind.ts';

/** What writes rows of the list of users: each in its caller's transaction. */

/** A row as it is being written: its number comes with the commit. */
type Entered = Omit<UserState, 'number' | 'handed'>;

/** What the form with this key has registered. */
export async function registeredWith(db: Queryable, key: string, personId: number): Promise<Numbered | null> {
  const rows = await db.query<Numbered>(
    'SELECT id, number FROM satker_user WHERE submission_key = $1 AND requester_id = $2',
    [key, personId],
  );
  return rows[0] ?? null;
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
  /** `ticket`: the one that asks for it; an officer who registers without one has a letter on paper. */
  as: { status: 'REGISTERED' | 'ACTIVE'; key: string; ticket?: string },
): Promise<number> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `satker ${satker.id} ${input.nik}`,
  ]);
  const earlier = await registeredWith(tx, as.key, ctx.actor.id);
  if (earlier) return earlier.id;
  // A decision that is being made at this moment is waited for: what it makes of the row is what counts here.
  const nikHash = await tx.keys.hash('nik', input.nik);
  await tx.query(
    'SELECT 1 FROM satker_user WHERE unit_id = $1 AND nik_hash = $2 AND removed_at IS NULL ORDER BY id FOR UPDATE',
    [satker.id, nikHash],
  );
  const rows = await rowsOfHash(tx, satker.id, nikHash);
  const outcome = entering(rows);
  if (outcome.type === 'refused') {
    const told = whyRefused(outcome.row, satker);
    throw new FieldErrors({ nik: await withWhoWasFaster(tx, ctx, told, userSubject(outcome.row.id)) });
  }
  if (outcome.type === 'replaces') {
    await remove(tx, outcome.row, 'REPLACED', null, ctx.now);
    await log(tx, logged, ctx, outcome.row, { action: 'satker.replaced' });
  }
  const sealed = await tx.keys.seal('satker_user', as.key, { nik: input.nik, phone: input.phone });
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO satker_user (unit_id, nik, name, nip, phone, email, letter_number, document_id, status, status_since,
                              requester_id, surface, submission_key, created_at, counted_from, offered_title,
                              score_without_title, nik_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::satker_user_status, $12, $10, $11, $13, $12,
             CASE WHEN $9 = 'ACTIVE' THEN $12::timestamptz END, $14, $15, $16)
     RETURNING id`,
    [
      satker.id,
      sealed.nik,
      input.name,
      input.nip,
      sealed.phone,
      input.email,
      input.letterNumber,
      input.documentId,
      as.status,
      ctx.actor.id,
      ctx.surface,
      ctx.now,
      as.key,
      input.offered?.title ?? null,
      input.offered?.score ?? null,
      nikHash,
    ],
  );
  if (!made) throw new Error('the registration was not written');
  const documentId = await claimFile(tx, ctx, input.documentId, { record: userSubject(made.id) });
  await tx.query('UPDATE satker_user SET document_id = $2 WHERE id = $1', [made.id, documentId]);
  const user: Entered = {
    ...made,
    satker,
    nikHash,
    name: input.name,
    email: input.email,
    status: as.status,
    requesterId: ctx.actor.id,
    createdAt: ctx.now,
    statusSince: ctx.now,
    offered: input.offered,
    removal: null,
  };
  if (as.status === 'ACTIVE') await activate(tx, ctx, user);
  if (input.newAtDigit) await askForDigitAccount(tx, ctx, input);
  const data = {
    letterNumber: input.letterNumber,
    documentId,
    ticket: as.ticket,
    ...(as.status === 'ACTIVE' ? acceptedTitle(user) : { offeredTitle: input.offered ?? undefined }),
  };
  await logNew(tx, logged, ctx, user, { action: actionOf(as), data });
  return made.id;
}

/** What the audit keeps of a title that was accepted with a registration (S-4). */
export function acceptedTitle({ offered }: Pick<UserState, 'offered'>): { acceptedTitle?: OfferedTitle } {
  return offered ? { acceptedTitle: offered } : {};
}

function actionOf({ status, ticket }: { status: 'REGISTERED' | 'ACTIVE'; ticket?: string }): LoggedAction {
  if (status === 'REGISTERED') return 'satker.registered';
  return ticket ? 'satker.registeredByOfficer' : 'satker.registeredFromPaper';
}

/** Why a NIK cannot be entered once more (S-10). */
export function whyRefused(row: Pick<UserState, 'name' | 'status'>, satker: Satker): Message {
  const args = { name: row.name, satker: satker.name };
  return row.status === 'ACTIVE' ? msg('satker.error.active', args) : msg('satker.error.dormant', args);
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
       counted_from = CASE WHEN $3 = 'ACTIVE' THEN greatest(counted_from, $4::timestamptz) ELSE counted_from END
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

/** What becoming active brings: the rejected rows of the same NIK leave the list (S-11), and the person gets the role. */
export async function activate(tx: Tx, ctx: Context, user: Entered): Promise<void> {
  const others = user.nikHash
    ? (await rowsOfHash(tx, user.satker.id, user.nikHash)).filter(({ id }) => id !== user.id)
    : [];
  for (const other of supersededByApproval(others)) {
    await remove(tx, other, 'SUPERSEDED', null, ctx.now);
    await log(tx, logged, ctx, other, { action: 'satker.superseded' });
  }
  await openDoors(tx, ctx, user);
}
