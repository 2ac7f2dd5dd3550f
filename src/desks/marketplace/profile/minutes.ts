import { actorIn } from '../../../people/shown-name.ts';
import { minutesOf } from '../../../records/minutes.ts';
import { satkerFacts, satkerName, statusOf } from '../cards/facts.ts';
import { changeText, changeTexts } from '../cards/history.ts';
import { profileSatkers } from './kind.ts';

/** The berita acara of a satker's mapping, for the officer who buys by it. */
export const mappingMinutes = minutesOf(profileSatkers, {
  called: 'market.minutes.called',
  reference: ({ unit }) => satkerName(unit),
  isOver: ({ link }) => link !== null,
  status: (ctx, satker) => statusOf(ctx, satker).text,
  asked: (ctx, satker) => [{ type: 'facts', facts: satkerFacts(ctx, satker) }],
  steps: changeTexts.keys(),
  step: (ctx, entry) => `${actorIn(ctx.t, entry)} · ${changeText(ctx, entry)}`,
});
