import cron, { type ScheduledTask } from 'node-cron';
import { withoutDeadline } from '../core/deadline.ts';
import type { PlainJobName } from '../core/jobs.ts';
import type { Log } from '../core/log.ts';
import { watchOutage } from '../core/outage.ts';
import type { Database } from '../db/database.ts';
import { enqueueAll } from './enqueue.ts';

export interface Schedule {
  /** A cron line, with seconds first where there are six fields. */
  at: string;
  job: PlainJobName;
  /** Also when the program starts; or another job then. */
  atStart?: true | PlainJobName;
}

export interface Schedules {
  stop(): Promise<void>;
}

/** What is due at a start waits until the first requests have been served, and so does looking at the clock. */
const startedMs = 10_000;
const beginMs = 1000;

/** A job as the clock has it done: one at a time over all replicas, where the next one waits for one that runs late. */
export const scheduled = (name: PlainJobName) => ({ name, payload: {}, key: name, queue: name });

/**
 * Enqueues jobs by the clock. Every replica does: the job's key makes it one job, and the work itself looks at
 * what is due, so that a missed or a repeated hour changes nothing.
 */
export function startSchedules(
  db: Database,
  schedules: readonly Schedule[],
  timezone: string,
  log: Log,
): Schedules {
  const outage = watchOutage(log, {
    begins: 'what is due by the clock cannot be scheduled',
    ends: 'what is due by the clock is scheduled again',
  });
  const run = (jobs: readonly PlainJobName[], runAt?: Date) => {
    const due = jobs.map((name) => ({ ...scheduled(name), runAt }));
    db.transaction(withoutDeadline, (tx) => enqueueAll(tx, due)).then(outage.isOver, outage.goesOn);
  };
  // At once: later it would take the place of what somebody has had done since, and put that off.
  run(
    schedules.flatMap(({ job, atStart }) => (atStart === true ? job : (atStart ?? []))),
    new Date(Date.now() + startedMs),
  );
  let tasks: ScheduledTask[] = [];
  const beginning = setTimeout(() => {
    tasks = schedules.map(({ at, job }) => cron.schedule(at, () => run([job]), { timezone }));
  }, beginMs);
  return {
    async stop() {
      clearTimeout(beginning);
      for (const task of tasks) await task.destroy();
    },
  };
}
