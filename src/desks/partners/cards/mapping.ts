import { action } from '../../../chat/action.ts';
import type { Button, Card, Fact, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { actButtons, handingButtons } from '../../../records/buttons.ts';
import { lastEntryOf } from '../../../records/entry.ts';
import { logCard as logOf } from '../../../records/log.ts';
import { historyParts, remarkSteps } from '../../../records/remarks.ts';
import { waitingFor } from '../../../records/waiting.ts';
import { nudgeButtons } from '../../../reminders/nudge.ts';
import { partsLeft } from '../../../retention/emptied.ts';
import type { DeskDeps } from '../deps.ts';
import { mappingsReturning, waitOf } from '../expiry/waiting.ts';
import { mappingActs, reassign } from '../mappings/acts.ts';
import { mappings } from '../mappings/kind.ts';
import { mappingMinutes } from '../mappings/minutes.ts';
import { type Mapping, mappingSubject } from '../model.ts';
import { isDirectoryAdmin, mappingState } from '../rules.ts';
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
  const isOver = mappingState(mapping, todayOf(ctx, deps.policy)) === 'ENDED';
  return {
    title: t('partner.card.mapping', { number: mapping.number, name: mapping.person.name }),
    status: stateOf(ctx, mapping, todayOf(ctx, deps.policy)),
    parts: partsLeft(ctx, mapping, [
      { type: 'facts', facts: [...mappingFacts(t, mapping), ...endedFact(ctx, mapping)] },
      ...letEndPart(ctx, mapping),
      ...reasonPart(ctx, mapping.reason),
      ...historyParts(ctx, mappings, mapping),
      ...(isOver ? [] : await waitingFor(ctx, deps.db, waitOf(mapping, deps.policy))),
      {
        type: 'text',
        text: t('partner.card.addedBy', { name: mapping.createdBy, time: ctx.time(mapping.createdAt) }),
        subtle: true,
      },
    ]),
    buttons: [
      ...(await actButtons(ctx, mapping, [changeEnd, letEnd, end])),
      ...(isOver ? [] : await waitingButtons(ctx, deps, mapping, deps.db)),
      ...(isDirectoryAdmin(ctx.actor)
        ? [verbButton(t('partner.button.check'), 'person', mapping.person.id)]
        : []),
      verbButton(t('partner.button.log'), 'log', mapping.id),
      ...mappingMinutes(deps.policy).buttons(ctx, mapping),
    ],
    again: action('partner.open', mapping.id),
  };
}

/** What those may do besides for whom its End waits: ask the secretary, hand it on; and what the secretary may. */
export async function waitingButtons(
  ctx: Context,
  deps: Pick<DeskDeps, 'db' | 'policy'>,
  mapping: Mapping,
  db: Queryable,
): Promise<Button[]> {
  const buttons = await actButtons(ctx, mapping, mappingsReturning(deps.policy).acts);
  return [
    ...buttons.map(({ style: _, ...button }) => button),
    ...(await handingButtons(ctx, db, mapping, reassign(deps))),
    ...nudgeButtons(ctx, waitOf(mapping, deps.policy)),
  ];
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
export const logCard = (ctx: Context, { db }: DeskDeps, { id, number }: Mapping): Promise<Card> =>
  logOf(
    ctx,
    db,
    {
      title: ctx.t('partner.card.log', { number }),
      subject: mappingSubject(id),
      actions: [...steps, ...remarkSteps.keys()],
    },
    (entry) => logText(ctx, entry),
  );
