import type { Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { Showing } from '../deps.ts';
import { isStage, type RequestState, stageNames } from '../model.ts';
import { approversOf } from '../store.ts';

/** Whom the request waits for now, by name, and who of them could not be told in chat. */
export async function waitingFor(ctx: Context, deps: Showing, request: RequestState): Promise<Part[]> {
  if (!isStage(request.status)) return [];
  const people = await approversOf(deps.db, request, request.status, deps.policy);
  const names = people.map((person) => person.name).join(', ');
  const stage = stageNames[request.status];
  const text = names
    ? ctx.t('userId.card.waitsFor', { stage, names })
    : ctx.t('userId.card.waitsForNobody', { stage });
  const missed = people
    .filter(({ isUnreached }) => isUnreached)
    .map(({ name }) => name)
    .join(', ');
  return [
    { type: 'text', text, subtle: true },
    ...(missed ? [{ type: 'text' as const, text: ctx.t('record.notReached', { names: missed }) }] : []),
  ];
}
