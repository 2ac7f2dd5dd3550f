import type { Queryable } from '../../core/queryable.ts';
import type { Identity } from '../../core/same-person.ts';
import { readWhole, type WholeRow, type Written, wholeRows } from '../../core/whole-row.ts';
import { type Entry, isEntryId, saidColumns } from '../../records/entry.ts';
import { handedOver } from '../../records/handing.ts';
import type { Holding } from '../../records/holders.ts';
import { remarksColumn } from '../../records/remarks.ts';
import type { Decision, RequestDetail, RequestState } from './model.ts';
import { type Candidates, groupsOf, ownersOf } from './rules.ts';
import { openStatuses, type PlanRow, plannedAs, planOf } from './stages.ts';

/** A request as the rules and a decision's outcome need it. */
export type StateNow = RequestState & Pick<RequestDetail, 'newUserId' | 'voices'>;

const stateColumns = `r.id, r.number, r.status, r.requester_id AS "requesterId", r.email, r.nopek, r.name, r.atasan_id AS "atasanId",
  r.created_at AS "createdAt", r.status_since AS "statusSince", r.new_user_id AS "newUserId", r.voices, r.emptied_at AS "emptiedAt", r.emptied_on_demand AS "emptiedOnDemand",
  ${handedOver(`'user-id:' || r.id`, 'r.status')},
  ARRAY(SELECT p.system_id FROM user_id_platform p WHERE p.request_id = r.id) AS systems, ${remarksColumn(`'user-id:' || r.id`)},
  (SELECT jsonb_agg(${plannedAs('s', 's.stage', 'r.atasan_id')} ORDER BY s.place) FROM user_id_stage s WHERE s.request_id = r.id) AS plan,
  coalesce((SELECT json_agg(json_build_object('stage', d.stage, 'round', d.round, 'groups', d.groups, 'approved', d.approved, 'personId', d.person_id,
      'personName', p.name, 'onBehalfOf', CASE WHEN q.id IS NOT NULL THEN json_build_object('id', q.id, 'name', q.name) END, 'reason', d.reason, 'factor', d.factor, 'decidedAt', d.decided_at)
      ORDER BY d.nth)
    FROM user_id_decision d JOIN person p ON p.id = d.person_id LEFT JOIN person q ON q.id = d.on_behalf_of_id
    WHERE d.request_id = r.id), '[]') AS decisions`;

/** SQL: the entry that made a request `r` wait where it does; voices after which its stage goes on are none (A-9), nor is what is said of it (A-3). */
export const madeItWait = `(SELECT max(w.id)::text FROM audit_entry w WHERE w.subject = 'user-id:' || r.id AND w.to_state = r.status
  AND w.action NOT IN ('user-id.agreed', 'user-id.objected') AND w.action NOT LIKE 'record.%')`;

/** Its times are texts, and its plan as it was kept. */
type Row<T extends StateNow> = Omit<T, 'decisions' | 'plan'> & {
  decisions: Written<Decision>[];
  plan: PlanRow[] | null;
};

const moments = { createdAt: true, statusSince: true, emptiedAt: true } as const;

function read<T extends StateNow>(found: WholeRow<Row<T>>): T {
  // What a detail has besides has no moments: else they would have to be named.
  const whole = readWhole<Row<RequestDetail>>(found as WholeRow<Row<RequestDetail>>, moments);
  const { decisions, plan, ...rest } = whole;
  return {
    ...rest,
    decisions: decisions.map((decision) => ({ ...decision, decidedAt: new Date(decision.decidedAt) })),
    plan: planOf(plan),
  } as unknown as T;
}

const stateOf = (where: string): string =>
  wholeRows(`SELECT ${stateColumns} FROM user_id_request r WHERE ${where}`);
const state = stateOf('r.id = $1');
const states = stateOf('r.id = ANY($1) ORDER BY r.id');

/** What the rules need of one request, in one statement: this is on the path of every click. */
export async function loadState(db: Queryable, id: number): Promise<StateNow | null> {
  const [found] = await db.query<WholeRow<Row<StateNow>>>(state, [id]);
  return found ? read<StateNow>(found) : null;
}

/** The same of several, in the order of their ids. */
export async function loadStates(db: Queryable, ids: readonly number[]): Promise<StateNow[]> {
  const found = await db.query<WholeRow<Row<StateNow>>>(states, [ids]);
  return found.map((one) => read<StateNow>(one));
}

const told =
  wholeRows(`SELECT ${saidColumns}, ${madeItWait} AS round, (SELECT row_to_json(request) FROM (SELECT ${stateColumns}) request) AS request
  FROM audit_entry e JOIN user_id_request r ON r.id = substring(e.subject from '^user-id:(\\d+)$')::int WHERE e.id = $1`);

interface Told extends Omit<Entry, 'id'> {
  request: Written<Row<StateNow>>;
  round: string | null;
}

/**
 * A change of a request and the request as it is now, in one statement: what is told of a decision begins with it. `round`: the entry that
 * made it wait where it does.
 */
export async function loadTold(
  db: Queryable,
  entryId: string,
): Promise<{ entry: Entry; request: StateNow; round: string } | null> {
  if (!isEntryId(entryId)) return null;
  const [found] = await db.query<WholeRow<Told>>(told, [entryId]);
  if (!found) return null;
  const { request, round, ...entry } = readWhole(found, { at: true });
  return {
    entry: { id: entryId, ...entry },
    request: read<StateNow>({ whole: request }),
    round: round ?? entryId,
  };
}

