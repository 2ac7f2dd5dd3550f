import type { Database } from '../db/database.ts';
import type { UnitKind } from '../db/generated/client.ts';

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
export async function employeeByNopek(db: Database, nopek: string): Promise<Employee | null> {
  const person = await db.prisma.person.findFirst({
    where: { nopek, active: true },
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

/** Units by a part of their code or name, a menu's worth; those outside the head office unless told otherwise (U-3). */
export async function searchUnits(
  db: Database,
  query: string,
  kinds: UnitKind[] = ['UNIT'],
): Promise<UnitEntry[]> {
  const contains = { contains: query, mode: 'insensitive' as const };
  return db.prisma.unit.findMany({
    where: { kind: { in: kinds }, ...(query ? { OR: [{ name: contains }, { code: contains }] } : {}) },
    select: { id: true, code: true, name: true },
    orderBy: { name: 'asc' },
    take: 20,
  });
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
