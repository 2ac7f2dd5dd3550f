import type { Fact } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import { loadProposal, type Proposal, proposalSubjects } from '../../../people/proposals.ts';
import type { Kind } from '../../../records/kind.ts';
import { overtakenBy } from '../../../records/overtaken.ts';
import { type Asked, isAsked, withBarred } from '../admins-decide.ts';

/** Who was faster, for the slower of two: the proposal knows. */
export const passed = ({ approved, decidedBy }: Proposal) => {
  const by = { name: decidedBy ?? '—' };
  return overtakenBy(approved ? msg('proposal.passed.approved', by) : msg('proposal.passed.rejected', by));
};

export function factsOf({ t, time }: Context, { person, role, unit, proposedAt }: Proposal): Fact[] {
  return [
    { label: t('people.person'), value: `${person.name} · ${person.email}` },
    { label: t('people.role'), value: role },
    ...(unit ? [{ label: t('field.unit'), value: unit.name }] : []),
    { label: t('claim.askedAt'), value: time(proposedAt) },
  ];
}

const states = new Map([
  [null, 'WAITING'],
  [true, 'APPROVED'],
  [false, 'REJECTED'],
]);

/** Whoever wants the role sees as well what becomes of that. */
const seen: Kind<Asked<Proposal>>['seen'] = async (db, ctx, id) => {
  const proposal = await loadProposal(db, id);
  const isSeen = proposal && (isAsked(ctx) || proposal.person.id === ctx.actor.id);
  return isSeen ? withBarred(db, proposal) : null;
};

/** Roles that an ADMIN wants for themselves, for another ADMIN to decide (I-4). */
export const proposals: Kind<Asked<Proposal>> = {
  name: proposalSubjects,
  state: ({ approved }) => states.get(approved) ?? '',
  noted: ({ person, role, unit }) => ({ personId: person.id, role, unitId: unit?.id ?? null }),
  seen,
  whole: seen,
  unknown: msg('error.oldCard'),
  passed,
  shown: (ctx, proposal) => [{ type: 'facts', facts: factsOf(ctx, proposal) }],
  names: ({ role, person }) => ({ role, name: person.name }),
  maxReason: 500,
};
