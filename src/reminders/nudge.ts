import { action } from '../chat/action.ts';
import type { Button } from '../chat/card.ts';
import type { Desk } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import { addDays, dayOf, momentAt } from '../core/day.ts';
import { Refusal } from '../core/errors.ts';
import { formatTerm, msg } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { heldNow } from '../records/handing.ts';
import { overtaken } from '../records/overtaken.ts';
import { type Wait, waitingOf } from '../records/waiting.ts';
import type { WorkingCalendar } from '../working-time/calendar.ts';
import { timeZoneOf, workingTime } from '../working-time/settings.ts';
import { isWorking, nextWorkingMoment } from '../working-time/time.ts';
import { namesOf, people } from './receivers.ts';

/** For whoever asked for what waits: has whoever could decide it reminded. Nobody reminds themselves alone. */
export const nudgeButtons = ({ t, actor }: Pick<Context, 't' | 'actor'>, wait: Wait | null): Button[] =>
  wait &&
  wait.asker === actor.id &&
  heldNow(wait).some((one) => !('personId' in one) || one.personId !== actor.id)
    ? [{ label: t('record.nudge'), does: { action: action('pintu.nudge', wait.subject) } }]
    : [];

/** When somebody there may nudge again: once a working day, so with the next one after the day for which the last one counts. */
function nudgeAgainAt(calendar: WorkingCalendar, last: Date, timeZone: string): Date {
  const day = dayOf(nextWorkingMoment(calendar, last, timeZone), timeZone);
  return nextWorkingMoment(calendar, momentAt(addDays(day, 1), timeZone), timeZone);
}

/** Has the holders of a record reminded in their working hours, once a working day; answers whom, in words. Throws Refusal. */
export async function nudge(
  ctx: Context,
  { db, desks }: { db: Database; desks: readonly Pick<Desk, 'waiting'>[] },
  subject: string,
): Promise<string> {
  const { t, now, timeZone } = ctx;
  const [record] = await waitingOf(desks, { subjects: [subject] });
  if (record?.asker !== ctx.actor.id) throw new Refusal(overtaken(msg('record.refuse.passed')));
  const working = await workingTime(db, record.since);
  const others = (await people(db, record.holders)).filter(({ id }) => id !== ctx.actor.id);
  if (others.length === 0) throw new Refusal(msg('record.refuse.nobodyToNudge'));
  await db.transaction(ctx, async (tx) => {
    const [known] = await tx.query<{ nudgedAt: Date | null }>(
      `INSERT INTO waiting_record AS w (subject, since, next_at) VALUES ($1, $2, $3)
       ON CONFLICT (subject) DO UPDATE SET next_at = excluded.next_at RETURNING nudged_at AS "nudgedAt"`,
      [subject, record.since, now],
    );
    const again = known?.nudgedAt && nudgeAgainAt(working, known.nudgedAt, timeZone);
    if (again && now < again)
      throw new Refusal(msg('record.refuse.nudged', { time: formatTerm(t.language, timeZone, again) }));
    await tx.query('UPDATE waiting_record SET nudged_at = $2 WHERE subject = $1', [subject, now]);
    await enqueue(tx, 'waiting.reminders', {}, { key: 'waiting.reminders', queue: 'waiting.reminders' });
  });
  const names = await namesOf(
    db,
    others.map(({ id }) => id),
  );
  const isNow = others.every(({ zone }) => isWorking(working, now, timeZoneOf(zone, working)));
  return t(isNow ? 'record.nudged' : 'record.nudgedLater', { names });
}
