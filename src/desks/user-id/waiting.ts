import { action } from '../../chat/action.ts';
import type { Concerned, Waiting } from '../../chat/desk.ts';
import { holdersNamed, rolesConcerned } from '../../people/holders.ts';
import { idsAmong, type Listed, listed, orReturned, type Wait } from '../../records/waiting.ts';
import type { DeskDeps } from './deps.ts';
import { announced, logged } from './kind.ts';
import {
  isStage,
  type RequestState,
  type Stage,
  stageNames,
  stageRoles,
  stages,
  statusNames,
  subjectOf,
} from './model.ts';
import { barredFrom, holdingsOf, type Policy } from './rules.ts';
import { loadState } from './store.ts';

/** How a request waits at a stage, once it is there (U-10, I-4). */
export function waitAt(request: RequestState, stage: Stage, policy: Policy): Wait {
  return {
    subject: subjectOf(request.id),
    held: holdingsOf(request, stage),
    barred: barredFrom(request, policy),
    since: request.statusSince,
    asker: request.requesterId,
    // A superior's own superior, along the register's line.
    above: stage === 'WAITING_ATASAN' ? 'superiors' : 'admins',
    card: 'user-id.approval',
    letter: 'user-id.waiting',
    args: { stage },
    words: {
      somebody: 'userId.card.waitsFor',
      nobody: 'userId.card.waitsForNobody',
      args: { stage: stageNames[stage] },
    },
  };
}

/** How it waits for the approvers of its stage; null where it has been decided to its end. */
export const waitForApprovers = (request: RequestState, policy: Policy): Wait | null =>
  isStage(request.status) ? waitAt(request, request.status, policy) : null;

/** How it waits now: for them, or for its requester's answer. */
export const waitOf = (request: RequestState, policy: Policy): Wait | null =>
  orReturned(waitForApprovers(request, policy), request, 'user-id.root');

/** The requests that wait, each with those whom its cards name and tell. */
export async function waitingRequests(deps: DeskDeps, concerned: Concerned): Promise<Waiting[]> {
  const records: Listed[] = [];
  for (const { id, entry } of await waiting(deps, concerned)) {
    const request = await loadState(deps.db, id);
    if (!request) continue;
    records.push({
      wait: waitOf(request, deps.policy),
      title: `${request.number} · ${request.name}`,
      text: statusNames[request.status],
      open: action('user-id.open', id),
      announced: announced(request),
      entry,
    });
  }
  return listed(deps.db, records);
}

/** The waiting requests that may be among them, with what has made them wait where they do, in the log. */
async function waiting({ db }: DeskDeps, concerned: Concerned): Promise<{ id: number; entry: string }[]> {
  const roles = (await rolesConcerned(db, concerned))?.map(({ role }) => role);
  const byRole = stages.filter((stage) => stage !== 'WAITING_ATASAN' && roles?.includes(stageRoles[stage]));
  return db.query(
    `SELECT id, (SELECT max(e.id)::text FROM audit_entry e WHERE e.subject = 'user-id:' || r.id AND e.to_state = r.status::text) AS entry
     FROM user_id_request r WHERE status = ANY($1::user_id_status[]) AND ($2::int[] IS NULL OR id = ANY($2))
       AND ($3::user_id_status[] IS NULL OR status = ANY($3) OR status = 'WAITING_ATASAN' AND atasan_id = ANY($4)) ORDER BY id`,
    [stages, idsAmong(logged, concerned), roles ? byRole : null, holdersNamed(concerned)],
  );
}
