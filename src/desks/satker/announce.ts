import type { CardName } from '../../chat/desk.ts';
import type { Tx } from '../../db/database.ts';
import { enqueueAll } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import type { LetterName } from '../../neighbours/mail/letter.ts';
import { letterWithCard, sendMail } from '../../neighbours/mail/mailer.ts';
import { holdersChanged } from '../../people/holders.ts';
import { type Posting, post, refresh } from '../../posted/post.ts';
import { type Entry, loadEntry } from '../../records/entry.ts';
import type { Holder } from '../../records/holders.ts';
import { audienceOf } from './audience.ts';
import type { DeskDeps } from './deps.ts';
import { recordOf, type Ticket, type UserState } from './model.ts';
import { ownersOf } from './rules.ts';
import { loadTicket, loadUser, officersFor } from './store.ts';

declare module '../../core/jobs.ts' {
  interface Jobs {
    'satker.announce': { entry: string };
  }
}

/** Letters to the person whom a registration is about, by what happened to it (S-7, S-8, S-19, S-20). */
const lettersToUser: ReadonlyMap<string, LetterName> = new Map(
  Object.entries<LetterName>({
    'satker.registeredByOfficer': 'satker.approved',
    'satker.registeredFromPaper': 'satker.approved',
    'satker.approved': 'satker.approved',
    'satker.reactivated': 'satker.reactivated',
    'satker.deactivated': 'satker.deactivated',
  }),
);

/**
 * Tells everybody concerned what a change means: the thread of who asked, the officers who decide, the person whom it is
 * about, and every copy that is posted already. All of it is written in one transaction of postings and jobs whose keys
 * make a second run change nothing.
 */
export function announceJob(deps: DeskDeps): Job<'satker.announce'> {
  const { db } = deps;
  return job(
    'satker.announce',
    'jobs.name.announce',
    async ({ entry: told }) => {
      const entry = await loadEntry(db, told);
      const record = entry && recordOf(entry.subject);
      if (!entry || !record) return;
      if (record.type === 'user') {
        const user = await loadUser(db, record.id);
        if (user) await announceUser(deps, entry, user);
      } else {
        const ticket = await loadTicket(db, record.id);
        if (ticket) await announceTicket(deps, entry, ticket);
      }
    },
    waitingFor,
    { movesOn: true },
  );
}

async function waitingFor(tx: Tx, told: { entry: string }): Promise<string[]> {
  const entry = await loadEntry(tx, told.entry);
  return entry ? [entry.subject] : [];
}

async function announceUser({ db }: DeskDeps, entry: Entry, user: UserState): Promise<void> {
  const { subject, action } = entry;
  const thread = `${subject} requester`;
  const fromPaper = action === 'satker.registeredFromPaper';
  const isAsked = action === 'satker.registered' || fromPaper;
  const waits = isAsked && user.status === 'REGISTERED' && !user.removal;
  const officers = waits ? await officersFor(db, user.satker, ownersOf(user.requesterId, user)) : [];
  // What an officer registers for a ticket is told in the ticket's thread.
  const [asked] = await db.query('SELECT 1 FROM posted_card WHERE key = $1', [thread]);
  await db.transaction(async (tx) => {
    if (user.requesterId !== null && (isAsked || asked)) {
      await post(tx, threadOf(entry, thread, 'satker.root', user.requesterId));
    }
    if (fromPaper) await tellSatker(tx, entry, user);
    await tellOfficers(tx, subject, officers, 'satker.approval', 'satker.waiting', user.id);
    const letter = lettersToUser.get(action);
    if (letter)
      await sendMail(tx, {
        key: `${subject} ${entry.id}`,
        letter,
        subject: user.id,
        args: { reason: entry.reason },
      });
    if (waits && officers.length === 0) await holdersChanged(tx, { subjects: [subject] });
    await refresh(tx, subject);
  });
}

/** The satker whose letter came on paper has no thread that could say what became of it. */
async function tellSatker(tx: Tx, { id, subject }: Entry, user: UserState): Promise<void> {
  const audience = await audienceOf(tx, 'SATKER', user.satker.id);
  await post(
    tx,
    audience
      .filter((one) => !('personId' in one) || one.personId !== user.requesterId)
      .map(({ key, ...where }) => ({
        ...where,
        key: `${subject} satker ${key}`,
        card: 'satker.step',
        subject,
        args: { entry: id },
        live: false,
      })),
  );
}

async function announceTicket({ db }: DeskDeps, entry: Entry, ticket: Ticket): Promise<void> {
  const { subject, action } = entry;
  const thread = `${subject} requester`;
  const waits = ticket.status === 'WAITING';
  const officers = waits
    ? await officersFor(db, ticket.satker, ownersOf(ticket.requesterId, ticket.user))
    : [];
  await db.transaction(async (tx) => {
    await post(tx, threadOf(entry, thread, 'satker.ticket', ticket.requesterId));
    await tellOfficers(tx, subject, officers, 'satker.work', 'satker.ticket', ticket.id);
    if (action === 'satker-ticket.corrected') {
      await post(
        tx,
        officers.map(({ id }) => ({
          key: `${subject} officer ${id} ${entry.id}`,
          card: 'satker.step',
          subject,
          args: { entry: entry.id },
          personId: id,
          thread: `${subject} officer ${id}`,
          live: false,
        })),
      );
    }
    if (waits && officers.length === 0) await holdersChanged(tx, { subjects: [subject] });
    await refresh(tx, subject);
  });
}

/** The thread of whoever asked: its root, and a reply for this step. */
function threadOf({ id, subject }: Entry, thread: string, root: CardName, personId: number): Posting[] {
  return [
    { key: thread, card: root, subject, personId, live: true },
    {
      key: `${thread} ${id}`,
      card: 'satker.step',
      subject,
      args: { entry: id },
      personId,
      thread,
      live: false,
    },
  ];
}

/** A card to press and a letter for each officer, once for each record. */
async function tellOfficers(
  tx: Tx,
  subject: string,
  officers: readonly Holder[],
  card: CardName,
  letter: LetterName,
  recordId: number,
): Promise<void> {
  await post(
    tx,
    officers.map(({ id }) => ({
      key: `${subject} officer ${id}`,
      card,
      subject,
      personId: id,
      live: true,
    })),
  );
  await enqueueAll(
    tx,
    officers.map(({ id }) =>
      letterWithCard({
        key: `${subject} officer ${id}`,
        letter,
        subject: recordId,
        args: { personId: id },
      }),
    ),
  );
}
