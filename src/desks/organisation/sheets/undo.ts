import type { Context } from '../../../core/context.ts';
import type { LoggedAction } from '../../../db/audit.ts';
import type { Tx } from '../../../db/database.ts';
import { isOurs } from '../../../imports/undo/decide.ts';
import {
  keptAs,
  mine,
  recordOf,
  scopeValues,
  type Undo,
  type UndoScope,
} from '../../../imports/undo/undo.ts';
import { lockAdmins } from '../../../people/admins.ts';
import { holdOrganisation } from '../../../people/held.ts';
import { decidersChanged, holdersChanged, type NamedDecider } from '../../../people/holders.ts';
import { type Additions, additions } from './additions.ts';
import type { OrganisationColumn } from './columns.ts';
import type { Leavers } from './leavers.ts';
import { auditColumns, auditValues, deciderNamed, ofImport, type Records } from './records.ts';
import { standing } from './staged.ts';

/** Where what a field named before can be found: whoever is let in no more stood above others before, too. */
const named = { ...standing, person: 'SELECT email AS value FROM person' };

/** Circles and the last ADMIN hang on several rows. */
async function hold(tx: Tx): Promise<void> {
  await holdOrganisation(tx);
  await lockAdmins(tx);
}

/** What an undo's entries say of whose doing and of which import it is; `$first` is the moment. */
const entry = (first: number, action: string, subject: string, data: string) =>
  `INSERT INTO audit_entry (${auditColumns}, reason)
   SELECT $${first}::timestamptz, $${first + 1}::int, $${first + 2}, $${first + 3}, ${action}, ${subject},
     ${ofImport} || ${data}, $${first + 4}`;

const entryValues = (ctx: Context, { reason }: UndoScope): unknown[] => [...auditValues(ctx), reason];

interface UndoneRecords {
  keeps: readonly string[];
  aboveField: string | undefined;
  /** Of people: whoever is inactive again by it leaves. */
  leavers?: Leavers['undone'];
}

/** Takes back records that a sheet has made or changed: those are removed, these are as they were. */
export function undoRecords(
  records: Records,
  columns: readonly OrganisationColumn[],
  { keeps, aboveField, leavers }: UndoneRecords,
): Undo {
  const { table, key, state, above, subject } = records;
  const before = columns.flatMap(({ field, refers }) =>
    refers
      ? [
          `SELECT m.sheet, m.n, ${keptAs('imports.kept.before')} FROM mine m
           WHERE m.change->'from'->>'${field}' NOT IN (${named[refers]})`,
        ]
      : [],
  );
  return {
    table,
    above,
    logged: true,
    hold,
    found: `SELECT g.sheet, g.n, ${recordOf(table, 'x.id')} AS record FROM given g JOIN ${table} x ON x.${key}::text = g.data->>'${key}'`,
    keeps: [
      `SELECT m.sheet, m.n, ${keptAs('imports.kept.differs')} FROM mine m JOIN (${state}) s ON s.id = m.id
       WHERE m.change ? 'to' AND NOT s.state @> (m.change->'to')`,
      ...before,
      ...keeps,
      ...(above && aboveField ? [circles(table, above, aboveField, key)] : []),
    ],
    async take(tx, ctx, scope) {
      await leavers?.hold(tx, scope);
      const values = [...scopeValues(scope), ...entryValues(ctx, scope)];
      const named = await tx.query<NamedDecider>(
        `WITH ${mine},
         state AS MATERIALIZED (SELECT s.* FROM (${state}) s WHERE s.id IN (SELECT id FROM mine WHERE change IS NOT NULL)),
         changed AS MATERIALIZED (SELECT s.key, m.change, s.state || (m.change->'from') AS after FROM mine m JOIN state s USING (id)
           WHERE m.change IS NOT NULL),
         written AS (${records.upsert}),
         entries AS (${entry(
           4,
           `'${subject}.restored'`,
           `'${subject}:' || w.id`,
           `jsonb_build_object('from', c.change->'to', 'to', c.change->'from')`,
         )} FROM changed c JOIN written w USING (key) ORDER BY w.id RETURNING data)
         ${deciderNamed(records)}`,
        values,
      );
      await tx.query(
        `WITH ${mine},
         state AS MATERIALIZED (SELECT s.* FROM (${state}) s WHERE s.id IN (SELECT id FROM mine WHERE change IS NULL)),
         removed AS (DELETE FROM ${table} x USING state s WHERE x.id = s.id RETURNING x.id)
         ${entry(
           4,
           `'${subject}.removed'`,
           `'${subject}:' || s.id`,
           `jsonb_build_object('from', jsonb_strip_nulls(s.state))`,
         )} FROM removed x JOIN state s USING (id) ORDER BY s.id`,
        values,
      );
      await leavers?.leave(tx, ctx, scope);
      await decidersChanged(tx, named);
    },
  };
}

/** Would stand above itself with what stood above it before: others have moved meanwhile. */
const circles = (table: string, above: string, field: string, key: string) => `
  SELECT m.sheet, m.n, ${keptAs('imports.kept.circle')} FROM mine m WHERE m.id IN (
    WITH RECURSIVE again AS MATERIALIZED (
      SELECT o.id, b.id AS above FROM mine o JOIN ${table} b ON b.${key} = o.change->'from'->>'${field}'
    ), up AS (
      SELECT a.id AS start, a.above AS id FROM again a
      UNION
      SELECT u.start, CASE WHEN a.id IS NULL THEN x.${above} ELSE a.above END
      FROM up u JOIN ${table} x ON x.id = u.id LEFT JOIN again a ON a.id = u.id WHERE u.id <> u.start
    ) SELECT start FROM up WHERE id = start)`;

