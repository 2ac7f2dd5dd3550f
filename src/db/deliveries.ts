import type { Queryable } from '../core/queryable.ts';

/** Takes a delivery by its key; false when it was taken before, so that the same one has one effect. */
export async function takeDelivery(db: Queryable, key: string): Promise<boolean> {
  const taken = await db.query(
    'INSERT INTO taken_delivery (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key',
    [key],
  );
  return taken.length > 0;
}
