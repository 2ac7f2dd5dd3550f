import type { Queryable } from '../core/queryable.ts';
import type { Database } from '../db/database.ts';
import type { UnitKind } from '../db/generated/client.ts';
import { prefixes } from '../db/words.ts';
import { hasWords, soughtWords } from './words.ts';

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
export const employeeByNopek = (db: Database, nopek: string): Promise<Employee | null> =>
  employee(db, { nopek });

/** What the register says of this person; null where it has no number of theirs. */
export const employeeOf = (db: Database, personId: number): Promise<Employee | null> =>
  employee(db, { id: personId });

async function employee(
  { prisma }: Database,
  who: { nopek: string } | { id: number },
): Promise<Employee | null> {
  const person = await prisma.person.findFirst({
    where: { ...who, active: true },
    include: { unit: true, superior: { select: { id: true, name: true, active: true } } },
  });
  if (!person?.nopek || !person.unit || !person.employment) return null;
  return {
    personId: person.id,
    nopek: person.nopek,
    name: person.name,
    position: person.position ?? '',
    email: person.email,
    employment: person.employment,
    unit: { id: person.unit.id, code: person.unit.code, name: person.unit.name },
    superior: person.superior?.active ? { id: person.superior.id, name: person.superior.name } : null,
  };
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
       WHERE p.active AND p.registered ${sought === 'everything' ? 'ORDER BY p.id LIMIT 500' : `AND ${hasWords('person', 'p', '$1')}`}
     ) found ORDER BY name, id LIMIT 20`,
    sought === 'everything' ? [] : [sought.words],
  );
}

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

export async function unitById(db: Database, id: number): Promise<(UnitEntry & { kind: UnitKind }) | null> {
  return db.prisma.unit.findUnique({ where: { id } });
}

/** The business unit heads of one unit, by a part of their name (U-3). */
export async function headsOfUnit(
  db: Database,
  unitId: number,
  query = '',
): Promise<{ id: number; name: string; position: string | null }[]> {
  return db.prisma.person.findMany({
    where: {
      active: true,
      headOf: { some: { unitId } },
      ...(query ? { name: { contains: query, mode: 'insensitive' as const } } : {}),
    },
    select: { id: true, name: true, position: true },
    orderBy: { name: 'asc' },
    take: 100,
  });
}

/** The people who can mend what is missing, by name: the ADMINs (U-9). */
export async function adminNames(db: Database): Promise<string> {
  const admins = await db.prisma.person.findMany({
    where: { active: true, grants: { some: { role: 'ADMIN', withdrawnAt: null } } },
    select: { name: true },
    orderBy: { name: 'asc' },
    take: 5,
  });
  return admins.map((admin) => admin.name).join(', ') || '—';
}
