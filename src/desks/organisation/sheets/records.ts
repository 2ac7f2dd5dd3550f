import type { Context } from '../../../core/context.ts';
import type { LoggedAction } from '../../../db/audit.ts';
import type { Tx } from '../../../db/database.ts';
import { stampWith } from '../../../db/stamp.ts';
import { type Scope, within } from '../../../imports/kind.ts';
import { nothing } from '../../../imports/readers.ts';
import { decidersChanged, type NamedDecider } from '../../../people/holders.ts';
import { formerAddress } from '../../../people/leaving.ts';

/** What is written by row: the log has words for whatever is done to it. */
type Recorded = {
  [Action in LoggedAction]: Action extends `${infer Subject}.added`
    ? `${Subject}.changed` | `${Subject}.removed` | `${Subject}.restored` extends LoggedAction
      ? Subject
      : never
    : never;
}[LoggedAction];

/** Records that a sheet makes and changes, as SQL over all of its rows at once. */
export interface Records {
  /** `person`: in the audit, and before `.added` and `.changed`. */
  subject: Recorded;
  table: string;
  /** The column that names what is above a record in the same table. */
  above?: string;
  /** The field that names a record. */
  key: string;
  /** The field that says who decides what waits for the record: whoever comes to decide it by that is told of it (A-6). */
  decider?: { field: string; ids: (named: string) => string };
  /** What stands: `id`, `key` and `state`, an object with the fields of a row. */
  state: string;
  /** The state of a record that nothing is said of yet. */
  fresh: Readonly<Record<string, unknown>>;
  /** What a row of `opened_row r` changes; by default its fields. */
  patch?: string;
  /**
   * Whether a row (`g.patch`) is about another one than the record `s` that has its key: it makes a new record, and `giveUp`
   * takes the key from that one, as `p`.
   */
  another?: {
    where: string;
    giveUp: string;
    action: LoggedAction /** Whether that can be at all, by `opened_row r`. */;
    maybe: string;
  };
  /** Writes `changed c` (`key`, `after`) and returns `id` and `key`. */
  upsert: string;
  /** Sets what is above the records of the rows that `rows r` has, where it is there by now; answers as `id` who decides by it, if anybody does. */
  link?: (rows: string) => string;
}

const fields = `(SELECT jsonb_object_agg(f.key, CASE WHEN f.value = '"${nothing}"' THEN 'null'::jsonb ELSE f.value END)
  FROM jsonb_each(r.data) f)`;

/** SQL: somebody by their address. */
const personNamed = (address: string): string => `SELECT id FROM person WHERE email = ${address}`;

export const units: Records = {
  subject: 'unit',
  table: 'unit',
  above: 'kppn_id',
  key: 'code',
  decider: {
    field: 'kppn',
    ids: (code) => `SELECT g.person_id AS id FROM role_grant g JOIN unit k ON k.id = g.unit_id
      WHERE k.code = ${code} AND g.role = 'KPPN_OFFICER' AND g.withdrawn_at IS NULL`,
  },
  state: `SELECT u.id, u.code AS key, jsonb_build_object('code', u.code, 'name', u.name, 'kind', u.kind, 'kppn', k.code,
      'institution', u.institution, 'zone', u.time_zone) AS state
    FROM unit u LEFT JOIN unit k ON k.id = u.kppn_id`,
  fresh: { kppn: null, institution: null, zone: null },
  upsert: `INSERT INTO unit (code, name, kind, kppn_id, institution, time_zone)
    SELECT c.key, c.after->>'name', (c.after->>'kind')::unit_kind, k.id, c.after->>'institution', (c.after->>'zone')::zone
    FROM changed c LEFT JOIN unit k ON k.code = c.after->>'kppn'
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, kppn_id = excluded.kppn_id,
      institution = excluded.institution, time_zone = excluded.time_zone
    RETURNING id, code AS key`,
  link: (rows) => `UPDATE unit SET kppn_id = k.id FROM (${rows}) r JOIN unit k ON k.code = r.data->>'kppn'
    WHERE unit.code = r.data->>'code' AND unit.kppn_id IS NULL RETURNING NULL::int AS id, NULL::int AS former`,
};

