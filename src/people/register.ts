import type { Choice } from '../chat/card.ts';
import type { RoleName } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { UnitKind } from '../db/generated/client.ts';
import { prefixes } from '../db/words.ts';
import { hasWords, mostFound, soughtWords } from './words.ts';

/** What the employee register says of somebody with an employee number (U-4). */
export interface Employee {
  personId: number;
  nopek: string;
  name: string;
  position: string;
  email: string;
  employment: 'ORGANIK_PKWT' | 'TKJP' | 'UNIT';
  unit: { id: number; code: string; name: string };
  /** The Assistant Manager, who is the Atasan of head-office people. */
  superior: { id: number; name: string } | null;
}

/** Looks an employee number up; null when the register does not know it or the person has left. */
export const employeeByNopek = (db: Queryable, nopek: string): Promise<Employee | null> =>
  employee(db, 'p.nopek = $1', nopek);

/** What the register says of this person; null where it has no number of theirs. */
export const employeeOf = (db: Queryable, personId: number): Promise<Employee | null> =>
  employee(db, 'p.id = $1', personId);

async function employee(
  db: Queryable,
  isThem: 'p.nopek = $1' | 'p.id = $1',
  who: string | number,
): Promise<Employee | null> {
  const [found] = await db.query<Employee>(
    `SELECT p.id AS "personId", p.nopek, p.name, coalesce(p.position, '') AS position, p.email, p.employment,
       json_build_object('id', u.id, 'code', u.code, 'name', u.name) AS unit,
       CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name) END AS superior
     FROM person p JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = p.superior_id AND s.active
     WHERE ${isThem} AND p.active AND p.nopek IS NOT NULL AND p.employment IS NOT NULL`,
    [who],
  );
  return found ?? null;
}

export interface UnitEntry {
  id: number;
  code: string;
  name: string;
}

/** Of which units somebody may choose: of these kinds and, where it is narrowed, these or those that these KPPNs supervise. */
export interface UnitScope {
  kinds?: readonly UnitKind[];
  ids?: readonly number[];
  kppns?: readonly number[];
  /** Those of this K/L/P/D alone. */
  institution?: string;
  /** These are left out. */
  without?: readonly number[];
}

/** Units by words of their code or name, a menu's worth; those outside the head office unless told otherwise (U-3). */
export async function searchUnits(
  db: Queryable,
  text: string,
  { kinds = ['UNIT'], ids, kppns, institution, without = [] }: UnitScope = {},
  limit = 20,
): Promise<(UnitEntry & { kppnId: number | null })[]> {
  const sought = soughtWords(text);
  if (sought === 'nothing') return [];
  return db.query(
    `SELECT u.id, u.code, u.name, u.kppn_id AS "kppnId" FROM unit u
     WHERE u.kind = ANY($1::unit_kind[]) AND (($2::int[] IS NULL AND $3::int[] IS NULL) OR u.id = ANY($2) OR u.kppn_id = ANY($3))
       AND ($5::text IS NULL OR u.institution = $5) AND u.id <> ALL($6::int[])
       ${sought === 'everything' ? '' : `AND ${hasWords('unit', 'u', '$7')}`}
     ORDER BY u.name, u.id LIMIT $4`,
    [
      kinds,
      ids ?? null,
      kppns ?? null,
      limit,
      institution ?? null,
      without,
      ...(sought === 'everything' ? [] : [sought.words]),
    ],
  );
}

/** People who are let in, by words of their name or address, a menu's worth; before anything is typed, of the first of them. */
export async function searchPeople(
  db: Queryable,
  text: string,
): Promise<{ id: number; name: string; email: string }[]> {
  const sought = soughtWords(text);
  if (sought === 'nothing') return [];
  return db.query(
    `SELECT id, name, email FROM (
       SELECT p.id, p.name, p.email FROM person p
       WHERE p.active AND p.registered ${sought === 'everything' ? 'ORDER BY p.id LIMIT 500' : `AND ${hasWords('person', 'p', '$1')} LIMIT ${mostFound}`}
     ) found ORDER BY name, id LIMIT 20`,
    sought === 'everything' ? [] : [sought.words],
  );
}

