import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { Identity } from '../../../core/same-person.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Database } from '../../../db/database.ts';
import { type Numbered, numbered } from '../../../db/numbers.ts';
import { type Admission, admitAll } from '../../../people/admission.ts';
import { adminNames } from '../../../people/register.ts';
import { once } from '../../../records/once.ts';
import type { Registration, Satker } from '../model.ts';
import { isActiveUser, isThemselves, notActiveUser, own, ownersOf, registersFromPaper } from '../rules.ts';
import { officersFor, openAtKppn, satkerById, somebodyOf, standingOf } from '../store.ts';
import { enter, registeredWith } from './rows.ts';

/**
 * Registers somebody: by the satker itself, with status 1 until its KPPN approves (S-2, S-7, S-9 … S-11); or by an officer of its
 * KPPN from a letter on paper, with status 2 at once (S-2, S-8). One form registers once.
 */
export function register(
  db: Database,
  ctx: Context,
  input: Registration,
  key: string,
  admit: Admission = admitAll,
): Promise<Numbered> {
  return once(
    () => registeredWith(db, key, ctx.actor.id),
    async () => {
      const satker = await requireSatker(db, input.satkerId);
      const standing = await standingOf(db, ctx.actor);
      const about = await somebodyOf(db, input);
      const fromPaper = registersFromPaper(ctx.actor, standing, satker);
      if (fromPaper && isThemselves(ctx.actor, about)) throw new Refusal(own(satker));
      if (!fromPaper) {
        if (!isActiveUser(ctx.actor, standing, satker.id)) throw new Refusal(notActiveUser(satker));
        await requireOfficers(db, satker, ownersOf(ctx.actor.id, about));
      }
      const as = { status: fromPaper ? 'ACTIVE' : 'REGISTERED', key } as const;
      const id = await db.transaction(ctx, async (tx) => {
        await admit(tx, ctx, fromPaper ? 'done at once' : openAtKppn);
        return enter(tx, ctx, satker, input, as);
      });
      return numbered(db, 'satker_user', id);
    },
  );
}

export async function requireSatker(db: Queryable, id: number): Promise<Satker> {
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
