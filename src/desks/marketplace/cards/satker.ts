import { action } from '../../../chat/action.ts';
import type { Button, Card, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { actButtons } from '../../../records/buttons.ts';
import type { DeskDeps } from '../deps.ts';
import type { Satker } from '../model.ts';
import { satkerActs } from '../profile/acts.ts';
import { mappingMinutes } from '../profile/minutes.ts';
import { satkerFacts, statusOf } from './facts.ts';

/** One satker of a profile with what its officer may do with it (M-1, M-6, M-8). */
export async function satkerCard(ctx: Context, deps: DeskDeps, satker: Satker): Promise<Card> {
  const { t } = ctx;
  const { id, unit, company, link } = satker;
  return {
    title: unit.name,
    status: statusOf(ctx, satker),
    parts: [
      { type: 'facts', facts: satkerFacts(ctx, satker) },
      ...(company && !link ? [{ type: 'text' as const, text: t('market.card.byOthers'), subtle: true }] : []),
      ...(company ? [fieldsPart(ctx)] : []),
      ...sandboxPart(ctx, deps),
    ],
    buttons: [
      { label: t('market.button.buy'), style: 'primary', does: { action: action('market.enter', id) } },
      ...(link ? [] : [otherButton(ctx, satker)]),
      // Buying is what stands out.
      ...(await actButtons(ctx, satker, satkerActs)).map(unaccented),
      ...mappingMinutes.buttons(ctx, satker),
      { label: t('market.button.profile'), does: { action: action('market.satkers') } },
    ],
    again: action('market.open', id),
  };
}

const unaccented = ({ style, ...button }: Button): Button =>
  style === 'danger' ? { ...button, style } : button;

/** Leads on where none of the accounts that are offered is the right one. */
export const otherButton = ({ t }: Pick<Context, 't'>, { id }: Pick<Satker, 'id'>): Button => ({
  label: t('market.button.other'),
  does: { action: action('market.other', id) },
});

/** M-7: said wherever a mapping is shown. */
export const fieldsPart = ({ t }: Pick<Context, 't'>): Part => ({
  type: 'text',
  text: t('market.card.fields'),
  subtle: true,
});

export function sandboxPart(
  { t }: Pick<Context, 't'>,
  { marketplace }: Pick<DeskDeps, 'marketplace'>,
): Part[] {
  return marketplace?.sandbox ? [{ type: 'text', text: t('market.card.sandbox'), subtle: true }] : [];
}
