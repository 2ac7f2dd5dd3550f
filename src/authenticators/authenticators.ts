import type { Field } from '../chat/form.ts';
import type { Clock } from '../core/clock.ts';
import type { Context } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Message, msg, type Translate } from '../core/texts/index.ts';
import { audit, type LoggedAction } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { holdPeople } from '../people/held.ts';
import { judged, newSecret, uriOf } from './codes.ts';

/** The name of the field for a code in every form that asks for one: what is wrong with it is said there. */
export const codeField = 'code';

/** So many wrong codes in a row, and none is looked at for a while (G-4). */
export const mostFailures = 5;
export const lockedMs = 15 * 60_000;

declare const checked: unique symbol;

/** A code that was found right and is not spent yet. */
export interface CheckedCode {
  readonly [checked]: true;
  readonly authenticator: number;
  readonly step: number;
}

export interface Authenticators {
  /** Asks for a code, in a form whose submit checks it. */
  field(t: Translate): Extract<Field, { type: 'code' }>;
  /**
   * A new secret for somebody who enrols. One that was begun before is of no use any more; one that is confirmed stays so until
   * the new one is. Whether somebody who has one may begin is for whoever enrols them to say (G-8).
   */
  begin(tx: Tx, personId: number, now: Date): Promise<{ secret: string; uri: string }>;
  /** Looks at the first code of what was begun. Throws as `check` does. */
  checkFirst(ctx: Context, code: string): Promise<CheckedCode>;
  /** From now on this is the one that codes are asked of. Throws FieldErrors where another one was begun meanwhile. */
  confirm(tx: Tx, ctx: Context, first: CheckedCode): Promise<void>;
  /**
   * Looks at a code of whoever acts. It is spent by `spend` alone, but a wrong one counts at once, whatever becomes of what it was
   * given for: in a transaction of its own, which waits for others of the same person, so that no more are tried than may be. Throws
   * FieldErrors at `codeField`, and Refusal where they have not enrolled.
   */
  check(ctx: Context, code: string): Promise<CheckedCode>;
  /**
   * Spends it in the transaction of what it was given for: both stand or neither. Of several that bring one code at the same moment,
   * wherever they bring it, one goes through; the others get FieldErrors. Taken last of all locks.
   */
  spend(tx: Tx, code: CheckedCode): Promise<void>;
  isEnrolled(db: Queryable, personId: number): Promise<boolean>;
  /** Somebody's codes are taken no more, as after a loss (G-8). */
  end(tx: Tx, ctx: Context, personId: number, reason: string): Promise<void>;
}

interface Row {
  id: number;
  secret: Buffer;
  lastStep: number;
  failures: number;
  lockedUntil: Date | null;
}

