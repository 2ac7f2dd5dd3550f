import type { Tx } from '../db/database.ts';

/**
 * The people of these ids who are let in, their rows held until the transaction ends. Whoever gives somebody a role or maps them
 * does it in turn with everybody else who does: at the constraint itself two may wait for each other (an exclusion constraint
 * looks for what overlaps only once the row is there). People are held before everything else that is theirs, in the order
 * of their ids.
 */
export async function holdPeople(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ id: number; active: boolean }>(
    'SELECT id, active FROM person WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE',
    [ids],
  );
  return rows.filter(({ active }) => active).map(({ id }) => id);
}
