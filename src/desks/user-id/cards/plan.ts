import { createHash } from 'node:crypto';
import type { Fact } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { nameIn } from '../../../core/texts/index.ts';
import { standIn } from '../../../people/shown-name.ts';
import { type Holder, type Holding, holdersOf } from '../../../records/holders.ts';
import type { Plan, RequestState } from '../model.ts';
import { plannedAt } from '../plan.ts';
import { neededIn } from '../quorum.ts';
import { groupsOf, ownersOf } from '../rules.ts';

type Planned = Pick<RequestState, 'requesterId' | 'email' | 'nopek' | 'atasanId' | 'plan'>;

/** Who decides a request when: each of its stages with those who hold it now, and how many of them it takes (U-7, A-9). */
export function planFacts({ t }: Context, db: Queryable, request: Planned): Promise<Fact[]> {
  const namesIn = async (held: readonly Holding[]) => {
    const holders = await holdersOf(db, held, ownersOf(request));
    const names = holders.map(({ name, principal }) => standIn(t, name, principal)).join(', ');
    return { holders, names: names || '—' };
  };
  const own = (holders: readonly Holder[]) => holders.filter(({ principal }) => !principal).length;
  return Promise.all(
    request.plan.map(async ({ stage, name }) => {
      const groups = await Promise.all(groupsOf(request, stage).map(namesIn));
      const planned = plannedAt(request, stage);
      const several = planned && neededIn(planned) > 1;
      const said = groups.map(({ holders, names }) =>
        several ? t('userId.plan.of', { needed: planned.needed, count: own(holders), names }) : names,
      );
      return { label: nameIn(t.language, name), value: said.join(' · ') };
    }),
  );
}

/** What tells one plan from another: that which was shown from that which holds. */
export const planDigest = (plan: Plan): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('base64url').slice(0, 16);
