import { isAddressedTo } from '../../core/addressed.ts';
import type { Actor } from '../../core/context.ts';
import { hasRole } from '../../core/context.ts';
import { anyOf, type Identity, isSamePerson, named } from '../../core/same-person.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { isSameName } from '../../people/names/match.ts';
import { heldNow } from '../../records/handing.ts';
import { type Holding, holds, whyBarred } from '../../records/holders.ts';
import { overtaken, overtakenBy } from '../../records/overtaken.ts';
import { whyNotHolder } from '../../records/waiting.ts';
import {
  isStage,
  type RequestState,
  type Stage,
  stageNames,
  stageRoles,
  stages,
  statusNames,
} from './model.ts';

export interface Policy {
  /** Nobody decides two stages of one request (I-4). */
  oneStagePerPerson: boolean;
}

/** Those whom a request is about: who made it, and the applicant (I-4). */
export function ownersOf({ requesterId, email, nopek }: Concerned): Identity {
  return named({ persons: [requesterId], addresses: [email], nopek });
}

type Concerned = Pick<RequestState, 'requesterId' | 'email' | 'nopek'>;

/** Own request: as requester or as the applicant, under whichever address or number (I-4). */
function isOwn(request: Concerned, actor: Actor): boolean {
  return isSamePerson(ownersOf(request), actor.identity);
}

/** Whether it carries the decider's own name: a warning to them, and nobody's bar (I-4). */
export function isNamesake(request: Pick<RequestState, 'name'> & Concerned, actor: Actor): boolean {
  return !isOwn(request, actor) && isSameName(request.name, actor.name);
}

/** Who holds a stage: the superior whom the request names, or a role (U-9, I-2). */
export function holdingsOf({ atasanId }: Pick<RequestState, 'atasanId'>, stage: Stage): Holding[] {
  return [stage === 'WAITING_ATASAN' ? { personId: atasanId } : { role: stageRoles[stage] }];
}

/** Who decides a stage of it: whoever it has been handed to where it stands, else all who hold that. */
const decidersAt = (request: RequestState, stage: Stage): readonly Holding[] =>
  heldNow({ held: holdingsOf(request, stage), handed: request.status === stage ? request.handed : null });

const holdsStage = (request: Pick<RequestState, 'atasanId'>, stage: Stage, actor: Actor): boolean =>
  holds(actor, holdingsOf(request, stage));

/** Who does not decide a stage of it, whatever they hold: those whom it is about, and whoever has decided another stage (I-4). */
export function barredFrom(request: RequestState, { oneStagePerPerson }: Policy): Identity {
  return oneStagePerPerson ? anyOf(ownersOf(request), decidersOf(request)) : ownersOf(request);
}

/** Whether this person decides some stage of it, whether it has come there or not. */
export function decidesSome(request: Pick<RequestState, 'atasanId'>, actor: Actor): boolean {
  return stages.some((stage) => holdsStage(request, stage, actor));
}

/** Why this person may not decide this stage now; null when they may (I-3, I-4, U-9, U-13). */
export function whyNotDecide(
  request: RequestState,
  stage: Stage,
  actor: Actor,
  policy: Policy,
): Message | null {
  const held = holdingsOf(request, stage);
  const deciders = decidersAt(request, stage);
  const decides = holds(actor, deciders);
  // What became of a request is told to those whom it concerns, not to everybody who knows an id.
  if (request.status !== stage && (decides || maySee(request, actor))) return whyPassed(request, stage);
  if (!decides) {
    const notApprover = msg('userId.refuse.notApprover', { stage: stageNames[stage] });
    return whyNotHolder({ held, handed: request.handed }, actor, notApprover);
  }
  if (isOwn(request, actor)) return msg('userId.refuse.own');
  if (policy.oneStagePerPerson && isSamePerson(decidersOf(request), actor.identity)) {
    return msg('userId.refuse.secondStage');
  }
  return whyBarred(actor, deciders, barredFrom(request, policy), msg('userId.refuse.own'));
}

/** Why nobody's request is not decided: said as of one that this person has no part in, so that no id is told to exist (I-3). */
export function whyNobodys(stage: Stage, actor: Actor): Message {
  return stage !== 'WAITING_ATASAN' && hasRole(actor, stageRoles[stage])
    ? msg('userId.refuse.unknown')
    : msg('userId.refuse.notApprover', { stage: stageNames[stage] });
}

