import type { Actor } from '../../core/context.ts';
import { hasRole, rightsOf } from '../../core/context.ts';
import { readNumber } from '../../core/numbers.ts';
import { type Cursor, orderOf, type Page, pageOf } from '../../core/pages.ts';
import type { Queryable } from '../../core/queryable.ts';
import { isReturned } from '../../db/returned.ts';
import { prefixes, wordsOf } from '../../db/words.ts';
import type { Shown } from '../../people/shown-name.ts';
import { hasWords } from '../../people/words.ts';
import { whyNotDecide } from '../../records/waiting.ts';
import type { Kind, ListFilter, PlannedStage, Status } from './model.ts';
import type { Policy } from './rules.ts';
import { atOwnStages, type Called, named, openStatuses, stagesOfRoles } from './stages.ts';
import { loadStates } from './store.ts';
import { waitOf } from './waiting.ts';

export type ListPage = Page<{
  id: number;
  number: string;
  name: string;
  status: Status;
  /** It waits for the answer of whoever asked for it (A-3). */
  isReturned: boolean;
  plan: Pick<PlannedStage, 'stage' | 'name'>[];
  kind: Kind;
  unitName: string;
  requester: Shown;
  createdAt: Date;
}>;

const pageSize = 5;

/** One page of the requests that this person may see, newest first; keyset pages cost the same anywhere (U-14). */
export async function listRequests(
  { db, policy }: { db: Queryable; policy: Policy },
  actor: Actor,
  filter: ListFilter,
  cursor: Cursor = {},
): Promise<ListPage> {
  const most = pageSize + 1;
  const ids =
    filter.scope === 'waiting'
      ? await waitingIds({ db, policy }, actor, filter, cursor, most)
      : await foundIds(db, actor, filter, cursor, most);
  if (ids.length === 0) return pageOf([], pageSize, cursor);
  const rows = await db.query<Omit<ListPage['items'][number], 'plan'> & { plan: Called[] }>(
    `SELECT r.id, r.number, r.name, r.status, r.kind, r.created_at AS "createdAt", r.emptied_at AS "emptiedAt", r.emptied_on_demand AS "emptiedOnDemand", u.name AS "unitName",
       ${isReturned(`'user-id:' || r.id`)} AS "isReturned",
       json_build_object('name', q.name, 'email', q.email, 'registered', q.registered) AS requester,
       coalesce((SELECT json_agg(json_build_object('stage', s.stage, 'name', s.name, 'nameEn', s.name_en))
         FROM user_id_stage s WHERE s.request_id = r.id), '[]') AS plan
     FROM unnest($1::int[]) WITH ORDINALITY AS found(id, place) JOIN user_id_request r USING (id)
       JOIN person q ON q.id = r.requester_id JOIN unit u ON u.id = r.unit_id ORDER BY found.place`,
    [ids],
  );
  return pageOf(
    rows.map(({ plan, ...row }) => ({ ...row, plan: plan.map(named) })),
    pageSize,
    cursor,
  );
}

/**
 * Those that wait for this person now, to be decided or answered: of what a list could have, page after page, whatever they could decide
 * by the rule that decides it (A-1). What waits for others of the same stage, or is theirs themselves, is passed over.
 */
async function waitingIds(
  { db, policy }: { db: Queryable; policy: Policy },
  actor: Actor,
  filter: ListFilter,
  cursor: Cursor,
  most: number,
): Promise<number[]> {
  const waiting: number[] = [];
  for (let from = cursor; ; ) {
    const ids = await foundIds(db, actor, filter, from, 2 * most);
    const states = new Map((await loadStates(db, ids)).map((state) => [state.id, state]));
    waiting.push(
      ...ids.filter((id) => {
        const state = states.get(id);
        return state && whyNotDecide(waitOf(state, policy), actor) === null;
      }),
    );
    const last = ids.at(-1);
    if (waiting.length >= most || last === undefined || ids.length < 2 * most) return waiting.slice(0, most);
    from = cursor.after === undefined ? { before: last } : { after: last };
  }
}

/** As many matches as are looked at one by one. */
const fewMatches = 1000;

const requestWords = wordsOf(
  `r.number || ' ' || r.name || ' ' || r.email || ' ' || coalesce(r.new_user_id, '')`,
);

/** What a search matches: so few that they are named, or what a walk along the ids meets soon. */
type Matches = { ids: number[] } | { words: string; units: number[]; requesters: number[] };

/**
 * The requests that a page of a list is made of (U-14), in its order, from indexes alone: what somebody has to do with is
 * five short walks, whoever they are, and words are looked up. Told to find a rare one by itself, the planner walks past
 * every request there is. Of what waits these are all that could wait for somebody.
 */
