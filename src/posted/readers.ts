import { randomUUID } from 'node:crypto';
import { withoutDeadline } from '../core/deadline.ts';
import type { Database } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { type Job, job } from '../jobs/worker.ts';
import { refreshLater } from './post.ts';

declare module '../core/names.ts' {
  interface Jobs {
    /** `before`: the copy with which the step before has ended. */
    'posted.readers': { people: number[]; before?: number };
  }
}

/** So many copies are brought up to date by one step. */
const perStep = 500;

/**
 * People read by other rights than before, however that came about: the database asks for this where what rights are made of changes
 * (`reading_otherwise`). Every live copy that stands with them shows what they may see now, the newest first, of whatever kind its record is and
 * whether that still waits or not (I-3).
 */
export function readersJob(db: Database): Job<'posted.readers'> {
  return job('posted.readers', 'jobs.name.postedReaders', ({ people, before }) =>
    db.transaction(withoutDeadline, async (tx) => {
      const copies = await tx.query<{ id: number; subject: string }>(
        `SELECT id, subject FROM posted_card WHERE person_id = ANY($1) AND live AND ($2::int IS NULL OR id < $2)
         ORDER BY id DESC LIMIT ${perStep}`,
        [people, before ?? null],
      );
      await refreshLater(tx, [...new Set(copies.map(({ subject }) => subject))]);
      const last = copies.at(-1);
      if (last && copies.length === perStep)
        await enqueue(
          tx,
          'posted.readers',
          { people, before: last.id },
          { lane: 'bulk', key: `readers ${randomUUID()}` },
        );
    }),
  );
}