export function createAuthenticators(options: {
  /** For clicks. */
  db: Database;
  issuer: string;
  /** What time it is on people's phones; absent: as it is for whoever acts. */
  phones?: Clock;
}): Authenticators {
  const { db, issuer, phones } = options;

  async function checkOf(ctx: Context, code: string, isConfirmed: boolean): Promise<CheckedCode> {
    if (!code) throw wrong(msg('code.error.missing'));
    const outcome = await db.transaction(ctx, async (tx): Promise<CheckedCode | Error> => {
      const row = await held(tx, ctx.actor.id, isConfirmed);
      if (!row) return new Refusal(msg('code.refuse.notEnrolled'));
      const { lockedUntil } = row;
      if (lockedUntil && lockedUntil > ctx.now) return wrong(locked(ctx, lockedUntil));
      // As this person's: nobody's row opens with another one's secret.
      const { secret } = await tx.keys.open('authenticator', String(ctx.actor.id), { secret: row.secret });
      const found = await judged(secret, code, row.lastStep, phones?.() ?? ctx.now);
      if (found.type === 'right') return { authenticator: row.id, step: found.step } as CheckedCode;
      return wrong(found.type === 'used' ? msg('code.error.used') : await failed(tx, ctx, row));
    });
    // Thrown in the transaction, it would undo the count.
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  return {
    field: (t) => ({
      type: 'code',
      name: codeField,
      label: t('code.label'),
      hint: t('code.hint', { issuer }),
    }),

    async begin(tx, personId, now) {
      const secret = await newSecret();
      await holdPeople(tx, [personId]);
      const [person] = await tx.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
        personId,
      ]);
      if (!person) throw new Error(`${personId} is nobody`);
      await tx.query('DELETE FROM authenticator WHERE person_id = $1 AND confirmed_at IS NULL', [personId]);
      const sealed = await tx.keys.seal('authenticator', String(personId), { secret });
      await tx.query('INSERT INTO authenticator (person_id, secret, begun_at) VALUES ($1, $2, $3)', [
        personId,
        sealed.secret,
        now,
      ]);
      return { secret, uri: await uriOf(secret, issuer, person.email) };
    },

    checkFirst: (ctx, code) => checkOf(ctx, code, false),

    async confirm(tx, ctx, first) {
      const { actor, now } = ctx;
      await holdPeople(tx, [actor.id]);
      await tx.query('DELETE FROM authenticator WHERE person_id = $1 AND confirmed_at IS NOT NULL', [
        actor.id,
      ]);
      const confirmed = await tx.query(
        `UPDATE authenticator SET confirmed_at = $2, last_step = $3, failures = 0, locked_until = NULL
         WHERE id = $1 AND confirmed_at IS NULL RETURNING id`,
        [first.authenticator, now, first.step],
      );
      if (confirmed.length === 0) throw wrong(msg('code.error.wrong'));
      await noted(tx, ctx, 'authenticator.confirmed', actor.id);
    },

    check: (ctx, code) => checkOf(ctx, code, true),

    async spend(tx, { authenticator, step }) {
      const spent = await tx.query(
        `UPDATE authenticator SET last_step = $2, failures = 0, locked_until = NULL WHERE id = $1 AND last_step < $2
         RETURNING id`,
        [authenticator, step],
      );
      if (spent.length === 0) throw wrong(msg('code.error.used'));
    },

    async isEnrolled(from, personId) {
      const found = await from.query(
        'SELECT 1 FROM authenticator WHERE person_id = $1 AND confirmed_at IS NOT NULL',
        [personId],
      );
      return found.length > 0;
    },

    async end(tx, ctx, personId, reason) {
      await holdPeople(tx, [personId]);
      const ended = await tx.query('DELETE FROM authenticator WHERE person_id = $1 RETURNING id', [personId]);
      if (ended.length > 0) await noted(tx, ctx, 'authenticator.ended', personId, reason);
    },
  };
}

/** Held until the transaction ends: whoever brings another code at the same moment waits, and is counted after this one. */
async function held(tx: Tx, personId: number, isConfirmed: boolean): Promise<Row | undefined> {
  const [row] = await tx.query<Row>(
    `SELECT id, secret, last_step AS "lastStep", failures, locked_until AS "lockedUntil" FROM authenticator
     WHERE person_id = $1 AND (confirmed_at IS NOT NULL) = $2 FOR NO KEY UPDATE`,
    [personId, isConfirmed],
  );
  return row;
}

/** Counts one more, and says what that means. A lock that has passed has taken what was counted before with it. */
async function failed(tx: Tx, ctx: Context, row: Row): Promise<Message> {
  const failures = row.lockedUntil ? 1 : row.failures + 1;
  const lockedUntil = failures < mostFailures ? null : new Date(ctx.now.getTime() + lockedMs);
  await tx.query('UPDATE authenticator SET failures = $2, locked_until = $3 WHERE id = $1', [
    row.id,
    failures,
    lockedUntil,
  ]);
  if (!lockedUntil) return msg('code.error.wrong');
  await noted(tx, ctx, 'authenticator.locked', ctx.actor.id);
  return locked(ctx, lockedUntil);
}

const locked = ({ time }: Context, until: Date): Message => msg('code.error.locked', { time: time(until) });

const wrong = (told: Message): FieldErrors => new FieldErrors({ [codeField]: told });

async function noted(
  tx: Tx,
  { now, actor, surface }: Context,
  action: LoggedAction,
  personId: number,
  reason?: string,
): Promise<void> {
  await audit(tx, { at: now, actor, surface, action, subject: `person:${personId}`, reason });
}