export const employees: Records = {
  subject: 'person',
  table: 'person',
  above: 'superior_id',
  key: 'email',
  // A stage of the organisation's own may wait for the superior of a superior.
  decider: { field: 'superior', ids: personNamed },
  state: `SELECT p.id, p.email AS key, jsonb_build_object('email', p.email, 'nopek', p.nopek, 'name', p.name,
      'position', p.position, 'employment', p.employment, 'unit', u.code, 'superior', s.email,
      'active', CASE WHEN p.active THEN 'YES' ELSE 'NO' END, 'registered', p.registered) AS state
    FROM person p LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = p.superior_id`,
  fresh: {
    nopek: null,
    position: null,
    employment: null,
    unit: null,
    superior: null,
    active: 'YES',
  },
  // Whoever comes to be active under another name, and not by the same Nopek, is somebody else: they inherit nothing (I-1).
  another: {
    where: `s.state->>'active' = 'NO' AND g.patch->>'active' = 'YES' AND lower(s.state->>'name') <> lower(g.patch->>'name')
      AND coalesce(s.state->>'nopek' <> g.patch->>'nopek', true)`,
    giveUp: `UPDATE person p SET email = ${formerAddress('p')}, nopek = NULL`,
    action: 'person.address-given-up',
    maybe: `r.data->>'active' = 'YES' AND EXISTS (SELECT 1 FROM person p WHERE p.email = r.data->>'email' AND NOT p.active)`,
  },
  patch: `${fields} || '{"registered": true}'`,
  upsert: `INSERT INTO person (email, nopek, name, position, employment, unit_id, superior_id, active, registered)
    SELECT c.key, c.after->>'nopek', c.after->>'name', c.after->>'position', (c.after->>'employment')::employment, u.id, s.id,
      c.after->>'active' = 'YES', (c.after->>'registered')::boolean
    FROM changed c LEFT JOIN unit u ON u.code = c.after->>'unit' LEFT JOIN person s ON s.email = c.after->>'superior'
    ON CONFLICT (email) DO UPDATE SET nopek = excluded.nopek, name = excluded.name, position = excluded.position,
      employment = excluded.employment, unit_id = excluded.unit_id, superior_id = excluded.superior_id,
      active = excluded.active, registered = excluded.registered
    RETURNING id, email AS key`,
  link: (rows) => `UPDATE person SET superior_id = s.id
    FROM (${rows}) r JOIN (SELECT id, email AS name FROM person UNION ALL SELECT id, nopek FROM person) s
      ON s.name = r.data->>'superior'
    WHERE person.email = r.data->>'email' AND person.superior_id IS NULL RETURNING s.id, NULL::int AS former`,
};

export const positions: Records = {
  subject: 'position',
  table: 'position',
  above: 'parent_id',
  key: 'code',
  decider: { field: 'holder', ids: personNamed },
  state: `SELECT p.id, p.code AS key, jsonb_build_object('code', p.code, 'name', p.name, 'unit', u.code, 'holder', h.email,
      'parent', a.code) AS state
    FROM position p LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person h ON h.id = p.holder_id
    LEFT JOIN position a ON a.id = p.parent_id`,
  fresh: { unit: null, holder: null, parent: null },
  upsert: `INSERT INTO position (code, name, unit_id, holder_id, parent_id)
    SELECT c.key, c.after->>'name', u.id, h.id, a.id
    FROM changed c LEFT JOIN unit u ON u.code = c.after->>'unit' LEFT JOIN person h ON h.email = c.after->>'holder'
    LEFT JOIN position a ON a.code = c.after->>'parent'
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, unit_id = excluded.unit_id, holder_id = excluded.holder_id,
      parent_id = excluded.parent_id
    RETURNING id, code AS key`,
  link: (
    rows,
  ) => `UPDATE position SET parent_id = a.id FROM (${rows}) r JOIN position a ON a.code = r.data->>'parent'
    WHERE position.code = r.data->>'code' AND position.parent_id IS NULL RETURNING NULL::int AS id, NULL::int AS former`,
};

export const systems: Records = {
  subject: 'platform-system',
  table: 'platform_system',
  key: 'name',
  state: `SELECT id, name AS key, jsonb_build_object('name', name, 'active', CASE WHEN active THEN 'YES' ELSE 'NO' END) AS state
    FROM platform_system`,
  fresh: { active: 'YES' },
  upsert: `INSERT INTO platform_system (name, active) SELECT c.key, c.after->>'active' = 'YES' FROM changed c
    ON CONFLICT (name) DO UPDATE SET active = excluded.active RETURNING id, name AS key`,
};

export const holidays: Records = {
  subject: 'holiday',
  table: 'holiday',
  key: 'day',
  state: `SELECT h.id, h.day::text AS key, jsonb_build_object('day', h.day::text, 'kind', h.kind, 'name', h.name, 'nameEn', h.name_en,
      'source', h.source) AS state FROM holiday h`,
  fresh: { nameEn: null, source: null },
  upsert: `INSERT INTO holiday (day, kind, name, name_en, source)
    SELECT c.key::date, (c.after->>'kind')::holiday_kind, c.after->>'name', c.after->>'nameEn', c.after->>'source' FROM changed c
    ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name, name_en = excluded.name_en, source = excluded.source
    RETURNING id, day::text AS key`,
};

/** Whose doing an audit entry is, as the first columns of one, and their values. */
export const auditColumns = 'at, actor_id, actor, surface, action, subject, data';
export const auditValues = (ctx: Context): unknown[] => [ctx.now, ctx.actor.id, ctx.actor.name, ctx.surface];

/** The number of the import in an entry's data; an edit in chat has none. */
export const ofImport = `jsonb_strip_nulls(jsonb_build_object('import',
  (SELECT nullif(i.number, '') FROM import i WHERE i.id = $1)))`;

/** What the rows of a scope say of records, `given`, and what stands of those, `state`. */
const givenAndState = (records: Records, sql: string) => `given AS MATERIALIZED (
    SELECT r.sheet, r.n, r.change, r.data->>'${records.key}' AS key, ${records.patch ?? fields} AS patch
    FROM opened_row r WHERE ${sql} AND r.problems IS NULL),
  state AS MATERIALIZED (SELECT s.* FROM (${records.state}) s WHERE s.key IN (SELECT key FROM given))`;

