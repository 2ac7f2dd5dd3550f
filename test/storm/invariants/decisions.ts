import { isSamePersonAs } from '../people.ts';
import type { Decision, Request, Snapshot } from '../snapshot.ts';
import { type Invariant, newEntries } from './invariant.ts';

/** Who decides a stage, where that is not its superior or somebody named. */
export const roles: Readonly<Record<string, string>> = {
  WAITING_VERIFICATOR: 'ICT_VERIFICATOR',
  WAITING_MANAGER: 'ICT_MANAGER',
  WAITING_EXECUTOR: 'ICT_EXECUTOR',
};

/**
 * Each stage has exactly the decisions that it needs, one unless it says more, each of another person, in the order of the plan; and
 * a request stands where they have brought it (U-13, A-9).
 */
export const oneDecision: Invariant = ({ after }) =>
  after.requests.flatMap((request) => {
    const plan = after.plans.filter(({ requestId }) => requestId === request.id);
    const decisions = after.decisions.filter(({ requestId }) => requestId === request.id);
    const wrong: string[] = [];
    let stands: string | undefined;
    for (const { stage, needed } of plan) {
      const voices = decisions.filter((one) => one.stage === stage);
      const approvals = voices
        .filter(({ approved }) => approved)
        .map(({ personId, onBehalfOfId }) => onBehalfOfId ?? personId);
      if (approvals.length > needed)
        wrong.push(`${request.number} has ${approvals.length} approvals at ${stage}, which needs ${needed}`);
      if (new Set(approvals).size < approvals.length)
        wrong.push(`${request.number} counts somebody twice at ${stage}`);
      if (stands !== undefined && voices.length > 0)
        wrong.push(`${request.number} was decided at ${stage}, and stands at ${stands}`);
      if (voices.some(({ approved }) => !approved)) stands ??= 'REJECTED';
      else if (approvals.length < needed) stands ??= stage;
    }
    stands ??= 'COMPLETED';
    if (request.status !== stands && request.status !== 'WITHDRAWN')
      wrong.push(`${request.number} is ${request.status}, and its decisions say ${stands}`);
    return wrong;
  });

/** Whoever decides holds the stage at that moment and has no part in the request (I-3, I-4, U-9). */
export const ofHolders: Invariant = ({ before, after }) => {
  const known = new Set(before.decisions.map(named));
  return after.decisions
    .filter((decision) => !known.has(named(decision)))
    .flatMap((decision) => {
      const request = after.requests.find(({ id }) => id === decision.requestId);
      if (!request) return [`somebody decided request ${decision.requestId}, which is not there`];
      const person = after.people.find(({ id }) => id === decision.personId);
      const wrong: string[] = [];
      const own = [request.requesterId, ...applicants(after, request)];
      for (const id of [decision.personId, decision.onBehalfOfId])
        if (id !== null && own.some((one) => isSamePersonAs(after, one, id)))
          wrong.push(`${person?.email} decided on their own request ${request.number} at ${decision.stage}`);
      if (!mayDecide(before, request, decision) && !mayDecide(after, request, decision))
        wrong.push(`${person?.email} decided ${request.number} at ${decision.stage} without holding it`);
      return wrong;
    });
};

const named = ({ requestId, stage, round, personId }: Decision): string =>
  `${requestId} ${stage} ${round} ${personId}`;

const applicants = ({ people }: Snapshot, request: { nopek: string | null; email: string }): number[] =>
  people
    .filter(({ email, nopek }) => email === request.email || (nopek !== null && nopek === request.nopek))
    .map(({ id }) => id);

/** Whether somebody holds a stage themselves: they are named for it, or have its role. */
function holds({ rights, plans }: Snapshot, request: Concerned, stage: string, personId: number): boolean {
  if (stage === 'WAITING_ATASAN') return request.atasanId === personId;
  const named = plans.find((one) => one.requestId === request.id && one.stage === stage)?.persons ?? [];
  return (
    named.includes(personId) ||
    rights.grants.some((grant) => grant.personId === personId && grant.role === roles[stage])
  );
}

