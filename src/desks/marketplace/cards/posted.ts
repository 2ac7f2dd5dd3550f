import { closedCard } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import type { DeskDeps } from '../deps.ts';
import { whyNotUse } from '../rules.ts';
import { loadSatker } from '../store.ts';
import { fieldsPart, satkerCard } from './satker.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'market.satker': Nothing;
    'market.mapped': { account?: string; company?: string; address?: string };
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

    async mapped(ctx, id, args, moment) {
      const satker = await loadSatker(moment, id);
      if (!satker || whyNotUse(ctx.actor, satker)) return null;
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
                value: [args.company, args.address].filter(Boolean).join(', '),
              },
              { label: t('market.field.account'), value: args.account ?? '' },
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
