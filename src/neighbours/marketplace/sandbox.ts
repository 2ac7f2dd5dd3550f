import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import { hashToken, newToken } from '../../core/keys.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Fetch } from '../http/exchange.ts';
import { createSandbox, refuse, route } from '../http/sandbox.ts';

export interface MarketplaceSandboxDeps {
  db: Queryable;
  clock: Clock;
  /** Where its own pages are, without a slash at the end. */
  publicUrl: string;
}

/** The password of every account here: it is nobody's secret, so that none is kept. */
export const marketPassword = 'satu pintu contoh 2026';
/** Where a sign-in link leads; its token follows. */
export const signInPath = '/sandbox/marketplace/sign-in/';

export const passwordPath = '/sandbox/marketplace/password';

const maxFailures = 5;
const lockMs = 15 * 60_000;
const signInMs = 5 * 60_000;

const text = z.string().trim().min(1).max(320);
const email = z.email().transform((given) => given.toLowerCase());
const companyShape = z.object({
  email,
  name: text,
  city: text,
  postalCode: z.string().regex(/^\d{5}$/),
  address: z.string().trim().min(1).max(1000),
});

const accounts = `
  SELECT a.id::text, a.email, a.satker, jsonb_build_object('id', c.id::text, 'name', c.name,
    'address', concat_ws(', ', c.address, c.city) || ' ' || c.postal_code) AS company
  FROM market_sandbox_account a JOIN market_sandbox_company c ON c.id = a.company_id`;

/**
 * The marketplace's contract over tables of our own database (docs/neighbours.md). Every change is one statement, so
 * that replicas which share the database share the accounts, the counted failures and the locks.
 */
export function marketplaceSandbox({ db, clock, publicUrl }: MarketplaceSandboxDeps): Fetch {
  const accountsOf = (address: string) =>
    db.query<{ id: string }>(`${accounts} WHERE a.email = $1 ORDER BY a.id`, [address]);

  async function logIn({ email, password }: { email: string; password: string }): Promise<Response> {
    const now = clock();
    // Counted before the password is looked at, so that guesses made at one moment cannot outnumber the limit.
    const [attempt] = await db.query(
      `UPDATE market_sandbox_user
       SET failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
           locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= $3 THEN $4::timestamptz END
       WHERE email = $1 AND (locked_until IS NULL OR locked_until <= $2) RETURNING email`,
      [email, now, maxFailures, new Date(now.getTime() + lockMs)],
    );
    if (!attempt) {
      const [known] = await db.query('SELECT FROM market_sandbox_user WHERE email = $1', [email]);
      return known ? refuse(423, 'locked') : refuse(401, 'refused');
    }
    if (password !== marketPassword) return refuse(401, 'refused');
    await db.query('UPDATE market_sandbox_user SET failures = 0, locked_until = NULL WHERE email = $1', [
      email,
    ]);
    return Response.json({ accounts: await accountsOf(email) });
  }

  async function register(company: z.output<typeof companyShape>, key: string): Promise<Response> {
    const { name, city, postalCode, address } = company;
    // One company of a name for one address, and one for a key: whoever repeats is answered what was made then.
    await db.query(
      `WITH made AS (
         INSERT INTO market_sandbox_company (name, city, postal_code, address, registered_by, key)
         VALUES ($2, $3, $4, $5, $1, $6) ON CONFLICT DO NOTHING RETURNING id
       ), known AS (
         INSERT INTO market_sandbox_user (email) SELECT $1 FROM made ON CONFLICT DO NOTHING
       )
       INSERT INTO market_sandbox_account (email, company_id) SELECT $1, id FROM made`,
      [company.email, name, city, postalCode, address, key],
    );
    const [account] = await db.query(`${accounts} WHERE c.key = $1 AND a.email = $2`, [key, company.email]);
    return account ? Response.json(account, { status: 201 }) : refuse(409, 'exists');
  }

  async function signIn(account: string): Promise<Response> {
    const token = newToken();
    const expiresAt = new Date(clock().getTime() + signInMs);
    const [made] = await db.query(
      `INSERT INTO market_sandbox_sign_in (token_hash, account_id, expires_at)
       SELECT $2, id, $3 FROM market_sandbox_account WHERE id::text = $1 RETURNING account_id`,
      [account, hashToken(token), expiresAt],
    );
    return made
      ? Response.json({ url: `${publicUrl}${signInPath}${token}`, expiresAt }, { status: 201 })
      : refuse(404, 'not_found');
  }

  return createSandbox({
    'GET /site': () => Response.json({ forgotPassword: `${publicUrl}${passwordPath}` }),
    'POST /accounts/lookup': route(z.object({ email }), async ({ email }) =>
      Response.json({ accounts: await accountsOf(email) }),
    ),
    'POST /sessions': route(z.object({ email, password: z.string().max(256) }), logIn),
    'POST /companies': route(companyShape, (company, headers) => {
      const key = headers.get('idempotency-key');
      return key ? register(company, key) : refuse(422, 'no_idempotency_key');
    }),
    'POST /sign-ins': route(z.object({ account: text }), ({ account }) => signIn(account)),
  });
}

/** Whom a sign-in link signs in: once, while it works; null for any other. */
export async function signedIn(
  db: Queryable,
  token: string,
  now: Date,
): Promise<{ email: string; company: { name: string; address: string } } | null> {
  const [used] = await db.query<{ email: string; company: { name: string; address: string } }>(
    `WITH used AS (
       UPDATE market_sandbox_sign_in SET used_at = $2
       WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING account_id
     )
     ${accounts} JOIN used ON used.account_id = a.id`,
    [hashToken(token), now],
  );
  return used ?? null;
}
