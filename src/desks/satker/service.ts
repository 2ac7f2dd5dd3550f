import type { Decided } from '../../chat/done.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Identity } from '../../core/same-person.ts';
import { type Message, msg, type TextKey } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { type Numbered, numbered } from '../../db/numbers.ts';
import { type Admission, admitAll } from '../../people/admission.ts';
import { adminNames } from '../../people/register.ts';
import { withWhoWasFaster } from '../../people/who-was-faster.ts';
import { closeDoors } from './doors.ts';
import { type Registration, type Satker, type Status, type UserState, userSubject } from './model.ts';
import { acceptedTitle, activate, changed, enter, moveOn, registeredWith, remove } from './rows.ts';
import {
  isActiveUser,
  isThemselves,
  notActiveUser,
  own,
  ownersOf,
  registersFromPaper,
  whyNotDeactivate,
  whyNotDecide,
  whyNotWithdraw,
} from './rules.ts';
import { loadUser, officersFor, openAtKppn, satkerById, seenUser, standingOf } from './store.ts';

export interface Decide {
  userId: number;
  approve: boolean;
  reason: string | null;
  /** The decision form's own key: sending it again is not a second decision. */
  key: string;
}

export interface SatkerService {
  /**
   * Registers: by the satker itself, with status 1 until its KPPN approves (S-2, S-7, S-9 … S-11); or by an officer of its
   * KPPN from a letter on paper, with status 2 at once (S-2, S-8).
   */
  register(ctx: Context, input: Registration, key: string): Promise<Numbered>;
  decide(ctx: Context, command: Decide): Promise<Decided>;
  /** Takes a registration back that nobody has decided yet; once more changes nothing (I-10). */
  withdraw(ctx: Context, userId: number, reason: string | null): Promise<void>;
  /** Makes an active or dormant user inactive; once more with the same key changes nothing (S-20). */
  deactivate(ctx: Context, userId: number, reason: string, key: string): Promise<void>;
}