/** Who holds the stages that requests wait at now. */
export const waitedFor = (snapshot: Snapshot): Snapshot['people'] =>
  snapshot.people.filter(({ id }) =>
    snapshot.requests.some((request) => holds(snapshot, request, request.status, id)),
  );

/** They do, or stand in for somebody who does. */
const forSomebody = ({ rights }: Snapshot, personId: number, does: (personId: number) => boolean): boolean =>
  does(personId) ||
  rights.delegations.some(({ principalId, substituteId }) => substituteId === personId && does(principalId));

const handedTo = ({ rights }: Snapshot, request: Concerned): number | undefined =>
  rights.handed.find(({ subject }) => subject === `user-id:${request.id}`)?.personId;

function mayDecide(
  snapshot: Snapshot,
  request: Concerned,
  { stage, personId }: Pick<Decision, 'stage' | 'personId'>,
): boolean {
  const handed = handedTo(snapshot, request);
  return forSomebody(
    snapshot,
    personId,
    (id) => holds(snapshot, request, stage, id) && (handed === undefined || handed === id),
  );
}

type Concerned = Pick<Request, 'id' | 'atasanId' | 'requesterId' | 'nopek' | 'email'>;

/** Whether somebody has to do with a request: it is theirs, they hold one of its stages, have decided one, or are an ADMIN (U-14). */
export function isConcerned(snapshot: Snapshot, request: Concerned, personId: number): boolean {
  const { rights, plans, decisions } = snapshot;
  const stages = plans.flatMap((one) => (one.requestId === request.id ? [one.stage] : []));
  const concerns = (id: number) =>
    stages.some((stage) => holds(snapshot, request, stage, id)) || handedTo(snapshot, request) === id;
  return (
    [request.requesterId, ...applicants(snapshot, request)].some((one) =>
      isSamePersonAs(snapshot, one, personId),
    ) ||
    rights.grants.some((grant) => grant.personId === personId && grant.role === 'ADMIN') ||
    decisions.some(
      (one) => one.requestId === request.id && [one.personId, one.onBehalfOfId].includes(personId),
    ) ||
    forSomebody(snapshot, personId, concerns)
  );
}

/** Every change of state has its entry, and each begins where the one before it ended (I-5). */
export const chained: Invariant = (step) => {
  const { after } = step;
  const wrong: string[] = [];
  const stands = new Map<string, string>();
  for (const { subject, from, to, action } of after.entries) {
    const was = stands.get(subject);
    if (was !== undefined && from !== null && from !== was && /^(user-id|satker)/.test(subject))
      wrong.push(`${action} of ${subject} begins at ${from}, and the entry before it ended at ${was}`);
    if (to !== null) stands.set(subject, to);
  }
  for (const { id, number, status } of after.requests) {
    const told = stands.get(`user-id:${id}`);
    if (told !== status) wrong.push(`${number} is ${status}, and the log says ${told}`);
  }
  return wrong;
};

/** The log grows at its end and nothing in it changes (I-5). */
export const append: Invariant = (step) => {
  const now = new Map(step.after.entries.map((entry) => [entry.id, JSON.stringify(entry)]));
  return [
    ...step.before.entries.flatMap((entry) =>
      now.get(entry.id) === JSON.stringify(entry)
        ? []
        : [`entry ${entry.id} of the log has changed or is gone`],
    ),
    ...(newEntries(step).length === step.after.entries.length - step.before.entries.length
      ? []
      : ['entries came before others']),
  ];
};

/** Numbers are given once (U-1). */
export const numbers: Invariant = ({ after }) => {
  const seen = new Set<string>();
  return after.requests.flatMap(({ number }) => {
    if (seen.has(number)) return [`${number} was given twice`];
    seen.add(number);
    return [];
  });
};
