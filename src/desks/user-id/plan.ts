import { type Language, languages, type Name } from '../../core/texts/index.ts';
import {
  isManual,
  isStage,
  isStatus,
  manualStages,
  type Plan,
  type PlannedStage,
  type Stage,
  type Status,
  stageNames,
  statusNames,
} from './model.ts';

/** The manuals' four stages, each of them somebody's alone. */
export const manualPlan: Plan = manualStages.map((stage) => ({
  stage,
  name: stageNames[stage],
  groups: null,
  needed: 1,
  oneRejects: true,
  remindAfter: [],
  escalateAfter: null,
}));

/** A stage by its name. */
export type Named = Pick<PlannedStage, 'stage' | 'name'>;

/** Whatever has stages that have names. */
interface Naming {
  plan: readonly Named[];
}

export const plannedAt = ({ plan }: { plan: Plan }, stage: Stage): PlannedStage | undefined =>
  plan.find((one) => one.stage === stage);

/** What a stage is called; one that is not in the plan by its code. */
export const stageName = ({ plan }: Naming, stage: Stage): Name =>
  isManual(stage)
    ? stageNames[stage]
    : (plan.find((one) => one.stage === stage)?.name ?? stage.slice('WAITING_'.length));

/** What a status is called (U-8): that of an own stage by its name. */
export function statusName(request: Naming, status: Status): Name {
  if (!isStage(status) || isManual(status)) return statusNames[status];
  const name = stageName(request, status);
  return typeof name === 'string' ? waitingFor(name) : inEach((language) => waitingFor(name[language]));
}

/** The same of any state in the log. */
export const stateName = (request: Naming, state: string): Name =>
  isStatus(state) ? statusName(request, state) : state;

const waitingFor = (name: string) => `Waiting for Approval ${name}`;

const inEach = (said: (language: Language) => string): Name =>
  Object.fromEntries(languages.map((language) => [language, said(language)])) as Record<Language, string>;

/** Where an approved stage leads (U-8). */
export function nextOf({ plan }: Naming, stage: Stage): Status {
  return plan[plan.findIndex((one) => one.stage === stage) + 1]?.stage ?? 'COMPLETED';
}

/** What is to be taken by somebody each, and by whom it may be. */
export type Slots = readonly (readonly number[])[];

/**
 * The places of those that nobody is left for where each is taken by somebody else, as few as can be: each slot in turn gets
 * somebody, others moving over where they can.
 */
export function untaken(slots: Slots): number[] {
  const takenBy = new Map<number, number>();
  const place = (slot: number, tried: Set<number>): boolean =>
    (slots[slot] ?? []).some((taker) => {
      if (tried.has(taker)) return false;
      tried.add(taker);
      const before = takenBy.get(taker);
      if (before !== undefined && !place(before, tried)) return false;
      takenBy.set(taker, slot);
      return true;
    });
  return slots.flatMap((_, slot) => (place(slot, new Set()) ? [] : [slot]));
}
