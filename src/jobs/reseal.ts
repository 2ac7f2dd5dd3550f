import type { Database } from '../db/database.ts';
import { reseal } from '../db/reseal.ts';
import type { Schedule } from './schedules.ts';
import { type Job, job } from './worker.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'keys.reseal': Nothing;
  }
}

/** A key that somebody has retired is noticed by it (docs/operations.md). */
export const resealSchedule: Schedule = { at: '*/2 * * * *', job: 'keys.reseal', atStart: true };

/** @param db Of jobs: it takes its time. */
export function resealJob(db: Database): Job<'keys.reseal'> {
  return job('keys.reseal', 'jobs.name.keysReseal', async () => {
    await reseal(db);
  });
}
