import { type Message, msg } from '../../core/texts/index.ts';
import type { Tx } from '../../db/database.ts';
import type { Scope } from '../../imports/kind.ts';
import { nothing } from '../../imports/readers.ts';
import { named } from './columns.ts';
import { type HierarchyProblem, hierarchyProblems, type Place } from './hierarchy.ts';
import { markRows } from './staged.ts';

/** A field that names another record of the same kind, above this one. */
export interface Above {
  field: string;
  /** The field that names the record itself. */
  key: string;
  alias?: string;
  /** What stands, as `Place`s: `key`, `alias`, `above`, `leads`. */
  standing: string;
  /** Whether the record of a row may stand above others, by `r.data` and, as `b`, what stands of it. */
  leads: string;
  expected: Record<HierarchyProblem, Message>;
}

export const aboveUnits: Above = {
  field: 'kppn',
  key: 'code',
  standing: `SELECT u.code AS key, NULL AS alias, k.code AS above, u.kind = 'KPPN' AS leads
    FROM unit u LEFT JOIN unit k ON k.id = u.kppn_id`,
  leads: `r.data->>'kind' = 'KPPN'`,
  expected: { unknown: msg('organisation.expected.kppn'), circle: msg('organisation.expected.kppn') },
};

export const abovePeople: Above = {
  field: 'superior',
  key: 'email',
  alias: 'nopek',
  standing: `SELECT p.email AS key, p.nopek AS alias, s.email AS above, p.active AND p.registered AS leads, p.active
    FROM person p LEFT JOIN person s ON s.id = p.superior_id`,
  leads: `CASE WHEN r.data ? 'active' THEN r.data->>'active' = 'YES' ELSE b.active IS NOT FALSE END`,
  expected: {
    unknown: msg('organisation.expected.superior'),
    circle: msg('organisation.expected.superiorCircle'),
  },
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
};

/** Marks the rows of the scope that name something above them that is not there, or that would stand above itself. */
export async function markAbove(tx: Tx, scope: Scope, above: Above): Promise<void> {
  const { field, key, alias, expected } = above;
  const rows = await tx.query<{
    sheet: number;
    n: number;
    key: string;
    alias: string | null;
    above: string | null;
    leads: boolean;
  }>(
    `WITH b AS MATERIALIZED (${above.standing})
     SELECT r.sheet::int, r.n, r.data->>'${key}' AS key, nullif(r.data->>'${alias ?? ''}', '${nothing}') AS alias,
       r.data->>'${field}' AS above, ${above.leads} AS leads
     FROM import_row r JOIN import_sheet s ON s.import_id = r.import_id AND s.position = r.sheet
     LEFT JOIN b ON b.key = r.data->>'${key}'
     WHERE r.import_id = $1 AND s.kind = $2 AND r.problems IS NULL`,
    [scope.importId, scope.kind],
  );
  if (rows.every((row) => row.above === null)) return;
  const standing = await tx.query<Place>(above.standing);
  const found = hierarchyProblems(
    standing,
    rows.map((row) => ({ ...row, above: named(row.above ?? undefined) })),
  );
  const { range } = scope;
  const marked = [...found]
    .filter(([{ sheet, n }]) => !range || (sheet === range.sheet && n > range.after && n <= range.through))
    .map(([{ sheet, n }, problem]) => ({ sheet, n, field, expected: expected[problem] }));
  await markRows(tx, scope.importId, marked);
}
