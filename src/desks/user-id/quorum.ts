import type { Decision, PlannedStage, RequestState, Stage } from './model.ts';
import { plannedAt, type Slots, untaken } from './plan.ts';

/** What counting takes: how many groups a stage has, and how many voices each needs. */
type Needs = Pick<PlannedStage, 'needed' | 'groups'>;

/** What counts of a voice. */
type Voice = Pick<Decision, 'approved' | 'groups'>;

const groupCount = ({ groups }: Needs): number => groups?.length ?? 1;

/** One slot for each approval that a stage needs, group by group; `takers` may take those of one. */
const slotsOf = (stage: Needs, takers: (group: number) => readonly number[]): Slots =>
  Array.from({ length: groupCount(stage) * stage.needed }, (_, slot) =>
    takers(Math.floor(slot / stage.needed)),
  );

/** Whose approval may stand for a group: a voice counts for one, whichever it serves best. */
const approvals = (voices: readonly Voice[]) => (group: number) =>
  voices.flatMap((voice, place) => (voice.approved && voice.groups.includes(group) ? [place] : []));

/** How many approvals a stage still needs after these voices. */
export const missing = (stage: Needs, voices: readonly Voice[]): number =>
  untaken(slotsOf(stage, approvals(voices))).length;

/** How many it needs in all. */
export const neededIn = (stage: Needs): number => groupCount(stage) * stage.needed;

/** The groups of which one more approval would count. */
export function openGroups(stage: Needs, voices: readonly Voice[]): number[] {
  const groups = Array.from({ length: groupCount(stage) }, (_, group) => group);
  if (voices.length === 0) return groups;
  const before = missing(stage, voices);
  return groups.filter((group) => missing(stage, [...voices, { approved: true, groups: [group] }]) < before);
}

/** Whether those who are left, by their groups, could still make up what a stage needs. */
export function isReachable(
  stage: Needs,
  voices: readonly Voice[],
  left: readonly (readonly number[])[],
): boolean {
  const given = approvals(voices);
  // People have ids above 0, voices their places.
  const takers = (group: number) => [...given(group).map((place) => -1 - place), ...(left[group] ?? [])];
  return untaken(slotsOf(stage, takers)).length === 0;
}

/**
 * The voices that count at a stage now: the last ones, of this visit. What has ended a visit is of none that goes on.
 */
export function voicesAt(request: Pick<RequestState, 'decisions' | 'plan'>, stage: Stage): Decision[] {
  const { decisions } = request;
  const others = decisions.findLastIndex((made) => made.stage !== stage);
  const voices = decisions.slice(others + 1);
  if (voices.length === 0) return voices;
  const planned = plannedAt(request, stage);
  const last = voices.at(-1);
  const isOver = !planned || (last && !last.approved && planned.oneRejects) || missing(planned, voices) === 0;
  return isOver ? [] : voices;
}

/** The visit of a stage that the next voice is of. */
export function roundAt(request: Pick<RequestState, 'decisions' | 'plan'>, stage: Stage): number {
  const [first] = voicesAt(request, stage);
  if (first) return first.round;
  return (
    Math.max(0, ...request.decisions.filter((made) => made.stage === stage).map(({ round }) => round)) + 1
  );
}
