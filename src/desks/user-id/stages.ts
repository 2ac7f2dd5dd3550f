import { hasRole, type Right } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Name } from '../../core/texts/index.ts';
import type { Tx } from '../../db/database.ts';
import {
  isManual,
  type Kind,
  type ManualStage,
  manualStages,
  type Plan,
  type PlannedStage,
  type Stage,
  stageNames,
  stageOf,
  stageRoles,
} from './model.ts';
import { manualPlan } from './plan.ts';

/** SQL: the statuses of what waits somewhere; stages stay once they are there. */
export const openStatuses = `SELECT 'WAITING_' || code FROM approval_stage`;

/** SQL: a stage, of whichever of the two tables, as a `PlanRow`; `atasan` is the superior whom its request names. */
export const plannedAs = (row: string, stage: string, atasan: string): string =>
  `jsonb_build_object('stage', ${stage}, 'name', ${row}.name, 'nameEn', ${row}.name_en, 'groups', held_in(${row}.groups, ${atasan}),
    'needed', ${row}.needed, 'oneRejects', ${row}.one_rejects, 'remindAfter', ${row}.remind_after, 'escalateAfter', ${row}.escalate_after)`;

export interface Called {
  stage: string;
  name: string;
  nameEn: string | null;
}

export type PlanRow = Called & Omit<PlannedStage, 'stage' | 'name'>;

/** What a stage is called: the manuals' by the program, others in both languages. */
export function named({ stage, name, nameEn }: Called): { stage: Stage; name: Name } {
  if (isManual(stage)) return { stage, name: stageNames[stage] };
  return { stage: stage as Stage, name: { id: name, en: nameEn ?? name } };
}

/** A plan as it is kept; a request from before plans were kept has the manuals'. */
export const planOf = (rows: readonly PlanRow[] | null): Plan =>
  rows?.map(({ nameEn, ...row }) => ({ ...row, ...named({ ...row, nameEn }) })) ?? manualPlan;

/** What a request would be asked for, as far as that says which stages it passes (A-9). */
export interface Asking {
  kind: Kind;
  systems: readonly number[];
  atasanId: number;
}

/** A plan and what is kept of it with its request. */
export interface Planning {
  plan: Plan;
  kept: unknown[];
}

/** The stages that such a request would pass now, in their order; the executor's is the last one (U-15). */
export async function planFor(db: Queryable, { kind, systems, atasanId }: Asking): Promise<Planning> {
  const rows = await db.query<{ planned: PlanRow; kept: unknown }>(
    `SELECT ${plannedAs('s', `'WAITING_' || s.code`, '$3::int')} AS planned, to_jsonb(s) AS kept FROM approval_stage s
     WHERE s.active AND (s.kinds = '{}' OR $1::user_id_kind = ANY(s.kinds)) AND (s.systems = '{}' OR s.systems && $2::int[])
     ORDER BY s.code = 'EXECUTOR', s.place, s.id`,
    [kind, systems, atasanId],
  );
  return { plan: planOf(rows.map(({ planned }) => planned)), kept: rows.map(({ kept }) => kept) };
}

/** Keeps the plan that a request is submitted under: what was shown and checked, whatever changes meanwhile. */
export async function keepPlan(tx: Tx, requestId: number, { kept }: Planning): Promise<void> {
  await tx.query(
    `INSERT INTO user_id_stage (request_id, place, stage_id, stage, name, name_en, groups, needed, one_rejects, remind_after, escalate_after)
     SELECT $1, s.place, r.id, 'WAITING_' || r.code, r.name, r.name_en, r.groups, r.needed, r.one_rejects, r.remind_after, r.escalate_after
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS s(one, place)
     CROSS JOIN LATERAL jsonb_populate_record(NULL::approval_stage, s.one) r`,
    [requestId, JSON.stringify(kept)],
  );
}

/** All stages that there have been, in their order, as a list is narrowed to them. */
export async function stagesKnown(db: Queryable): Promise<{ stage: Stage; name: Name }[]> {
  const rows = await db.query<{ code: string; name: string; nameEn: string | null }>(
    `SELECT code, name, name_en AS "nameEn" FROM approval_stage ORDER BY code = 'EXECUTOR', place, id`,
  );
  return rows.map(({ code, ...row }) => named({ ...row, stage: stageOf(code) }));
}

/** The manuals' stages that are decided by a role of theirs. */
export const stagesOfRoles = (right: Pick<Right, 'roles'>): ManualStage[] =>
  manualStages.filter((stage) => stage !== 'WAITING_ATASAN' && hasRole(right, stageRoles[stage]));

/**
 * The requests that wait at an own stage which these hold, by a role or by name, whoever of them has decided meanwhile: few at any time, so
 * that whoever needs to know more looks at each of them.
 */
export function atOwnStages(
  db: Queryable,
  rights: readonly Pick<Right, 'id' | 'roles'>[],
): Promise<number[]> {
  const roles = rights.flatMap((right) => right.roles.map(({ role }) => role));
  return heldAtOwnStages(
    db,
    roles,
    rights.map(({ id }) => id),
  );
}

/** The same by names; `lookedUp`: all whose deciders follow from the register, too, which does not say who they were (A-1). */
export async function heldAtOwnStages(
  db: Queryable,
  roles: readonly string[],
  people: readonly number[],
  { lookedUp = false } = {},
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `SELECT r.id FROM user_id_request r JOIN user_id_stage s ON s.request_id = r.id AND s.stage = r.status
     WHERE r.status IN (SELECT 'WAITING_' || code FROM approval_stage WHERE groups IS NOT NULL) AND (EXISTS (
       SELECT 1 FROM jsonb_array_elements(held_in(s.groups, r.atasan_id)) g(held), jsonb_array_elements(g.held) h(one)
       WHERE h.one->>'role' = ANY($1) OR (h.one->>'personId')::int = ANY($2))
       OR $3::boolean AND jsonb_path_exists(s.groups, '$[*][*] ? (exists(@.head) || exists(@.superior))')) ORDER BY r.id`,
    [roles, people, lookedUp],
  );
  return rows.map(({ id }) => id);
}
