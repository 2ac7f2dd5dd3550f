import { action, idOf } from '../../chat/action.ts';
import type { Button, Card, ListItem, Part, Status } from '../../chat/card.ts';
import type { ActionHandler, CardSource, FormHandler } from '../../chat/desk.ts';
import { afterDeciding } from '../../chat/done.ts';
import { type Form, linesOf } from '../../chat/form.ts';
import type { Context } from '../../core/context.ts';
import { hasRole } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { msg, type Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import {
  type Claim,
  type ClaimOutcome,
  claimOutcomes,
  decideClaim,
  isOpen,
  loadClaim,
} from '../../people/claims.ts';
import { requireAdmin } from '../../people/grants.ts';
import type { Leaving } from '../../people/leaving.ts';

declare module '../../chat/desk.ts' {
  interface Cards {
    'pintu.claim': true;
  }
}

/** The verb that opens the form of an answer. */
const verbs: Record<ClaimOutcome, string> = {
  SAME: 'same-person',
  ANOTHER: 'end-former',
  REJECTED: 'reject-account',
};

/** A claim as the ADMINs see it, in their channel and elsewhere. What was once posted to somebody else says no more than its title. */
function claimCard(ctx: Context, claim: Claim, inChannel: boolean): Card {
  const { t } = ctx;
  const title = t('claim.title');
  if (!inChannel && !hasRole(ctx.actor, 'ADMIN')) return { title, parts: [], buttons: [] };
  const { person } = claim;
  const used = claim.usedAt ? t('claim.usedAt', { time: ctx.time(claim.usedAt) }) : t('claim.notLinked');
  const parts: Part[] = [
    { type: 'text', text: t('claim.text') },
    {
      type: 'facts',
      facts: [
        { label: t('claim.account'), value: t('claim.calledItself', { name: claim.name }) },
        { label: t('claim.where'), value: whereOf(t, claim) },
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
    title,
    status: statusOf(ctx, claim),
    parts,
    buttons: isOpen(claim) ? answers(t, claim) : [],
    again: action('pintu', 'claim', claim.id),
  };
}

const whereOf = (t: Translate, { platform, externalId }: Pick<Claim, 'platform' | 'externalId'>) =>
  `${t(`doctor.${platform}`)} · ${externalId}`;

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

/** Somebody who has left is nobody to link to; what was rejected is not rejected again. */
function answers(t: Translate, { id, person, outcome }: Claim): Button[] {
  const button = (label: string, which: ClaimOutcome, style: 'primary' | 'danger'): Button => ({
    label,
    style,
    does: { action: action('pintu', verbs[which], id) },
  });
  return [
    ...(person.active ? [button(t('claim.same.label'), 'SAME', 'primary')] : []),
    button(t('claim.another.label'), 'ANOTHER', 'danger'),
    ...(outcome === null ? [button(t('claim.rejected.label'), 'REJECTED', 'danger')] : []),
  ];
}

/** A claim in a list. */
export function claimItem(ctx: Context, claim: Claim): ListItem {
  return {
    title: ctx.t('claim.title'),
    text: [`${claim.name} · ${claim.email}`, whereOf(ctx.t, claim), ctx.time(claim.askedAt)].join('\n'),
    status: statusOf(ctx, claim),
    button: { label: ctx.t('record.open'), does: { action: action('pintu', 'claim', claim.id) } },
  };
}

export function claimCards(db: Database): Record<'claim', CardSource> {
  return {
    async claim(ctx, id) {
      const claim = await loadClaim(db, id);
      return claim && claimCard(ctx, claim, ctx.actor.id === 0);
    },
  };
}

async function required(db: Database, id: number): Promise<Claim> {
  const claim = await loadClaim(db, id);
  if (!claim) throw new Refusal(msg('error.oldCard'));
  return claim;
}

function answerForm(ctx: Context, claim: Claim, outcome: ClaimOutcome): Form {
  const { t } = ctx;
  const { name } = claim.person;
  const { email } = claim;
  const said = {
    SAME: { title: t('claim.same.title') },
    ANOTHER: { title: t('claim.another.title'), ends: t('claim.another.ends', { email, name }) },
    REJECTED: { title: t('claim.rejected.title'), ends: t('claim.rejected.ends', { email }) },
  }[outcome];
  return {
    id: 'pintu.claim',
    ...said,
    state: [String(claim.id), outcome],
    submit: t('claim.submit'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'show',
        part: {
          type: 'facts',
          facts: [
            { label: t('claim.account'), value: t('claim.calledItself', { name: claim.name }) },
            { label: t('claim.where'), value: whereOf(t, claim) },
            { label: t('claim.person'), value: name },
          ],
        },
      },
      ...(outcome === 'SAME'
        ? [{ type: 'show' as const, part: { type: 'text' as const, text: t('claim.same.text', { name }) } }]
        : []),
      { type: 'text', name: 'reason', label: t('people.reason'), multiline: true, maxLength: 500 },
    ],
  };
}

export function claimActions(db: Database): Record<string, ActionHandler> {
  const answering = claimOutcomes.map((outcome): [string, ActionHandler] => [
    verbs[outcome],
    {
      async run(ctx, [id]) {
        requireAdmin(ctx);
        return { type: 'form', form: answerForm(ctx, await required(db, idOf(id)), outcome) };
      },
    },
  ]);
  return {
    claim: {
      async run(ctx, [id]) {
        requireAdmin(ctx);
        return { type: 'card', card: claimCard(ctx, await required(db, idOf(id)), false) };
      },
    },
    ...Object.fromEntries(answering),
  };
}

export function claimForms(deps: { db: Database; leaving: Leaving }): Record<'claim', FormHandler> {
  return {
    claim: {
      async submit(ctx, [id, chosen], values) {
        const outcome = claimOutcomes.find((one) => one === chosen);
        if (!outcome) throw new Refusal(msg('error.oldCard'));
        const reason = linesOf(values, 'reason');
        if (!reason) throw new FieldErrors({ reason: msg('people.error.reason') });
        const decided = await decideClaim(deps, ctx, idOf(id), outcome, reason);
        return afterDeciding(ctx.t, decided, async () => ({
          text: ctx.t(`claim.outcome.${outcome}`),
          tone: outcome === 'REJECTED' ? 'neutral' : 'good',
        }));
      },
    },
  };
}
