import type { Card, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { actButtons, handingButtons } from '../../../records/buttons.ts';
import { recordCard } from '../../../records/card.ts';
import type { Showing } from '../deps.ts';
import type { UserDetail } from '../model.ts';
import { decisions, otherActs, reassign } from '../registrations/acts.ts';
import { registrations } from '../registrations/kind.ts';
import { registrationMinutes } from '../registrations/minutes.ts';
import { registrationsReturning } from '../returning.ts';
import { mayRead } from '../rules.ts';
import { loadUserDetail, standingOf } from '../store.ts';
import {
  documentPart,
  factsOf,
  namesakePart,
  sandboxPart,
  statusOf,
  titlePart,
  verbButton,
} from './facts.ts';
import { aboutUser, decisionOn } from './step.ts';

/** A registration that this person may see, or a Refusal that does not tell whether it exists. */
export async function visibleUser(ctx: Context, deps: Showing, id: number): Promise<UserDetail> {
  const user = await loadUserDetail(deps.db, id);
  if (!user || !mayRead(ctx.actor, await standingOf(deps.db, ctx.actor), user))
    throw new Refusal(msg('satker.refuse.unknown'));
  return user;
}

/** One registration with its document; the buttons are those that this reader may press now (I-3). */
export async function userCard(
  ctx: Context,
  deps: Showing,
  user: UserDetail,
  { isPosted = false } = {},
): Promise<Card> {
  const standing = await standingOf(deps.db, ctx.actor);
  // A card that was posted while its reader had the right stays where it is, and says no more than what became of it.
  if (!mayRead(ctx.actor, standing, user)) return outsidersCard(ctx, user);
  const seen = { ...user, standing };
  const deciding = await actButtons(ctx, seen, [...decisions, ...registrationsReturning.acts]);
  const decision = user.removal ? null : user.decided;
  const { decided, unsaid } = decisionOn(ctx, decision, user.reason, aboutUser(ctx, user));
  return recordCard(ctx, deps.db, registrations, seen, {
    // A row that is in no list any more has none: how it left is said below.
    ...(user.removal ? {} : { status: statusOf(ctx, user.status) }),
    parts: [
      ...removalPart(ctx, user),
      { type: 'facts', facts: factsOf(ctx, user, deps) },
      ...titlePart(ctx, user),
      ...(deciding.length > 0 ? namesakePart(ctx, user) : []),
      ...documentPart(ctx, user.document),
      ...unsaid,
    ],
    decided,
    below: sandboxPart(ctx, deps),
    buttons: [
      ...deciding,
      verbButton(ctx.t('record.log'), 'log', user.id),
      ...registrationMinutes(deps.policy).buttons(ctx, seen),
      ...(await actButtons(ctx, seen, otherActs)),
      // On what stands in a conversation its decision has the place.
      ...(isPosted ? [] : await handingButtons(ctx, deps.db, seen, reassign)),
    ],
  });
}

/** What somebody sees of a registration who may not read it any more. */
function outsidersCard(ctx: Context, user: UserDetail): Card {
  return {
    title: registrations.title(ctx, user),
    ...(user.removal ? {} : { status: statusOf(ctx, user.status) }),
    parts: removalPart(ctx, user),
    buttons: [],
  };
}

function removalPart({ t }: Context, user: UserDetail): Part[] {
  return user.removal ? [{ type: 'text', text: t(`satker.removal.${user.removal}`) }] : [];
}
