import type { Tx } from '../../db/database.ts';
import { keptByReferences, referencesTo, type UsedBy } from './references.ts';
import { keptAs, mine, recordOf, scopeValues, type Undo, type UndoScope } from './undo.ts';

const isMade = 'm.change IS NULL';

/**
 * Keeps the rows of the scope on which something has been built since, each with the first reason. The same decides what is
 * shown before and what is done: asked of all rows, and again of each batch once nobody else can change its records.
 */
export async function keepBuiltOn(tx: Tx, scope: UndoScope, undo: Undo, uses: UsedBy): Promise<void> {
  const { table, above, parts = [], made = isMade } = undo;
  if (undo.logged) await keep(tx, scope, changedSince);
  for (const reason of undo.keeps ?? []) await keep(tx, scope, reason);
  const references = (await referencesTo(tx, table)).filter((one) => !parts.includes(one.table));
  if (references.length > 0) await keep(tx, scope, keptByReferences(made, references, uses));
  if (above) await keepAbove(tx, scope, table, above, made);
}

async function keep(tx: Tx, scope: UndoScope, reasons: string, before = ''): Promise<void> {
  await tx.query(
    `WITH RECURSIVE ${mine}, ${before}
     why AS (SELECT DISTINCT ON (k.sheet, k.n) k.sheet, k.n, k.kept FROM (${reasons}) k ORDER BY k.sheet, k.n)
     UPDATE import_row r SET undo = 'KEPT', kept = w.kept FROM why w
     WHERE r.import_id = $1 AND r.sheet = w.sheet AND r.n = w.n`,
    scopeValues(scope),
  );
}

/** Whether an entry of the audit is of import $1: by its number, or by its id. */
export const isOurs = (entry: string) =>
  `coalesce(${entry}.data->>'import', '') IN (SELECT unnest(ARRAY[i.number, i.id::text]) FROM import i WHERE i.id = $1)`;

/** The audit has an entry about the record that came after the import's own and is not of this import. */
export const changedSince = `SELECT m.sheet, m.n, CASE WHEN later.import LIKE 'IMP-%'
    THEN jsonb_build_object('key', 'imports.kept.imported', 'args', jsonb_build_object('number', later.import))
    WHEN later.actor = '' THEN jsonb_build_object('key', 'imports.kept.changedByErased')
    ELSE jsonb_build_object('key', 'imports.kept.changed', 'args', jsonb_build_object('name', later.actor)) END AS kept
  FROM mine m CROSS JOIN LATERAL (
    SELECT e.actor, e.data->>'import' AS import FROM audit_entry e
    WHERE e.subject = m.record AND NOT ${isOurs('e')}
      AND e.id > (SELECT min(o.id) FROM audit_entry o WHERE o.subject = m.record AND ${isOurs('o')})
    ORDER BY e.id LIMIT 1) later`;

/** What stands above what stays, as far up as the import made it, stays as well. */
async function keepAbove(
  tx: Tx,
  scope: UndoScope,
  table: string,
  above: string,
  made: string,
): Promise<void> {
  const beneath = `beneath AS (
    SELECT x.${above} AS id FROM "${table}" x
    JOIN import_row r ON r.import_id = $1 AND r.undo = 'KEPT' AND r.record = ${recordOf(table, 'x.id')}
    WHERE x.${above} IS NOT NULL
    UNION
    SELECT x.${above} FROM beneath b JOIN mine m ON m.id = b.id AND ${made} JOIN "${table}" x ON x.id = b.id
    WHERE x.${above} IS NOT NULL
  ),`;
  const reason = `SELECT m.sheet, m.n, ${keptAs('imports.kept.organisation')} FROM mine m JOIN beneath b USING (id)
    WHERE ${made}`;
  await keep(tx, scope, reason, beneath);
}
