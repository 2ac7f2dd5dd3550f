import type { Clock } from '../core/clock.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Database } from '../db/database.ts';
import { type Job, job } from '../jobs/worker.ts';
import { refreshAll } from '../posted/post.ts';
import { type ImportState, type ImportStatus, importSubject } from './model.ts';

declare module '../core/names.ts' {
  interface Jobs extends Named<'imports', 'sweep', Nothing> {}
}

/** What nobody has pressed Import for waits so long. */
const forgottenDays = 30;

/** Whether the rows of an import that has ended are kept no more, for so many days. */
export function areSwept({ status, statusSince }: ImportState, now: Date, days: number): boolean {
  const kept = days * 24 * 60 * 60_000;
  return ended.some((one) => one === status) && now.getTime() - new Date(statusSince).getTime() > kept;
}

const ended: readonly ImportStatus[] = ['DONE', 'CANCELLED', 'REFUSED', 'UNDONE'];

/**
 * Gives up imports that nobody has run, or that got stuck, in all that time. How long the rows of those that have ended are kept says
 * `retention.ts`.
 */
export function sweepJob({ db, clock }: { db: Database; clock: Clock }): Job<'imports.sweep'> {
  return job('imports.sweep', 'jobs.name.importsSweep', async () => {
    const now = clock();
    const before = new Date(now.getTime() - forgottenDays * 24 * 60 * 60_000);
    await db.transaction(withoutDeadline, async (tx) => {
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
      await refreshAll(
        tx,
        forgotten.map(({ id }) => importSubject(id)),
      );
    });
  });
}