const same = ({ another }: Records) => `s.key = g.key${another ? ` AND (${another.where}) IS NOT TRUE` : ''}`;

/**
 * The rows of a scope beside what stands, as `compared`: the `id` of the record that is there, what was `shown` of the row, and
 * the `change` that it makes.
 */
export const compared = (records: Records, sql: string) => `${givenAndState(records, sql)},
  compared AS (
    SELECT g.sheet, g.n, g.change AS shown, s.id, CASE WHEN s.id IS NULL THEN NULL WHEN s.state @> g.patch THEN '{}'
      ELSE (SELECT jsonb_build_object('from', jsonb_object_agg(f.key, s.state->f.key), 'to', jsonb_object_agg(f.key, f.value))
            FROM jsonb_each(g.patch) f WHERE f.value IS DISTINCT FROM s.state->f.key) END AS change
    FROM given g LEFT JOIN state s ON ${same(records)})`;

/** Writes the rows of the scope that have no problem and make or change something, each with its audit entry (I-5). */
export async function writeRecords(tx: Tx, ctx: Context, scope: Scope, records: Records): Promise<void> {
  await makeRoom(tx, ctx, scope, records);
  const { sql, values } = within(scope, 1);
  const next = values.length + 1;
  const named = await tx.query<NamedDecider>(
    `WITH ${givenAndState(records, sql)},
     changed AS MATERIALIZED (SELECT g.key, s.id, g.change, coalesce(s.state, $${next}::jsonb) || g.patch AS after
       FROM given g LEFT JOIN state s ON ${same(records)} WHERE g.change IS NULL OR g.change ? 'from'),
     written AS (${records.upsert}),
     entries AS (INSERT INTO audit_entry (${auditColumns})
     SELECT $${next + 1}::timestamptz, $${next + 2}::int, $${next + 3}, $${next + 4},
       '${records.subject}.' || CASE WHEN c.change IS NULL THEN 'added' ELSE 'changed' END, '${records.subject}:' || w.id,
       ${ofImport} || coalesce(c.change, jsonb_build_object('to', jsonb_strip_nulls(c.after)))
     FROM changed c JOIN written w USING (key) ORDER BY w.id RETURNING data)
     ${deciderNamed(records)}`,
    [...values, JSON.stringify(records.fresh), ...auditValues(ctx)],
  );
  await linkRecords(tx, scope, records);
  await decidersChanged(tx, named);
}

/** SQL: whoever is named now, by the changes of `entries`, as who decides what waits for a record; who was, where nobody is any more. */
export const deciderNamed = ({ decider }: Records): string =>
  decider
    ? `SELECT DISTINCT p.id, f.id AS former FROM entries e
         LEFT JOIN LATERAL (${decider.ids(`e.data->'to'->>'${decider.field}'`)}) p ON true
         LEFT JOIN LATERAL (${decider.ids(`e.data->'from'->>'${decider.field}'`)}) f ON true
         WHERE e.data ? 'from' AND e.data->'to' ? '${decider.field}'`
    : 'SELECT NULL::int AS id, NULL::int AS former WHERE false';

/** Has records give up the keys that rows of the scope name somebody or something else by, each with its audit entry. */
async function makeRoom(tx: Tx, ctx: Context, scope: Scope, records: Records): Promise<void> {
  const { another, table, subject } = records;
  if (!another) return;
  const { sql, values } = within(scope, 1);
  const next = values.length + 1;
  const [one] = await tx.query(
    `SELECT 1 FROM opened_row r WHERE ${sql} AND ${another.maybe} LIMIT 1`,
    values,
  );
  if (!one) return;
  await stampWith(tx, ctx.now);
  await tx.query(
    `WITH ${givenAndState(records, sql)},
     given_up AS (${another.giveUp} FROM given g JOIN state s USING (key) JOIN ${table} o ON o.id = s.id
       WHERE p.id = s.id AND ${another.where} RETURNING p.id, o.${records.key} AS before, p.${records.key} AS after)
     INSERT INTO audit_entry (${auditColumns})
     SELECT $${next}::timestamptz, $${next + 1}::int, $${next + 2}, $${next + 3}, '${another.action}', '${subject}:' || u.id,
       ${ofImport} || jsonb_build_object('from', u.before, 'to', u.after) FROM given_up u ORDER BY u.id`,
    [...values, ...auditValues(ctx)],
  );
}

/**
 * Sets what is above the records of the scope, where it is there by now: some of it is written after what stands under it.
 * The entries of those rows have said so already.
 */
export async function linkRecords(tx: Tx, scope: Scope, { link }: Records): Promise<void> {
  const { sql, values } = within(scope, 1);
  if (!link) return;
  const linked = await tx.query<NamedDecider>(
    link(`SELECT r.data FROM opened_row r WHERE ${sql} AND r.problems IS NULL`),
    values,
  );
  await decidersChanged(
    tx,
    linked.filter(({ id }) => id !== null),
  );
}
