import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/database.ts';
import type { Schedule } from './schedules.ts';
import { type Job, job } from './worker.ts';

declare module '../core/names.ts' {
  interface Jobs {
    housekeeping: Nothing;
  }
}

export const housekeepingSchedule: Schedule = { at: '17 3 * * *', job: 'housekeeping' };

/**
 * What keeps a platform's repeats and floods from us. It lies in the database's time, which stamps it: a clock of ours that is set does not forget
 * what was taken a moment ago.
 */
const byDatabase = [
  `DELETE FROM taken_delivery WHERE taken_at < now() - interval '3 days'`,
  `DELETE FROM drawn_modal WHERE drawn_at < now() - interval '1 day'`,
  'DELETE FROM counted WHERE resets_at < now()',
];

const alarmDays = 180;

/** Removes what the machinery needs no more. What is kept of people has its periods in `retention/`. */
export function housekeepingJob(db: Database, clock: Clock): Job<'housekeeping'> {
  return job('housekeeping', 'jobs.name.housekeeping', async () => {
    for (const removal of byDatabase) await db.query(removal);
    await db.query('DELETE FROM alarm WHERE ended_at < $1', [
      new Date(clock().getTime() - alarmDays * 24 * 60 * 60_000),
    ]);
  });
}
