import { setTimeout as sleep } from 'node:timers/promises';
import { validateDetailed } from 'node-cron';
import { dayOf, momentAt } from '../core/day.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Database } from '../db/database.ts';
import { enqueueAll } from './enqueue.ts';
import { type Schedule, scheduled } from './schedules.ts';

const minute = 60_000;
const lookMs = 10;
/** What has not ended by then goes on while time does. */
const longestMs = 60_000;

/**
 * Does what the schedules would have had done between two moments, and all that this causes, while the clock shows the later
 * one: each job once, as by a worker that was busy until then.
 */
export async function passTime(
  db: Database,
  schedules: readonly Schedule[],
  timeZone: string,
  { from, until }: { from: Date; until: Date },
): Promise<void> {
  const due = [
    ...new Set(schedules.filter(({ at }) => isCalled(at, timeZone, { from, until })).map(({ job }) => job)),
  ];
  await db.transaction(withoutDeadline, (tx) =>
    enqueueAll(
      tx,
      due.map((name) => scheduled(name)),
    ),
  );
  await untilDone(db);
}

/** Whether a cron line names a minute after the first moment and not after the second, by the clocks of a time zone. */
export function isCalled(
  at: string,
  timeZone: string,
  { from, until }: { from: Date; until: Date },
): boolean {
  const { fields } = validateDetailed(at);
  if (!fields) throw new Error(`${at} is no schedule`);
  const { minute: minutes, hour: hours, month, dayOfMonth, dayOfWeek } = fields;
  const midnight = momentAt(dayOf(until, timeZone), timeZone).getTime();
  // A clock that is changed within the day shows another hour for a while; the day's midnight is the one that counts.
  const shift = Date.parse(`${dayOf(until, timeZone)}T00:00:00Z`) - midnight;
  for (
    let time = Math.floor(from.getTime() / minute) * minute + minute;
    time <= until.getTime();
    time += minute
  ) {
    const local = new Date(time + shift);
    if (
      minutes.includes(local.getUTCMinutes()) &&
      hours.includes(local.getUTCHours()) &&
      month.includes(local.getUTCMonth() + 1) &&
      dayOfMonth.includes(local.getUTCDate()) &&
      dayOfWeek.includes(local.getUTCDay())
    )
      return true;
  }
  return false;
}

/** Waits until nothing runs and nothing is due, but what waits for its next try. */
async function untilDone(db: Database): Promise<void> {
  const last = performance.now() + longestMs;
  for (;;) {
    const [found] = await db.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT FROM graphile_worker._private_jobs
         WHERE locked_at IS NOT NULL OR (run_at <= now() AND attempts < max_attempts)) AS busy`,
    );
    if (!found?.busy || performance.now() > last) return;
    await sleep(lookMs);
  }
}
