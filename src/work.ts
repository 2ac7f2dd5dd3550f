import { noticeLife } from './db/life.ts';
import { deadlineJobs, deadlineSchedule } from './deadlines/jobs.ts';
import type { House } from './desks/house.ts';
import type { openDesks } from './desks/index.ts';
import { housekeepingJob, housekeepingSchedule } from './jobs/housekeeping.ts';
import { passTime } from './jobs/passing.ts';
import { resealJob, resealSchedule } from './jobs/reseal.ts';
import { startSchedules } from './jobs/schedules.ts';
import { type JobsOf, startWorker } from './jobs/worker.ts';
import type { Mailer } from './neighbours/mail/mailer.ts';
import { leaveTheInactive } from './people/leaving.ts';
import { deliveryJobs } from './posted/deliver.ts';
import { failOverSchedule } from './posted/fail-over.ts';
import { reconcile } from './restored.ts';
import { retentionJobs, retentionSchedule } from './retention/run.ts';
import type { Settings } from './settings.ts';

export interface Work {
  /** Our clock has moved between two moments: does what the schedules would have had done, and all that this causes. */
  passTime(from: Date, until: Date): Promise<void>;
  stop(): Promise<void>;
}

/** Starts what is done behind the clicks: the jobs of the ground and of all desks, and the schedules that call some of them. */
export async function startWork(
  { databaseUrl, embedded }: Pick<Settings, 'databaseUrl' | 'embedded'>,
  { env, jobDb, clock, log, people, messengers, leaving, daysKept }: House,
  desks: ReturnType<typeof openDesks>,
  mailJob: Mailer['job'],
): Promise<Work> {
  const { cards, inChat, retention: rules, deadlines: kinds } = desks;
  const timeZone = env.TIMEZONE;
  const jobs = {
    ...deliveryJobs({ db: jobDb, people, messengers, cards, overview: inChat.overview, clock, log }),
    'mail.send': mailJob,
    'keys.reseal': resealJob(jobDb),
    housekeeping: housekeepingJob(jobDb, clock),
    ...retentionJobs({ db: jobDb, clock, rules, daysKept }),
    ...deadlineJobs({ db: jobDb, clock, timeZone, kinds }),
  } satisfies JobsOf<'posted' | 'mail' | 'deadlines' | 'keys' | 'housekeeping' | 'retention'>;
  const worker = await startWorker(databaseUrl, jobDb, Object.assign(jobs, ...desks.jobs), log, {
    // It may be a standby that was promoted, or have been set back to an earlier moment.
    returned: () => noticeLife(jobDb, clock(), { place: embedded?.place, reconcile }),
  });
  // Before anybody comes in: whoever was made inactive by other hands has left. After the worker has started, which makes known what jobs there are.
  await leaveTheInactive(jobDb, leaving, clock());
  const calls = [
    housekeepingSchedule,
    retentionSchedule,
    resealSchedule,
    deadlineSchedule,
    failOverSchedule,
    ...desks.schedules,
  ];
  const schedules = startSchedules(jobDb, calls, timeZone, log);
  return {
    passTime: (from, until) => passTime(jobDb, calls, timeZone, { from, until }),
    async stop() {
      await schedules.stop();
      await worker.stop();
    },
  };
}
