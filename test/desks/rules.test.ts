import { describe, expect, it } from 'vitest';
import type { Actor, RoleName } from '../../src/core/context.ts';
import {
  type Decision,
  ends,
  type ManualStage,
  type RequestState,
  type Status,
  manualStages as stages,
} from '../../src/desks/user-id/model.ts';
import { manualPlan, nextOf } from '../../src/desks/user-id/plan.ts';
import {
  type Candidates,
  mayFollow,
  maySee,
  normaliseUserId,
  unstaffedStage,
  userIdPattern,
  whyNotDecide,
  whyNotStartAgain,
  whyNotWithdraw,
} from '../../src/desks/user-id/rules.ts';
import { known } from '../support/known.ts';

const policy = { oneStagePerPerson: true };
const statuses: readonly Status[] = [...stages, ...ends];

function actor(id: number, ...roles: RoleName[]): Actor {
  return {
    ...known({ id, name: `P${id}`, email: `p${id}@x` }),
    registered: true,
    roles: roles.map((role) => ({ role, unitId: null })),
  };
}

function request(status: Status, decisions: Partial<Decision>[] = []): RequestState {
  return {
    id: 1,
    number: 'UID-2026-000001',
    status,
    requesterId: 1,
    email: 'applicant@x',
    nopek: null,
    name: 'Applicant',
    atasanId: 2,
    createdAt: new Date(0),
    statusSince: new Date(0),
    handed: null,
    systems: [1],
    plan: manualPlan,
    decisions: decisions.map((decision) => ({
      stage: 'WAITING_ATASAN',
      round: 1,
      groups: [0],
      approved: true,
      personId: 2,
      personName: 'P2',
      reason: null,
      decidedAt: new Date(0),
      ...decision,
    })),
  };
}

describe('who may decide', () => {
  const roles: Record<ManualStage, Actor> = {
    WAITING_ATASAN: actor(2),
    WAITING_VERIFICATOR: actor(3, 'ICT_VERIFICATOR'),
    WAITING_MANAGER: actor(4, 'ICT_MANAGER'),
    WAITING_EXECUTOR: actor(5, 'ICT_EXECUTOR'),
  };

  for (const stage of stages) {
    for (const [holder, person] of Object.entries(roles)) {
      it(`I-3 U-9 at ${stage} ${holder === stage ? 'lets its holder decide' : `refuses the holder of ${holder}`}`, () => {
        const why = whyNotDecide(request(stage), stage, person, policy);
        expect(why?.key ?? null).toBe(holder === stage ? null : 'userId.refuse.notApprover');
      });
    }
    for (const status of statuses.filter((other) => other !== stage)) {
      it(`U-13 refuses ${stage} once the request is ${status}`, () => {
        expect(whyNotDecide(request(status), stage, roles[stage], policy)?.key).toBe('userId.refuse.passed');
      });
    }
  }

  it('U-13 names who was faster, and what they decided', () => {
    const approved = request('WAITING_VERIFICATOR', [{ personName: 'Bima' }]);
    expect(whyNotDecide(approved, 'WAITING_ATASAN', actor(2), policy)).toMatchObject({
      key: 'userId.refuse.alreadyApproved',
      args: { name: 'Bima' },
    });
    const rejected = request('REJECTED', [{ personName: 'Bima', approved: false }]);
    expect(whyNotDecide(rejected, 'WAITING_ATASAN', actor(2), policy)?.key).toBe(
      'userId.refuse.alreadyRejected',
    );
  });

  it('I-4 refuses the requester, the applicant, and who has decided an earlier stage', () => {
    const at = request('WAITING_VERIFICATOR', [{ personId: 9 }]);
    const verificator = (id: number) => actor(id, 'ICT_VERIFICATOR');
    expect(whyNotDecide(at, 'WAITING_VERIFICATOR', verificator(1), policy)?.key).toBe('userId.refuse.own');
    const applicant = known({ ...verificator(7), email: 'Applicant+ict@x' });
    expect(whyNotDecide(at, 'WAITING_VERIFICATOR', applicant, policy)?.key).toBe('userId.refuse.own');
    expect(whyNotDecide(at, 'WAITING_VERIFICATOR', verificator(9), policy)?.key).toBe(
      'userId.refuse.secondStage',
    );
    expect(whyNotDecide(at, 'WAITING_VERIFICATOR', verificator(9), { oneStagePerPerson: false })).toBeNull();
  });

  it('U-8 leads each stage to the next, and the last to Completed', () => {
    expect(stages.map((stage) => nextOf({ plan: manualPlan }, stage))).toEqual([
      ...stages.slice(1),
      'COMPLETED',
    ]);
  });
});

