import { action } from '../../../chat/action.ts';
import type { Card, Fact, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { actButtons } from '../../../records/buttons.ts';
import { entriesOf, lastEntryOf } from '../../../records/entry.ts';
import type { DeskDeps } from '../deps.ts';
import { mappingActs } from '../mappings/acts.ts';
import { mappingMinutes } from '../mappings/minutes.ts';
import { type Mapping, mappingSubject } from '../model.ts';
import { isDirectoryAdmin } from '../rules.ts';
import { mappingFacts, reasonPart, stateOf, todayOf, verbButton } from './facts.ts';
import { logText, steps, stepText } from './step.ts';

/** One mapping; the buttons are those that this reader may press now (I-3). */
export async function mappingCard(
  ctx: Context,
  deps: Pick<DeskDeps, 'db' | 'policy'>,
  mapping: Mapping,
): Promise<Card> {
  const { t } = ctx;
  const { changeEnd, letEnd, end } = mappingActs(deps);
  return {
    title: t('partner.card.mapping', { number: mapping.number, name: mapping.person.name }),
    status: stateOf(ctx, mapping, todayOf(ctx, deps.policy)),
    parts: [
      { type: 'facts', facts: [...mappingFacts(t, mapping), ...endedFact(ctx, mapping)] },
      ...letEndPart(ctx, mapping),
      ...reasonPart(ctx, mapping.reason),
      {
        type: 'text',
        text: t('partner.card.addedBy', { name: mapping.createdBy, time: ctx.time(mapping.createdAt) }),
        subtle: true,
      },
    ],
    buttons: [
      ...(await actButtons(ctx, mapping, [changeEnd, letEnd, end])),
      ...(isDirectoryAdmin(ctx.actor)
        ? [verbButton(t('partner.button.check'), 'person', mapping.person.id)]
        : []),
      verbButton(t('partner.button.log'), 'log', mapping.id),
      ...mappingMinutes(deps.policy).buttons(ctx, mapping),
    ],
    again: action('partner.open', mapping.id),
  };
}

/** The moment at which it ended, which may be before its End (I-10). */
function endedFact(ctx: Context, { endedAt }: Mapping): Fact[] {
  return endedAt ? [{ label: ctx.t('partner.field.endedOn'), value: ctx.time(endedAt) }] : [];
}

function letEndPart({ t }: Context, { letEnd, endedAt }: Mapping): Part[] {
  return letEnd && !endedAt ? [{ type: 'text', text: t('partner.card.letEnd') }] : [];
}

/** The last thing that somebody did about a mapping's End, in words; null where there was nothing. */
export async function lastStep(ctx: Context, db: Queryable, mappingId: number): Promise<string | null> {
  const entry = await lastEntryOf(db, mappingSubject(mappingId), steps);
  return entry ? stepText(ctx, entry) : null;
}

/** The Activity Log of a mapping: every step with actor, time and reason, oldest first. */
export async function logCard(ctx: Context, deps: DeskDeps, mapping: Mapping): Promise<Card> {
  const entries = await entriesOf(deps.db, mappingSubject(mapping.id), steps);
  return {
    title: ctx.t('partner.card.log', { number: mapping.number }),
    parts: entries.map((entry) => ({
      type: 'quote',
      label: `${ctx.time(entry.at)} · ${logText(ctx, entry)}`,
      // What was typed stands by itself.
      text: entry.reason ?? '—',
    })),
    buttons: [],
  };
}
