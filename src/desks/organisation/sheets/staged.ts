import type { Context } from '../../../core/context.ts';
import type { Message, TextKey } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { type Scope, within } from '../../../imports/kind.ts';
import { nothing } from '../../../imports/readers.ts';
import { hasSecondAdmin, lockAdmins } from '../../../people/admins.ts';
import type { Target } from './columns.ts';

declare module '../../../imports/kind.ts' {
  interface SheetKinds {
    'organisation.application': true;
    'organisation.employee': true;
    'organisation.head': true;
    'organisation.holiday': true;
    'organisation.position': true;
    'organisation.role': true;
    'organisation.stage': true;
    'organisation.system': true;
    'organisation.unit': true;
  }
}

export const kindIds = {
  unit: 'organisation.unit',
  employee: 'organisation.employee',
  position: 'organisation.position',
  head: 'organisation.head',
  role: 'organisation.role',
  system: 'organisation.system',
  application: 'organisation.application',
  stage: 'organisation.stage',
  holiday: 'organisation.holiday',
} as const;

/** The rows of a kind in import $1 that have no problem, as `data`. */
const rowsOf = (kind: keyof typeof kindIds) => `SELECT r.data FROM opened_row r
  JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet
  WHERE r.import_id = $1 AND s.kind = '${kindIds[kind]}' AND r.problems IS NULL`;

/** Units as they will be once import $1 is written. */
const units = `SELECT coalesce(i.data->>'code', u.code) AS value, coalesce(i.data->>'kind', u.kind::text) AS kind
  FROM unit u FULL JOIN (${rowsOf('unit')}) i ON i.data->>'code' = u.code`;

/** Whom the register will know as active once import $1 is written: whoever has one of its rows is registered. */
export const people = `SELECT coalesce(i.data->>'email', p.email) AS value,
    coalesce(nullif(i.data->>'nopek', '${nothing}'), p.nopek) AS nopek
  FROM person p FULL JOIN (${rowsOf('employee')}) i ON i.data->>'email' = p.email
  WHERE CASE WHEN i.data ? 'active' THEN i.data->>'active' = 'YES' ELSE p.active IS NOT FALSE END
    AND (i.data IS NOT NULL OR p.registered)`;

/** What a field may name: what is in the database, and what the same import brings. Superiors and parents are checked apart. */
const coming: Record<Target, string> = {
  unit: units,
  branch: `SELECT value FROM (${units}) u WHERE u.kind = 'UNIT'`,
  satker: `SELECT value FROM (${units}) u WHERE u.kind = 'SATKER'`,
  kppn: `SELECT value FROM (${units}) u WHERE u.kind = 'KPPN'`,
  person: people,
  position: `SELECT code AS value FROM position UNION SELECT i.data->>'code' FROM (${rowsOf('position')}) i`,
  system: `SELECT name AS value FROM platform_system UNION SELECT i.data->>'name' FROM (${rowsOf('system')}) i`,
};

/** The same as rows are written: what an import brings for others to name is in the database by then. */
export const standing: Record<Target, string> = {
  unit: 'SELECT code AS value FROM unit',
  branch: `SELECT code AS value FROM unit WHERE kind = 'UNIT'`,
  satker: `SELECT code AS value FROM unit WHERE kind = 'SATKER'`,
  kppn: `SELECT code AS value FROM unit WHERE kind = 'KPPN'`,
  person: 'SELECT email AS value FROM person WHERE active AND registered',
  position: 'SELECT code AS value FROM position',
  system: 'SELECT name AS value FROM platform_system',
};

const withProblem = (problem: string) =>
  `problems = coalesce(r.problems, '[]') || jsonb_build_array(${problem})`;

/** A field that nothing is wrong with yet: one problem is told of each. */
const unmarked = (field: string) => `NOT coalesce(r.problems @> '[{"field": "${field}"}]', false)`;

const problem = (field: string, expected: Message) => JSON.stringify({ field, expected });

/** Marks the rows whose field names what there is not; `where` is a condition on `opened_row r`. */
export async function markUnknown(
  tx: Tx,
  scope: Scope,
  field: string,
  target: Target,
  expected: Message,
  where = 'true',
): Promise<void> {
  const { sql, values } = within(scope, 1);
  const known = scope.range ? standing : coming;
  await tx.query(
    `WITH known AS MATERIALIZED (${known[target]})
     UPDATE opened_row r SET ${withProblem(`$${values.length + 1}::jsonb`)}
     WHERE ${sql} AND r.data ? '${field}' AND r.data->>'${field}' <> '${nothing}' AND ${unmarked(field)} AND ${where}
       AND NOT EXISTS (SELECT 1 FROM known k WHERE k.value = r.data->>'${field}')`,
    [...values, problem(field, expected)],
  );
}