describe('a request that nobody could decide', () => {
  const candidates = (a: number[], v: number[], m: number[], e: number[]): Candidates => ({
    WAITING_ATASAN: [a],
    WAITING_VERIFICATOR: [v],
    WAITING_MANAGER: [m],
    WAITING_EXECUTOR: [e],
  });

  it('U-9 names the first stage without anybody', () => {
    expect(unstaffedStage(manualPlan, candidates([1], [2], [], [4]), policy)).toBe('WAITING_MANAGER');
    expect(unstaffedStage(manualPlan, candidates([1], [2], [3], [4]), policy)).toBeNull();
  });

  it('I-4 counts a person for one stage only, and moves others over where they can', () => {
    expect(unstaffedStage(manualPlan, candidates([1], [1], [1, 2], [1, 2, 3]), policy)).toBe(
      'WAITING_VERIFICATOR',
    );
    expect(unstaffedStage(manualPlan, candidates([1, 2], [1], [3], [4]), policy)).toBeNull();
    expect(
      unstaffedStage(manualPlan, candidates([1], [1], [1], [1]), { oneStagePerPerson: false }),
    ).toBeNull();
  });

  it('I-4 agrees with trying every choice of people, over many random teams', () => {
    let seed = 1;
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * n);
    };
    const staffable = (lists: number[][], taken: number[] = []): boolean => {
      const [first, ...rest] = lists;
      return !first || first.some((person) => !taken.includes(person) && staffable(rest, [...taken, person]));
    };
    for (let round = 0; round < 3000; round += 1) {
      const lists = Array.from({ length: 4 }, () => Array.from({ length: random(4) }, () => random(5)));
      const [a = [], v = [], m = [], e = []] = lists;
      expect(unstaffedStage(manualPlan, candidates(a, v, m, e), policy) === null, JSON.stringify(lists)).toBe(
        staffable(lists),
      );
    }
  });
});

describe('the requester', () => {
  for (const status of statuses) {
    const waiting = (stages as readonly string[]).includes(status);
    it(`U-18 ${waiting ? 'may' : 'may not'} withdraw a request that is ${status}`, () => {
      expect(whyNotWithdraw(request(status), actor(1)) === null).toBe(waiting);
      expect(whyNotWithdraw(request(status), actor(2))?.key).toBe('userId.refuse.notRequester');
      const isOver = status === 'REJECTED' || status === 'WITHDRAWN';
      expect(whyNotStartAgain(request(status), actor(1)) === null).toBe(isOver);
      expect(whyNotStartAgain(request(status), actor(2))?.key).toBe('userId.refuse.notAgain');
    });
  }
});

describe('who may see a request', () => {
  it('U-14 lets those see it who made it, are its applicant, may decide or have decided it, and ADMINs', () => {
    const at = request('WAITING_MANAGER', [{ personId: 2 }, { stage: 'WAITING_VERIFICATOR', personId: 3 }]);
    const seers = [
      actor(1),
      { ...actor(8), email: 'applicant@x' },
      actor(2),
      actor(3),
      actor(4, 'ICT_MANAGER'),
      actor(5, 'ADMIN'),
    ];
    for (const seer of seers) expect(maySee(at, seer), seer.name).toBe(true);
    for (const other of [actor(6), actor(7, 'ICT_EXECUTOR'), actor(9, 'ICT_VERIFICATOR')])
      expect(maySee(at, other), other.name).toBe(false);
  });

  it('U-13 U-14 lets those follow a card besides who hold a stage that it has come to, and nobody of a later one', () => {
    const decided = [{ personId: 2 }, { stage: 'WAITING_VERIFICATOR' as const, personId: 3 }];
    const follow = (status: Status, who: Actor) => mayFollow(request(status, decided), who);
    for (const status of ['WAITING_MANAGER', 'WITHDRAWN', 'REJECTED'] as const) {
      expect(follow(status, actor(9, 'ICT_VERIFICATOR')), status).toBe(true);
      // What was rejected before the managers has never come to them.
      expect(follow(status, actor(9, 'ICT_MANAGER')), status).toBe(status !== 'REJECTED');
      expect(follow(status, actor(9, 'ICT_EXECUTOR')), status).toBe(false);
      expect(follow(status, actor(9)), status).toBe(false);
    }
  });
});

describe('a User ID', () => {
  it('U-15 is kept in lower case, without spaces around it, in 3–64 of the allowed characters', () => {
    expect(normaliseUserId('  R.Wulandari ')).toBe('r.wulandari');
    for (const good of ['abc', 'a.b_c-1', 'x'.repeat(64)]) expect(userIdPattern.test(good), good).toBe(true);
    for (const bad of ['ab', 'x'.repeat(65), 'a b c', 'ABC', 'a@b', 'é-tilde', '', 'abc\n'])
      expect(userIdPattern.test(bad), bad).toBe(false);
  });
});
