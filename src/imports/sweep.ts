import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/database.ts';
import { type Job, job } from '../jobs/worker.ts';
import { refresh } from '../posted/post.ts';
import { type ImportState, type ImportStatus, importSubject } from './model.ts';

declare module '../core/names.ts' {
  interface Jobs extends Named<'imports', 'sweep', Nothing> {}
}

/** What nobody has pressed Import for, and the rows of imports that have ended, are kept so long. */
export const keptDays = 30;

/** Whether the rows of an import that has ended are kept no more. */
export function areSwept({ status, statusSince }: ImportState, now: Date): boolean {
  const kept = keptDays * 24 * 60 * 60_000;
  return ended.some((one) => one === status) && now.getTime() - new Date(statusSince).getTime() > kept;
}

const ended: readonly ImportStatus[] = ['DONE', 'CANCELLED', 'REFUSED', 'UNDONE'];

/**
 * Gives up imports that nobody has run, or that got stuck, in all that time, and removes the rows of those that ended as long ago: they hold
 * what people typed of others. What was written, the counts and the audit stay.
 */
export function sweepJob({ db, clock }: { db: Database; clock: Clock }): Job<'imports.sweep'> {
  return job('imports.sweep', 'jobs.name.importsSweep', async () => {
    const now = clock();
    const before = new Date(now.getTime() - keptDays * 24 * 60 * 60_000);
    await db.transaction(async (tx) => {
      const forgotten = await tx.query<{ id: number }>(
        `WITH forgotten AS (
           UPDATE import i SET status = 'CANCELLED', status_since = $2
           FROM (SELECT id, status FROM import
                 WHERE status IN ('READING', 'CHECKED', 'RUNNING') AND status_since < $1 FOR UPDATE) AS before
           WHERE i.id = before.id RETURNING i.id, before.status
         ), logged AS (
           INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state)
           SELECT $2, 'imports.sweep', 'system', 'import.cancelled', 'import:' || id, status::text, 'CANCELLED' FROM forgotten
         )
         SELECT id FROM forgotten`,
        [before, now],
      );
      for (const { id } of forgotten) await refresh(tx, importSubject(id));
    });
    const isOld = 'i.status = ANY($2::import_status[]) AND i.status_since < $1';
    await db.query(`DELETE FROM import_block b USING import i WHERE i.id = b.import_id AND ${isOld}`, [
      before,
      ended,
    ]);
    await db.query(`DELETE FROM import_row r USING import i WHERE i.id = r.import_id AND ${isOld}`, [
      before,
      ended,
    ]);
  });
}
