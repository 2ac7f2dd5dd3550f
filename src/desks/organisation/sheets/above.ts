import { type Message, msg } from '../../../core/texts/index.ts';
import { inTurns } from '../../../core/turns.ts';
import type { Tx } from '../../../db/database.ts';
import type { RowPlace, Scope } from '../../../imports/kind.ts';
import { openRows } from '../../../imports/opened.ts';
import { nothing } from '../../../imports/readers.ts';
import { named } from './columns.ts';
import { type HierarchyProblem, hierarchyProblems, type Place, type PlaceRow } from './hierarchy.ts';
import { markRows, people } from './staged.ts';

/** A field that names another record of the same kind, above this one. */
export interface Above {
  field: string;
  /** The field that names the record itself. */
  key: string;
  /** Another field that names it, and who is called how by both, `value` and `alias`, as SQL; what is above is kept by its key. */
  alias?: string;
  called?: string;
  /** What stands, as `Place`s: `key`, `alias`, `above`, `leads`. */
  standing: string;
  /** Whether the record of a row may stand above others, by `r.data` and, as `b`, what stands of it. */
  leads: string;
  expected: Record<HierarchyProblem, Message>;
  /** Whether nothing is above yet the record of an `opened_row r`. */
  pending: string;
}

export const aboveUnits: Above = {
  field: 'kppn',
  key: 'code',
  standing: `SELECT u.code AS key, NULL AS alias, k.code AS above, u.kind = 'KPPN' AS leads
    FROM unit u LEFT JOIN unit k ON k.id = u.kppn_id`,
  leads: `r.data->>'kind' = 'KPPN'`,
  expected: { unknown: msg('organisation.expected.kppn'), circle: msg('organisation.expected.kppn') },
  pending: `EXISTS (SELECT 1 FROM unit u WHERE u.code = r.data->>'code' AND u.kppn_id IS NULL)`,
};

export const abovePeople: Above = {
  field: 'superior',
  key: 'email',
  alias: 'nopek',
  called: `SELECT p.value, p.nopek AS alias FROM (${people}) p`,
  standing: `SELECT p.email AS key, p.nopek AS alias, s.email AS above, p.active AND p.registered AS leads, p.active
    FROM person p LEFT JOIN person s ON s.id = p.superior_id`,
  leads: `CASE WHEN r.data ? 'active' THEN r.data->>'active' = 'YES' ELSE b.active IS NOT FALSE END`,
  expected: {
    unknown: msg('organisation.expected.superior'),
    circle: msg('organisation.expected.superiorCircle'),
  },
  pending: `EXISTS (SELECT 1 FROM person p WHERE p.email = r.data->>'email' AND p.superior_id IS NULL)`,
};

export const abovePositions: Above = {
  field: 'parent',
  key: 'code',
  standing: `SELECT p.code AS key, NULL AS alias, a.code AS above, true AS leads
    FROM position p LEFT JOIN position a ON a.id = p.parent_id`,
  leads: 'true',
  expected: {
    unknown: msg('organisation.expected.parent'),
    circle: msg('organisation.expected.parentCircle'),
  },
  pending: `EXISTS (SELECT 1 FROM position p WHERE p.code = r.data->>'code' AND p.parent_id IS NULL)`,
};

/** What is wrong with the rows of an import, the keys of what they name by an alias, and what both were found by. */
interface Finding {
  kind: string;
  seen: string;
  marked: { sheet: number; n: number; field: string; expected: Message }[];
  aliased: { sheet: number; n: number; key: string }[];
}

/** What was found last in a run. It is never believed, only compared: any other process may have written meanwhile. */
const findings = new WeakMap<object, Finding>();
const runOf = (scope: Scope) => scope.run ?? scope;

/**
 * Finds out what is wrong with all rows of an import, unless it was found already in this run and nothing that it hangs on
 * has changed. It takes long for many rows: to be done before others are kept waiting, who may change something until then.
 */
export async function lookAbove(tx: Tx, scope: Scope, above: Above): Promise<Finding> {
  const known = findings.get(runOf(scope));
  const seen = await fingerprint(tx, scope, above);
  if (known?.kind === scope.kind && known.seen === seen) return known;
  const finding = { kind: scope.kind, seen, ...(await findAbove(tx, scope, above)) };
  findings.set(runOf(scope), finding);
  return finding;
}

/**
 * Marks the rows of the scope that name something above them that is not there, or that would stand above itself; `where` is
 * a condition on `opened_row r`.
 */
