import type { Context } from '../../core/context.ts';
import type { Tx } from '../../db/database.ts';
import type { Given } from '../../records/act.ts';
import type { Stage, Status } from './model.ts';
import { nextOf, plannedAt } from './plan.ts';
import { isReachable, roundAt, voicesAt } from './quorum.ts';
import { barredFrom, groupsHeldBy, groupsOf, type Policy, whyNotDecide } from './rules.ts';
import { inGroups, loadState, type StateNow } from './store.ts';

/** What somebody says at a stage; with a new User ID, where an executor confirms (U-15). */
export interface Voice extends Given {
  newUserId?: string;
  stage: Stage;
  approved: boolean;
  key: string;
}

/**
 * One voice at a stage, and what it makes of the request: the stage goes on, has passed, or has ended it. Each counts on the voices that it
 * has seen; where another one came first, it looks once more, so that of two last voices one moves the request on. Null where
 * this one is not asked for any more.
 */
export async function voice(
  tx: Tx,
  ctx: Context,
  seen: StateNow,
  made: Voice,
  policy: Policy,
): Promise<StateNow | null> {
  const { onBehalfOf, actor } = ctx;
  const principal = actor.standsInFor.find(({ id }) => id === onBehalfOf?.id);
  const acting = { ...actor, standsInFor: principal ? [principal] : [] };
  for (let request: StateNow | null = seen; request; request = await loadState(tx, request.id)) {
    if (request !== seen && whyNotDecide(request, made.stage, acting, policy)) return null;
    const decision = {
      stage: made.stage,
      round: roundAt(request, made.stage),
      groups: groupsHeldBy(request, made.stage, principal ?? actor),
      approved: made.approved,
      personId: actor.id,
      personName: actor.name,
      onBehalfOf: onBehalfOf ?? null,
      reason: made.reason,
      factor: made.factor ?? null,
      decidedAt: ctx.now,
    };
    const after = { ...request, decisions: [...request.decisions, decision] };
    const status = await statusAfter(tx, after, decision, policy);
    if (await isWritten(tx, ctx, request, decision, status, made))
      return { ...after, status, voices: request.voices + 1, newUserId: made.newUserId ?? request.newUserId };
  }
  return null;
}

/** Where a request stands after its last voice. */
async function statusAfter(
  tx: Tx,
  after: StateNow,
  { stage, approved }: Pick<StateNow['decisions'][number], 'stage' | 'approved'>,
  policy: Policy,
): Promise<Status> {
  const planned = plannedAt(after, stage);
  // What it makes is asked of the voices, this one among them: those that have ended their visit are of none that goes on.
  const voices = voicesAt(after, stage);
  if (approved) return voices.length === 0 ? nextOf(after, stage) : stage;
  if (!planned || planned.oneRejects) return 'REJECTED';
  const left = await inGroups(tx, groupsOf(after, stage), barredFrom(after, stage, policy));
  return isReachable(planned, voices, left) ? stage : 'REJECTED';
}

/** In one statement, as each costs the click as much as all that it does; whether it was in time. */
async function isWritten(
  tx: Tx,
  ctx: Context,
  { id, voices }: StateNow,
  decision: StateNow['decisions'][number],
  to: Status,
  made: Pick<Voice, 'newUserId' | 'key'>,
): Promise<boolean> {
  const moved = await tx.query(
    `WITH moved AS (
       UPDATE user_id_request SET status = $3, status_since = CASE WHEN status = $3 THEN status_since ELSE $4::timestamptz END,
         new_user_id = coalesce($5, new_user_id), voices = voices + 1
       WHERE id = $1 AND status = $2 AND voices = $6 RETURNING id
     ), decided AS (
       INSERT INTO user_id_decision (request_id, stage, round, groups, approved, person_id, surface, reason, submission_key, decided_at, factor, on_behalf_of_id)
       SELECT id, $2, $7, $8, $9, $10, $11, $12, $13, $4, $14, $15 FROM moved
     )
     SELECT id FROM moved`,
    [
      id,
      decision.stage,
      to,
      ctx.now,
      made.newUserId ?? null,
      voices,
      decision.round,
      decision.groups,
      decision.approved,
      decision.personId,
      ctx.surface,
      decision.reason,
      made.key,
      decision.factor,
      decision.onBehalfOf?.id ?? null,
    ],
  );
  return moved.length > 0;
}
