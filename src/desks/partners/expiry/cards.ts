import type { Card } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import type { Context } from '../../../core/context.ts';
import type { Day } from '../../../core/day.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { formatDay } from '../../../core/texts/index.ts';
import { actButtons } from '../../../records/buttons.ts';
import { historyParts } from '../../../records/remarks.ts';
import { waitingFor } from '../../../records/waiting.ts';
import { mappingFacts, reasonPart, stateOf, todayOf, verbButton } from '../cards/facts.ts';
import { lastStep, waitingButtons } from '../cards/mapping.ts';
import type { DeskDeps } from '../deps.ts';
import { mappingActs } from '../mappings/acts.ts';
import { mappings } from '../mappings/kind.ts';
import type { Mapping } from '../model.ts';
import { mappingState, maySee, whyNotChange } from '../rules.ts';
import { loadMapping } from '../store.ts';
import { waitForDecision, waitOf } from './waiting.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'partner.expiring': Nothing;
    'partner.reminder': { end: Day; shared?: true };
    'partner.ended': { roleWithdrawn: boolean; shared?: true };
  }
}

/** What the daily run posts. `shared`: into a channel, whose readers are asked for their right when they press (I-3). */
export function expiryCards(deps: DeskDeps) {
  return {
    /** A mapping ends soon, for whoever decides about that; without its buttons once somebody has extended it, ended it or lets it end (P-12). */
    async expiring(ctx, id, _args, moment) {
      const mapping = await loadMapping(moment, id);
      return mapping && reminderCard(ctx, deps, mapping, { end: mapping.endsOn, shared: false }, moment);
    },

    /** The same for the secretary, and for channels. */
    async reminder(ctx, id, { end, shared }, moment) {
      const mapping = await loadMapping(moment, id);
      return mapping && reminderCard(ctx, deps, mapping, { end, shared: shared ?? false }, moment);
    },

    /** A mapping has ended, and whether the role went with it. */
    async ended(ctx, id, { shared, roleWithdrawn }, moment) {
      const mapping = await loadMapping(moment, id);
      if (!mapping) return null;
      const { t } = ctx;
      const step = await lastStep(ctx, moment, id);
      const title = t('partner.ended.title', { number: mapping.number, name: mapping.person.name });
      if (!shared && !maySee(ctx.actor, mapping)) return { title, parts: [], buttons: [] };
      return {
        title,
        status: stateOf(ctx, mapping, todayOf(ctx, deps.policy)),
        parts: [
          ...(step ? [{ type: 'text' as const, text: step }] : []),
          { type: 'facts', facts: mappingFacts(t, mapping) },
          ...reasonPart(ctx, mapping.reason),
          {
            type: 'text',
            text: t(roleWithdrawn ? 'partner.ended.roleWithdrawn' : 'partner.ended.roleKept'),
          },
        ],
        buttons: [verbButton(t('partner.button.detail'), 'open', mapping.id)],
      };
    },
  } satisfies Partial<CardsOf<'partner'>>;
}

async function reminderCard(
  ctx: Context,
  deps: DeskDeps,
  mapping: Mapping,
  { end, shared }: { end: Day; shared: boolean },
  moment: Queryable,
): Promise<Card> {
  const { t, actor } = ctx;
  const title = t('partner.reminder.title', { number: mapping.number, name: mapping.person.name });
  // A card that was posted while its reader had the right stays where it is, and says no more than its title.
  if (!shared && !maySee(actor, mapping)) return { title, parts: [], buttons: [] };
  const today = todayOf(ctx, deps.policy);
  const waits = mapping.endsOn === end && waitForDecision(mapping, deps.policy) !== null;
  const isOpen = waits && mappingState(mapping, today) !== 'ENDED';
  const step = isOpen ? null : await lastStep(ctx, moment, mapping.id);
  const { extend, letEnd } = mappingActs(deps);
  const decides = shared || whyNotChange(actor, mapping, today) === null;
  const decisions = isOpen ? await actButtons(ctx, mapping, [extend, letEnd], { toAll: shared }) : [];
  // What is asked and handed on is no matter of a channel's.
  const others = isOpen && !shared ? await waitingButtons(ctx, deps, mapping, moment) : [];
  return {
    title,
    status: stateOf(ctx, mapping, today),
    parts: [
      {
        type: 'text',
        text:
          step ??
          t(decides ? 'partner.reminder.text' : 'partner.reminder.ends', { end: formatDay(t.language, end) }),
      },
      { type: 'facts', facts: mappingFacts(t, mapping) },
      ...(isOpen && !decides
        ? [{ type: 'text' as const, text: t('partner.reminder.ask'), subtle: true }]
        : []),
      ...(shared ? [] : historyParts(ctx, mappings, mapping)),
      ...(isOpen ? await waitingFor(ctx, moment, waitOf(mapping, deps.policy)) : []),
    ],
    buttons: [...decisions, ...others, verbButton(t('partner.button.detail'), 'open', mapping.id)],
  };
}
