import { type Action, action, type VerbOf } from '../../chat/action.ts';
import type { Card, Part } from '../../chat/card.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import type { Decidable } from '../../records/several/decidable.ts';
import type { CompleteDesk } from '../house.ts';
import { isAsked } from './admins-decide.ts';
import { withHowLong } from './how-long.ts';
import { toDecide } from './people.ts';
import { severalButtons } from './several/index.ts';

/** What the overviews are made of: the desks behind this one door, and what waits for the ADMINs. */
export interface OverviewDeps {
  db: Database;
  desks: readonly CompleteDesk[];
  /** What of it can be decided several at once. */
  decidables: readonly Decidable[];
}

async function sections(ctx: Context, deps: OverviewDeps, which: 'waiting' | 'asked'): Promise<Part[]> {
  const homes = await Promise.all(deps.desks.map((desk) => desk.home?.(ctx)));
  const own = which === 'waiting' && isAsked(ctx) ? await toDecide(ctx, deps.db) : [];
  const found = [...own, ...homes.flatMap((home) => home?.[which] ?? [])];
  const all = which === 'waiting' ? await withHowLong(ctx, deps, found) : found;
  const isList = (part: Part) => part.type === 'list';
  const isEmpty = (part: Part) => part.type === 'list' && part.items.length === 0;
  // One desk's "nothing" above another one's something would not be true.
  return all.some((part) => isList(part) && !isEmpty(part)) ? all.filter((part) => !isEmpty(part)) : all;
}

const listedIn = (parts: readonly Part[]) =>
  parts.flatMap((part) => (part.type === 'list' ? part.items : []));

/** All that waits for this person. */
export async function inboxCard(ctx: Context, deps: OverviewDeps): Promise<Card> {
  const parts = await sections(ctx, deps, 'waiting');
  return {
    title: ctx.t('pintu.inbox.title'),
    parts,
    buttons: [
      ...(await severalButtons(ctx, deps, listedIn(parts))),
      backTo(ctx, 'mine', 'pintu.mine.title'),
      ...(ctx.actor.registered
        ? [{ label: ctx.t('delegation.title'), does: { action: action('pintu.delegations') } }]
        : []),
    ],
    again: action('pintu.inbox'),
  };
}

/** All that this person has asked for. */
export async function mineCard(ctx: Context, deps: OverviewDeps): Promise<Card> {
  return {
    title: ctx.t('pintu.mine.title'),
    parts: await sections(ctx, deps, 'asked'),
    buttons: [backTo(ctx, 'inbox', 'pintu.inbox.title')],
    again: action('pintu.mine'),
  };
}

function backTo({ t }: Context, verb: VerbOf<'pintu'>, label: 'pintu.inbox.title' | 'pintu.mine.title') {
  return { label: t(label), does: { action: action(`pintu.${verb}`) } };
}

/** The Home tab: waiting for me, my requests, and a button for each desk that this person may use. */
export async function overviewCard(ctx: Context, deps: OverviewDeps): Promise<Card> {
  const { t } = ctx;
  const offers = (await Promise.all(deps.desks.map((desk) => desk.offers?.(ctx) ?? []))).flat();
  const help = { label: t('pintu.help.title'), action: action('pintu.help') };
  const waiting = await sections(ctx, deps, 'waiting');
  const several = await severalButtons(ctx, deps, listedIn(waiting));
  return {
    title: t('pintu.home.title', { name: ctx.actor.name }),
    parts: [
      { type: 'buttons', buttons: [...offers, help].map((offer, index) => button(offer, index === 0)) },
      { type: 'heading', text: t('pintu.inbox.title') },
      ...waiting,
      ...(several.length > 0 ? [{ type: 'buttons' as const, buttons: several }] : []),
      { type: 'heading', text: t('pintu.mine.title') },
      ...(await sections(ctx, deps, 'asked')),
    ],
    buttons: [],
  };
}

function button(offer: { label: string; action: Action }, primary: boolean) {
  return {
    label: offer.label,
    does: { action: offer.action },
    ...(primary ? { style: 'primary' as const } : {}),
  };
}
