import { randomUUID } from 'node:crypto';
import { action } from '../../../chat/action.ts';
import type { Card } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/desk.ts';
import { type Form, withKey } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { MarketAccount } from '../../../neighbours/marketplace/marketplace.ts';
import { visible } from '../../../records/kind.ts';
import { createLink } from '../../../web/links.ts';
import { fieldsPart, otherButton, sandboxPart } from '../cards/satker.ts';
import type { DeskDeps } from '../deps.ts';
import { marketName, type Satker, type Way } from '../model.ts';
import { profileSatkers } from '../profile/kind.ts';
import { mapSatker } from './map.ts';
import { answered, marketOf, nextStep } from './step.ts';

/** A press on a satker (M-4): the way in, or what has to be known before there is one. */
export async function enter(ctx: Context, deps: DeskDeps, id: number): Promise<Reply> {
  const satker = await visible(deps.db, profileSatkers, ctx, id);
  const step = await nextStep(deps, ctx, satker);
  switch (step.type) {
    case 'signIn':
      return { type: 'card', card: await signInCard(ctx, deps, satker, step.account) };
    case 'default': {
      // What the satker had before needs no question (M-3).
      await mapSatker(deps, ctx, id, { account: step.account, way: 'DEFAULT' }, randomUUID());
      const mapped = await visible(deps.db, profileSatkers, ctx, id);
      if (!mapped.link) throw new Refusal(profileSatkers.passed(mapped));
      return { type: 'card', card: await signInCard(ctx, deps, mapped, mapped.link.account) };
    }
    case 'choose':
      return { type: 'form', form: chooseForm(ctx, deps, satker, step.accounts) };
    case 'logIn':
      return { type: 'card', card: await pageCard(ctx, deps, satker, 'LOGIN') };
    case 'ask':
      return { type: 'card', card: askCard(ctx, deps, satker) };
  }
}

/** The way in for this company, made at this press, once for this person (M-4). */
async function signInCard(ctx: Context, deps: DeskDeps, satker: Satker, account: string): Promise<Card> {
  const { t, time } = ctx;
  const link = await answered(marketOf(deps).signIn(account));
  if (!link) throw new Refusal(msg('market.refuse.accountGone', { satker: satker.unit.name }));
  return {
    title: t('market.enter.title', { market: marketName }),
    parts: [
      {
        type: 'facts',
        facts: [
          { label: t('market.field.satker'), value: satker.unit.name },
          ...(satker.company ? [{ label: t('market.field.company'), value: satker.company.name }] : []),
          ...(satker.link ? [{ label: t('market.field.account'), value: satker.link.email }] : []),
        ],
      },
      { type: 'text', text: t('market.enter.once', { time: time(link.expiresAt) }) },
      fieldsPart(ctx),
      ...sandboxPart(ctx, deps),
    ],
    buttons: [
      { label: t('market.enter.go', { market: marketName }), style: 'primary', does: { url: link.url } },
    ],
  };
}

/** The accounts that the marketplace has for the officer's e-mail: one click maps one (M-4). */
function chooseForm(ctx: Context, deps: DeskDeps, satker: Satker, accounts: readonly MarketAccount[]): Form {
  const { t } = ctx;
  const [only] = accounts;
  const say = ({ company, email }: MarketAccount) => `${company.name} (${email})`;
  return {
    id: 'market.choose',
    title: t('market.choose.title'),
    state: withKey((key) => [String(satker.id), key, ...(accounts.length === 1 && only ? [only.id] : [])]),
    submit: t('market.choose.submit'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'show',
        part: {
          type: 'text',
          text: t(accounts.length === 1 ? 'market.choose.one' : 'market.choose.several', {
            email: ctx.actor.email,
            satker: satker.unit.name,
          }),
        },
      },
      ...(accounts.length === 1 && only
        ? [
            {
              type: 'show' as const,
              part: {
                type: 'facts' as const,
                facts: [
                  { label: t('market.field.company'), value: only.company.name },
                  { label: t('market.field.address'), value: only.company.address || '—' },
                  { label: t('market.field.account'), value: only.email },
                ],
              },
            },
          ]
        : [
            {
              type: 'choice' as const,
              style: 'radio' as const,
              name: 'account',
              label: t('market.field.account'),
              choices: accounts.map((account) => ({ value: account.id, label: say(account) })),
            },
          ]),
      { type: 'show', part: { type: 'buttons', buttons: [otherButton(ctx, satker)] } },
      { type: 'show', part: fieldsPart(ctx) },
      ...sandboxPart(ctx, deps).map((part) => ({ type: 'show' as const, part })),
    ],
  };
}

/** None of the accounts that are known by e-mail: another one, which one logs in with or registers (M-5); of its own company alone (M-2). */
export async function otherAccount(ctx: Context, deps: DeskDeps, id: number): Promise<Card> {
  const satker = await visible(deps.db, profileSatkers, ctx, id);
  if (satker.link) throw new Refusal(msg('market.refuse.mapped'));
  return satker.company ? pageCard(ctx, deps, satker, 'LOGIN') : askCard(ctx, deps, satker);
}

/** Whether the officer has been at the marketplace before (M-5), in the manual's words. */
function askCard(ctx: Context, deps: DeskDeps, satker: Satker): Card {
  const { t } = ctx;
  return {
    title: satker.unit.name,
    parts: [
      { type: 'text', text: t('market.ask.question', { market: marketName }) },
      ...sandboxPart(ctx, deps),
    ],
    buttons: [
      { label: t('market.ask.yes'), style: 'primary', does: { action: action('market.log-in', satker.id) } },
      { label: t('market.ask.no'), does: { action: action('market.register', satker.id) } },
    ],
    again: action('market.enter', satker.id),
  };
}

/** What a one-time page is about: whose, for which satker, and what for. */
export interface PageSubject {
  satkerId: number;
  personId: number;
  way: Extract<Way, 'LOGIN' | 'REGISTRATION'>;
}

/** A page stays open for so long; whoever is late presses once more. */
const pageMs = 30 * 60_000;

/** A button to the one-time page where one logs in, or registers (M-5). */
export async function pageCard(
  ctx: Context,
  deps: DeskDeps,
  satker: Satker,
  way: PageSubject['way'],
): Promise<Card> {
  const { t } = ctx;
  // M-2: a satker that has its company is never registered again.
  if (way === 'REGISTRATION' && satker.company)
    throw new Refusal(
      msg('market.refuse.hasCompany', { satker: satker.unit.name, company: satker.company.name }),
    );
  marketOf(deps);
  const subject: PageSubject = { satkerId: satker.id, personId: ctx.actor.id, way };
  const token = await createLink(deps.db, { purpose: 'market', subject, now: ctx.now, validMs: pageMs });
  return {
    title: satker.unit.name,
    parts: [
      ...(satker.company
        ? [{ type: 'text' as const, text: t('market.page.second', { company: satker.company.name }) }]
        : []),
      { type: 'text', text: t(`market.page.${way}`, { market: marketName }) },
      ...sandboxPart(ctx, deps),
    ],
    buttons: [
      {
        label: t(`market.page.open.${way}`),
        style: 'primary',
        does: { url: `${deps.publicUrl}/portal/market/${token}` },
      },
    ],
    again: action('market.enter', satker.id),
  };
}
