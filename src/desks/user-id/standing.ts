import type { Seat } from '../../chat/desk.ts';
import type { Queryable } from '../../core/queryable.ts';
import { anyOf } from '../../core/same-person.ts';
import { type Policy, unstaffedStage } from './rules.ts';
import { type PlanRow, plannedAs, planOf } from './stages.ts';
import { candidatesBut } from './store.ts';

/**
 * Who could decide each stage that requests pass from now on, whoever asks (U-9): those of a superior are left out, since whose superior
 * hangs on the request. What every request passes is looked at together, too: one person is not enough for two of those where
 * nobody decides two stages (I-4).
 */
export async function standing(db: Queryable, policy: Policy): Promise<Seat[]> {
  const rows = await db.query<{ planned: PlanRow; isPassedByAll: boolean }>(
    `SELECT ${plannedAs('s', `'WAITING_' || s.code`, '0')} AS planned, s.kinds = '{}' AND s.systems = '{}' AS "isPassedByAll"
     FROM approval_stage s WHERE s.active AND s.code <> 'ATASAN'
       AND jsonb_path_exists(s.groups, '$[*][*] ? (exists(@.superior))') IS NOT TRUE
     ORDER BY s.code = 'EXECUTOR', s.place, s.id`,
  );
  const plan = planOf(rows.map(({ planned }) => planned));
  const candidates = await candidatesBut(db, { plan, atasanId: 0 }, anyOf());
  const together = unstaffedStage(
    plan.filter((_, place) => rows[place]?.isPassedByAll),
    candidates,
    policy,
  );
  return plan.map((planned) => ({
    key: `user-id-stage ${planned.stage}`,
    name: planned.name,
    holders: [...new Set(candidates[planned.stage]?.flat())],
    isEmpty: planned.stage === together || unstaffedStage([planned], candidates, policy) !== null,
  }));
}
