import { dayOf } from '../../../src/core/day.ts';
import type { Snapshot } from '../snapshot.ts';
import { messageAt } from '../standing.ts';
import type { Invariant, Step } from './invariant.ts';

const timeZone = 'Asia/Jakarta';

/**
 * Which of several one copy is, where these say the same: a platform that was away for days gets them on one, and whoever a record is
 * handed to is told at once, also where they were reminded of it that day.
 */
const whichOf = (key: string): string => /^\S+ (?:(?:waits|end) \S+ \d+|handed \d+)/.exec(key)?.[0] ?? '';

/** A reminder is told once on its day (U-19, P-12, S-17). */
export const remindedOnce: Invariant = ({ after }) => {
  const counts = new Map<string, number>();
  for (const copy of reminders(after)) {
    const { card, subject, args, personId, postedAt } = copy;
    const told = `${card} ${subject} ${JSON.stringify(args)} ${whichOf(copy.key)} to ${personId} on ${dayOf(postedAt, timeZone)}`;
    counts.set(told, (counts.get(told) ?? 0) + 1);
  }
  return [...counts].flatMap(([told, count]) => (count > 1 ? [`${told}: ${count} times`] : []));
};

/** How often one wait of a request is told of: after one working day and after three, and once to who is above when it is overdue (U-19). */
const mostOf: Readonly<Record<string, number>> = { waits: 2, overdue: 1 };

/** However long something waits, nobody is told of it more often than that: from one entry in its log to the next it waits once. */
export const remindedAsOften: Invariant = ({ after }) => {
  const counts = new Map<string, number>();
  for (const { subject, args, personId, postedAt } of reminders(after)) {
    if (!subject.startsWith('user-id:')) continue;
    const since = after.entries.filter((entry) => entry.subject === subject && entry.at <= postedAt).length;
    const told = `${args.why} ${subject} to ${personId} after ${since} entries`;
    counts.set(told, (counts.get(told) ?? 0) + 1);
  }
  return [...counts].flatMap(([told, count]) =>
    count > (mostOf[told.split(' ')[0] ?? ''] ?? 1) ? [`${told}: told ${count} times`] : [],
  );
};

/** Those that have been told. Whoever asked may nudge anew where it waits anew. */
const reminders = ({ copies, standing }: Snapshot) =>
  copies.flatMap((copy) =>
    copy.args.why !== 'nudged' &&
    /reminder|expiring|notice/.test(copy.card) &&
    copy.postedAt &&
    messageAt(standing, copy)
      ? [{ ...copy, postedAt: copy.postedAt }]
      : [],
  );

/** A letter is sent once, and says what is so. */
export const lettersOnce: Invariant = (step) => {
  const counts = new Map<string, number>();
  for (const mail of step.after.mails) {
    const id = mail.headers.find(({ name }) => name.toLowerCase() === 'message-id')?.value;
    const letter = `${mail.subject} to ${mail.to.join(', ')} ${id}`;
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  const twice = [...counts].flatMap(([letter, count]) =>
    count > 1 ? [`a letter was sent ${count} times: ${letter}`] : [],
  );
  return step.mayRepeat ? unfounded(step) : [...twice, ...unfounded(step)];
};

/** Letters of this step about requests that there are not. */
function unfounded({ before, after }: Step): string[] {
  const known = new Set(after.requests.map(({ number }) => number));
  return after.mails.slice(before.mails.length).flatMap(({ subject, to }) => {
    const number = /UID-\d{4}-\d{6}/.exec(subject)?.[0];
    return number && !known.has(number)
      ? [`${to.join(', ')} got a letter about ${number}, which is not there`]
      : [];
  });
}

/** However far the clock jumps, what was due meanwhile is seen to (U-19). */
export const seenTo: Invariant = ({ after }) =>
  after.unseen.map(
    ({ subject, at }) =>
      `${subject} was to be looked at by ${at.toISOString()} for who is to be reminded, and was not`,
  );