const detail = (where: string): string =>
  wholeRows(
    `SELECT ${stateColumns}, r.kind, r.surface, r.position, r.note,
   json_build_object('name', q.name, 'email', q.email, 'registered', q.registered) AS requester,
   json_build_object('id', u.id, 'code', u.code, 'name', u.name) AS unit, s.name AS "atasanName",
   coalesce((SELECT json_agg(json_build_object('id', p.system_id, 'name', y.name, 'note', p.note) ORDER BY y.name)
     FROM user_id_platform p JOIN platform_system y ON y.id = p.system_id WHERE p.request_id = r.id), '[]') AS platforms,
   coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name, 'mediaType', a.media_type, 'size', a.size) ORDER BY a.id)
     FROM attachment a WHERE a.record = 'user-id:' || r.id AND a.remark_id IS NULL AND a.removed_at IS NULL), '[]') AS attachments
   FROM user_id_request r JOIN person q ON q.id = r.requester_id JOIN person s ON s.id = r.atasan_id JOIN unit u ON u.id = r.unit_id WHERE ${where}`,
  );
const detailById = detail('r.id = $1');
const detailByNumber = detail('r.number = $1');

/** Everything that cards and pages show of a request, in one statement: each copy that is brought up to date needs it. */
export async function loadDetail(
  db: Queryable,
  where: { id: number } | { number: string },
): Promise<RequestDetail | null> {
  const [found] = await ('id' in where
    ? db.query<WholeRow<Row<RequestDetail>>>(detailById, [where.id])
    : db.query<WholeRow<Row<RequestDetail>>>(detailByNumber, [where.number]));
  return found ? read<RequestDetail>(found) : null;
}

/** How many requests of this person wait for somebody. */
export async function openRequests(db: Queryable, requesterId: number): Promise<number> {
  const [open] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM user_id_request WHERE requester_id = $1 AND status IN (${openStatuses})`,
    [requesterId],
  );
  return open?.count ?? 0;
}

/**
 * Everybody who could decide each group of each stage of a request, its own people taken out (U-9, I-4). In their own right alone: what a
 * substitute decides their principal has decided, so that nobody's substitute staffs a further stage (I-6).
 */
export async function candidatesFor(
  db: Queryable,
  request: Pick<RequestState, 'requesterId' | 'email' | 'nopek' | 'atasanId' | 'plan'>,
): Promise<Candidates> {
  return candidatesBut(db, request, ownersOf(request));
}

/** The same of whatever has these stages, but for those who are barred. */
export async function candidatesBut(
  db: Queryable,
  held: Pick<RequestState, 'atasanId' | 'plan'>,
  barred: Identity,
): Promise<Candidates> {
  const groups = held.plan.map(({ stage }) => groupsOf(held, stage));
  const people = await inGroups(db, groups.flat(), barred);
  let before = 0;
  return Object.fromEntries(
    held.plan.map(({ stage }, place) => {
      const from = before;
      before += groups[place]?.length ?? 0;
      return [stage, people.slice(from, before)];
    }),
  );
}

/** Whoever holds each of these, in their own right, but for those who are barred. */
export async function inGroups(
  db: Queryable,
  groups: readonly (readonly Holding[])[],
  barred: Identity,
): Promise<number[][]> {
  const rows = await db.query<{ people: number[] }>(
    `SELECT ARRAY(SELECT p.id FROM holders_of(g.held, $2::jsonb) p WHERE p.for_id IS NULL ORDER BY 1) AS people
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS g(held, place) ORDER BY g.place`,
    [JSON.stringify(groups), JSON.stringify(barred)],
  );
  return rows.map(({ people }) => people);
}

/** The business unit heads of one unit, by a part of their name (U-3). */
export async function headsOfUnit(
  db: Queryable,
  unitId: number,
  query = '',
): Promise<{ id: number; name: string; position: string | null }[]> {
  return db.query(
    `SELECT p.id, p.name, p.position FROM unit_head h JOIN person p ON p.id = h.person_id
     WHERE h.unit_id = $1 AND p.active AND strpos(lower(p.name), lower($2)) > 0 ORDER BY p.name LIMIT 100`,
    [unitId, query],
  );
}

/** Whoever could be the superior of a request: the heads of its unit or the applicant's, and the line above them and the one named (A-6). */
export async function superiorsFor(
  db: Queryable,
  request: Pick<RequestDetail, 'requesterId' | 'email' | 'nopek' | 'atasanId' | 'kind' | 'unit'>,
): Promise<{ id: number; name: string; position: string | null }[]> {
  return db.query(
    `WITH RECURSIVE line AS (
       (SELECT person_id AS id FROM unit_head WHERE $2 = 'UNIT' AND unit_id = $3
        UNION SELECT superior_id FROM person WHERE $2 <> 'UNIT' AND nopek = $4 OR id = $1)
       UNION
       SELECT p.superior_id FROM line l JOIN person p ON p.id = l.id
     )
     SELECT p.id, p.name, p.position FROM line l JOIN person p ON p.id = l.id
     WHERE p.active AND p.registered AND p.id <> $1 AND NOT same_person(identity_of(p), $5) ORDER BY p.name, p.id LIMIT 20`,
    [request.atasanId, request.kind, request.unit.id, request.nopek, JSON.stringify(ownersOf(request))],
  );
}