/** An employee number is somebody else's by now, or nobody would be left with the role ADMIN. */
export const keptEmployees = [
  `SELECT m.sheet, m.n, ${keptAs('imports.kept.nopek')} FROM mine m JOIN person o ON o.nopek = m.change->'from'->>'nopek' AND o.id <> m.id`,
  `SELECT m.sheet, m.n, ${keptAs('people.error.lastAdmin')} FROM mine m
   WHERE m.change->'from'->>'active' = 'NO' AND NOT EXISTS (
     SELECT 1 FROM role_grant a JOIN person p ON p.id = a.person_id AND p.active WHERE a.role = 'ADMIN' AND a.withdrawn_at IS NULL
       AND p.id NOT IN (SELECT o.id FROM mine o WHERE o.change->'from'->>'active' = 'NO'))`,
];

interface Added {
  added: Additions;
  table: string;
  /** The columns of its key. */
  key: string[];
  keeps?: string[];
  /** What stood there, as `x`, in words for the audit: `subject` and `said`. */
  action: LoggedAction;
  subject: string;
  said: string;
  /** How `mine m` and `x` go together. */
  same: string;
  after?: string;
  withoutIds?: boolean;
}

/** Takes back what a sheet has only added. */
function undoAdditions({
  added,
  table,
  key,
  keeps,
  action,
  subject,
  said,
  same,
  after,
  withoutIds,
}: Added): Undo {
  const columns = key.map((one) => `x.${one}`);
  return {
    table,
    logged: false,
    hold,
    withoutIds,
    keeps,
    found: `SELECT r.sheet, r.n, ${recordOf(table, ...columns)} AS record FROM given r ${added.standing}`,
    async take(tx: Tx, ctx, scope) {
      await tx.query(
        `WITH ${mine}, removed AS (DELETE FROM ${table} x USING mine m WHERE ${same} RETURNING x.*)
         ${entry(4, `'${action}'`, subject, said)} FROM removed x`,
        [...scopeValues(scope), ...entryValues(ctx, scope)],
      );
      if (after) await tx.query(after);
      if (table === 'role_grant' || table === 'unit_head') await holdersChanged(tx, 'all');
    },
  };
}

/** Whoever has done anything since the import may have done it by the right that they got. */
const acted = `SELECT e.actor_id FROM audit_entry e WHERE e.actor_id IS NOT NULL AND e.subject <> 'import:' || $1::int
  AND NOT ${isOurs('e')}
  AND e.id > (SELECT min(o.id) FROM audit_entry o WHERE o.subject = 'import:' || $1::int AND o.action = 'import.started')`;

export const undoHeads = undoAdditions({
  added: additions.heads,
  table: 'unit_head',
  key: ['unit_id', 'person_id'],
  withoutIds: true,
  same: `x.unit_id = m.id AND x.person_id = split_part(m.record, ':', 3)::int`,
  action: 'unit.head-removed',
  subject: `'unit:' || x.unit_id`,
  said: `jsonb_build_object('head', (SELECT p.email FROM person p WHERE p.id = x.person_id))`,
  keeps: [
    `SELECT m.sheet, m.n, ${keptAs('imports.kept.request')} FROM mine m
     JOIN user_id_request q ON q.unit_id = m.id AND q.atasan_id = split_part(m.record, ':', 3)::int
     JOIN import i ON i.id = $1 AND q.created_at >= i.created_at`,
  ],
});

export const undoRoles = undoAdditions({
  added: additions.roles,
  table: 'role_grant',
  key: ['id'],
  same: 'x.id = m.id',
  action: 'role.withdrawn',
  subject: `'person:' || x.person_id`,
  said: `jsonb_build_object('role', x.role, 'unitId', x.unit_id)`,
  keeps: [
    // The one that stands was granted by somebody else, after this one was withdrawn.
    `SELECT m.sheet, m.n, ${keptAs('imports.kept.differs')} FROM mine m JOIN role_grant x USING (id) WHERE NOT EXISTS (
       SELECT 1 FROM audit_entry e WHERE e.subject = 'person:' || x.person_id AND e.action = 'role.granted'
         AND e.at = x.granted_at AND ${isOurs('e')})`,
    `SELECT m.sheet, m.n, ${keptAs('imports.kept.acted')} FROM mine m JOIN role_grant x USING (id) WHERE x.person_id IN (${acted})`,
    `SELECT m.sheet, m.n, ${keptAs('people.error.lastAdmin')} FROM mine m JOIN role_grant x USING (id)
     WHERE x.role = 'ADMIN' AND NOT EXISTS (
       SELECT 1 FROM role_grant a JOIN person p ON p.id = a.person_id AND p.active
       WHERE a.role = 'ADMIN' AND a.withdrawn_at IS NULL AND a.id NOT IN (SELECT o.id FROM mine o))`,
  ],
});

/** An application that only this import has given roles goes with the last of them. */
export const undoApplications = undoAdditions({
  added: additions.applications,
  table: 'application_role',
  key: ['id'],
  same: 'x.id = m.id',
  action: 'application.role-removed',
  subject: `'application:' || x.application_id`,
  said: `jsonb_build_object('application', (SELECT a.name FROM application a WHERE a.id = x.application_id), 'role', x.name)`,
  after:
    'DELETE FROM application a WHERE NOT EXISTS (SELECT 1 FROM application_role r WHERE r.application_id = a.id)',
});
