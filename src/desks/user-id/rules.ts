import { isAddressedTo } from '../../core/addressed.ts';
import type { Actor, Right } from '../../core/context.ts';
import { hasRole, rightsOf } from '../../core/context.ts';
import { anyOf, type Identity, isSamePerson, named } from '../../core/same-person.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { isSameName } from '../../people/names/match.ts';
import { heldNow } from '../../records/handing.ts';
import { type Holding, holds, holdsThemselves, whyBarred } from '../../records/holders.ts';
import { overtaken, overtakenBy } from '../../records/overtaken.ts';
import { whyNotHolder } from '../../records/waiting.ts';
import {
  type Decision,
  isManual,
  isStage,
  type Plan,
  type RequestState,
  type Stage,
  stageRoles,
} from './model.ts';
import { plannedAt, stageName, statusName, untaken } from './plan.ts';
import { missing, openGroups, voicesAt } from './quorum.ts';

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

/** What the rules need to know of who holds the stages of a request. */
type Held = Pick<RequestState, 'atasanId' | 'plan'>;

/** Who holds each group of a stage: of the manuals' the superior whom the request names, or a role (U-9, I-2); else as planned. */
export function groupsOf(request: Held, stage: Stage): readonly (readonly Holding[])[] {
  if (!isManual(stage)) return plannedAt(request, stage)?.groups ?? [];
  return [[stage === 'WAITING_ATASAN' ? { personId: request.atasanId } : { role: stageRoles[stage] }]];
}

/** Who holds a stage, whoever of them has decided meanwhile. */
const holdsStage = (request: Held, stage: Stage, actor: Actor): boolean =>
  holds(actor, groupsOf(request, stage).flat());

/** Whose decision a stage still needs: those of the groups that have not all their voices yet. */
export function holdingsOf(request: Held & Pick<RequestState, 'decisions'>, stage: Stage): Holding[] {
  const planned = plannedAt(request, stage);
  const groups = groupsOf(request, stage);
  return planned ? openGroups(planned, voicesAt(request, stage)).flatMap((group) => groups[group] ?? []) : [];
}

/** The groups for which somebody in this right may speak. */
export const groupsHeldBy = (request: Held, stage: Stage, right: Right): number[] =>
  groupsOf(request, stage).flatMap((held, group) => (holdsThemselves(right, held) ? [group] : []));

/** Who does not decide a stage of it, whatever they hold: those whom it is about, and whoever has decided already (I-4, A-9). */
export function barredFrom(request: RequestState, stage: Stage, { oneStagePerPerson }: Policy): Identity {
  return anyOf(
    ownersOf(request),
    decidersOf(oneStagePerPerson ? request.decisions : voicesAt(request, stage)),
  );
}

/** Why this person may not decide this stage now; null when they may (I-3, I-4, U-9, U-13). */
export function whyNotDecide(
  request: RequestState,
  stage: Stage,
  actor: Actor,
  policy: Policy,
): Message | null {
  const isHolder = holdsStage(request, stage, actor);
  // What became of a request is told to those whom it concerns, not to everybody who knows an id.
  if (request.status !== stage && (isHolder || maySee(request, actor))) return whyPassed(request, stage);
  if (!isHolder) return msg('userId.refuse.notApprover', { stage: stageName(request, stage) });
  if (isOwn(request, actor)) return msg('userId.refuse.own');
  const voices = voicesAt(request, stage);
  const theirs = voices.find((one) => isSamePerson(decidersOf([one]), actor.identity));
  if (theirs) return whyVoiced(request, theirs, actor);
  if (policy.oneStagePerPerson && isSamePerson(decidersOf(request.decisions), actor.identity)) {
    return msg('userId.refuse.secondStage');
  }
  const waits = { held: holdingsOf(request, stage), handed: request.handed };
  if (!holds(actor, waits.held)) return whyComplete(request, stage, actor);
  // Of those whose voice it needs it may have been handed to one.
  const held = heldNow(waits);
  if (!holds(actor, held))
    return whyNotHolder(waits, actor, msg('userId.refuse.notApprover', { stage: stageName(request, stage) }));
  return whyBarred(actor, held, barredFrom(request, stage, policy), msg('userId.refuse.own'));
}

/** That their voice is given, perhaps by whoever stands in for them (I-6). */
function whyVoiced({ number }: RequestState, { personId, personName }: Decision, actor: Actor): Message {
  return personId === actor.id
    ? msg('userId.refuse.voiced', { number })
    : overtakenBy(msg('userId.refuse.voicedFor', { number, name: personName }));
}