/** The state changes of registrations: each is one transaction with its audit entry and its job. */
export function createSatkerService(db: Database, admit: Admission = admitAll): SatkerService {
  async function required(ctx: Context, id: number): Promise<UserState> {
    const user = await seenUser(db, ctx.actor, id);
    if (!user) throw new Refusal(msg('satker.refuse.unknown'));
    return user;
  }

  return {
    async register(ctx, input, key) {
      const earlier = await registeredWith(db, key, ctx.actor.id);
      if (earlier) return earlier;
      const satker = await requireSatker(db, input.satkerId);
      const standing = await standingOf(db, ctx.actor);
      const fromPaper = registersFromPaper(ctx.actor, standing, satker);
      if (fromPaper && isThemselves(ctx.actor, input)) throw new Refusal(own(satker));
      if (!fromPaper) {
        if (!isActiveUser(ctx.actor, standing, satker.id)) throw new Refusal(notActiveUser(satker));
        await requireOfficers(db, satker, ownersOf(ctx.actor.id, input));
      }
      const as = { status: fromPaper ? 'ACTIVE' : 'REGISTERED', key } as const;
      const id = await db.transaction(async (tx) => {
        await admit(tx, ctx, fromPaper ? undefined : (same) => openAtKppn(same, ctx.actor.id));
        return enter(tx, ctx, satker, input, as);
      });
      return numbered(db, 'satker_user', id);
    },

    async decide(ctx, { userId, approve, reason, key }) {
      const user = await required(ctx, userId);
      if (await wasDone(db, userSubject(userId), key)) return { type: 'decided' };
      const refusal = whyNotDecide(user, ctx.actor);
      if (refusal) {
        if (refusal.key === 'satker.refuse.passed')
          return { type: 'passed', why: await whoWasFaster(db, ctx, user) };
        throw new Refusal(refusal);
      }
      const done = await db.transaction(async (tx) => {
        const to: Status = approve ? 'ACTIVE' : 'REJECTED';
        if (!(await moveOn(tx, user, to, ctx.now, { reason }))) return false;
        if (approve) await activate(tx, ctx, user);
        await changed(tx, ctx, user, {
          action: approve ? 'satker.approved' : 'satker.rejected',
          to,
          reason,
          data: { key, ...(approve ? acceptedTitle(user) : {}) },
        });
        return true;
      });
      if (done || (await wasDone(db, userSubject(userId), key))) return { type: 'decided' };
      return { type: 'passed', why: await whoWasFaster(db, ctx, user) };
    },

    async withdraw(ctx, userId, reason) {
      const user = await required(ctx, userId);
      const standing = await standingOf(db, ctx.actor);
      await unlessDone(
        async () => {
          const refusal = await withNames(db, ctx, user, whyNotWithdraw(user, ctx.actor, standing));
          if (refusal) throw new Refusal(refusal);
          const done = await db.transaction(async (tx) => {
            if (!(await remove(tx, user, 'WITHDRAWN', reason, ctx.now))) return false;
            await changed(tx, ctx, user, { action: 'satker.withdrawn', reason });
            return true;
          });
          if (!done) throw new Refusal(await whoWasFaster(db, ctx, user));
        },
        async () =>
          user.requesterId === ctx.actor.id && (await loadUser(db, userId))?.removal === 'WITHDRAWN',
      );
    },

    async deactivate(ctx, userId, reason, key) {
      const user = await required(ctx, userId);
      if (await wasDone(db, userSubject(userId), key)) return;
      const refusal = await withNames(db, ctx, user, whyNotDeactivate(user, ctx.actor));
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
        throw new Refusal(await whoWasFaster(db, ctx, user));
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
export async function requireOfficers(db: Database, satker: Satker, owners: Identity): Promise<void> {
  if ((await officersFor(db, satker, owners)).length > 0) return;
  throw new Refusal(
    msg('satker.refuse.nobodyToDecide', { satker: satker.name, admins: await adminNames(db) }),
  );
}

/** Whether the form with this key has had its effect on the record already. */
export async function wasDone(db: Queryable, subject: string, key: string): Promise<boolean> {
  const rows = await db.query(`SELECT 1 FROM audit_entry WHERE subject = $1 AND data->>'key' = $2`, [
    subject,
    key,
  ]);
  return rows.length > 0;
}

/** Who decided first or changed it otherwise, in words, for the slower of two (U-13, A-2). */
async function whoWasFaster(
  db: Queryable,
  ctx: Context,
  user: Pick<UserState, 'id' | 'number'>,
): Promise<Message> {
  const subject = userSubject(user.id);
  const rows = await db.query<{ actor: string }>(
    `SELECT actor FROM (SELECT actor, action FROM audit_entry WHERE subject = $1 ORDER BY id DESC LIMIT 1) AS last
     WHERE action IN ('satker.approved', 'satker.rejected')`,
    [subject],
  );
  const name = rows[0]?.actor;
  return name
    ? msg('satker.refuse.decidedBy', { number: user.number, name })
    : withWhoWasFaster(db, ctx, msg('satker.refuse.passed', { number: user.number }), subject);
}

/** What has become of a row since it was shown: there is somebody who did that. */
const becameOf: ReadonlySet<TextKey> = new Set([
  'satker.refuse.notDeactivated',
  'satker.refuse.notDormant',
  'satker.refuse.gone',
]);

/** Why not, with the name of whoever was faster where that is why. */
export async function withNames<Why extends Message | null>(
  db: Queryable,
  ctx: Context,
  user: Pick<UserState, 'id' | 'number'>,
  refusal: Why,
): Promise<Why | Message> {
  if (refusal?.key === 'satker.refuse.passed') return whoWasFaster(db, ctx, user);
  return refusal && becameOf.has(refusal.key)
    ? withWhoWasFaster(db, ctx, refusal, userSubject(user.id))
    : refusal;
}
