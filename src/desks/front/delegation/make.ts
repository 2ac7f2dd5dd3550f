import { type Mark, noProof, type Shown } from '../../../authenticators/step-up.ts';
import { type Codes, noCodes } from '../../../chat/codes.ts';
import type { Context } from '../../../core/context.ts';
import { addDays, type Day, dayOf } from '../../../core/day.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { isSamePerson, named } from '../../../core/same-person.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { personById } from '../../../people/actors.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { holdPeople } from '../../../people/held.ts';
import { logNew, type Means } from '../../../records/act.ts';
import { once } from '../../../records/once.ts';
import { delegations } from './kind.ts';
import { type Delegation, daysOf, loadDelegation, madeWith, overlapping } from './store.ts';

/** Who is to stand in for whom, from which day to which. */
export interface Named {
  principalId: number;
  substituteId: number;
  from: Day | null;
  to: Day | null;
  reason: string | null;
}

/** What it falls under that an ADMIN names a substitute for somebody else: it gives somebody rights. */
export const namingForOthers: readonly Mark[] = ['pintu.delegate'];

/** Longer than a leave is a change of roles. */
const mostDays = 366;

/** What is wrong with the days, by field. */
function daysWrong(
  { from, to }: Pick<Named, 'from' | 'to'>,
  today: Day,
): Partial<Record<'from' | 'to', Message>> {
  return {
    ...(!from || from < today ? { from: msg('delegation.error.from') } : {}),
    ...(!to || to < (from ?? today)
      ? { to: msg('delegation.error.to') }
      : to > addDays(from ?? today, mostDays)
        ? { to: msg('delegation.error.tooLong') }
        : {}),
  };
}

/**
 * Names a substitute once for one form (I-6, A-5): for oneself, or, as an ADMIN and with a reason, for somebody else, and then not
 * oneself: nobody gives themselves a right (I-4). It begins at once where its first day is today. Throws FieldErrors and Refusal.
 */
export function nameSubstitute(
  { db, stepUp, timeZone }: Means & { timeZone: string },
  ctx: Context,
  wanted: Named,
  key: string,
  codes: Codes = noCodes,
): Promise<Delegation> {
  return once(
    () => madeWith(db, key, ctx.actor.id),
    async () => {
      const today = dayOf(ctx.now, timeZone);
      const isOwn = wanted.principalId === ctx.actor.id;
      if (!isOwn) requireAdmin(ctx);
      const errors: Record<string, Message> = {
        ...daysWrong(wanted, today),
        ...(await whoIsWrong(db, ctx, wanted)),
        ...(isOwn || wanted.reason ? {} : { reason: msg('field.error.reason') }),
      };
      const { from, to } = wanted;
      if (Object.keys(errors).length > 0 || !from || !to) throw new FieldErrors(errors);
      const { shown, use } = isOwn ? noProof : await stepUp.prove(ctx, namingForOthers, codes);
      return db.transaction(ctx, async (tx) => {
        const made = await make(tx, ctx, { ...wanted, from, to }, { today, key, shown });
        await use(tx);
        return made;
      });
    },
  );
}

/** What is wrong with who it is about, by field. */
async function whoIsWrong(
  db: Queryable,
  { actor }: Context,
  { principalId, substituteId }: Named,
): Promise<Record<string, Message>> {
  const substitute = await personById(db, substituteId);
  if (!substitute?.registered) return { substitute: msg('delegation.error.substitute') };
  if (substitute.accounts.length === 0)
    return { substitute: msg('delegation.error.noChat', { name: substitute.name }) };
  const isPrincipal = isSamePerson(named({ persons: [principalId] }), substitute.identity);
  if (isPrincipal) return { substitute: msg('delegation.error.same') };
  const isMaker = principalId !== actor.id && isSamePerson(actor.identity, substitute.identity);
  return isMaker ? { substitute: msg('delegation.error.yourself') } : {};
}

async function make(
  tx: Tx,
  ctx: Context,
  { principalId, substituteId, from, to, reason }: Named & { from: Day; to: Day },
  { today, key, shown }: { today: Day; key: string; shown: Shown },
): Promise<Delegation> {
  // Whoever makes one of the same principal waits here, so that what overlaps is seen before the constraint has to refuse it.
  const active = await holdPeople(tx, [principalId, substituteId]);
  if (!active.includes(principalId)) throw new FieldErrors({ principal: msg('people.error.person') });
  if (!active.includes(substituteId))
    throw new FieldErrors({ substitute: msg('delegation.error.substitute') });
  const earlier = await madeWith(tx, key, ctx.actor.id);
  if (earlier) return earlier;
  const other = await overlapping(tx, { principalId, from, to });
  if (other) {
    const names = { name: other.substitute.name, days: daysOf(ctx, other) };
    throw new FieldErrors({ from: msg('delegation.error.overlap', names) });
  }
  const begunAt = from <= today ? ctx.now : null;
  const [row] = await tx.query<{ id: number }>(
    `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, reason, made_by_id, made_at, submission_key, begun_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [principalId, substituteId, from, to, reason, ctx.actor.id, ctx.now, key, begunAt],
  );
  const made = row && (await loadDelegation(tx, row.id));
  if (!made) throw new Refusal(msg('error.oldCard'));
  await logNew(tx, delegations, ctx, made, { action: 'delegation.made' }, { reason, key, shown });
  return made;
}
