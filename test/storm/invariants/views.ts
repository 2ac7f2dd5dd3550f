import type { Rights, View } from '../snapshot.ts';
import { hasLost } from './copies.ts';
import type { Invariant, Step } from './invariant.ts';

/** Who registers people, and so searches them by their NIK, wherever they are registered (S-5). */
const registering = ['SATKER_USER', 'KPPN_OFFICER'];

const mayRegister = ({ grants, delegations }: Rights, personId: number): boolean => {
  const principals = delegations.flatMap((one) => (one.substituteId === personId ? [one.principalId] : []));
  return grants.some(
    (grant) => [personId, ...principals].includes(grant.personId) && registering.includes(grant.role),
  );
};

const isSearch = ({ what, by }: View): boolean => what === 'NIK' && by === 'CARD';

function newViews({ before, after }: Step): View[] {
  const named = ({ viewerId, subject, what, by }: View) => `${viewerId} ${subject} ${what} ${by}`;
  const known = new Map(before.views.map((view) => [named(view), view.times]));
  return after.views.filter((view) => view.times > (known.get(named(view)) ?? 0));
}

/**
 * Nobody is shown anything of people that is not theirs to see, whatever came of what they did (I-3, T-3): that a view is noted changes
 * nothing, and whose it was says whether it ought to have been.
 */
export const viewed: Invariant = async (step) => {
  const { before, after } = step;
  const wrong: string[] = [];
  for (const view of newViews(step)) {
    const { viewerId, subject, what, by } = view;
    if (viewerId === null || (await after.maySee(viewerId, subject)) !== false) continue;
    if (hasLost(viewerId, before.rights, after.rights)) continue;
    if (isSearch(view) && mayRegister(after.rights, viewerId)) continue;
    const email = after.people.find(({ id }) => id === viewerId)?.email;
    wrong.push(`${email} was shown a ${what} of ${subject} (${by}), and may not see it`);
  }
  return wrong;
};
