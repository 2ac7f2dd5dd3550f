import { action, idOf } from '../../../chat/action.ts';
import type { Card, ListItem, Status } from '../../../chat/card.ts';
import type { ActionsOf, CardSource, FormHandler } from '../../../chat/desk.ts';
import { type Context, isForEverybody } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { Proposal } from '../../../people/proposals.ts';
import type { Means } from '../../../records/act.ts';
import { actButtons, handingButtons } from '../../../records/buttons.ts';
import { visible } from '../../../records/kind.ts';
import { type Asked, requireAsked } from '../admins-decide.ts';
import { reassign, verdictForms, verdicts } from './acts.ts';
import { factsOf, proposals } from './kind.ts';

declare module '../../../core/names.ts' {
  interface Cards extends Named<'pintu', 'proposal', Nothing> {}
}

/** What an ADMIN asks for themselves, for the other ADMINs and, without the button to approve it, for them (I-4). */
async function proposalCard(ctx: Context, db: Queryable, proposal: Asked<Proposal>): Promise<Card> {
  const { t } = ctx;
  return {
    title: t('proposal.title'),
    status: statusOf(ctx, proposal),
    parts: [
      { type: 'text', text: t('proposal.text', { name: proposal.person.name }) },
      { type: 'facts', facts: factsOf(ctx, proposal) },
      ...(proposal.reason
        ? [{ type: 'quote' as const, label: t('people.reason'), text: proposal.reason }]
        : []),
    ],
    buttons: [
      ...(await actButtons(ctx, proposal, verdicts, { toAll: isForEverybody(ctx) })),
      ...(isForEverybody(ctx) ? [] : await handingButtons(ctx, db, proposal, reassign)),
    ],
    again: action('pintu.proposal', proposal.id),
  };
}

function statusOf(ctx: Context, { approved, decidedBy, decidedAt }: Proposal): Status {
  const { t } = ctx;
  if (approved === null) return { text: t('proposal.waiting'), tone: 'waiting' };
  const outcome = t(approved ? 'proposal.outcome.approved' : 'proposal.outcome.rejected');
  const text = t('claim.decidedBy', {
    outcome,
    name: decidedBy ?? '—',
    time: decidedAt ? ctx.time(decidedAt) : '—',
  });
  return { text, tone: approved ? 'good' : 'bad' };
}

/** A proposal in a list. */
export function proposalItem(ctx: Context, proposal: Proposal): ListItem {
  return {
    title: ctx.t('proposal.title'),
    text: `${proposal.person.name} · ${proposal.role}\n${ctx.time(proposal.proposedAt)}`,
    status: statusOf(ctx, proposal),
    button: {
      label: ctx.t('record.open'),
      does: { action: action('pintu.proposal', proposal.id) },
    },
  };
}

export function proposalCards(): Record<'proposal', CardSource> {
  return {
    /** What was once posted to somebody who may see it no more says no more than its title. */
    async proposal(ctx, id, _args, moment) {
      const proposal = await proposals.seen(moment, ctx, id);
      return proposal
        ? proposalCard(ctx, moment, proposal)
        : { title: ctx.t('proposal.title'), parts: [], buttons: [] };
    },
  };
}

export function proposalActions(means: Means) {
  const { db } = means;
  return {
    proposal: {
      async run(ctx, [id]) {
        requireAsked(ctx);
        const proposal = await visible(db, proposals, ctx, idOf(id));
        return { type: 'card', card: await proposalCard(ctx, db, proposal) };
      },
    },
    ...verdictForms(means).actions(['approve-role', 'reject-role', 'reassign-proposal']),
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export const proposalForms = (means: Means): Record<'proposal', FormHandler> => ({
  proposal: { submit: verdictForms(means).submit },
});
