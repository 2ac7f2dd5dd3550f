import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision, Plan, PlannedStage, Stage } from '../../src/desks/user-id/model.ts';
import { manualPlan, nextOf, stageName, statusName, untaken } from '../../src/desks/user-id/plan.ts';
import { isReachable, missing, openGroups, roundAt, voicesAt } from '../../src/desks/user-id/quorum.ts';

const stage = (more: Partial<PlannedStage> = {}): PlannedStage => ({
  stage: 'WAITING_KEAMANAN',
  name: { id: 'Keamanan', en: 'Security' },
  groups: [[{ role: 'ICT_MANAGER' }]],
  needed: 1,
  oneRejects: true,
  remindAfter: [],
  escalateAfter: null,
  ...more,
});
const yes = (...groups: number[]) => ({ approved: true, groups });
const no = (...groups: number[]) => ({ approved: false, groups });
const twoGroups = stage({ groups: [[{ role: 'ICT_MANAGER' }], [{ personId: 5 }]] });

const decision = (of: Stage, more: Partial<Decision> = {}): Decision => ({
  stage: of,
  round: 1,
  groups: [0],
  approved: true,
  personId: 1,
  personName: 'P1',
  reason: null,
  decidedAt: new Date(0),
  ...more,
});

describe('how many voices a stage needs', () => {
  it('A-9 counts n of m: whoever approves is one of them, and a rejection is none', () => {
    const three = stage({ needed: 3 });
    expect(missing(three, [])).toBe(3);
    expect(missing(three, [yes(0), no(0), yes(0)])).toBe(1);
    expect(openGroups(three, [yes(0), yes(0)])).toEqual([0]);
    expect(openGroups(three, [yes(0), yes(0), yes(0)])).toEqual([]);
  });

  it('A-9 wants one of each group, and waits for nobody of one that has its voice', () => {
    expect(openGroups(twoGroups, [])).toEqual([0, 1]);
    expect(openGroups(twoGroups, [yes(0)])).toEqual([1]);
    expect(missing(twoGroups, [yes(0), yes(1)])).toBe(0);
  });

  it('A-9 counts somebody of two groups for the one that has no other voice, and for one alone', () => {
    expect(missing(twoGroups, [yes(0, 1)])).toBe(1);
    expect(openGroups(twoGroups, [yes(0, 1)])).toEqual([0, 1]);
    expect(missing(twoGroups, [yes(0, 1), yes(0)])).toBe(0);
    expect(missing(twoGroups, [yes(0), yes(0, 1)])).toBe(0);
  });

  it('A-9 can no longer be reached once too few are left, those who have approved counted', () => {
    const two = stage({ needed: 2, oneRejects: false });
    expect(isReachable(two, [no(0)], [[2, 3]])).toBe(true);
    expect(isReachable(two, [no(0), yes(0)], [[3]])).toBe(true);
    expect(isReachable(two, [no(0), no(0)], [[3]])).toBe(false);
    expect(isReachable(twoGroups, [], [[7], [7]])).toBe(false);
  });

  it('A-9 agrees with trying every way of giving voices to groups', () => {
    const tries = (slots: readonly (readonly number[])[], taken: number[] = []): number => {
      const [first, ...rest] = slots;
      if (!first) return 0;
      const without = tries(rest, taken);
      const withOne = first
        .filter((taker) => !taken.includes(taker))
        .map((taker) => 1 + tries(rest, [...taken, taker]));
      return Math.max(without, ...withOne);
    };
    const slots = fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 3 }), { maxLength: 5 });
    fc.assert(
      fc.property(slots, (some) => {
        expect(some.length - untaken(some).length).toBe(tries(some));
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

describe('a plan', () => {
  const own: Plan = [...manualPlan.slice(0, 1), stage({ needed: 2 }), ...manualPlan.slice(1)];

  it('U-8 A-9 has the manuals’ four stages in their words, where the organisation has none of its own', () => {
    expect(manualPlan.map(({ stage: one }) => stageName({ plan: manualPlan }, one))).toEqual([
      'Atasan Pemohon',
      'ICT Verificator',
      'ICT Manager',
      'ICT Executor',
    ]);
  });

  it('U-8 A-9 leads through an own stage, whose status has its name in the reader’s language', () => {
    expect(nextOf({ plan: own }, 'WAITING_ATASAN')).toBe('WAITING_KEAMANAN');
    expect(nextOf({ plan: own }, 'WAITING_KEAMANAN')).toBe('WAITING_VERIFICATOR');
    expect(nextOf({ plan: own }, 'WAITING_EXECUTOR')).toBe('COMPLETED');
    expect(statusName({ plan: own }, 'WAITING_KEAMANAN')).toEqual({
      id: 'Waiting for Approval Keamanan',
      en: 'Waiting for Approval Security',
    });
  });

  it('A-9 counts the voices of this visit alone: those that have ended an earlier one are of none', () => {
    const at = 'WAITING_KEAMANAN';
    const open = { plan: own, decisions: [decision('WAITING_ATASAN'), decision(at, { personId: 2 })] };
    expect(voicesAt(open, at).map(({ personId }) => personId)).toEqual([2]);
    expect(roundAt(open, at)).toBe(1);
    const passed = { plan: own, decisions: [...open.decisions, decision(at, { personId: 3 })] };
    expect(voicesAt(passed, at)).toEqual([]);
    expect(roundAt(passed, at)).toBe(2);
    const rejected = { plan: own, decisions: [...open.decisions, decision(at, { approved: false })] };
    expect(voicesAt(rejected, at)).toEqual([]);
  });
});
