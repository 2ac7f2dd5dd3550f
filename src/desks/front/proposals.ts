import { action, idOf } from '../../chat/action.ts';
import type { Card, Fact, ListItem, Status } from '../../chat/card.ts';
import type { ActionHandler, ActionsOf, CardSource, FormHandler } from '../../chat/desk.ts';
import { afterDeciding } from '../../chat/done.ts';
import { type Form, linesOf } from '../../chat/form.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { msg, type Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { requireAdmin } from '../../people/grants.ts';
import { decideProposal, loadProposal, type Proposal, whyNotDecideProposal } from '../../people/proposals.ts';

declare module '../../chat/action.ts' {
  interface Actions {
    'pintu.proposal': true;
    'pintu.approve-role': true;
    'pintu.reject-role': true;
  }
}

declare module '../../chat/form.ts' {
  interface Forms {
    'pintu.proposal': true;
  }
}

declare module '../../chat/desk.ts' {
  interface Cards {
    'pintu.proposal': true;
  }
}

const verbs = { approve: 'approve-role', reject: 'reject-role' } as const;
type Verdict = keyof typeof verbs;

/** What an ADMIN asks for themselves, for the other ADMINs and, without the button to approve it, for them (I-4). */
function proposalCard(ctx: Context, proposal: Proposal): Card {
  const { t, actor } = ctx;
  const title = t('proposal.title');
  const inChannel = actor.id === 0;
  const isOwn = proposal.person.id === actor.id;
  if (!inChannel && !isOwn && !hasRole(actor, 'ADMIN')) return { title, parts: [], buttons: [] };
  const waits = proposal.approved === null;
  const button = (label: string, verdict: Verdict, style: 'primary' | 'danger') => ({
    label,
    style,
    does: { action: action(`pintu.${verbs[verdict]}`, proposal.id) },
  });
  return {
    title,
    status: statusOf(ctx, proposal),
    parts: [
      { type: 'text', text: t('proposal.text', { name: proposal.person.name }) },
      { type: 'facts', facts: factsOf(ctx, proposal) },
      ...(proposal.reason
        ? [{ type: 'quote' as const, label: t('people.reason'), text: proposal.reason }]
        : []),
    ],
    buttons: [
      ...(waits && !isOwn ? [button(t('record.approve'), 'approve', 'primary')] : []),
      ...(waits ? [button(t('record.reject'), 'reject', 'danger')] : []),
    ],
    again: action('pintu.proposal', proposal.id),
  };
}

function factsOf({ t, time }: Context, { person, role, unit, proposedAt }: Proposal): Fact[] {
  return [
    { label: t('people.person'), value: `${person.name} · ${person.email}` },
    { label: t('people.role'), value: role },
    ...(unit ? [{ label: t('field.unit'), value: unit.name }] : []),
    { label: t('claim.askedAt'), value: time(proposedAt) },
  ];
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

export function proposalCards(db: Database): Record<'proposal', CardSource> {
  return {
    async proposal(ctx, id) {
      const proposal = await loadProposal(db, id);
      return proposal && proposalCard(ctx, proposal);
    },
  };
}

async function required(db: Database, id: number): Promise<Proposal> {
  const proposal = await loadProposal(db, id);
  if (!proposal) throw new Refusal(msg('error.oldCard'));
  return proposal;
}

async function verdictForm(ctx: Context, db: Database, id: number, verdict: Verdict): Promise<Form> {
  requireAdmin(ctx);
  const { t } = ctx;
  const proposal = await required(db, id);
  const refusal = await whyNotDecideProposal(db, ctx, proposal, verdict === 'approve');
  if (refusal) throw new Refusal(refusal);
  const { role, person } = proposal;
  return {
    id: 'pintu.proposal',
    title: t(verdict === 'approve' ? 'proposal.approve.title' : 'proposal.reject.title'),
    state: [String(id), verdict],
    ...(verdict === 'reject' ? { ends: t('proposal.reject.ends', { role, name: person.name }) } : {}),
    submit: t('claim.submit'),
    close: t('form.cancel'),
    fields: [
      { type: 'show', part: { type: 'facts', facts: factsOf(ctx, proposal) } },
      { type: 'text', name: 'reason', label: t('people.reason'), multiline: true, maxLength: 500 },
    ],
  };
}

export function proposalActions(db: Database) {
  const opening = (verdict: Verdict): ActionHandler => ({
    run: async (ctx, [id]) => ({ type: 'form', form: await verdictForm(ctx, db, idOf(id), verdict) }),
  });
  return {
    proposal: {
      async run(ctx, [id]) {
        requireAdmin(ctx);
        return { type: 'card', card: proposalCard(ctx, await required(db, idOf(id))) };
      },
    },
    [verbs.approve]: opening('approve'),
    [verbs.reject]: opening('reject'),
  } satisfies Partial<ActionsOf<'pintu'>>;
}

const outcomeOf = (t: Translate, approve: boolean) =>
  t(approve ? 'proposal.outcome.approved' : 'proposal.outcome.rejected');

export function proposalForms(db: Database): Record<'proposal', FormHandler> {
  return {
    proposal: {
      async submit(ctx, [id, verdict], values) {
        if (verdict !== 'approve' && verdict !== 'reject') throw new Refusal(msg('error.oldCard'));
        const reason = linesOf(values, 'reason');
        if (!reason) throw new FieldErrors({ reason: msg('people.error.reason') });
        const approve = verdict === 'approve';
        const decided = await decideProposal(db, ctx, idOf(id), approve, reason);
        return afterDeciding(ctx.t, decided, async () => ({
          text: outcomeOf(ctx.t, approve),
          tone: approve ? 'good' : 'neutral',
        }));
      },
    },
  };
}
