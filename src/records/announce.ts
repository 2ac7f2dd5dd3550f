import type { PlainCardName, StepCardName } from '../chat/desk.ts';
import type { Jobs, OfEntry } from '../core/names.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database, Tx } from '../db/database.ts';
import type { JobSpec } from '../jobs/enqueue.ts';
import { type Job, job } from '../jobs/worker.ts';
import { letterJob, letterWithCard, type Writing } from '../neighbours/mail/mailer.ts';
import { whenHoldersChanged } from '../people/holders.ts';
import { bring, type Posting } from '../posted/post.ts';
import { type Entry, loadEntry } from './entry.ts';
import { waitsSince } from './handing.ts';
import type { Holder } from './holders.ts';
import type { Announcement } from './tell.ts';
import { holdersNow, type Wait } from './waiting.ts';

/** Whom a change of a record is told, and by what. */
export interface Telling {
  entry: Pick<Entry, 'id' | 'subject'>;
  /** The record's own number, by which letters find it. */
  id: number;
  /** Whoever asked for it: the root of their thread, and a reply that says this step. */
  thread?: { personId: number; root: PlainCardName; step?: StepCardName };
  /** How it waits by this change; whoever holds it is told. */
  wait?: Wait | null;
  /** In one round each of them is told once. Where it has no name of its own each change is a round: what waits again is told again. */
  round?: string;
  /** Whether it is brought to this one of them by this: others may have been told otherwise. */
  brings?(holder: Holder): boolean;
  /** What those are replied who were told before, in the thread of their card. */
  holdersStep?: StepCardName;
  /** What is posted and written besides. */
  cards?: readonly Posting[];
  letters?: readonly Writing[];
}

/** A card that says what one step meant: it stays true however late it is posted. */
const stepOf = ({ id, subject }: Telling['entry'], card: StepCardName, thread: string) => ({
  key: `${thread} ${id}`,
  card,
  subject,
  args: { entry: id },
  thread,
  live: false,
});

/**
 * The job that tells everybody concerned what a change means: whoever asked, those who hold the record now, whomever else the desk
 * names, and every copy that is posted already. All of it is written in one statement of postings and jobs whose keys make
 * a second run change nothing. Where nobody holds what waits, the ADMINs hear of it. `means` says what the change with
 * this entry is to whom; null where there is nothing to tell any more.
 */
export function announcing<Name extends Announcement['name']>(
  db: Database,
  name: Name,
  means: (entry: string) => Promise<Telling | null>,
): Job<Name> {
  const entryIn = (payload: Jobs[Name]) => (payload as OfEntry).entry;
  return job(
    name,
    'jobs.name.announce',
    async (payload) => {
      const telling = await means(entryIn(payload));
      if (telling) await announce(db, telling);
    },
    async (tx: Tx, payload) => {
      const entry = await loadEntry(tx, entryIn(payload));
      return entry ? [entry.subject] : [];
    },
    { movesOn: true },
  );
}

/** The same of what no change has brought about: in an open transaction where that is given. */
export async function announce(db: Queryable, telling: Telling): Promise<void> {
  const { entry, thread, wait, brings = () => true, cards = [], letters = [] } = telling;
  const holders = wait ? await holdersNow(db, wait) : [];
  // Whoever asked has the root of their thread, which offers the same.
  const others = holders.filter((holder) => holder.id !== thread?.personId && brings(holder));
  const toHolders = wait ? others.map((holder) => toHolder(telling, wait, holder.id)) : [];
  await bring(db, {
    subject: entry.subject,
    since: wait ? waitsSince(wait) : null,
    cards: [...(thread ? inThread(entry, thread) : []), ...toHolders.flatMap((one) => one.cards), ...cards],
    jobs: [
      ...toHolders.flatMap((one) => one.letters),
      ...letters.map((letter) => letterJob({ ...letter, subject: telling.id })),
      ...(wait && holders.length === 0 ? [whenHoldersChanged({ subjects: [entry.subject] })] : []),
    ],
  });
}

/** The key of the thread of whoever asked for a record. */
export const threadOf = (subject: string): string => `${subject} requester`;

function inThread(
  entry: Telling['entry'],
  { personId, root, step }: NonNullable<Telling['thread']>,
): Posting[] {
  const key = threadOf(entry.subject);
  return [
    { key, card: root, subject: entry.subject, personId, live: true },
    ...(step ? [{ ...stepOf(entry, step, key), personId }] : []),
  ];
}

/** The key of the card, and so of the thread, of somebody who holds a record in a round. */
export const holderKey = (subject: string, round: string, personId: number): string =>
  `${subject} ${round} ${personId}`;

/** A holder's card and the letter that leads to it have one key. */
function toHolder(
  { entry, id, round: named = entry.id, holdersStep: step }: Telling,
  wait: Wait,
  personId: number,
): { cards: Posting[]; letters: JobSpec[] } {
  // Whoever it is handed to is told as if it came to them then, once however often it is returned and answered meanwhile.
  const round = wait.handed ? `handed ${new Date(wait.handed.at).getTime()}` : named;
  const key = holderKey(entry.subject, round, personId);
  return {
    cards: [
      { key, card: wait.card, subject: entry.subject, personId, live: true },
      ...(step ? [{ ...stepOf(entry, step, key), personId }] : []),
    ],
    // Which letter and what it is told belong together, as its `Wait` says; the compiler no longer sees that once they are taken apart.
    letters: wait.letter
      ? [
          letterWithCard({
            key,
            letter: wait.letter,
            subject: id,
            args: { ...wait.args, personId },
          } as Parameters<typeof letterWithCard>[0]),
        ]
      : [],
  };
}
