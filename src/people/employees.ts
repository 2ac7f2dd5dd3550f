import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import { type Message, msg } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import { type Database, isUniqueViolation, type Tx } from '../db/database.ts';
import type { UnitKind } from '../db/generated/client.ts';
import { stampWith } from '../db/stamp.ts';
import type {
  EmployeeRegister,
  RegisteredEmployee,
  RegisteredSuperior,
} from '../neighbours/employee-register/register.ts';
import { auditPerson } from './grants.ts';
import { decidersChanged } from './holders.ts';
import type { Leaving } from './leaving.ts';
import { adminNames, type Employee, employeeByNopek } from './register.ts';

/**
 * Looks an employee number up in whatever the register is (I-9). Where it is a service, that is asked now, and what it says
 * is written to our tables first: the answer has their ids. Null when the register does not know the number, or we no
 * longer let its person in. Throws NeighbourDown, and a Refusal where the service contradicts what stands here.
 */
export async function findEmployee(
  deps: { db: Database; employeeRegister: EmployeeRegister | null; leaving: Leaving },
  ctx: Context,
  nopek: string,
): Promise<Employee | null> {
  const { db, employeeRegister } = deps;
  if (employeeRegister) {
    const told = await employeeRegister.employee(nopek);
    if (told === 'left') await recordLeft(deps, ctx, nopek);
    if (!told || told === 'left') return null;
    await recordEmployee(db, ctx, told);
  }
  return employeeByNopek(db, nopek);
}

/** Whoever the register says has left leaves here too; the last ADMIN stays until somebody else is one (I-9). */
async function recordLeft(
  { db, leaving }: { db: Database; leaving: Leaving },
  ctx: Context,
  nopek: string,
): Promise<void> {
  await db
    .transaction(ctx, async (tx) => {
      const people = await tx.query<{ id: number }>('SELECT id FROM person WHERE nopek = $1 AND active', [
        nopek,
      ]);
      await leaving.leave(
        tx,
        people.map(({ id }) => id),
        { ...ctx, source },
      );
    })
    .catch((error) => {
      if (!(error instanceof Refusal)) throw error;
    });
}

/** Thrown inside the transaction, so that nothing of it stays. */
class Contradiction extends Error {
  override name = 'Contradiction';
  readonly reason: (admins: string) => Message;

  constructor(reason: (admins: string) => Message) {
    super('the employee register contradicts our tables');
    this.reason = reason;
  }
}

/** Makes our tables say what the register says of an employee, their unit and their superior (I-9, I-5). */
async function recordEmployee(db: Database, ctx: Context, told: RegisteredEmployee): Promise<void> {
  const write = () => db.transaction(ctx, (tx) => writeEmployee(tx, ctx, told));
  try {
    // Where somebody came into our tables by another way at the same moment, their row is there the second time.
    await write().catch((error) => {
      if (!isUniqueViolation(error)) throw error;
      return write();
    });
  } catch (error) {
    if (error instanceof Contradiction) throw new Refusal(error.reason(await adminNames(db)));
    throw error;
  }
}

async function writeEmployee(tx: Tx, ctx: Context, told: RegisteredEmployee): Promise<void> {
  const { unit, superior, ...employee } = told;
  const people = [employee, ...(superior ? [superior] : [])];
  await inTurn(tx, [unit.code, ...people.flatMap(({ nopek, email }) => [nopek, email])]);
  // Held in one order, so that two searches do not wait for each other for ever.
  const rows = await tx.query<PersonRow>(
    `SELECT ${personColumns} FROM person WHERE nopek = ANY($1) OR email = ANY($2) ORDER BY id FOR NO KEY UPDATE`,
    [people.map(({ nopek }) => nopek), people.map(({ email }) => email)],
  );
  const unitId = await writeUnit(tx, ctx, unit);
  const superiorId = superior ? await writePerson(tx, ctx, rows, superior) : null;
  await writePerson(tx, ctx, rows, { ...employee, unitId, superiorId });
}

/**
 * Searches that are told of the same people or unit write them one after the other, and each sees what the one before has
 * written; those of other people go on beside them. The locks are taken in one order.
 */
async function inTurn(tx: Tx, names: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended('employee-register ' || name, 0) AS key
     FROM unnest($1::text[]) AS name ORDER BY key) AS keys`,
    [names],
  );
}

/** A unit that is known keeps the name that it has here. */
async function writeUnit(tx: Tx, ctx: Context, { code, name }: RegisteredEmployee['unit']): Promise<number> {
  const [known] = await tx.query<{ id: number; kind: UnitKind }>(
    'SELECT id, kind FROM unit WHERE code = $1',
    [code],
  );
  if (known && known.kind !== 'HO')
    throw new Contradiction((admins) => msg('people.error.unitContradicted', { code, admins }));
  if (known) return known.id;
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO unit (code, name, kind) VALUES ($1, $2, 'HO') RETURNING id`,
    [code, name],
  );
  if (!made) throw new Error('the unit was not written');
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'unit.added',
    subject: `unit:${made.id}`,
    data: { source, code, name },
  });
  return made.id;
}

