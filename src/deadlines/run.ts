import type { Clock } from '../core/clock.ts';
import { addDays, type Day, dayOf, momentAt } from '../core/day.ts';
import type { Database, Tx } from '../db/database.ts';
import type { DeadlineKind, Due } from './kind.ts';
import { eachOf, haveTold } from './notices.ts';
import { dueToEnd, reminding } from './statements.ts';

export interface DeadlineParts {
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
 * Each reminder has the records whose counted day lies between what it reaches and what the next one does. These are walked
 * in the order of the index, batch after batch: a transaction notes a batch with what it causes, so a run after a kill goes on
 * where the last one ended. The notice's primary key makes each once-only. Rows that somebody holds at this moment are left to the
 * next run rather than waited for: what they do may well be about the deadline.
 */
export async function runDeadlines(parts: DeadlineParts): Promise<Map<string, Walked>> {
  const { db, clock, timeZone, kinds } = parts;
  const now = clock();
  const day = dayOf(now, timeZone);
  const walked = new Map<string, Walked>();
  await eachOf(kinds, async (kind) => {
    walked.set(kind.name, await walk(kind, parts, { now, day }));
    await closeDay(db, kind, { now, day });
    await tellWhatIsLeft(db, kind);
  });
  return walked;
}

/** The last record of a batch, in the order of the index. */
interface Cursor {
  at: string | Date;
  id: number;
}

/** Where the records begin. */
const first: Cursor = { at: '-infinity', id: 0 };

async function walk(
  kind: DeadlineKind,
  { db, timeZone, batch = 1000 }: DeadlineParts,
  { now, day }: { now: Date; day: Day },
): Promise<Walked> {
  const { name, counted, end, reminders } = kind;
  const reaches = kind.reaches ?? ((days: number, today: Day) => addDays(today, days));
  /** What comes first after the records that so many days before their deadline reach. */
  const beyond = (days: number): Date | Day => {
    const next = addDays(reaches(days, day), 1);
    return 'moment' in counted ? momentAt(next, timeZone) : next;
  };

  let ended = 0;
  if (end) {
    const values = end.onlyReminded ? [name, reminders.at(-1), day] : [];
    await inBatches(db, batch, first, async (tx, { at, id }) => {
      const due = await tx.query<Due & Cursor>(dueToEnd(kind), [
        ...[beyond(-end.daysAfter), at, id, batch],
        ...values,
      ]);
      if (due.length > 0) await end.end(tx, due, { now, day });
      ended += due.length;
      return { found: due.length, last: due.at(-1) };
    });
  }

  let reminded = 0;
  for (const [index, days] of reminders.entries()) {
    const next = reminders[index + 1] ?? (end && !end.onlyReminded ? -end.daysAfter : undefined);
    const from = next === undefined ? first : { at: beyond(next), id: 0 };
    await inBatches(db, batch, from, async (tx, { at, id }) => {
      const values = [beyond(days), at, id, batch, name, days, day];
      const [last] = await tx.query<Cursor & { found: number; noted: number }>(reminding(kind), values);
      reminded += last?.noted ?? 0;
      return { found: last?.found ?? 0, last };
    });
  }
  return { ended, reminded };
}

/** Walks on from a record, batch after batch, each in a transaction that has told what it noted. */
async function inBatches(
  db: Database,
  batch: number,
  from: Cursor,
  work: (tx: Tx, after: Cursor) => Promise<{ found: number; last: Cursor | undefined }>,
): Promise<void> {
  for (let after: Cursor | undefined = from; after; ) {
    const seen: Cursor = after;
    after = await db.transaction(async (tx) => {
      const { found, last } = await work(tx, seen);
      if (found > 0) await haveTold(tx);
      return found === batch ? last : undefined;
    });
  }
}

/** What still waits to be told, by an earlier run or a job that was given up. */
async function tellWhatIsLeft(db: Database, { name }: DeadlineKind): Promise<void> {
  await db.transaction(async (tx) => {
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
  await db.transaction(async (tx) => {
    const first = await tx.query(
      'INSERT INTO deadline_day (kind, day, ended_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING day',
      [name, day, now],
    );
    if (first.length > 0) await close(tx, day);
  });
}
