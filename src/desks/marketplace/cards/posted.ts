import { closedCard } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import type { DeskDeps } from '../deps.ts';
import { whyNotUse } from '../rules.ts';
import { boughtBy, loadSatker } from '../store.ts';
import { fieldsPart, satkerCard } from './satker.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'market.satker': Nothing;
    'market.mapped': { link: number };
  }
}

/** A satker's card and what is told in its thread (M-6). */
export function postedCards(deps: DeskDeps) {
  return {
    async satker(ctx, id, _args, moment) {
      const satker = await loadSatker(moment, id);
      if (!satker) return null;
      return whyNotUse(ctx.actor, satker)
        ? closedCard(ctx.t, satker.unit.name)
        : satkerCard(ctx, deps, satker);
    },

    async mapped(ctx, id, { link }, moment) {
      const satker = await loadSatker(moment, id);
      const bought = satker && (await boughtBy(moment, link));
      if (!bought || whyNotUse(ctx.actor, satker)) return null;
      const { t } = ctx;
      return {
        title: t('market.mapped.title'),
        parts: [
          { type: 'text', text: t('market.mapped.text', { satker: satker.unit.name }) },
          {
            type: 'facts',
            facts: [
              {
                label: t('market.field.company'),
                value: [bought.company, bought.address].filter(Boolean).join(', '),
              },
              { label: t('market.field.account'), value: nameLeft(ctx, { name: bought.email, ...bought }) },
            ],
          },
          { type: 'text', text: t('market.mapped.check') },
          fieldsPart(ctx),
        ],
        buttons: [],
      };
    },
  } satisfies Partial<CardsOf<'market'>>;
}
