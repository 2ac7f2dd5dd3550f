import { type Minutes, minutesOf } from '../../../records/minutes.ts';
import { mappingFacts, stateOf, todayOf } from '../cards/facts.ts';
import { logText, steps } from '../cards/step.ts';
import type { PartnerPolicy } from '../deps.ts';
import type { Mapping } from '../model.ts';
import { mappings } from './kind.ts';

/** The berita acara of a mapping: it is decided by whoever makes it, from then on. */
export const mappingMinutes = (policy: PartnerPolicy): Minutes<Mapping> =>
  minutesOf(mappings, {
    called: 'partner.minutes.called',
    reference: ({ number }) => number,
    isOver: () => true,
    status: (ctx, mapping) => stateOf(ctx, mapping, todayOf(ctx, policy)).text,
    asked: ({ t }, mapping) => [{ type: 'facts', facts: mappingFacts(t, mapping) }],
    steps: steps,
    step: logText,
  });