/** What the register has a say in. That somebody is let in no more is not among it. */
interface PersonRow extends Omit<RegisteredSuperior, 'nopek' | 'position'> {
  id: number;
  nopek: string | null;
  position: string | null;
  employment: Employee['employment'] | null;
  unitId: number | null;
  superiorId: number | null;
  registered: boolean;
  active: boolean;
}

const personColumns =
  'active, id, nopek, email, name, position, employment, unit_id AS "unitId", superior_id AS "superiorId", registered';
const nobody: Omit<PersonRow, 'id' | 'nopek' | 'email' | 'name' | 'active'> = {
  position: null,
  employment: null,
  unitId: null,
  superiorId: null,
  registered: false,
};
const source = 'employee-register';

/**
 * Writes one person and answers their id: by employee number, then by e-mail. A row that has another number, or two rows
 * that are one person by the register's word, are for people to sort out.
 */
async function writePerson(
  tx: Tx,
  ctx: Context,
  rows: readonly PersonRow[],
  told: RegisteredSuperior & Partial<PersonRow>,
): Promise<number> {
  const { nopek, email } = told;
  const known = rows.find((row) => row.nopek === nopek) ?? rows.find((row) => row.email === email);
  // The address of somebody who has left, with another Nopek than theirs, is somebody else's: that makes them nobody's heir.
  if (known && known.nopek !== nopek && !known.active)
    throw new Contradiction((admins) => msg('people.error.leftContradicted', { nopek, email, admins }));
  const isTaken = rows.some((row) => row.email === email && row !== known);
  if (isTaken || (known?.nopek && known.nopek !== nopek))
    throw new Contradiction((admins) => msg('people.error.nopekContradicted', { nopek, email, admins }));
  if (known && known.email !== email && (await isSomebodyHere(tx, known.id)))
    throw new Contradiction((admins) => msg('people.error.emailContradicted', { nopek, email, admins }));

  const person = { ...nobody, ...known, ...told, registered: true };
  const changed = changesOf(known, person);
  if (known && changed.length === 0) return known.id;
  const columns = [
    person.nopek,
    person.email,
    person.name,
    person.position,
    person.employment,
    person.unitId,
    person.superiorId,
  ];
  if (known && changed.includes('email')) await stampWith(tx, ctx.now);
  const [written] = known
    ? await tx.query<{ id: number }>(
        `UPDATE person SET nopek = $1, email = $2, name = $3, position = $4, employment = $5::employment, unit_id = $6,
           superior_id = $7, registered = true WHERE id = $8 RETURNING id`,
        [...columns, known.id],
      )
    : await tx.query<{ id: number }>(
        `INSERT INTO person (nopek, email, name, position, employment, unit_id, superior_id)
         VALUES ($1, $2, $3, $4, $5::employment, $6, $7) RETURNING id`,
        columns,
      );
  if (!written) throw new Error('the person was not written');
  await auditPerson(tx, ctx, known ? 'person.changed' : 'person.added', written.id, {
    source,
    ...(known ? { from: picked(known, changed) } : {}),
    to: picked(person, changed),
  });
  // A stage of the organisation's own may wait for the superior of a superior.
  if (known && changed.includes('superiorId'))
    await decidersChanged(tx, [{ id: person.superiorId, former: known.superiorId }]);
  return written.id;
}

/**
 * Whether somebody has a role, an account in chat or a User ID: whoever has their address is them (I-1), so that the register alone does
 * not replace it. A role that is being granted, or an account that is being linked, is waited for.
 */
async function isSomebodyHere(tx: Tx, personId: number): Promise<boolean> {
  await tx.query('SELECT 1 FROM person WHERE id = $1 FOR UPDATE', [personId]);
  const found = await tx.query(
    `SELECT 1 FROM role_grant WHERE person_id = $1 AND withdrawn_at IS NULL
     UNION ALL SELECT 1 FROM chat_identity WHERE person_id = $1
     UNION ALL SELECT 1 FROM account WHERE person_id = $1 AND ended_at IS NULL`,
    [personId],
  );
  return found.length > 0;
}

type Column = Exclude<keyof PersonRow, 'id' | 'active'>;
const columnsTold: readonly Column[] = [
  'nopek',
  'email',
  'name',
  'position',
  'employment',
  'unitId',
  'superiorId',
  'registered',
];

type Told = Pick<PersonRow, Column>;

function changesOf(known: PersonRow | undefined, person: Told): Column[] {
  return columnsTold.filter((column) => !known || known[column] !== person[column]);
}

const picked = (person: Told, columns: readonly Column[]) =>
  Object.fromEntries(columns.map((column) => [column, person[column]]));
