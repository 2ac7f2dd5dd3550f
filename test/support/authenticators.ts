import { generate } from 'otplib';
import type { Authenticators } from '../../src/authenticators/authenticators.ts';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';

/** What an authenticator with this secret shows at this moment, or so many steps of 30 s from it. */
export function codeOf(secret: string, at: Date, steps = 0): Promise<string> {
  return generate({ secret, epoch: Math.floor(at.getTime() / 1000) + steps * 30 });
}

/** Enrols somebody, who showed their first code a while ago; answers the secret in their authenticator. */
export async function enrolled(db: Database, authenticators: Authenticators, ctx: Context): Promise<string> {
  const then = new Date(ctx.now.getTime() - 10 * 60_000);
  const { secret } = await db.transaction((tx) => authenticators.begin(tx, ctx.actor.id, then));
  const first = await authenticators.checkFirst({ ...ctx, now: then }, await codeOf(secret, then));
  await db.transaction((tx) => authenticators.confirm(tx, { ...ctx, now: then }, first));
  return secret;
}