export async function markAbove(tx: Tx, scope: Scope, above: Above, where?: string): Promise<void> {
  const { marked, aliased } = await lookAbove(tx, scope, above);
  const { range } = scope;
  const isHere = ({ sheet, n }: RowPlace) =>
    !range || (sheet === range.sheet && n > range.after && n <= range.through);
  await markRows(tx, scope.importId, marked.filter(isHere), where);
  await nameByKey(tx, scope.importId, above.field, aliased.filter(isHere));
}

/** Has open rows say the key of what is above them; what they said lies sealed as it was typed. */
async function nameByKey(
  tx: Tx,
  importId: number,
  field: string,
  aliased: Finding['aliased'],
): Promise<void> {
  if (aliased.length === 0) return;
  await tx.query(
    `UPDATE opened_row r SET data = r.data || jsonb_build_object('${field}', a.key)
     FROM unnest($2::int[], $3::int[], $4::text[]) AS a(sheet, n, key) WHERE r.import_id = $1 AND r.sheet = a.sheet AND r.n = a.n`,
    [importId, aliased.map(({ sheet }) => sheet), aliased.map(({ n }) => n), aliased.map(({ key }) => key)],
  );
}

/** What this run has written itself, with nobody beside it since `markAbove`, makes nothing else wrong. */
export async function keepAbove(tx: Tx, scope: Scope, above: Above): Promise<void> {
  const known = findings.get(runOf(scope));
  if (known) findings.set(runOf(scope), { ...known, seen: await fingerprint(tx, scope, above) });
}

const rowsInPlay = `FROM opened_row r JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet
  WHERE r.import_id = $1 AND s.kind = $2 AND r.problems IS NULL`;

/** Of an import as many rows as have no problem, whether they are open or not. */
const rowsWithout = `(SELECT count(*) ${rowsInPlay}) + (SELECT count(*) FROM import_row r
  JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet WHERE r.import_id = $1 AND s.kind = $2 AND NOT r.failed
    AND NOT EXISTS (SELECT 1 FROM opened_row o WHERE o.import_id = r.import_id AND o.sheet = r.sheet AND o.n = r.n))`;

/** Differs once what stands or which rows count is otherwise: a fraction of what reading them all costs. */
async function fingerprint(tx: Tx, { importId, kind }: Scope, { standing }: Above): Promise<string> {
  const [found] = await tx.query<{ seen: string }>(
    `SELECT concat_ws(' ', count(*), sum(hashtextextended(b::text, 0)), ${rowsWithout}) AS seen FROM (${standing}) b`,
    [importId, kind],
  );
  return found?.seen ?? '';
}

async function findAbove(tx: Tx, scope: Scope, above: Above): Promise<Pick<Finding, 'marked' | 'aliased'>> {
  const { field, key, alias, called, expected } = above;
  const values = [scope.importId, scope.kind];
  await openRows(tx, { importId: scope.importId, kind: scope.kind });
  const [naming] = await tx.query(
    `SELECT 1 ${rowsInPlay} AND r.data->>'${field}' <> '${nothing}' LIMIT 1`,
    values,
  );
  if (!naming) return { marked: [], aliased: [] };
  const rows = await tx.query<PlaceRow & { sheet: number; n: number }>(
    `WITH b AS MATERIALIZED (${above.standing})
     SELECT r.sheet::int, r.n, r.data->>'${key}' AS key, nullif(r.data->>'${alias ?? ''}', '${nothing}') AS alias,
       r.data->>'${field}' AS above, ${above.leads} AS leads
     FROM (SELECT r.* ${rowsInPlay}) r LEFT JOIN b ON b.key = r.data->>'${key}'`,
    values,
  );
  for (const row of rows) row.above = named(row.above ?? undefined);
  const aliased = called
    ? await tx.query<Finding['aliased'][number]>(
        `WITH called AS MATERIALIZED (${called})
         SELECT r.sheet::int, r.n, c.value AS key FROM (SELECT r.* ${rowsInPlay}) r JOIN called c ON c.alias = r.data->>'${field}'`,
        values,
      )
    : [];
  const standing = await tx.query<Place>(above.standing);
  const found = await inTurns(hierarchyProblems(standing, rows));
  const marked = Array.from(found, ([{ sheet, n }, problem]) => ({
    sheet,
    n,
    field,
    expected: expected[problem],
  }));
  return { marked, aliased };
}
