import type { Context } from '../../../core/context.ts';
import type { LoggedAction } from '../../../db/audit.ts';
import type { Tx } from '../../../db/database.ts';
import { type Scope, within } from '../../../imports/kind.ts';
import { unitRoles } from '../../../people/grants.ts';
import { holdersChanged } from '../../../people/holders.ts';
import { auditColumns, auditValues, ofImport } from './records.ts';

/** What a sheet only adds: SQL that inserts what `given g` (`data`) names and is not there yet. */
export interface Additions {
  /** The field at which it is told that something is there no more. */
  field: string;
  /** Joins to an `opened_row r` what it adds, as `x`, where that is there already. */
  standing: string;
  /** The statements in front, whose own values begin with this one. */
  added: (next: number) => string;
  /** The entry of each: `subject`, and `said` for its data. */
  entries: string;
  action: LoggedAction;
  values?: (ctx: Context) => unknown[];
}

const heads: Additions = {
  field: 'unit',
  standing: `JOIN unit u ON u.code = r.data->>'unit' JOIN person p ON p.email = r.data->>'email'
    JOIN unit_head x ON x.unit_id = u.id AND x.person_id = p.id`,
  action: 'unit.head-added',
  added: () => `added AS (
    INSERT INTO unit_head (unit_id, person_id) SELECT u.id, p.id FROM given g
    JOIN unit u ON u.code = g.data->>'unit' JOIN person p ON p.email = g.data->>'email'
    ON CONFLICT DO NOTHING RETURNING unit_id, person_id)`,
  entries: `SELECT 'unit:' || a.unit_id AS subject, jsonb_build_object('head', p.email) AS said
  FROM added a JOIN person p ON p.id = a.person_id ORDER BY a.unit_id, p.email`,
};

const roles: Additions = {
  field: 'role',
  standing: `JOIN person p ON p.email = r.data->>'email'
    LEFT JOIN unit u ON u.code = r.data->>'unit' AND r.data->>'role' IN (${unitRoles.map((role) => `'${role}'`).join(', ')})
    JOIN role_grant x ON x.person_id = p.id AND x.role = (r.data->>'role')::role
      AND x.unit_id IS NOT DISTINCT FROM u.id AND x.withdrawn_at IS NULL`,
  action: 'role.granted',
  values: (ctx) => [unitRoles, ctx.actor.id, ctx.now],
  added: (next) => `added AS (
    INSERT INTO role_grant (person_id, role, unit_id, granted_by_id, granted_at)
    SELECT DISTINCT p.id, (g.data->>'role')::role, u.id, $${next + 1}::int, $${next + 2}::timestamptz FROM given g
    JOIN person p ON p.email = g.data->>'email'
    LEFT JOIN unit u ON u.code = g.data->>'unit' AND g.data->>'role' = ANY($${next}::text[])
    WHERE NOT EXISTS (SELECT 1 FROM role_grant o WHERE o.person_id = p.id AND o.role = (g.data->>'role')::role
      AND o.unit_id IS NOT DISTINCT FROM u.id AND o.withdrawn_at IS NULL)
    RETURNING id, person_id, role, unit_id)`,
  entries: `SELECT 'person:' || a.person_id AS subject, jsonb_build_object('role', a.role, 'unitId', a.unit_id) AS said
  FROM added a ORDER BY a.id`,
};

const applications: Additions = {
  field: 'role',
  standing: `JOIN application a ON a.name = r.data->>'application'
    JOIN application_role x ON x.application_id = a.id AND x.name = r.data->>'role'`,
  action: 'application.role-added',
  added: () => `named AS (SELECT DISTINCT data->>'application' AS name FROM given),
  made AS (INSERT INTO application (name) SELECT name FROM named ON CONFLICT (name) DO NOTHING RETURNING id, name),
  found AS (SELECT id, name FROM made UNION ALL SELECT a.id, a.name FROM application a JOIN named USING (name)),
  added AS (
    INSERT INTO application_role (application_id, name) SELECT f.id, g.data->>'role' FROM given g
    JOIN found f ON f.name = g.data->>'application' ON CONFLICT DO NOTHING RETURNING application_id, name)`,
  entries: `SELECT 'application:' || a.application_id AS subject, jsonb_build_object('application', f.name, 'role', a.name) AS said
  FROM added a JOIN found f ON f.id = a.application_id ORDER BY f.name, a.name`,
};

export const additions = { heads, roles, applications };

/** Adds what the rows of the scope name and is not there yet, each with its audit entry (I-5). */
export async function writeAdditions(tx: Tx, ctx: Context, scope: Scope, kind: Additions): Promise<void> {
  const { sql, values } = within(scope, 1);
  const own = kind.values?.(ctx) ?? [];
  const ownFirst = values.length + 1;
  const next = ownFirst + own.length;
  const entries = await tx.query<{ subject: string; head: string | null }>(
    `WITH given AS (SELECT r.data FROM opened_row r WHERE ${sql} AND r.problems IS NULL AND r.change IS NULL),
     ${kind.added(ownFirst)},
     entries AS (${kind.entries})
     INSERT INTO audit_entry (${auditColumns})
     SELECT $${next}::timestamptz, $${next + 1}::int, $${next + 2}, $${next + 3}, '${kind.action}', e.subject,
       ${ofImport} || e.said FROM entries e RETURNING subject, data->>'head' AS head`,
    [...values, ...own, ...auditValues(ctx)],
  );
  if (kind === roles && entries.length > 0)
    await holdersChanged(tx, { gained: entries.map(({ subject }) => Number(subject.split(':')[1])) });
  // A stage of the organisation's own may wait for the heads of a unit: who is one now is told as if it came to them.
  if (kind === heads && entries.length > 0) {
    const people = await tx.query<{ id: number }>('SELECT id FROM person WHERE email = ANY($1)', [
      entries.map(({ head }) => head),
    ]);
    await holdersChanged(tx, { heldBy: people.map(({ id }) => id) });
  }
}
