import { action } from '../../../chat/action.ts';
import type { Fact } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import {
  loadProposal,
  type Proposal,
  proposalSubjects,
  proposalsWaiting,
} from '../../../people/proposals.ts';
import { questionAnnounced } from '../../../people/questions.ts';
import { type Kind, usualWords } from '../../../records/kind.ts';
import { overtakenBy } from '../../../records/overtaken.ts';
import type { WaitingKind } from '../../../records/waits.ts';
import { type Asked, allAsked, asked, isAsked } from '../admins-decide.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates extends Record<'WAITING' | 'APPROVED' | 'REJECTED', true> {}
}

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

const states = new Map<boolean | null, 'WAITING' | 'APPROVED' | 'REJECTED'>([
  [null, 'WAITING'],
  [true, 'APPROVED'],
  [false, 'REJECTED'],
]);

/** Whoever wants the role sees as well what becomes of that. */
const seen: Kind<Asked<Proposal>>['seen'] = async (db, ctx, id) => {
  const proposal = await loadProposal(db, id);
  const isSeen = proposal && (isAsked(ctx) || proposal.person.id === ctx.actor.id);
  return isSeen ? asked(db, proposal) : null;
};

/** Roles that an ADMIN wants for themselves, for another ADMIN to decide (I-4). */
export const proposals: WaitingKind<Asked<Proposal>> = {
  name: proposalSubjects,
  table: 'role_proposal',
  announced: ({ id }) => questionAnnounced(`${proposalSubjects}:${id}`),
  load: async (db, id) => asked(db, await loadProposal(db, id)),
  state: ({ approved }) => states.get(approved) ?? 'WAITING',
  noted: ({ person, role, unit }) => ({ personId: person.id, role, unitId: unit?.id ?? null }),
  seen,
  whole: seen,
  title: ({ t }) => t('proposal.title'),
  ...usualWords,
  passed,
  shown: (ctx, proposal) => [{ type: 'facts', facts: factsOf(ctx, proposal) }],
  names: ({ role, person }) => ({ role, name: person.name }),
  asker: ({ person }) => person.id,
  waits: ({ approved, held, barred, proposedAt: since }) =>
    approved === null ? { held, barred, since, card: 'pintu.proposal' } : null,
  waiting: async (db, ids) => allAsked(db, await proposalsWaiting(db, ids)),
  named: ({ id, person, role }) => ({ title: person.name, text: role, open: action('pintu.proposal', id) }),
};
