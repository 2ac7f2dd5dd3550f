import type { Tx } from '../db/database.ts';

/**
 * For statements over many rows until this transaction ends: nothing is known of rows that were copied a moment ago, and a
 * plan made for few of them would take each of them with each.
 */
export async function manyRows(tx: Tx): Promise<void> {
  await tx.query(
    `SELECT set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
       set_config('plan_cache_mode', 'force_custom_plan', true)`,
  );
}

/**
 * For statements that remove many rows after that: what refers to each of them is looked for by kept plans, and made anew for
 * each row they would cost far more than the rows.
 */
export async function keptPlans(tx: Tx): Promise<void> {
  await tx.query('SET LOCAL plan_cache_mode TO DEFAULT');
}