async function foundIds(
  db: Queryable,
  actor: Actor,
  filter: ListFilter,
  cursor: Cursor,
  limit: number,
): Promise<number[]> {
  const matches = filter.text ? await matchesOf(db, filter.text) : null;
  if (matches && 'ids' in matches && matches.ids.length === 0) return [];
  const { order, beyond, from } = orderOf(cursor);
  const values: unknown[] = [from, limit];
  const value = (given: unknown) => `$${values.push(given)}`;
  const narrowed = [
    ...(filter.status === 'ACTIVE' ? [`r.status IN (${openStatuses})`] : []),
    ...(filter.status && filter.status !== 'ACTIVE' ? [`r.status = ${value(filter.status)}`] : []),
    ...(filter.kind ? [`r.kind = ${value(filter.kind)}::user_id_kind`] : []),
    ...(filter.unitId ? [`r.unit_id = ${value(filter.unitId)}`] : []),
    ...(matches ? [matching(matches, value)] : []),
  ].map((condition) => `AND ${condition}`);
  const isByStage = filter.scope === 'waiting' || (filter.scope === 'all' && !hasRole(actor, 'ADMIN'));
  const own = isByStage ? await atOwnStages(db, rightsOf(actor)) : [];
  const walks = walksOf(actor, filter.scope, value, own).map(
    ({ from: tables, id, where }) =>
      `(SELECT r.id FROM ${tables} WHERE ${where} AND ${id} ${beyond} $1 ${narrowed.join(' ')}
        ORDER BY ${id} ${order} LIMIT $2)`,
  );
  const rows = await db.query<{ id: number }>(
    `SELECT id FROM (${walks.join(' UNION ')}) AS found ORDER BY id ${order} LIMIT $2`,
    values,
  );
  return rows.map(({ id }) => id);
}

interface Walk {
  from: string;
  /** What it goes along. */
  id: string;
  where: string;
}

/** Whose requests somebody sees, or what could wait for them: each walk has an index of its own. */
function walksOf(
  actor: Actor,
  scope: ListFilter['scope'],
  value: (given: unknown) => string,
  atOwn: readonly number[],
): Walk[] {
  const among = (where: string): Walk => ({ from: 'user_id_request r', id: 'r.id', where });
  if (scope === 'all' && hasRole(actor, 'ADMIN')) return [among('true')];
  const person = value(actor.id);
  // What waits for those for whom they stand in as well (I-6).
  const rights = rightsOf(actor);
  const roles = rights.flatMap((right) => right.roles);
  const toDecide = () => [
    among(`r.status = 'WAITING_ATASAN' AND r.atasan_id = ANY(${value(rights.map(({ id }) => id))})`),
    ...stagesOfRoles({ roles }).map((stage) => among(`r.status = ${value(stage)}`)),
    ...(atOwn.length > 0 ? [among(`r.id = ANY(${value(atOwn)})`)] : []),
  ];
  if (scope === 'waiting') {
    // For its requester's answer (A-3).
    const returned = `r.status IN (${openStatuses}) AND ${isReturned(`'user-id:' || r.id`)}`;
    return [...toDecide(), among(`r.requester_id = ${person} AND ${returned}`)];
  }
  const email = value(actor.email);
  const own = [
    among(`r.requester_id = ${person}`),
    among(`r.email = ${email} AND r.created_at > address_since(${email})`),
  ];
  if (scope === 'mine') return own;
  const decided = (where: string): Walk => ({
    from: 'user_id_decision d JOIN user_id_request r ON r.id = d.request_id',
    id: 'd.request_id',
    where,
  });
  return [
    ...own,
    ...toDecide(),
    decided(`d.person_id = ${person}`),
    decided(`d.on_behalf_of_id = ${person}`),
  ];
}

function matching(matches: Matches, value: (given: unknown) => string): string {
  return 'ids' in matches
    ? `r.id = ANY(${value(matches.ids)})`
    : `(${requestWords} @@ to_tsquery('simple', ${value(matches.words)}) OR r.unit_id = ANY(${value(matches.units)})
        OR r.requester_id = ANY(${value(matches.requesters)}))`;
}

async function matchesOf(db: Queryable, text: string): Promise<Matches> {
  const words = prefixes(readNumber('UID', text) ?? text);
  if (!words) return { ids: [] };
  const units = await db.query<{ id: number }>(
    `SELECT u.id FROM unit u WHERE ${hasWords('unit', 'u', '$1')}`,
    [words],
  );
  const unitIds = units.map(({ id }) => id);
  // So many of the same name are looked at: to look for more takes longer than anybody waits, and whoever types on finds whom they mean.
  const requesters = await db.query<{ id: number }>(
    `SELECT p.id FROM person p WHERE ${hasWords('person', 'p', '$1')} ORDER BY p.id LIMIT ${fewMatches}`,
    [words],
  );
  const requesterIds = requesters.map(({ id }) => id);
  const few = await db.query<{ id: number }>(
    `(SELECT r.id FROM user_id_request r WHERE ${requestWords} @@ to_tsquery('simple', $1) LIMIT ${fewMatches + 1})
     UNION (SELECT r.id FROM user_id_request r WHERE r.unit_id = ANY($2) LIMIT ${fewMatches + 1})
     UNION (SELECT r.id FROM user_id_request r WHERE r.requester_id = ANY($3) LIMIT ${fewMatches + 1})`,
    [words, unitIds, requesterIds],
  );
  return few.length <= fewMatches
    ? { ids: few.map(({ id }) => id) }
    : { words, units: unitIds, requesters: requesterIds };
}
