import type { Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { isStage, type RequestState, stageNames } from '../model.ts';
import type { DeskParts } from '../parts.ts';
import { approversOf } from '../store.ts';

/** Whom the request waits for now, by name. */
export async function waitingFor(ctx: Context, parts: DeskParts, request: RequestState): Promise<Part[]> {
  if (!isStage(request.status)) return [];
  const people = await approversOf(parts.db, request, request.status, parts.policy.oneStagePerPerson);
  const names = people.map((person) => person.name).join(', ');
  const stage = stageNames[request.status];
  const text = names
    ? ctx.t('userId.card.waitsFor', { stage, names })
    : ctx.t('userId.card.waitsForNobody', { stage });
  return [{ type: 'text', text, subtle: true }];
}