/** Those who have decided a stage of it: a substitute's decision is their principal's as well (I-6). */
function decidersOf({ decisions }: Pick<RequestState, 'decisions'>): Identity {
  return named({
    persons: decisions.flatMap(({ personId, onBehalfOf }) => [personId, onBehalfOf?.id ?? null]),
  });
}

/** Who was faster, or what became of the request since (U-13). */
function whyPassed(request: RequestState, stage: Stage): Message {
  const decision = request.decisions.findLast((made) => made.stage === stage);
  const status = statusNames[request.status];
  if (!decision) return passed(request);
  const args = { number: request.number, name: decision.personName, status };
  return overtakenBy(
    decision.approved
      ? msg('userId.refuse.alreadyApproved', args)
      : msg('userId.refuse.alreadyRejected', args),
  );
}

/** That it waits no more where it was. */
const passed = ({ number, status }: RequestState): Message =>
  overtaken(msg('userId.refuse.passed', { number, status: statusNames[status] }));

/** The stages that somebody holds but cannot decide do not count: one candidate list per stage, own people taken out. */
export type Candidates = Record<Stage, number[]>;

/**
 * The first stage that nobody could decide (U-9), or null. Where one person may decide only one stage, the
 * stages need different people: a person who is the only candidate of two stages staffs just one of them.
 */
export function unstaffedStage(candidates: Candidates, policy: Policy): Stage | null {
  if (!policy.oneStagePerPerson) return stages.find((stage) => candidates[stage].length === 0) ?? null;

  // Augmenting paths: each stage in turn gets somebody, others moving over where they can.
  const takenBy = new Map<number, Stage>();
  const place = (stage: Stage, tried: Set<number>): boolean =>
    candidates[stage].some((person) => {
      if (tried.has(person)) return false;
      tried.add(person);
      const holder = takenBy.get(person);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(person, stage);
      return true;
    });
  return stages.find((stage) => !place(stage, new Set())) ?? null;
}

/** Why this person may not withdraw the request now; null when they may (U-18). */
export function whyNotWithdraw(request: RequestState, actor: Actor): Message | null {
  if (request.requesterId !== actor.id) return msg('userId.refuse.notRequester');
  return isStage(request.status) ? null : passed(request);
}

/** Why this person may not start again from this request; null when they may (U-18). */
export function whyNotStartAgain(request: RequestState, actor: Actor): Message | null {
  const isOver = request.status === 'REJECTED' || request.status === 'WITHDRAWN';
  return request.requesterId === actor.id && isOver
    ? null
    : msg('userId.refuse.notAgain', { number: request.number });
}

/**
 * Who may see a request: who made it, its applicant, who may decide or has decided it; ADMIN all (U-14). What bars from
 * deciding is read widely, what gives a right by the person and their own verified address alone.
 */
export function maySee(request: RequestState, actor: Actor): boolean {
  return (
    request.requesterId === actor.id ||
    isAddressedTo(actor, request) ||
    hasRole(actor, 'ADMIN') ||
    request.decisions.some(
      ({ personId, onBehalfOf }) => personId === actor.id || onBehalfOf?.id === actor.id,
    ) ||
    (isStage(request.status) && holdsStage(request, request.status, actor))
  );
}

/**
 * Who goes on seeing a card that was posted to them: besides those who may see the request, whoever holds a stage that it has
 * come to, since they are shown what another one has decided there (U-13).
 */
export function mayFollow(request: RequestState, actor: Actor): boolean {
  const isWaiting = isStage(request.status) || request.status === 'WITHDRAWN';
  const reached = stages.slice(0, request.decisions.length + (isWaiting ? 1 : 0));
  return maySee(request, actor) || reached.some((stage) => holdsStage(request, stage, actor));
}

/** The form of a User ID, in lower case (U-15). */
export const userIdPattern = /^[a-z0-9._-]{3,64}$/;

/** A User ID as it is kept: without surrounding spaces, in lower case (U-15). */
export function normaliseUserId(typed: string): string {
  return typed.trim().toLowerCase();
}
