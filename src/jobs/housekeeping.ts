import type { Clock } from '../core/clock.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database } from '../db/database.ts';
import type { Schedule } from './schedules.ts';
import { type Job, job } from './worker.ts';

declare module '../core/names.ts' {
  interface Jobs {
    housekeeping: Nothing;
  }
}

export const housekeepingSchedule: Schedule = { at: '17 3 * * *', job: 'housekeeping' };

const day = 24 * 60 * 60_000;

/** What has served its purpose, and for how long it is kept after that. */
export interface Sweep {
  afterDays: number;
  /** Removes what has served until then. */
  remove(db: Queryable, until: Date): Promise<unknown>;
}

/** `removal` is a statement for what has served until `$1`. */
export const sweep = (removal: string, afterDays: number): Sweep => ({
  afterDays,
  remove: (db, until) => db.query(removal, [until]),
});

/**
 * The same for what keeps a platform's repeats and floods from us. It lies in the database's time, which stamps it: a clock of
 * ours that is set does not forget what was taken a moment ago.
 */
const sweepByDatabase = (removal: string): Sweep => ({ afterDays: 0, remove: (db) => db.query(removal) });

/** What is everybody's; a desk says the same of its own. */
const own: readonly Sweep[] = [
  sweep('DELETE FROM chat_code WHERE expires_at < $1', 30),
  sweep('DELETE FROM one_time_link WHERE expires_at < $1', 30),
  sweep('DELETE FROM portal_session WHERE expires_at < $1', 1),
  sweep('DELETE FROM authenticator WHERE confirmed_at IS NULL AND begun_at < $1', 1),
  sweep('DELETE FROM form_draft WHERE updated_at < $1', 7),
  sweep(`DELETE FROM attachment WHERE (record IS NULL OR record = 'made') AND created_at < $1`, 7),
  sweep('DELETE FROM personal_view WHERE last_at < $1', 730),
  sweepByDatabase(`DELETE FROM taken_delivery WHERE taken_at < now() - interval '3 days'`),
  sweepByDatabase(`DELETE FROM drawn_modal WHERE drawn_at < now() - interval '1 day'`),
  sweepByDatabase('DELETE FROM counted WHERE resets_at < now()'),
  sweep('DELETE FROM alarm WHERE ended_at < $1', 180),
  sweepByDatabase(`DELETE FROM sent_mail WHERE sent_at < now() - interval '180 days'`),
  sweep(
    'DELETE FROM handover h WHERE h.at < $1 AND NOT EXISTS (SELECT 1 FROM waiting_record w WHERE w.subject = h.subject)',
    30,
  ),
];

/** Removes what nobody can use any more. Requests, decisions and the audit are never touched. */
export function housekeepingJob(db: Database, clock: Clock, desks: readonly Sweep[]): Job<'housekeeping'> {
  return job('housekeeping', 'jobs.name.housekeeping', async () => {
    for (const { afterDays, remove } of [...own, ...desks])
      await remove(db, new Date(clock().getTime() - afterDays * day));
  });
}