/** Somebody as one of those among whom somebody is picked. */
export const personChoice = ({ id, name, email }: { id: number; name: string; email: string }): Choice => ({
  value: String(id),
  label: `${name} · ${email}`,
});

/** A page of whoever has these words in their name or address, or this Nopek, whether they are let in or not. */
export async function peopleCalled(
  db: Queryable,
  text: string,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `WITH found AS MATERIALIZED (
       SELECT p.id FROM person p WHERE ${hasWords('person', 'p', '$1')} UNION SELECT id FROM person WHERE nopek = $2
     ) SELECT id FROM found WHERE id > $3 ORDER BY id LIMIT $4`,
    [prefixes(text) ?? '', text, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Somebody with the roles that they hold, as the list of people shows them. */
export interface Listed {
  id: number;
  name: string;
  email: string;
  registered: boolean;
  active: boolean;
  unit: string | null;
  grants: { role: RoleName; unit: string | null }[];
}

/** People with their roles, by their ids: these, whether they are let in or not, or all who hold any from the next id on. */
export async function peopleListed(
  db: Queryable,
  whom: { ids: readonly number[] } | { after: number },
  limit: number,
): Promise<Listed[]> {
  return db.query<Listed>(
    `SELECT p.id, p.name, p.email, p.registered, p.active, u.name AS unit,
       coalesce((SELECT json_agg(json_build_object('role', g.role, 'unit', o.name) ORDER BY g.role, g.id)
         FROM role_grant g LEFT JOIN unit o ON o.id = g.unit_id WHERE g.person_id = p.id AND g.withdrawn_at IS NULL), '[]') AS grants
     FROM person p LEFT JOIN unit u ON u.id = p.unit_id
     WHERE p.id = ANY($1::int[]) OR $1 IS NULL AND p.id > $2 AND p.active
       AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.withdrawn_at IS NULL)
     ORDER BY p.id LIMIT $3`,
    'ids' in whom ? [whom.ids, null, limit] : [null, whom.after, limit],
  );
}

/** Somebody as their card shows them to an ADMIN. */
export interface Shown extends Omit<Listed, 'grants'> {
  nopek: string | null;
  position: string | null;
  superior: string | null;
  leftAt: Date | null;
  /** `at` as it comes in JSON. */
  grants: { id: number; role: RoleName; unit: string | null; by: string | null; at: string }[];
}

/** Null where there is no such person. */
export async function personShown(db: Queryable, id: number): Promise<Shown | null> {
  const [found] = await db.query<Shown>(
    `SELECT p.id, p.name, p.email, p.registered, p.active, p.nopek, p.position, p.left_at AS "leftAt", u.name AS unit, s.name AS superior,
       coalesce((SELECT json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', o.name, 'by', b.name, 'at', g.granted_at) ORDER BY g.role, g.id)
         FROM role_grant g LEFT JOIN unit o ON o.id = g.unit_id LEFT JOIN person b ON b.id = g.granted_by_id
         WHERE g.person_id = p.id AND g.withdrawn_at IS NULL), '[]') AS grants
     FROM person p LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = p.superior_id WHERE p.id = $1`,
    [id],
  );
  return found ?? null;
}

/** How somebody is called, and their address; null where there is no such person. */
export async function personCalled(
  db: Queryable,
  id: number,
): Promise<{ name: string; email: string } | null> {
  const [found] = await db.query<{ name: string; email: string }>(
    'SELECT name, email FROM person WHERE id = $1',
    [id],
  );
  return found ?? null;
}

export async function unitById(db: Queryable, id: number): Promise<(UnitEntry & { kind: UnitKind }) | null> {
  const [found] = await db.query<UnitEntry & { kind: UnitKind }>(
    'SELECT id, code, name, kind FROM unit WHERE id = $1',
    [id],
  );
  return found ?? null;
}

/** The people who can mend what is missing, by name: the ADMINs (U-9). */
export async function adminNames(db: Queryable): Promise<string> {
  const admins = await db.query<{ name: string }>(
    `SELECT p.name FROM person p
     WHERE p.active AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'ADMIN' AND g.withdrawn_at IS NULL)
     ORDER BY p.name LIMIT 5`,
  );
  return admins.map((admin) => admin.name).join(', ') || '—';
}
