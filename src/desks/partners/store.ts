import { type Actor, rightsOf } from '../../core/context.ts';
import type { Day } from '../../core/day.ts';
import { readNumber } from '../../core/numbers.ts';
import { type Cursor, orderOf, type Page, pageOf } from '../../core/pages.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Tx } from '../../db/database.ts';
import { isReturned } from '../../db/returned.ts';
import { prefixes } from '../../db/words.ts';
import { hasWords, mostFound, soughtWords } from '../../people/words.ts';
import { handedOver } from '../../records/handing.ts';
import { remarksColumn } from '../../records/remarks.ts';
import {
  type ApplicationRole,
  expiryName,
  type Grant,
  type Mapping,
  type Position,
  secretaryRole,
} from './model.ts';
import { isDirectoryAdmin } from './rules.ts';

// ── Whitelist ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every role that can be granted, application by application (P-9). */
export async function applicationRoles(db: Queryable): Promise<ApplicationRole[]> {
  return db.query<ApplicationRole>(
    `SELECT r.id, a.id AS "applicationId", a.name AS application, r.name AS role FROM application a
     JOIN application_role r ON r.application_id = a.id WHERE a.active ORDER BY a.name, r.id`,
  );
}

/** Applications that have roles to grant, by a part of their name, in alphabetical order. */
export async function searchApplications(
  db: Queryable,
  text: string,
  limit: number,
): Promise<{ id: number; name: string }[]> {
  return db.query<{ id: number; name: string }>(
    `SELECT a.id, a.name FROM application a
     WHERE a.active AND EXISTS (SELECT FROM application_role r WHERE r.application_id = a.id) AND strpos(lower(a.name), lower($1)) > 0
     ORDER BY a.name LIMIT $2`,
    [text.trim(), limit],
  );
}

const grantColumns = `g.id, g.role_id AS "roleId", a.name AS application, r.name AS role, b.name AS "grantedBy",
  g.granted_at AS "grantedAt"`;
const grantTables = `whitelist_grant g JOIN application_role r ON r.id = g.role_id
  JOIN application a ON a.id = r.application_id LEFT JOIN person b ON b.id = g.granted_by_id`;

/** What somebody has now. */
export async function grantsOf(db: Queryable, personId: number): Promise<Grant[]> {
  return db.query<Grant>(
    `SELECT ${grantColumns} FROM ${grantTables} WHERE g.person_id = $1 AND g.withdrawn_at IS NULL ORDER BY a.name, r.id`,
    [personId],
  );
}

/** A grant, withdrawn or not, and whose it is. */
export interface PersonGrant extends Grant {
  personId: number;
  personName: string;
  withdrawn: boolean;
}

export async function loadGrant(db: Queryable, id: number): Promise<PersonGrant | null> {
  const [grant] = await db.query<PersonGrant>(
    `SELECT ${grantColumns}, p.id AS "personId", p.name AS "personName", g.withdrawn_at IS NOT NULL AS withdrawn
     FROM ${grantTables} JOIN person p ON p.id = g.person_id WHERE g.id = $1`,
    [id],
  );
  return grant ?? null;
}

/**
 * The open grants of the role Secretary User of these people, locked by whoever makes a mapping and by whoever ends one: a role
 * is not withdrawn under a mapping that is being made, nor a mapping made on a role that is going.
 */
export async function lockSecretaryRoles(tx: Tx, people: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ personId: number }>(
    `SELECT g.person_id AS "personId" FROM whitelist_grant g
     WHERE g.person_id = ANY($1) AND g.withdrawn_at IS NULL AND g.role_id = (${secretaryRoleId}) ORDER BY g.id FOR UPDATE OF g`,
    [people],
  );
  return rows.map(({ personId }) => personId);
}

/** The id of the role Secretary User, as a subquery. */
export const secretaryRoleId = `SELECT r.id FROM application_role r JOIN application a ON a.id = r.application_id
  WHERE a.name = '${secretaryRole.application}' AND r.name = '${secretaryRole.role}'`;

// ── Positions ────────────────────────────────────────────────────────────────────────────────────────────────────────

const positionJson = `json_build_object('id', o.id, 'code', o.code, 'name', o.name, 'holder',
  CASE WHEN h.id IS NULL THEN NULL ELSE json_build_object('id', h.id, 'name', h.name) END)`;

export async function positionById(db: Queryable, id: number): Promise<Position | null> {
  const [row] = await db.query<{ position: Position }>(
    `SELECT ${positionJson} AS position FROM position o LEFT JOIN person h ON h.id = o.holder_id AND h.active
     WHERE o.id = $1 AND o.active`,
    [id],
  );
  return row?.position ?? null;
}

