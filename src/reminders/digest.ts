import type { Waiting } from '../chat/desk.ts';
import { type Day, dayOf } from '../core/day.ts';
import { withoutDeadline } from '../core/deadline.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import { letterWithCard } from '../neighbours/mail/mailer.ts';
import { post } from '../posted/post.ts';
import { waitingOf } from '../records/waiting.ts';
import { timeZoneOf, workingTime } from '../working-time/settings.ts';
import { isWorking } from '../working-time/time.ts';
import type { Zone } from '../working-time/zones.ts';
import type { ReminderDeps } from './deps.ts';

declare module '../core/names.ts' {
  interface Cards extends Named<'pintu', 'digest', Nothing> {}
}

/** What waits for somebody, the oldest first. */
export const waitingFor = (personId: number, records: readonly Waiting[]): Waiting[] =>
  records
    .filter(({ holders }) => holders.includes(personId))
    .sort((one, other) => one.since.getTime() - other.since.getTime());

/** Tells whoever wishes so, once when their working day has begun, of all that waits for them. */
export async function tellDigests({ db, desks }: ReminderDeps, now: Date): Promise<void> {
  const wishing = await db.query<{ id: number; zone: Zone | null; told: Day | null }>(
    'SELECT p.id, zone_of(p) AS zone, p.digest_on::text AS told FROM person p WHERE p.digest AND p.active ORDER BY p.id',
  );
  if (wishing.length === 0) return;
  const working = await workingTime(db, now);
  const due = wishing.flatMap(({ id, zone, told }) => {
    const timeZone = timeZoneOf(zone, working);
    const day = dayOf(now, timeZone);
    return told !== day && isWorking(working, now, timeZone) ? [{ id, day }] : [];
  });
  if (due.length === 0) return;
  const records = await waitingOf(desks, 'all');
  for (const { id, day } of due)
    await db.transaction(withoutDeadline, async (tx) => {
      const first = await tx.query(
        'UPDATE person SET digest_on = $2 WHERE id = $1 AND digest_on IS DISTINCT FROM $2::date RETURNING id',
        [id, day],
      );
      if (first.length === 0 || waitingFor(id, records).length === 0) return;
      const key = `digest ${day} ${id}`;
      await post(tx, [{ key, card: 'pintu.digest', subject: `person:${id}`, personId: id, live: false }]);
      await enqueueAll(tx, [letterWithCard({ key, letter: 'pintu.digest', subject: id })]);
    });
}
