import type { Tx } from '../db/database.ts';

/** Nobody else changes the organisation until this transaction ends: circles and the last ADMIN hang on several rows. */
export async function holdOrganisation(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [7_431_009]);
}

/**
 * Which of these people are let in, each held until the transaction ends by whoever changes what is theirs in turn: at an exclusion
 * constraint two may wait for each other, since it looks for what overlaps only once the row is there. People are held before
 * everything else that is theirs, in the order of their ids.
 */
export function holdPeople(tx: Tx, ids: readonly number[]): Promise<number[]> {
  return locked(tx, ids, 'NO KEY UPDATE');
}

/**
 * The same for whoever gives them something that a unique constraint decides: they stay as they are until the transaction ends,
 * and others may give them something meanwhile.
 */
export function keepPeople(tx: Tx, ids: readonly number[]): Promise<number[]> {
  return locked(tx, ids, 'SHARE');
}

async function locked(tx: Tx, ids: readonly number[], how: 'NO KEY UPDATE' | 'SHARE'): Promise<number[]> {
  const rows = await tx.query<{ id: number; active: boolean }>(
    `SELECT id, active FROM person WHERE id = ANY($1) ORDER BY id FOR ${how}`,
    [ids],
  );
  return rows.filter(({ active }) => active).map(({ id }) => id);
}
