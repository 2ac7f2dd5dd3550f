import { dayOf } from '../core/day.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Database } from '../db/database.ts';
import { post } from '../posted/post.ts';
import { workingTime } from '../working-time/settings.ts';
import { admins } from './receivers.ts';
import { whenTold } from './steps.ts';

declare module '../core/names.ts' {
  interface Cards {
    'pintu.holidays-missing': { year: number };
  }
}

/** From December on the ADMINs are told, once, that nobody has imported the holidays of the year to come. */
export async function remindOfHolidays(db: Database, now: Date): Promise<void> {
  const working = await workingTime(db, now);
  const [year = '', month] = dayOf(now, working.timeZone).split('-');
  if (month !== '12') return;
  const next = Number(year) + 1;
  const known = await db.query('SELECT 1 FROM holiday WHERE extract(year FROM day) = $1 LIMIT 1', [next]);
  if (known.length > 0) return;
  await db.transaction(withoutDeadline, async (tx) => {
    const told = (await admins(tx, working)).filter(
      ({ timeZone }) => whenTold(working, now, timeZone) === 'now',
    );
    await post(
      tx,
      told.map(({ key, to }) => ({
        key: `holidays ${next} ${key}`,
        card: 'pintu.holidays-missing',
        subject: `holidays:${next}`,
        args: { year: next },
        live: false,
        ...to,
      })),
    );
  });
}
