import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { type Scope, within } from '../../../imports/kind.ts';

/** An account name is what stands before the @ (P-4). */
const account = `split_part(r.data->>'email', '@', 1)`;

/**
 * Which unit and which position a text names: a unit by its code or, where only one has it, by its name; a position by its
 * id or by the address of an official who holds just one. `n` says how many it could be.
 */
export const references = `unit_name AS (
    SELECT lower(code) AS key, min(id) AS id, 1 AS n FROM unit WHERE kind IN ('HO', 'UNIT') GROUP BY lower(code)
    UNION ALL
    SELECT lower(name), min(id), count(*)::int FROM unit u WHERE kind IN ('HO', 'UNIT')
      AND NOT EXISTS (SELECT 1 FROM unit c WHERE lower(c.code) = lower(u.name)) GROUP BY lower(name)
  ), position_name AS (
    SELECT lower(code) AS key, id, holder_id, 1 AS n FROM position WHERE active
    UNION ALL
    SELECT h.email, min(p.id), min(p.holder_id), count(*)::int FROM position p JOIN person h ON h.id = p.holder_id
      WHERE p.active GROUP BY h.email
  )`;

const problem = (field: string, expected: object, args?: string) =>
  args
    ? `jsonb_build_object('field', '${field}', 'expected', '${JSON.stringify(expected)}'::jsonb || jsonb_build_object('args', ${args}))`
    : `'${JSON.stringify({ field, expected })}'::jsonb`;

/** Marks rows whose account name, or address, stands above them in the same file already (P-4, P-5). */
export async function checkWithinFile(tx: Tx, scope: Scope): Promise<void> {
  const { sql, values } = within(scope, 1);
  await tx.query(
    `UPDATE opened_row w SET problems = coalesce(w.problems, '[]') || jsonb_build_array(
       ${problem('email', { key: 'partnerAccount.expected.notTwice' }, `jsonb_build_object('row', twice.first_row)`)})
     FROM (SELECT r.import_id, r.sheet, r.n, first_value(r.row) OVER same AS first_row, row_number() OVER same AS place
           FROM opened_row r WHERE ${sql} AND r.data ? 'email'
           WINDOW same AS (PARTITION BY ${account} ORDER BY r.sheet, r.n)) AS twice
     WHERE twice.place > 1 AND (w.import_id, w.sheet, w.n) = (twice.import_id, twice.sheet, twice.n)`,
    values,
  );
}

/**
 * Marks rows that name an unknown unit or position, or an account or address that somebody has already (P-4, P-5): all rows
 * before the preview, and those that are about to be written once more.
 */
export async function checkAgainstDirectory(tx: Tx, scope: Scope): Promise<void> {
  const { sql, values } = within(scope, 1);
  // The tables grow while an import runs: a plan kept from when they were small would read them whole for each row.
  await tx.query('SET LOCAL plan_cache_mode = force_custom_plan');
  await tx.query(
    `WITH ${references}, given AS MATERIALIZED (
       SELECT r.sheet, r.n, r.data->>'email' AS email, ${account} AS account,
         lower(r.data->>'unit') AS unit, lower(r.data->>'parent') AS parent
       FROM opened_row r WHERE ${sql}${scope.range ? ' AND r.problems IS NULL' : ''}
     ), found AS (
       SELECT g.sheet, g.n, array_remove(ARRAY[
         CASE WHEN g.unit IS NULL THEN NULL
              WHEN u.key IS NULL THEN ${problem('unit', msg('partnerAccount.expected.unit'))}
              WHEN u.n > 1 THEN ${problem('unit', msg('partnerAccount.expected.unitCode'))} END,
         CASE WHEN g.parent IS NULL THEN NULL
              WHEN p.key IS NULL THEN ${problem('parent', msg('partnerAccount.expected.parent'))}
              WHEN p.n > 1 THEN ${problem('parent', msg('partnerAccount.expected.parentCode'))} END,
         CASE WHEN taken.name IS NULL THEN NULL
              WHEN taken.gone THEN ${problem('email', { key: 'partnerAccount.expected.notLeft' }, `jsonb_build_object('name', taken.name)`)}
              WHEN taken.same THEN ${problem('email', { key: 'partnerAccount.expected.new' }, `jsonb_build_object('name', taken.name)`)}
              ELSE ${problem(
                'email',
                { key: 'partnerAccount.expected.free' },
                `jsonb_build_object('account', g.account, 'name', taken.name)`,
              )} END], NULL) AS problems
       FROM given g
       LEFT JOIN unit_name u ON u.key = g.unit
       LEFT JOIN position_name p ON p.key = g.parent
       LEFT JOIN LATERAL (
         SELECT h.name, true AS same, true AS gone FROM person h WHERE h.email = g.email AND NOT h.active
         UNION ALL
         SELECT h.name, coalesce(a.contact_email, a.account_name) = g.email, false
           FROM partner_account a JOIN person h ON h.id = a.person_id WHERE a.account_name = g.account
         UNION ALL
         SELECT h.name, h.email = g.email, false FROM person h WHERE h.registered AND split_part(h.email, '@', 1) = g.account
           AND (h.email = g.email OR NOT EXISTS (SELECT 1 FROM partner_account a WHERE a.person_id = h.id))
         UNION ALL
         SELECT coalesce(q.name, a.user_id), false, false FROM account a LEFT JOIN user_id_request q ON q.id = a.request_id
           WHERE a.user_id = g.account
         LIMIT 1) AS taken ON true
       WHERE u.key IS NULL OR u.n > 1 OR p.key IS NULL OR p.n > 1 OR taken.name IS NOT NULL
     )
     UPDATE opened_row w SET problems = coalesce(w.problems, '[]') || to_jsonb(f.problems)
     FROM found f WHERE w.import_id = $1 AND w.sheet = f.sheet AND w.n = f.n AND cardinality(f.problems) > 0`,
    values,
  );
  // Foreign keys are checked by kept plans too, and made anew for each row they would cost more than the rows.
  await tx.query('SET LOCAL plan_cache_mode TO DEFAULT');
}
