import { msg } from '../../../core/texts/index.ts';
import { type Kind, readBy } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { satkerFacts } from '../cards/facts.ts';
import type { Satker } from '../model.ts';
import { whyNotUse } from '../rules.ts';
import { loadRemoved, loadSatker } from '../store.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates
    extends Record<`${'MAIN' | 'ADDITIONAL'} ${'MAPPED' | 'UNMAPPED'}` | 'REMOVED', true> {}
}

/** Satkers of a procurement officer's profile (M-1). */
export const profileSatkers: Kind<Satker> = {
  name: 'market-satker',
  state: ({ link, isMain }) => `${isMain ? 'MAIN' : 'ADDITIONAL'} ${link ? 'MAPPED' : 'UNMAPPED'}`,
  noted: ({ unit }) => ({ unitId: unit.id }),
  ...readBy(loadSatker, (actor, satker) => !whyNotUse(actor, satker)),
  removed: loadRemoved,
  unknown: msg('market.refuse.unknown'),
  passed: () => overtaken(msg('market.refuse.changed')),
  shown: (ctx, satker) => [{ type: 'facts', facts: satkerFacts(ctx, satker) }],
  names: ({ unit }) => ({ satker: unit.name }),
  maxReason: 500,
};
