import type { Clock } from '../core/clock.ts';
import { addDays, type Day, dayOf, momentAt } from '../core/day.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Database, Tx } from '../db/database.ts';
import type { DeadlineKind, Due } from './kind.ts';
import { eachOf, haveTold } from './notices.ts';
import { dueToEnd, dueToRemind, heldToEnd, noteReminders } from './statements.ts';

export interface DeadlineDeps {
  db: Database;
  clock: Clock;
  /** Where days begin and end. */
  timeZone: string;
  kinds: readonly DeadlineKind[];
  /** Records that one transaction changes; it holds their locks for some tens of milliseconds. */
  batch?: number;
}

/** How many deadlines of a kind came on a day's run, and how many reminders were made. */
export interface Walked {
  ended: number;
  reminded: number;
}

/**
 * A day's run over all kinds: what is past ends, what is near is reminded of. Whatever was missed on earlier days is due as
 * well, so a run after an outage catches up; of several reminders that are due at once only the last is made.
 *
 * Each reminder has the records whose counted day lies between what it reaches and what the next one does. What of these is due is
 * found as a whole, by ids alone, and done in batches: a transaction notes a batch with what it causes, so a run after a kill goes
 * on where the last one ended. The notice's primary key makes each once-only. Rows that somebody holds at this moment are left to
 * the next run rather than waited for: what they do may well be about the deadline.
 */
export async function runDeadlines(deps: DeadlineDeps): Promise<Map<string, Walked>> {
  const { db, clock, timeZone, kinds } = deps;
  const now = clock();
  const day = dayOf(now, timeZone);
  const walked = new Map<string, Walked>();
  await eachOf(kinds, async (kind) => {
    walked.set(kind.name, await walk(kind, deps, { now, day }));
    await closeDay(db, kind, { now, day });
    await tellWhatIsLeft(db, kind);
  });
  return walked;
}

async function walk(
  kind: DeadlineKind,
  { db, timeZone, batch = 1000 }: DeadlineDeps,
  { now, day }: { now: Date; day: Day },
): Promise<Walked> {
  const { name, counted, end, reminders } = kind;
  const reaches = kind.reaches ?? ((days: number, today: Day) => addDays(today, days));
  /** What comes first after the records that so many days before their deadline reach. */
  const beyond = (days: number): Date | Day => {
    const next = addDays(reaches(days, day), 1);
    return 'moment' in counted ? momentAt(next, timeZone) : next;
  };
  /** Does the work for all that a statement finds, batch after batch, each in a transaction; answers for how many it was done. */
  const forAll = async (
    due: string,
    values: unknown[],
    work: (tx: Tx, ids: number[]) => Promise<number>,
  ): Promise<number> => {
    const ids = (await db.query<{ ids: number[] }>(due, values))[0]?.ids ?? [];
    let all = 0;
    for (let from = 0; from < ids.length; from += batch)
      all += await db.transaction(withoutDeadline, async (tx) => {
        const done = await work(tx, ids.slice(from, from + batch));
        if (done > 0) await haveTold(tx);
        return done;
      });
    return all;
  };

  const over = end && beyond(-end.daysAfter);
  let ended = 0;
  if (end) {
    const window = [over, '-infinity'];
    const values = end.onlyReminded ? [...window, name, reminders.at(-1), day] : window;
    ended = await forAll(dueToEnd(kind), values, async (tx, ids) => {
      const due = await tx.query<Due>(heldToEnd(kind), [...window, ids]);
      if (due.length > 0) await end.end(tx, due, { now, day });
      return due.length;
    });
  }

  let reminded = 0;
  for (const [index, days] of reminders.entries()) {
    const next = reminders[index + 1];
    const from = next === undefined ? (end?.onlyReminded ? undefined : over) : beyond(next);
    const values = [beyond(days), from ?? '-infinity', name, days];
    reminded += await forAll(dueToRemind(kind), values, async (tx, ids) => {
      return (await tx.query(noteReminders(kind), [...values, day, ids])).length;
    });
  }
  return { ended, reminded };
}

/** What still waits to be told, by an earlier run or a job that was given up. */
async function tellWhatIsLeft(db: Database, { name }: DeadlineKind): Promise<void> {
  await db.transaction(withoutDeadline, async (tx) => {
    const left = await tx.query('SELECT 1 FROM deadline_notice WHERE kind = $1 AND NOT told LIMIT 1', [name]);
    if (left.length > 0) await haveTold(tx);
  });
}

/** Closes a kind's day, once for all runs of that day. */
async function closeDay(
  db: Database,
  { name, closeDay: close }: DeadlineKind,
  { now, day }: { now: Date; day: Day },
): Promise<void> {
  if (!close) return;
  await db.transaction(withoutDeadline, async (tx) => {
    const first = await tx.query(
      'INSERT INTO deadline_day (kind, day, ended_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING day',
      [name, day, now],
    );
    if (first.length > 0) await close(tx, day);
  });
}
