import { action } from '../../chat/action.ts';
import type { Concerned, Waiting } from '../../chat/desk.ts';
import type { Queryable } from '../../core/queryable.ts';
import { holdersNamed, rolesConcerned } from '../../people/holders.ts';
import { idsAmong, listed, type Wait } from '../../records/waiting.ts';
import { type Awaiting, type Waits, waitOf as waitIn } from '../../records/waits.ts';
import type { DeskDeps } from './deps.ts';
import { requests } from './kind.ts';
import { isStage, type RequestState, type Stage, subjectOf } from './model.ts';
import { plannedAt, stageName, statusName } from './plan.ts';
import { barredFrom, holdingsOf, type Policy } from './rules.ts';
import { heldAtOwnStages, openStatuses, stagesOfRoles } from './stages.ts';
import { loadState, loadStates, madeItWait } from './store.ts';

/** How a request waits at a stage, once it is there (U-10, I-4). */
export function waitAt(request: RequestState, stage: Stage, policy: Policy): Wait {
  return {
    subject: subjectOf(request.id),
    held: holdingsOf(request, stage),
    barred: barredFrom(request, stage, policy),
    handed: request.status === stage ? request.handed : null,
    since: request.statusSince,
    term: plannedAt(request, stage),
    asker: request.requesterId,
    // A superior's own superior, along the register's line.
    above: stage === 'WAITING_ATASAN' ? 'superiors' : 'admins',
    card: 'user-id.approval',
    letter: 'user-id.waiting',
    args: { stage },
    words: {
      somebody: 'userId.card.waitsFor',
      nobody: 'userId.card.waitsForNobody',
      args: { stage: stageName(request, stage) },
    },
  };
}

/** How it waits for the approvers of its stage; null where it has been decided to its end. */
const waitForApprovers = (request: RequestState, policy: Policy): Wait | null =>
  isStage(request.status) ? waitAt(request, request.status, policy) : null;

const awaiting = (policy: Policy): Awaiting<RequestState> => ({
  name: requests.name,
  asker: ({ requesterId }) => requesterId,
  waits: (request) => waitForApprovers(request, policy),
  root: 'user-id.root',
});

/** How it waits now: for them, or for its requester's answer. */
export const waitOf = (request: RequestState, policy: Policy): Wait | null =>
  waitIn(awaiting(policy), request);

/** Requests, as they wait: by who may decide more than one stage. */
export const requestsWait = (policy: Policy): typeof requests & Waits<RequestState> => ({
  ...requests,
  ...awaiting(policy),
  table: 'user_id_request',
  load: loadState,
  title: ({ t }, { number }) => t('userId.card.title', { number }),
  named: (request) => ({
    title: `${request.number} · ${request.name}`,
    text: statusName(request, request.status),
    open: action('user-id.open', request.id),
  }),
});

type Where = Pick<DeskDeps, 'policy'> & { db: Queryable };

/** The requests that wait, each with those whom its cards name and tell. */
export async function waitingRequests(deps: Where, concerned: Concerned): Promise<Waiting[]> {
  const entries = new Map((await waiting(deps, concerned)).map(({ id, entry }) => [id, entry]));
  if (entries.size === 0) return [];
  const kind = requestsWait(deps.policy);
  const found = await loadStates(deps.db, [...entries.keys()]);
  return listed(
    deps.db,
    found.map((request) => ({
      wait: waitIn(kind, request),
      ...kind.named(request),
      announced: kind.announced(request),
      entry: entries.get(request.id) ?? '',
    })),
  );
}

/** The waiting requests that may be among them, with what has made them wait where they do, in the log. */
export async function waiting(
  { db }: Pick<Where, 'db'>,
  concerned: Concerned,
): Promise<{ id: number; entry: string }[]> {
  const roles = await rolesConcerned(db, concerned);
  const people = holdersNamed(concerned);
  const atOwn = roles
    ? await heldAtOwnStages(
        db,
        roles.map(({ role }) => role),
        people,
        { lookedUp: concerned !== 'all' && 'lost' in concerned },
      )
    : [];
  return db.query(
    `SELECT id, ${madeItWait} AS entry
     FROM user_id_request r WHERE status IN (${openStatuses}) AND ($1::int[] IS NULL OR id = ANY($1))
       AND ($2::text[] IS NULL OR status = ANY($2) OR status = 'WAITING_ATASAN' AND atasan_id = ANY($3) OR id = ANY($4)) ORDER BY id`,
    [idsAmong(requests, concerned), roles ? stagesOfRoles({ roles }) : null, people, atOwn],
  );
}
