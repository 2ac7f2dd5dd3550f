import { addDays, dayOf } from '../core/day.ts';
import { fallsOf } from './kind.ts';
import type { DeadlineDeps } from './run.ts';

/** What was told of a deadline that is over is kept so long: summaries of a day are drawn from it whenever somebody looks. */
export const keptDays = 400;

/**
 * Removes what was noted of deadlines that are over, told or not: the record is none of those for which its kind stands any
 * more, or it stands on a later day, or nobody brings such a kind any more. What stands keeps its notices however old they are:
 * they say what was told.
 */
export async function sweepDeadlines({ db, clock, timeZone, kinds }: DeadlineDeps): Promise<void> {
  const before = addDays(dayOf(clock(), timeZone), -keptDays);
  for (const kind of kinds)
    await db.query(
      `DELETE FROM deadline_notice n WHERE n.kind = $1 AND n.made_on < $2
         AND NOT EXISTS (SELECT 1 FROM ${kind.table} r WHERE r.id = n.record AND ${kind.open} AND ${fallsOf(kind)} <= n.falls_on)`,
      [kind.name, before],
    );
  const known = kinds.map(({ name }) => name);
  await db.query('DELETE FROM deadline_notice WHERE kind <> ALL($1) AND made_on < $2', [known, before]);
  await db.query('DELETE FROM deadline_day WHERE day < $1', [before]);
}
