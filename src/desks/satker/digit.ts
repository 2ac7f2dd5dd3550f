import type { Clock } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { FieldErrors, RetryLater } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database, Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import type { Digit } from '../../neighbours/digit/digit.ts';
import { sendMail } from '../../neighbours/mail/mailer.ts';
import { type Registration, userSubject } from './model.ts';

declare module '../../core/names.ts' {
  interface Jobs {
    'satker.digit': { id: number };
  }
}

/** An account that we had DIGIT make, or are having it make. */
export interface DigitRegistration {
  id: number;
  nik: string;
  name: string;
  nip: string | null;
  phone: string;
  email: string;
  madeAt: Date | null;
}

/** Has DIGIT make an account once this transaction commits; asked for again, nothing more happens (S-5). */
export async function askForDigitAccount(
  tx: Tx,
  ctx: Context,
  input: Pick<Registration, 'nik' | 'name' | 'nip' | 'phone' | 'email'>,
): Promise<void> {
  const hash = await tx.keys.hash('nik', input.nik);
  const { nik, phone } = await tx.keys.seal('digit_registration', hash, {
    nik: input.nik,
    phone: input.phone,
  });
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO digit_registration (nik_hash, nik, name, nip, phone, email, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (nik_hash) DO NOTHING RETURNING id`,
    [hash, nik, input.name, input.nip, phone, input.email, ctx.now],
  );
  if (!made) {
    const [earlier] = await tx.query<{ email: string }>(
      'SELECT email FROM digit_registration WHERE nik_hash = $1',
      [hash],
    );
    // DIGIT will get the earlier one's address: with another one nobody could log in (see pages/login.ts).
    if (earlier && earlier.email !== input.email)
      throw new FieldErrors({ email: msg('satker.error.digitPending') });
    return;
  }
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'digit.asked',
    subject: `digit:${made.id}`,
    data: { name: input.name, email: input.email },
  });
  await enqueue(tx, 'satker.digit', { id: made.id }, { key: `digit ${made.id}` });
}

export async function digitRegistration(db: Queryable, id: number): Promise<DigitRegistration | null> {
  type Row = Omit<DigitRegistration, 'nik' | 'phone'> & { hash: string; nik: Buffer; phone: Buffer };
  const [row] = await db.query<Row>(
    `SELECT id, nik_hash AS hash, nik, name, nip, phone, email, made_at AS "madeAt" FROM digit_registration WHERE id = $1`,
    [id],
  );
  if (!row) return null;
  const { hash, nik, phone, ...rest } = row;
  return { ...rest, ...(await db.keys.open('digit_registration', hash, { nik, phone })) };
}

/** Whether the account that we asked for still waits for its first password, by DIGIT's own word. Throws NeighbourDown. */
export async function atDigit(
  digit: Digit | null,
  asked: Pick<DigitRegistration, 'nik' | 'email'>,
): Promise<'waits' | 'activated' | 'another'> {
  const account = await digit?.account(asked.nik);
  if (account?.email.toLowerCase() !== asked.email.toLowerCase()) return 'another';
  return account.activated ? 'activated' : 'waits';
}

/**
 * Makes the account at DIGIT and mails its activation link (S-5). DIGIT may have made it without our hearing of it: an
 * account that is there, not activated and with this very address is the one that we asked for.
 */
export function digitJob(deps: { db: Database; digit: Digit | null; clock: Clock }): Job<'satker.digit'> {
  const { db, digit, clock } = deps;
  return job(
    'satker.digit',
    'jobs.name.satkerDigit',
    async ({ id: wantedId }) => {
      const wanted = await digitRegistration(db, wantedId);
      if (!wanted || wanted.madeAt) return;
      if (!digit) throw new RetryLater(3600);
      const { id, madeAt: _, ...account } = wanted;
      const outcome = await digit.register(account, `satu-pintu ${id}`);
      const known = outcome === 'exists' ? await digit.account(account.nik) : null;
      const isOurs = !known || (!known.activated && known.email === account.email);
      await db.transaction(withoutDeadline, async (tx) => {
        await tx.query('UPDATE digit_registration SET made_at = $2 WHERE id = $1', [id, clock()]);
        if (isOurs) await sendMail(tx, { key: `digit ${id}`, letter: 'satker.activation', subject: id });
      });
    },
    waitingForDigit,
  );
}

/** The registrations of the person for whom DIGIT has still to make an account. */
async function waitingForDigit(tx: Tx, { id }: { id: number }): Promise<string[]> {
  const users = await tx.query<{ id: number }>(
    `SELECT u.id FROM satker_user u JOIN digit_registration d ON d.nik_hash = u.nik_hash
     WHERE d.id = $1 AND u.removed_at IS NULL ORDER BY u.id`,
    [id],
  );
  return users.map((user) => userSubject(user.id));
}
