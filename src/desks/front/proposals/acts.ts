import type { Context } from '../../../core/context.ts';
import { type Identity, named } from '../../../core/same-person.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { decideProposal, granting, type Proposal } from '../../../people/proposals.ts';
import type { Act, Deciding, Means } from '../../../records/act.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import { reassigning } from '../../../records/reassign.ts';
import { whyNotDecide } from '../../../records/waiting.ts';
import { type Asked, notAdmin, unseen } from '../admins-decide.ts';
import { passed, proposals } from './kind.ts';

declare module '../../../core/names.ts' {
  interface Actions {
    'pintu.proposal': true;
    'pintu.approve-role': true;
    'pintu.reject-role': true;
    'pintu.reassign-proposal': true;
  }
  interface Forms extends Named<'pintu', 'proposal'> {}
}

type ProposalAct = Act<Asked<Proposal>>;

const waits = ({ approved }: Proposal): boolean => approved === null;

/** Why this person may not; null when they may. */
function whyNot(proposal: Asked<Proposal>, barred: Identity, { actor }: Context): Message | null {
  const says = { passed: passed(proposal), notHolder: notAdmin, own: msg('people.refuse.ownRole') };
  return whyNotDecide(waits(proposal) ? { ...proposal, barred } : null, actor, says);
}

/** What both share. */
const deciding = (
  isApproved: boolean,
): Deciding<Pick<ProposalAct, 'unseen' | 'submit' | 'reason' | 'stands' | 'write'>> => ({
  decides: true,
  unseen,
  submit: 'claim.submit',
  reason: { label: 'people.reason', required: true },
  stands: waits,
  async write(tx, ctx, proposal, { reason, factor }) {
    const shown = factor ? { factor } : {};
    if (!(await decideProposal(tx, ctx, proposal, isApproved, reason ?? '', shown))) return null;
    return isApproved
      ? { action: 'role.proposal-approved', to: 'APPROVED' }
      : { action: 'role.proposal-rejected', to: 'REJECTED' };
  },
});

/** Grants the role; none approves their own, where there is another ADMIN (I-4). */
export const approve: Deciding<ProposalAct> = {
  ...deciding(true),
  opens: 'pintu.approve-role',
  marks: () => granting,
  title: 'proposal.approve.title',
  button: 'record.approve',
  whyNot: (proposal, ctx) => whyNot(proposal, proposal.barred, ctx),
  done: ({ t }) => ({ text: t('proposal.outcome.approved'), tone: 'good' }),
};

/** Turns it down. Whoever wanted the role may always take it back. */
export const reject: Deciding<ProposalAct> = {
  ...deciding(false),
  opens: 'pintu.reject-role',
  title: 'proposal.reject.title',
  button: 'record.reject',
  text: 'proposal.reject.ends',
  ends: true,
  whyNot: (proposal, ctx) => whyNot(proposal, named({}), ctx),
  done: ({ t }) => ({ text: t('proposal.outcome.rejected'), tone: 'neutral' }),
};

/** Hands it to another ADMIN. */
export const reassign = reassigning(proposals, 'pintu.reassign-proposal');

/** What its card offers. */
export const verdicts = [approve, reject];

export const verdictForms = (means: Means): ActForms =>
  actForms(means, 'pintu.proposal', proposals, [...verdicts, reassign]);
