import { generate } from 'otplib';
import { type Authenticators, createAuthenticators } from '../../src/authenticators/authenticators.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import type { Workspace } from './bot.ts';
import { withDatabase } from './database.ts';
import { actingAs } from './everything.ts';

/** What an authenticator with this secret shows at this moment, or so many steps of 30 s from it. */
export function codeOf(secret: string, at: Date, steps = 0): Promise<string> {
  return generate({ secret, epoch: Math.floor(at.getTime() / 1000) + steps * 30 });
}

/** Enrols somebody, who showed their first code a while ago; answers the secret in their authenticator. */
export async function enrolled(db: Database, authenticators: Authenticators, ctx: Context): Promise<string> {
  const then = { ...ctx, now: new Date(ctx.now.getTime() - 10 * 60_000) };
  const { secret } = await db.transaction(withoutDeadline, (tx) =>
    authenticators.begin(tx, ctx.actor.id, then.now),
  );
  const first = await authenticators.checkFirst(then, await codeOf(secret, then.now));
  await db.transaction(withoutDeadline, (tx) => authenticators.confirm(tx, then, first));
  return secret;
}

/** What somebody's phone shows now, or so many steps of 30 s from now. */
export type Phone = (steps?: number) => Promise<string>;

/** Enrols somebody of a workspace behind everybody's back; answers their phone. */
export async function phoneOf(
  { databaseUrl }: Pick<Workspace, 'databaseUrl'>,
  account: string,
  clock: Clock = systemClock,
): Promise<Phone> {
  const secret = await withDatabase(databaseUrl, async (db) => {
    const ctx = { ...(await actingAs(db, account)), now: clock() };
    return enrolled(db, createAuthenticators({ db, issuer: 'Uji' }), ctx);
  });
  return (steps) => codeOf(secret, clock(), steps);
}

/** Six digits that are none of this phone's for some minutes. */
export async function noneOf(phone: Phone): Promise<string> {
  const codes = await Promise.all(Array.from({ length: 20 }, (_, n) => phone(n - 10)));
  return ['135791', '246802', '975310'].find((one) => !codes.includes(one)) ?? '864209';
}
