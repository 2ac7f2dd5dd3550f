import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/database.ts';
import { type Job, job } from './worker.ts';

declare module '../core/jobs.ts' {
  interface Jobs {
    housekeeping: Nothing;
  }
}

const day = 24 * 60 * 60_000;

/** What has served its purpose, and for how long it is kept after that. */
const swept: { delete: string; afterDays: number }[] = [
  { delete: 'DELETE FROM one_time_link WHERE expires_at < $1', afterDays: 30 },
  { delete: 'DELETE FROM portal_session WHERE expires_at < $1', afterDays: 1 },
  { delete: 'DELETE FROM form_draft WHERE updated_at < $1', afterDays: 7 },
  {
    delete: `DELETE FROM attachment WHERE (record IS NULL OR record = 'made') AND created_at < $1`,
    afterDays: 7,
  },
  { delete: 'DELETE FROM taken_delivery WHERE taken_at < $1', afterDays: 3 },
  { delete: 'DELETE FROM counted WHERE resets_at < $1', afterDays: 0 },
  { delete: 'DELETE FROM sent_mail WHERE sent_at < $1', afterDays: 180 },
];

/** Removes what nobody can use any more. Requests, decisions and the audit are never touched. */
export function housekeepingJob(db: Database, clock: Clock): Job<'housekeeping'> {
  return job('housekeeping', 'jobs.name.housekeeping', async () => {
    for (const { delete: statement, afterDays } of swept) {
      await db.query(statement, [new Date(clock().getTime() - afterDays * day)]);
    }
  });
}
