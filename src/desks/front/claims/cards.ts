import { action, idOf } from '../../../chat/action.ts';
import type { Card, ListItem, Part, Status } from '../../../chat/card.ts';
import type { ActionsOf, CardSource, FormHandler } from '../../../chat/desk.ts';
import { type Context, isForEverybody } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { type Claim, isOpen } from '../../../people/claims.ts';
import type { Leaving } from '../../../people/leaving.ts';
import type { Means } from '../../../records/act.ts';
import { actButtons, handingButtons } from '../../../records/buttons.ts';
import { visible } from '../../../records/kind.ts';
import { partsLeft, removedText } from '../../../retention/emptied.ts';
import { type Asked, requireAsked } from '../admins-decide.ts';
import { answerForms, answers, reassign } from './acts.ts';
import { accountFacts, claims, whereOf } from './kind.ts';

declare module '../../../core/names.ts' {
  interface Cards extends Named<'pintu', 'claim', Nothing> {}
}

/** A claim as the ADMINs see it, in their channel and elsewhere. */
async function claimCard(ctx: Context, db: Queryable, claim: Asked<Claim>): Promise<Card> {
  const { t } = ctx;
  const { person } = claim;
  const used = claim.usedAt ? t('claim.usedAt', { time: ctx.time(claim.usedAt) }) : t('claim.notLinked');
  const parts: Part[] = [
    { type: 'text', text: t('claim.text') },
    {
      type: 'facts',
      facts: [
        ...(claim.emptiedAt ? [] : accountFacts(t, claim)),
        { label: t('claim.address'), value: claim.email },
        { label: t('claim.person'), value: person.name },
        { label: t('claim.used'), value: used },
        { label: t('claim.askedAt'), value: ctx.time(claim.askedAt) },
      ],
    },
    ...(isOpen(claim) && !person.active
      ? [{ type: 'text' as const, text: t('claim.inactiveText', { name: person.name }) }]
      : []),
    ...(claim.reason ? [{ type: 'quote' as const, label: t('people.reason'), text: claim.reason }] : []),
  ];
  return {
    title: t('claim.title'),
    status: statusOf(ctx, claim),
    parts: partsLeft(ctx, claim, parts),
    buttons: [
      ...(await actButtons(ctx, claim, answers, { toAll: isForEverybody(ctx) })),
      ...(isForEverybody(ctx) ? [] : await handingButtons(ctx, db, claim, reassign)),
    ],
    again: action('pintu.claim', claim.id),
  };
}

function statusOf(ctx: Context, { outcome, decidedBy, decidedAt }: Claim): Status {
  const { t } = ctx;
  if (outcome === null) return { text: t('claim.waiting'), tone: 'waiting' };
  const text = t('claim.decidedBy', {
    outcome: t(`claim.outcome.${outcome}`),
    name: decidedBy ?? '—',
    time: decidedAt ? ctx.time(decidedAt) : '—',
  });
  return { text, tone: outcome === 'REJECTED' ? 'bad' : 'good' };
}

/** A claim in a list. */
export function claimItem(ctx: Context, claim: Claim): ListItem {
  return {
    title: ctx.t('claim.title'),
    text: [
      claim.emptiedAt ? removedText(ctx, claim) : `${claim.name} · ${claim.email}`,
      claim.emptiedAt ? '' : whereOf(ctx.t, claim),
      ctx.time(claim.askedAt),
    ]
      .filter(Boolean)
      .join('\n'),
    status: statusOf(ctx, claim),
    button: { label: ctx.t('record.open'), does: { action: action('pintu.claim', claim.id) } },
  };
}

export function claimCards(): Record<'claim', CardSource> {
  return {
    /** What was once posted to somebody who is no ADMIN says no more than its title. */
    async claim(ctx, id, _args, moment) {
      const claim = await claims.seen(moment, ctx, id);
      return claim ? claimCard(ctx, moment, claim) : { title: ctx.t('claim.title'), parts: [], buttons: [] };
    },
  };
}

export function claimActions(deps: Means & { leaving: Leaving }) {
  return {
    claim: {
      async run(ctx, [id]) {
        requireAsked(ctx);
        const claim = await visible(deps.db, claims, ctx, idOf(id));
        return { type: 'card', card: await claimCard(ctx, deps.db, claim) };
      },
    },
    ...answerForms(deps).actions(['same-person', 'end-former', 'reject-account', 'reassign-claim']),
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export const claimForms = (deps: Means & { leaving: Leaving }): Record<'claim', FormHandler> => ({
  claim: { submit: answerForms(deps).submit },
});
