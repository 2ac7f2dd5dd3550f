import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import { packages } from '../../core/packages.ts';
import type { Queryable } from '../../core/queryable.ts';
import { createShares } from '../../core/shares.ts';
import type { Fetch } from '../http/exchange.ts';
import { createSandbox, nikShape, refuse, route } from '../http/sandbox.ts';

export interface DigitSandboxDeps {
  db: Queryable;
  clock: Clock;
}

/** The password of the accounts that the sample organisation puts into the sandbox. */
export const sandboxPassword = 'satu pintu contoh 2026';

/** After this many wrong passwords in a row an account is locked. */
const maxFailures = 5;
const lockMs = 15 * 60_000;

/** argon2id as OWASP recommends it: 19 MiB, two passes. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const hashed = async (password: string) => (await packages.argon2()).hash(password, argon2);

/** A real DIGIT computes elsewhere: ours must not take all cores from whom it is tried out by. */
const turn = createShares({ atOnce: 1, each: 1, waiting: 64, waitingEach: 64 });

const text = z.string().trim().min(1).max(320);
const password = z
  .string()
  .min(1)
  .max(256)
  // The same characters, however a keyboard composed them, are the same password.
  .transform((typed) => typed.normalize('NFKC'));
const newAccountShape = z.object({
  nik: nikShape,
  name: text,
  nip: text.nullable(),
  email: z.email(),
  phone: text,
});
const credentialsShape = z.object({ nik: nikShape, password });

const accountColumns = 'name, nip, email, password_hash IS NOT NULL AS activated';

/**
 * DIGIT's contract over a table of our own database (docs/neighbours.md). Every change is one statement, so
 * that replicas which share the database share the accounts, the counted failures and the locks.
 */
export function digitSandbox({ db, clock }: DigitSandboxDeps): Fetch {
  const hashOf = (nik: string) => db.keys.hash('nik', nik);

  async function lookup(nik: string): Promise<Response> {
    const [account] = await db.query(
      `SELECT ${accountColumns} FROM digit_sandbox_account WHERE nik_hash = $1`,
      [await hashOf(nik)],
    );
    return account ? Response.json({ nik, ...account }) : refuse(404, 'not_found');
  }

  /** The table has no keys: a repetition is recognised by being about the very same account. */
  async function register(account: z.output<typeof newAccountShape>): Promise<Response> {
    const { nik, name, nip, email } = account;
    const hash = await hashOf(nik);
    const { phone } = await db.keys.seal('digit_sandbox_account', hash, { phone: account.phone });
    const [made] = await db.query(
      `INSERT INTO digit_sandbox_account (nik_hash, name, nip, email, phone) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (nik_hash) DO NOTHING RETURNING ${accountColumns}`,
      [hash, name, nip, email, phone],
    );
    if (made) return Response.json({ nik, ...made }, { status: 201 });
    const [known] = await db.query<{ phone: Buffer | null; activated: boolean }>(
      `SELECT phone, password_hash IS NOT NULL AS activated FROM digit_sandbox_account
       WHERE nik_hash = $1 AND (name, nip, email) IS NOT DISTINCT FROM ($2, $3, $4)`,
      [hash, name, nip, email],
    );
    const opened = known && (await db.keys.open('digit_sandbox_account', hash, { phone: known.phone }));
    if (opened?.phone !== account.phone) return refuse(409, 'exists');
    return Response.json({ nik, name, nip, email, activated: known?.activated }, { status: 201 });
  }

  async function setPassword({ nik, password }: z.output<typeof credentialsShape>): Promise<Response> {
    const [known] = await db.query(
      `UPDATE digit_sandbox_account SET password_hash = $2, failures = 0, locked_until = NULL
       WHERE nik_hash = $1 RETURNING true AS known`,
      [await hashOf(nik), await turn(nik, () => hashed(password))],
    );
    return known ? new Response(null, { status: 204 }) : refuse(404, 'not_found');
  }

  async function authenticate({ nik, password }: z.output<typeof credentialsShape>): Promise<Response> {
    const attempt = await countAttempt(nik);
    if (attempt === 'locked') return refuse(423, 'locked');
    const kept = attempt?.passwordHash ?? (await nobodysHash());
    const { verify } = await packages.argon2();
    const right = await turn(nik, () => verify(kept, password));
    if (!attempt?.passwordHash || !right) return refuse(401, 'refused');
    await db.query('UPDATE digit_sandbox_account SET failures = 0, locked_until = NULL WHERE nik_hash = $1', [
      await hashOf(nik),
    ]);
    return Response.json({ nik, name: attempt.name, email: attempt.email });
  }

  /**
   * Counts before the password is looked at, so that guesses made at the same moment, on whichever replica, cannot
   * outnumber the limit; a success takes the count back. A lock that has passed starts a new count.
   */
  async function countAttempt(nik: string): Promise<Attempt | 'locked' | null> {
    const now = clock();
    const hash = await hashOf(nik);
    const [attempt] = await db.query<Attempt>(
      `UPDATE digit_sandbox_account
       SET failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
           locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= $3 THEN $4::timestamptz END
       WHERE nik_hash = $1 AND (locked_until IS NULL OR locked_until <= $2)
       RETURNING name, email, password_hash AS "passwordHash"`,
      [hash, now, maxFailures, new Date(now.getTime() + lockMs)],
    );
    if (attempt) return attempt;
    const [known] = await db.query('SELECT 1 FROM digit_sandbox_account WHERE nik_hash = $1', [hash]);
    return known ? 'locked' : null;
  }

  return createSandbox({
    'POST /accounts/lookup': route(z.object({ nik: nikShape }), ({ nik }) => lookup(nik)),
    'POST /accounts': route(newAccountShape, (account, headers) =>
      headers.get('idempotency-key') ? register(account) : refuse(422, 'no_idempotency_key'),
    ),
    'PUT /accounts/password': route(credentialsShape, setPassword),
    'POST /sessions': route(credentialsShape, authenticate),
  });
}

interface Attempt {
  name: string;
  email: string;
  passwordHash: string | null;
}

/** What a password is checked against where there is none, so that the answer takes as long. */
let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobody ??= hashed(crypto.randomUUID());
  return nobody;
}
