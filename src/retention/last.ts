import type { Queryable } from '../core/queryable.ts';

/** How it stands with runs of retention. */
export interface LastRun {
  /** When the last one ended that is over; null where none is. */
  endedAt: Date | null;
  /** What it removed, by kind. */
  removed: { kind: string; count: number }[];
  /** The one that is under way, and how much it has removed so far. */
  open: { begunAt: Date; count: number } | null;
  /** Since when there could have been one. */
  since: Date;
}

export async function lastRun(db: Queryable, now: Date): Promise<LastRun> {
  const [row] = await db.query<{
    endedAt: Date | null;
    removed: LastRun['removed'] | null;
    begunAt: Date | null;
    count: number | null;
    since: Date | null;
  }>(
    `SELECT l.ended_at AS "endedAt",
       (SELECT json_agg(json_build_object('kind', m.kind, 'count', m.removed) ORDER BY m.removed DESC, m.kind)
        FROM retention_removal m WHERE m.run_id = l.id AND m.removed > 0) AS removed,
       o.begun_at AS "begunAt", (SELECT sum(m.removed)::int FROM retention_removal m WHERE m.run_id = o.id) AS count,
       (SELECT began_at FROM database_life) AS since
     FROM (SELECT 1) one
     LEFT JOIN (SELECT id, ended_at FROM retention_run WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1) l ON true
     LEFT JOIN (SELECT id, begun_at FROM retention_run WHERE ended_at IS NULL) o ON true`,
  );
  return {
    endedAt: row?.endedAt ?? null,
    removed: row?.removed ?? [],
    open: row?.begunAt ? { begunAt: row.begunAt, count: row.count ?? 0 } : null,
    since: row?.since ?? now,
  };
}