/** What is said of a name in a list that there is not. */
const unknownIn = {
  system: 'organisation.expected.systems',
  person: 'organisation.expected.deciderPerson',
  unit: 'organisation.expected.deciderUnit',
} as const satisfies Partial<Record<Target, TextKey>>;

/** Marks the rows one of whose names in a list there is not; `list` is SQL for the names in an `opened_row r`, of those `where`. */
export async function markUnknownAmong(
  tx: Tx,
  scope: Scope,
  field: string,
  target: keyof typeof unknownIn,
  list: string,
  where = 'one IS NOT NULL',
): Promise<void> {
  const { sql, values } = within(scope, 1);
  const known = scope.range ? standing : coming;
  await tx.query(
    `WITH known AS MATERIALIZED (${known[target]}),
     wrong AS (SELECT r.sheet, r.n, min(w.one) AS one FROM opened_row r CROSS JOIN LATERAL (SELECT ${list} AS one) w
       WHERE ${sql} AND r.data ? '${field}' AND r.data->>'${field}' <> '${nothing}' AND ${unmarked(field)} AND ${where}
         AND NOT EXISTS (SELECT 1 FROM known k WHERE k.value = w.one) GROUP BY 1, 2)
     UPDATE opened_row r SET ${withProblem(
       `jsonb_build_object('field', '${field}', 'expected', jsonb_build_object('key', '${unknownIn[target]}', 'args', jsonb_build_object('name', w.one)))`,
     )}
     FROM wrong w WHERE r.import_id = $1 AND r.sheet = w.sheet AND r.n = w.n`,
    values,
  );
}

/** Marks the rows that do not say a field where they have to. */
export async function markMissing(
  tx: Tx,
  scope: Scope,
  field: string,
  expected: Message,
  where: string,
): Promise<void> {
  const { sql, values } = within(scope, 1);
  await tx.query(
    `UPDATE opened_row r SET ${withProblem(`$${values.length + 1}::jsonb`)}
     WHERE ${sql} AND NOT r.data ? '${field}' AND ${unmarked(field)} AND ${where}`,
    [...values, problem(field, expected)],
  );
}

/** Marks every row after the first that says the same in these fields, at the field that is named. */
export async function markDoubled(
  tx: Tx,
  scope: Scope,
  field: string,
  fields: readonly string[] = [field],
): Promise<void> {
  const key = `concat_ws(chr(31), ${fields.map((one) => `coalesce(data->>'${one}', '')`).join(', ')})`;
  const { sql, values } = within(scope, 1);
  await tx.query(
    `WITH given AS MATERIALIZED (SELECT r.sheet, r.n, r.row, ${key} AS key FROM opened_row r
       WHERE ${sql} AND r.data ? '${field}' AND r.data->>'${field}' <> '${nothing}'),
     first AS (SELECT DISTINCT ON (key) key, sheet, n, row FROM given ORDER BY key, sheet, n)
     UPDATE opened_row r SET ${withProblem(
       `jsonb_build_object('field', '${field}', 'expected', jsonb_build_object('key', 'organisation.expected.once',
          'args', jsonb_build_object('row', f.row, 'sheet', s.name)))`,
     )}
     FROM given g JOIN first f USING (key) JOIN import_sheet s ON s.import_id = $1 AND s.position = f.sheet
     WHERE r.import_id = $1 AND r.sheet = g.sheet AND r.n = g.n AND (g.sheet, g.n) <> (f.sheet, f.n)
       AND ${unmarked(field)}`,
    values,
  );
}

/** Marks the rows whose employee number is somebody else's. */
export async function markTakenNopek(tx: Tx, scope: Scope): Promise<void> {
  const { sql, values } = within(scope, 1);
  await tx.query(
    `UPDATE opened_row r SET ${withProblem(
      `jsonb_build_object('field', 'nopek', 'expected', jsonb_build_object('key', 'organisation.expected.ownNopek',
         'args', jsonb_build_object('email', p.email)))`,
    )}
     FROM person p WHERE ${sql} AND p.nopek = r.data->>'nopek' AND p.email <> r.data->>'email' AND ${unmarked('nopek')}`,
    values,
  );
}

