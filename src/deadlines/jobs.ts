import { hourOf } from '../core/day.ts';
import type { Schedule } from '../jobs/schedules.ts';
import { type JobsOf, job } from '../jobs/worker.ts';
import { tellJob } from './notices.ts';
import { type DeadlineDeps, runDeadlines } from './run.ts';
import { sweepDeadlines } from './sweep.ts';

declare module '../core/names.ts' {
  interface Jobs extends Named<'deadlines', 'run', Nothing> {}
}

/** Every hour of the day that people are awake, and at once: what a program that was down missed is due as well. */
export const deadlineSchedule: Schedule = { at: '5 6-21 * * *', job: 'deadlines.run', atStart: true };

/** Nobody is written to before this hour of the day, and until then all stands as it did the evening before. */
export const firstHour = 6;

/** The daily run, which does what is due as often as it is called, and the telling of what it noted. */
export function deadlineJobs(deps: DeadlineDeps): JobsOf<'deadlines'> {
  const { clock, timeZone } = deps;
  return {
    'deadlines.run': job('deadlines.run', 'jobs.name.deadlinesRun', async () => {
      if (hourOf(clock(), timeZone) < firstHour) return;
      await runDeadlines(deps);
      await sweepDeadlines(deps);
    }),
    'deadlines.tell': tellJob(deps),
  };
}
