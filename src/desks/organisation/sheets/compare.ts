import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { type Scope, within } from '../../../imports/kind.ts';
import type { Additions } from './additions.ts';
import { compared, type Records } from './records.ts';

const changed = msg('imports.expected.asShown');

/** Notes at the rows of the scope what they change of what stands; nothing at those that make something new. */
export async function noteChanges(tx: Tx, scope: Scope, records: Records): Promise<void> {
  const { sql, values } = within(scope, 1);
  await tx.query(
    `WITH ${compared(records, sql)}
     UPDATE opened_row r SET change = c.change FROM compared c
     WHERE r.import_id = $1 AND r.sheet = c.sheet AND r.n = c.n AND c.id IS NOT NULL`,
    values,
  );
}

/**
 * Compares once more, as rows are about to be written: one that would replace something else than was shown, or make anew
 * what is gone, gets that as its problem; one that has less to change by now, or nothing, changes that much.
 */
export async function keepToShown(tx: Tx, scope: Scope, records: Records): Promise<void> {
  const { sql, values } = within(scope, 1);
  const next = values.length + 1;
  await tx.query(
    `WITH ${compared(records, sql)},
     judged AS (
       SELECT c.sheet, c.n, c.change, CASE
         WHEN c.id IS NULL OR c.shown IS NULL AND c.change ? 'from'
           THEN jsonb_build_array(jsonb_build_object('field', '${records.key}', 'expected', $${next}::jsonb))
         ELSE (SELECT jsonb_agg(jsonb_build_object('field', f.key, 'expected', $${next}::jsonb))
               FROM jsonb_each(c.change->'from') f
               WHERE c.shown->'from'->f.key IS DISTINCT FROM f.value
                 OR c.shown->'to'->f.key IS DISTINCT FROM c.change->'to'->f.key) END AS problems
       FROM compared c WHERE c.change IS DISTINCT FROM c.shown
     )
     UPDATE opened_row r SET problems = j.problems, change = CASE WHEN j.problems IS NULL THEN j.change ELSE r.change END
     FROM judged j WHERE r.import_id = $1 AND r.sheet = j.sheet AND r.n = j.n`,
    [...values, JSON.stringify(changed)],
  );
}

/** As `noteChanges`, of what a sheet only adds: a row whose addition is there already changes nothing. */
export async function noteAdditions(
  tx: Tx,
  scope: Scope,
  { standing }: Pick<Additions, 'standing'>,
): Promise<void> {
  const { sql, values } = within(scope, 1);
  await tx.query(
    `WITH there AS (SELECT r.sheet, r.n FROM opened_row r ${standing} WHERE ${sql} AND r.problems IS NULL)
     UPDATE opened_row r SET change = '{}' FROM there t WHERE r.import_id = $1 AND r.sheet = t.sheet AND r.n = t.n`,
    values,
  );
}

/** As `keepToShown`: what was shown as there, and is gone, is not added unseen. */
export async function keepToShownAdditions(
  tx: Tx,
  scope: Scope,
  { standing, field }: Additions,
): Promise<void> {
  await noteAdditions(tx, scope, { standing });
  const { sql, values } = within(scope, 1);
  await tx.query(
    `WITH there AS (SELECT r.sheet, r.n FROM opened_row r ${standing} WHERE ${sql} AND r.problems IS NULL),
     gone AS (SELECT r.sheet, r.n FROM opened_row r WHERE ${sql} AND r.problems IS NULL AND r.change IS NOT NULL
       AND (r.sheet, r.n) NOT IN (SELECT sheet, n FROM there))
     UPDATE opened_row r SET problems = jsonb_build_array(jsonb_build_object('field', '${field}', 'expected', $${values.length + 1}::jsonb))
     FROM gone g WHERE r.import_id = $1 AND r.sheet = g.sheet AND r.n = g.n`,
    [...values, JSON.stringify(changed)],
  );
}