/** Whose own words these are, or their official's. */
const positionsCalled = (words: string, most = ''): string =>
  `(SELECT o.id FROM position o WHERE ${hasWords('position', 'o', words)} ${most})
   UNION (SELECT o.id FROM position o
     WHERE o.holder_id = ANY(ARRAY(SELECT f.id FROM person f WHERE ${hasWords('person', 'f', words)} ${most})))`;

/** Positions by words of the official's name or e-mail, or of their own code or name (P-10). */
export async function searchPositions(db: Queryable, text: string, limit: number): Promise<Position[]> {
  const sought = soughtWords(text);
  if (sought === 'nothing') return [];
  const [found, among] =
    sought === 'everything'
      ? ['', '']
      : [
          `WITH placed AS MATERIALIZED (${positionsCalled('$2', `LIMIT ${mostFound}`)})`,
          'AND o.id = ANY(ARRAY(SELECT id FROM placed))',
        ];
  const rows = await db.query<{ position: Position }>(
    `${found} SELECT ${positionJson} AS position FROM position o LEFT JOIN person h ON h.id = o.holder_id AND h.active
     WHERE o.active ${among} ORDER BY o.code LIMIT $1`,
    [limit, ...(sought === 'everything' ? [] : [sought.words])],
  );
  return rows.map(({ position }) => position);
}

// ── Mappings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a mapping `m` was reminded of: the End that it has. */
const reminders = `deadline_notice n
    WHERE n.kind = '${expiryName}' AND n.record = m.id AND n.falls_on = m.ends_on AND n.days > 0 AND n.told`;
const mappingColumns = `m.id, m.number, json_build_object('id', p.id, 'name', p.name, 'email', p.email) AS person,
  ${positionJson} AS position, m.starts_on::text AS "startsOn", m.ends_on::text AS "endsOn", m.let_end AS "letEnd",
  m.ended_at AS "endedAt", m.emptied_at AS "emptiedAt", m.emptied_on_demand AS "emptiedOnDemand", m.reason, c.name AS "createdBy", m.created_at AS "createdAt",
  (SELECT json_build_object('on', min(n.made_on), 'days', min(n.days)) FROM ${reminders} HAVING count(*) > 0) AS reminded,
  ${handedOver(`'mapping:' || m.id`, 'm.ends_on')}, ${remarksColumn(`'mapping:' || m.id`)}`;
const mappingTables = `secretary_mapping m JOIN person p ON p.id = m.person_id JOIN position o ON o.id = m.position_id
  LEFT JOIN person h ON h.id = o.holder_id AND h.active JOIN person c ON c.id = m.created_by_id`;

export async function loadMapping(db: Queryable, id: number): Promise<Mapping | null> {
  const [mapping] = await db.query<Mapping>(
    `SELECT ${mappingColumns} FROM ${mappingTables} WHERE m.id = $1`,
    [id],
  );
  return mapping ?? null;
}

/** The id of a mapping; 0, which no row has, where there is none with this number. */
export async function mappingIdOf(db: Queryable, number: string): Promise<number> {
  const [found] = await db.query<{ id: number }>('SELECT id FROM secretary_mapping WHERE number = $1', [
    number,
  ]);
  return found?.id ?? 0;
}

export async function mappingsOf(db: Queryable, personId: number, limit: number): Promise<Mapping[]> {
  return db.query<Mapping>(
    `SELECT ${mappingColumns} FROM ${mappingTables} WHERE m.person_id = $1 ORDER BY m.id DESC LIMIT $2`,
    [personId, limit],
  );
}

/** The mapping of this person to this position that has days in common with these, other than `except` (P-10). */
export async function overlapping(
  db: Queryable,
  wanted: { personId: number; positionId: number; start: Day; end: Day },
  except = 0,
): Promise<Mapping | null> {
  const [mapping] = await db.query<Mapping>(
    `SELECT ${mappingColumns} FROM ${mappingTables} WHERE m.person_id = $1 AND m.position_id = $2 AND m.ended_at IS NULL
       AND daterange(m.starts_on, m.ends_on, '[]') && daterange($3, $4, '[]') AND m.id <> $5 ORDER BY m.id LIMIT 1`,
    [wanted.personId, wanted.positionId, wanted.start, wanted.end, except],
  );
  return mapping ?? null;
}

/** What a list of mappings is narrowed to. */
export const mappingFilters = ['active', 'ahead', 'ended', 'expiring'] as const;
export type MappingFilter = (typeof mappingFilters)[number];

export function isMappingFilter(text: string): text is MappingFilter {
  return (mappingFilters as readonly string[]).includes(text);
}

/** Days before End from which on a mapping counts as expiring: those of the first reminder (P-12). */
const expiringDays = 30;

/** `$1` is the day. */
const filterSql: Record<MappingFilter, string> = {
  active: 'm.ended_at IS NULL AND m.starts_on <= $1::date AND m.ends_on >= $1::date',
  ahead: 'm.ended_at IS NULL AND m.starts_on > $1::date',
  ended: '(m.ended_at IS NOT NULL OR m.ends_on < $1::date)',
  expiring: `m.ended_at IS NULL AND m.ends_on BETWEEN $1::date AND $1::date + ${expiringDays}`,
};

