import type { Queryable } from '../core/queryable.ts';

/** What the audit calls whoever seals data anew, beside the people who have it done. */
export const rotator = 'keys.reseal';

/**
 * Begins a rotation, which the audit says, with the keys by their ids: whoever runs the program makes others in the place of all keys that are in use, unless some of an earlier rotation are still to
 * go. Answers how many were retired now, and how many are retired and still there.
 */
export async function retireKeys(
  db: Pick<Queryable, 'query'>,
  by: string,
): Promise<{ retired: number; left: number }> {
  const retired = await db.query(
    `WITH retired AS (
       UPDATE data_key SET retired_at = now()
       WHERE retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM data_key WHERE retired_at IS NOT NULL) RETURNING id
     ), logged AS (
       INSERT INTO audit_entry (at, actor, surface, action, subject)
       SELECT now(), $1, 'system', 'data-key.retired', 'data-key:' || id FROM retired ORDER BY id
     )
     SELECT id FROM retired`,
    [by],
  );
  return { retired: retired.length, left: await keysLeft(db) };
}

/** How many keys are retired and still there. */
export async function keysLeft(db: Pick<Queryable, 'query'>): Promise<number> {
  const [{ left } = { left: 0 }] = await db.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM data_key WHERE retired_at IS NOT NULL',
  );
  return left;
}