/** Marks the rows that give a role to whoever has them written, where another ADMIN could (I-4). */
export async function markOwnRoles(
  tx: Tx,
  { actor }: Context,
  scope: Scope,
  expected: Message,
): Promise<void> {
  if (!(await hasSecondAdmin(tx, actor))) return;
  const { sql, values } = within(scope, 1);
  const next = values.length + 1;
  await tx.query(
    `UPDATE opened_row r SET ${withProblem(`$${next}::jsonb`)} FROM person p
     WHERE ${sql} AND p.id = ANY($${next + 1}) AND r.data->>'email' = p.email AND ${unmarked('email')}
       AND NOT EXISTS (SELECT 1 FROM role_grant g LEFT JOIN unit u ON u.id = g.unit_id
         WHERE g.person_id = p.id AND g.withdrawn_at IS NULL AND g.role::text = r.data->>'role'
           AND (u.id IS NULL OR u.code = r.data->>'unit'))`,
    [...values, problem('email', expected), actor.identity.persons],
  );
}

/** Marks the rows that change the kind of a unit to which something is bound by its kind (I-2). */
export async function markKindInUse(tx: Tx, scope: Scope, expected: Message): Promise<void> {
  const { sql, values } = within(scope, 1);
  await tx.query(
    `UPDATE opened_row r SET ${withProblem(`$${values.length + 1}::jsonb`)} FROM unit u
     WHERE ${sql} AND u.code = r.data->>'code' AND u.kind::text <> r.data->>'kind' AND ${unmarked('kind')}
       AND (EXISTS (SELECT 1 FROM role_grant g WHERE g.unit_id = u.id AND g.withdrawn_at IS NULL)
         OR EXISTS (SELECT 1 FROM role_proposal o WHERE o.unit_id = u.id AND o.approved IS NULL)
         OR EXISTS (SELECT 1 FROM satker_user s WHERE s.unit_id = u.id AND s.removed_at IS NULL)
         OR EXISTS (SELECT 1 FROM unit_head h WHERE h.unit_id = u.id)
         OR EXISTS (SELECT 1 FROM bound_channel b WHERE b.unit_id = u.id))`,
    [...values, problem('kind', expected)],
  );
}

/** Marks the rows that would leave nobody with the role ADMIN. */
export async function markLastAdmins(tx: Tx, scope: Scope, expected: Message): Promise<void> {
  const { sql, values } = within(scope, 1);
  const leaves = `r.problems IS NULL AND r.data->>'active' = 'NO'`;
  // Where nobody leaves nobody has to wait.
  const [one] = await tx.query(`SELECT 1 FROM opened_row r WHERE ${sql} AND ${leaves} LIMIT 1`, values);
  if (!one) return;
  await lockAdmins(tx);
  await tx.query(
    `WITH admins AS MATERIALIZED (SELECT DISTINCT p.email FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
       WHERE g.role = 'ADMIN' AND g.withdrawn_at IS NULL),
     leaving AS MATERIALIZED (SELECT r.sheet, r.n, r.data->>'email' AS email FROM opened_row r
       WHERE ${sql} AND ${leaves} AND r.data->>'email' IN (SELECT email FROM admins))
     UPDATE opened_row r SET ${withProblem(`$${values.length + 1}::jsonb`)} FROM leaving l
     WHERE r.import_id = $1 AND r.sheet = l.sheet AND r.n = l.n
       AND NOT EXISTS (SELECT 1 FROM admins a WHERE a.email NOT IN (SELECT email FROM leaving))`,
    [...values, problem('active', expected)],
  );
}

/** Marks single rows. */
export async function markRows(
  tx: Tx,
  importId: number,
  marked: readonly { sheet: number; n: number; field: string; expected: Message }[],
  where = 'true',
): Promise<void> {
  if (marked.length === 0) return;
  await tx.query(
    `UPDATE opened_row r SET ${withProblem('m.problem')}
     FROM unnest($2::int[], $3::int[], $4::jsonb[]) AS m(sheet, n, problem)
     WHERE r.import_id = $1 AND r.sheet = m.sheet AND r.n = m.n AND ${where}`,
    [
      importId,
      marked.map(({ sheet }) => sheet),
      marked.map(({ n }) => n),
      marked.map(({ field, expected }) => problem(field, expected)),
    ],
  );
}