/** Who of their group was faster: the stage waits for others (U-13, A-9). */
function whyComplete(request: RequestState, stage: Stage, actor: Actor): Message {
  const rights = rightsOf(actor);
  const groups = rights.flatMap((right) => groupsHeldBy(request, stage, right));
  const voices = voicesAt(request, stage).filter(
    (voice) => voice.approved && voice.groups.some((group) => groups.includes(group)),
  );
  const names = voices.map(({ personName }) => personName).join(', ');
  return overtakenBy(msg('userId.refuse.groupComplete', { number: request.number, names }));
}

/** Why nobody's request is not decided: said as of one that this person has no part in, so that no id is told to exist (I-3). */
export function whyNobodys(stage: Stage, actor: Actor): Message {
  if (!isManual(stage)) return msg('userId.refuse.unknown');
  return stage !== 'WAITING_ATASAN' && hasRole(actor, stageRoles[stage])
    ? msg('userId.refuse.unknown')
    : msg('userId.refuse.notApprover', { stage: stageName({ plan: [] }, stage) });
}

/** Those who have decided a stage of it: a substitute's decision is their principal's as well (I-6). */
function decidersOf(decisions: readonly Decision[]): Identity {
  return named({
    persons: decisions.flatMap(({ personId, onBehalfOf }) => [personId, onBehalfOf?.id ?? null]),
  });
}

/** Who was faster, or what became of the request since (U-13). */
function whyPassed(request: RequestState, stage: Stage): Message {
  const decision = request.decisions.findLast((made) => made.stage === stage);
  const status = statusName(request, request.status);
  if (!decision) return passed(request);
  const args = { number: request.number, name: decision.personName, status };
  return overtakenBy(
    decision.approved
      ? msg('userId.refuse.alreadyApproved', args)
      : msg('userId.refuse.alreadyRejected', args),
  );
}

/** That it waits no more where it was. */
const passed = (request: RequestState): Message =>
  overtaken(
    msg('userId.refuse.passed', { number: request.number, status: statusName(request, request.status) }),
  );

/** Whoever could decide each group of each stage of a plan, its own people taken out. */
export type Candidates = Readonly<Record<Stage, readonly (readonly number[])[]>>;

/**
 * The first stage of a plan that could not be decided (U-9), or null: a group has too few who hold it. Where one person may decide
 * only one stage, the stages need different people as well: whoever is the only candidate of two staffs just one of them.
 */
export function unstaffedStage(plan: Plan, candidates: Candidates, policy: Policy): Stage | null {
  const slots = plan.flatMap(({ stage, needed }) =>
    (candidates[stage] ?? []).flatMap((people) => Array.from({ length: needed }, () => ({ stage, people }))),
  );
  const empty = plan.find(({ stage }) => (candidates[stage] ?? []).length === 0);
  if (empty) return empty.stage;
  const apart = policy.oneStagePerPerson
    ? [slots]
    : plan.map(({ stage }) => slots.filter((one) => one.stage === stage));
  const [first] = apart.flatMap((some) =>
    untaken(some.map(({ people }) => people)).flatMap((place) => some[place]?.stage ?? []),
  );
  return first ?? null;
}

/** Why this person may not withdraw the request now; null when they may (U-18). */
export function whyNotWithdraw(request: RequestState, actor: Actor): Message | null {
  if (request.requesterId !== actor.id) return msg('userId.refuse.notRequester');
  return isStage(request.status) ? null : passed(request);
}

/** That it needs more than one voice still, so that no one person can have it. */
export function whySeveral(request: RequestState): Message | null {
  const planned = isStage(request.status) ? plannedAt(request, request.status) : undefined;
  const open = planned ? missing(planned, voicesAt(request, planned.stage)) : 1;
  return open > 1 ? msg('userId.refuse.severalVoices') : null;
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
  const last = request.decisions.at(-1)?.stage;
  const decided = request.plan.findIndex(({ stage }) => stage === last);
  const isPast = !last || voicesAt(request, last).length === 0;
  const reached = request.plan.slice(0, decided + (isWaiting && isPast ? 2 : 1));
  return maySee(request, actor) || reached.some(({ stage }) => holdsStage(request, stage, actor));
}

/** The form of a User ID, in lower case (U-15). */
export const userIdPattern = /^[a-z0-9._-]{3,64}$/;

/** A User ID as it is kept: without surrounding spaces, in lower case (U-15). */
export function normaliseUserId(typed: string): string {
  return typed.trim().toLowerCase();
}
