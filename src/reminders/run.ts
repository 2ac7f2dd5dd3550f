import type { Waiting } from '../chat/desk.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Tx } from '../db/database.ts';
import { enqueueAll, type JobSpec } from '../jobs/enqueue.ts';
import { letterWithCard } from '../neighbours/mail/mailer.ts';
import { type Posting, post, refresh } from '../posted/post.ts';
import { waitingOf } from '../records/waiting.ts';
import { type KnownWorkingTime, workingTime } from '../working-time/settings.ts';
import { add } from '../working-time/time.ts';
import type { ReminderDeps } from './deps.ts';
import { tellDigests } from './digest.ts';
import { remindOfHolidays } from './missing-holidays.ts';
import { admins, people, type Receiver, receiver, superiorsOf } from './receivers.ts';
import { dueOf, reminderAt, termsOf, whenTold } from './steps.ts';

declare module '../core/names.ts' {
  interface Cards {
    'pintu.reminder': { record: string; why: Why };
  }
}

/** Why somebody is told of what waits: they could decide it, whoever asked nudges them, or those below them have not. */
export type Why = 'waits' | 'nudged' | 'overdue';

const pageSize = 100;
/** Who could decide may change meanwhile, and where they are. */
const longestMs = 24 * 60 * 60_000;

/**
 * Tells whoever is to be told by now of what waits (U-19): holders after so many working days, whoever is above them once it is
 * due, each once and in their own working hours. It does what is due as often as it is called: whatever was missed is told at the
 * next working moment, and of several reminders only the last. What makes each once-only is the key of its posting: the
 * record, since when it waits so, which reminder, and who.
 */
export async function remind(deps: ReminderDeps): Promise<void> {
  const { db, clock } = deps;
  const now = clock();
  const faults: unknown[] = [];
  while ((await page(deps, now, faults)) === pageSize && faults.length === 0);
  await tellDigests(deps, now);
  await remindOfHolidays(db, now);
  if (faults.length > 0) throw faults[0];
}

/** One that fails holds up no other. */
async function page({ db, desks }: ReminderDeps, now: Date, faults: unknown[]): Promise<number> {
  const rows = await db.query<{ subject: string; since: Date }>(
    'SELECT subject, since FROM waiting_record WHERE next_at <= $1 ORDER BY next_at, subject LIMIT $2',
    [now, pageSize],
  );
  if (rows.length === 0) return 0;
  const subjects = rows.map(({ subject }) => subject);
  const records = new Map((await waitingOf(desks, { subjects })).map((one) => [one.subject, one]));
  const oldest = new Date(Math.min(...rows.map(({ since }) => since.getTime())));
  const working = await workingTime(db, oldest);
  for (const subject of subjects)
    await db
      .transaction(withoutDeadline, (tx) => remindOf(tx, subject, records.get(subject), working, now))
      .catch((fault) => faults.push(fault));
  return rows.length;
}

async function remindOf(
  tx: Tx,
  subject: string,
  record: Waiting | undefined,
  working: KnownWorkingTime,
  now: Date,
): Promise<void> {
  const [row] = await tx.query<{ since: Date; nudgedAt: Date | null; nextAt: Date }>(
    'SELECT since, nudged_at AS "nudgedAt", next_at AS "nextAt" FROM waiting_record WHERE subject = $1 FOR UPDATE SKIP LOCKED',
    [subject],
  );
  // Another run has it, or it has been announced anew since we looked: then its next look is set already.
  if (!row || (record && row.since > record.since)) return;
  if (!record) {
    await tx.query('DELETE FROM waiting_record WHERE subject = $1', [subject]);
    return;
  }
  const postings: Posting[] = [];
  const letters: JobSpec[] = [];
  const looks = [now.getTime() + longestMs];
  const tell = (why: Why, step: string, { key, to, timeZone }: Receiver) => {
    const when = whenTold(working, now, timeZone);
    if (when !== 'now') {
      looks.push(when.getTime());
      return;
    }
    const reminder = { key: `${subject} ${why} ${step} ${key}`, args: { record: subject, why } };
    postings.push({ ...reminder, card: 'pintu.reminder', subject, live: false, ...to });
    if ('personId' in to)
      letters.push(letterWithCard({ ...reminder, letter: 'pintu.reminder', subject: to.personId }));
  };

  const since = record.since.toISOString();
  const terms = termsOf(working, record.term ?? {});
  const holders = await people(tx, record.holders);
  for (const holder of holders) {
    const to = receiver(holder, working);
    const { days, next } = reminderAt(terms, record.since, now, to.timeZone);
    if (next) looks.push(next.getTime());
    if (days !== null && !holder.digest) tell('waits', `${since} ${days}`, to);
    const nudged = row.nudgedAt;
    // Whoever comes to hold it later was not meant.
    if (nudged && now < add(working, nudged, { days: 1 }, to.timeZone))
      tell('nudged', nudged.toISOString(), to);
  }
  if (holders.length > 0) {
    const due = dueOf(
      working,
      record,
      holders.map(({ zone }) => zone),
    );
    if (now < due) looks.push(due.getTime());
    else {
      for (const one of await aboveOf(tx, record, working)) tell('overdue', since, one);
      // This is the first look since: its copies say until when it was due.
      if (row.nextAt <= due) await refresh(tx, subject);
    }
  }
  await post(tx, postings);
  await enqueueAll(tx, letters);
  await tx.query('UPDATE waiting_record SET since = $2, next_at = $3 WHERE subject = $1', [
    subject,
    record.since,
    new Date(Math.min(...looks)),
  ]);
}

/** Who is told of what is overdue: whoever is above its holders, where it goes by the register's line, else the ADMINs. */
async function aboveOf(tx: Tx, { above, holders }: Waiting, working: KnownWorkingTime): Promise<Receiver[]> {
  const superiors = above === 'superiors' ? await superiorsOf(tx, holders) : [];
  return superiors.length > 0 ? superiors.map((one) => receiver(one, working)) : admins(tx, working);
}
