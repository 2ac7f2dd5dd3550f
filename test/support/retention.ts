import type { Clock } from '../../src/core/clock.ts';
import type { Database } from '../../src/db/database.ts';
import { retention as marketplace } from '../../src/desks/marketplace/retention.ts';
import { retention as minutes } from '../../src/desks/minutes/retention.ts';
import { retention as partners } from '../../src/desks/partners/retention.ts';
import { retention as satker } from '../../src/desks/satker/retention.ts';
import { retention as signature } from '../../src/desks/signature/retention.ts';
import { retention as userId } from '../../src/desks/user-id/retention.ts';
import { retention as imports } from '../../src/imports/retention.ts';
import { ownRetention } from '../../src/retention/own.ts';
import { periodsOf } from '../../src/retention/periods.ts';
import type { Retention } from '../../src/retention/rule.ts';
import { type RetentionDeps, retentionJobs } from '../../src/retention/run.ts';

/** Of all desks of the product. */
export const allRetention: readonly Retention[] = [
  ...ownRetention,
  ...userId,
  ...satker,
  ...partners,
  ...marketplace,
  ...signature,
  ...imports,
  ...minutes,
];

export const usualDays = periodsOf(allRetention, new Map()).days;

/** Nothing is kept that has come to its end. */
export const noDays: ReadonlyMap<string, number> = new Map(allRetention.map(({ kind }) => [kind, 0]));

/** As the house says it. */
export const daysIn =
  (days: ReadonlyMap<string, number>) =>
  (kind: string): number =>
    days.get(kind) ?? 0;

export const dayMs = 24 * 60 * 60_000;

/** The job that goes on with a run, taken as a worker takes it; null where there is none. */
export async function takeStep(db: Database): Promise<{ run: number } | null> {
  const [job] = await db.query<{ payload: { run: number } }>(
    `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
     WHERE t.id = j.task_id AND t.identifier = 'retention.step' RETURNING j.payload`,
  );
  return job?.payload ?? null;
}

/** Begins a run, or goes on with one that is open, and does all that it asks for. Answers how many jobs that took. */
export async function retain(
  db: Database,
  clock: Clock,
  {
    rules = allRetention,
    days = usualDays,
    most,
  }: Partial<Pick<RetentionDeps, 'rules' | 'most'>> & { days?: ReadonlyMap<string, number> } = {},
): Promise<number> {
  const jobs = retentionJobs({ db, clock, rules, daysKept: daysIn(days), ...(most && { most }) });
  await jobs['retention.begin']({});
  for (let taken = 0; ; taken++) {
    const step = await takeStep(db);
    if (!step) return taken;
    await jobs['retention.step'](step);
  }
}