const pageSize = 6;

/**
 * Whose mappings somebody may list: all, or those of the positions that they hold, or stand in for who holds them. `$2` are these
 * people, or null for all.
 */
const within = '($2::int[] IS NULL OR m.position_id IN (SELECT id FROM position WHERE holder_id = ANY($2)))';
const peopleOf = (actor: Actor): number[] => rightsOf(actor).map(({ id }) => id);
/** Those whose mappings somebody decides about; null for all. */
const decidesFor = (actor: Actor): number[] | null => (isDirectoryAdmin(actor) ? null : peopleOf(actor));

/**
 * One page of the mappings that this person may list, newest first. What the words mean is found first, and the walk along
 * the mappings joins nothing: words that nobody has would otherwise have every mapping joined with everything.
 */
export async function listMappings(
  db: Queryable,
  actor: Actor,
  today: Day,
  query: Cursor & { filter?: MappingFilter; text?: string },
): Promise<Page<Mapping>> {
  const { order, beyond, from } = orderOf(query);
  const text = query.text && (readNumber('MAP', query.text) ?? query.text).trim().toLowerCase();
  const words = text ? prefixes(text) : null;
  if (text && !words) return { items: [] };
  const rows = await db.query<Mapping>(
    `WITH named AS MATERIALIZED (
       SELECT f.id FROM person f WHERE ${hasWords('person', 'f', '$5')}
     ), placed AS MATERIALIZED (
       ${positionsCalled('$5')}
     ), page AS MATERIALIZED (
       SELECT m.id FROM secretary_mapping m
       WHERE ${query.filter ? filterSql[query.filter] : '$1::date IS NOT NULL'} AND ${within} AND m.id ${beyond} $3
         AND ($4::text IS NULL OR strpos(lower(m.number), $4) > 0 OR m.person_id IN (SELECT id FROM named)
              OR m.position_id IN (SELECT id FROM placed))
       ORDER BY m.id ${order} LIMIT $6
     )
     SELECT ${mappingColumns} FROM ${mappingTables} WHERE m.id IN (SELECT id FROM page) ORDER BY m.id ${order}`,
    [today, decidesFor(actor), from, text ?? null, words, pageSize + 1],
  );
  return pageOf(rows, pageSize, query);
}

/** SQL: a mapping `m` whose End was reminded of, and about which nobody has decided (P-12). */
const waits = `m.ended_at IS NULL AND NOT m.let_end AND EXISTS (SELECT 1 FROM ${reminders})`;

/** What waits for this person to decide about its End: as a directory admin, an official, or whoever stands in for one; not their own. */
export async function mappingsToDecide(
  db: Queryable,
  actor: Actor,
  today: Day,
  limit: number,
): Promise<Mapping[]> {
  const isAnyAdmin = rightsOf(actor).some(({ roles }) =>
    roles.some(({ role }) => role === 'DIRECTORY_ADMIN'),
  );
  return db.query<Mapping>(
    `SELECT ${mappingColumns} FROM ${mappingTables}
     CROSS JOIN LATERAL (SELECT (handed_over('mapping:' || m.id, m.ends_on::text)->>'to')::int AS id) AS has
     WHERE ${waits} AND m.ends_on >= $1 AND ${within} AND NOT m.person_id = ANY($3) AND coalesce(has.id = ANY($4), true)
       AND NOT ${isReturned(`'mapping:' || m.id`)} ORDER BY m.ends_on, m.id LIMIT $5`,
    [today, isAnyAdmin ? null : peopleOf(actor), actor.identity.persons, peopleOf(actor), limit],
  );
}

/** The mappings that wait: these; or those of these people's positions, or of nobody's; or, where neither is said, all. */
export function mappingsWaiting(
  db: Queryable,
  { ids = null, people = null }: { ids?: readonly number[] | null; people?: readonly number[] | null },
): Promise<Mapping[]> {
  return db.query<Mapping>(
    `SELECT ${mappingColumns} FROM ${mappingTables} WHERE ${waits} AND ($1::int[] IS NULL OR m.id = ANY($1))
       AND ($2::int[] IS NULL OR h.id IS NULL OR h.id = ANY($2)) ORDER BY m.id`,
    [ids, people],
  );
}

/** Whether this person, or one for whom they stand in, holds a position that somebody is or was mapped to. */
export async function isOfficial(db: Queryable, actor: Actor): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM position o WHERE o.holder_id = ANY($1)
       AND EXISTS (SELECT 1 FROM secretary_mapping m WHERE m.position_id = o.id) LIMIT 1`,
    [peopleOf(actor)],
  );
  return rows.length > 0;
}
