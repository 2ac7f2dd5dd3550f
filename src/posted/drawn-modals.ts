import type { DrawnModals, Standing } from '../chat/drawn-modals.ts';
import type { Queryable } from '../core/queryable.ts';

/** What is known of modals, in the database that all replicas share. */
export const drawnModals = (db: Queryable): DrawnModals => ({
  async note(id, { hash, replaced, changedAt }) {
    // Of two answers the one that came second may be noted first: the first one's note is then passed over.
    await db.query(
      `INSERT INTO drawn_modal (id, hash, replaced, changed_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, replaced = excluded.replaced, changed_at = excluded.changed_at, drawn_at = now()
       WHERE drawn_modal.replaced <> excluded.hash`,
      [id, hash, replaced, changedAt],
    );
  },
  async of(id) {
    const [standing] = await db.query<Standing>(
      'SELECT hash, changed_at AS "changedAt" FROM drawn_modal WHERE id = $1',
      [id],
    );
    return standing ?? null;
  },
});
