import type { Queryable } from '../../core/queryable.ts';
import type { Job } from '../../jobs/worker.ts';
import type { LetterTold } from '../../neighbours/mail/letter.ts';
import type { Posting } from '../../posted/post.ts';
import { announcing, type Telling, threadOf } from '../../records/announce.ts';
import { type Entry, loadEntry } from '../../records/entry.ts';
import { remarkSteps } from '../../records/remarks.ts';
import { waitOf } from '../../records/waits.ts';
import { audienceOf } from './audience.ts';
import type { DeskDeps } from './deps.ts';
import { recordOf, type Ticket, type UserState } from './model.ts';
import { registrations } from './registrations/kind.ts';
import { loadTicket, loadUser } from './store.ts';
import { tickets } from './tickets/kind.ts';

declare module '../../core/names.ts' {
  interface Jobs extends Named<'satker', 'announce', OfEntry> {}
}

/** Letters to the person whom a registration is about, by what happened to it (S-7, S-8, S-19, S-20). */
const lettersToUser: ReadonlyMap<string, 'satker.approved' | 'satker.reactivated'> = new Map(
  Object.entries<'satker.approved' | 'satker.reactivated'>({
    'satker.registeredByOfficer': 'satker.approved',
    'satker.registeredFromPaper': 'satker.approved',
    'satker.approved': 'satker.approved',
    'satker.reactivated': 'satker.reactivated',
  }),
);

function letterToUser({ action, reason }: Entry): LetterTold | null {
  if (action === 'satker.deactivated') return { letter: 'satker.deactivated', args: { reason } };
  const letter = lettersToUser.get(action);
  return letter ? { letter } : null;
}

/** What is said of a record is told as that, on either side. */
const stepIn = ({ action }: Entry): { step?: 'satker.step' } =>
  remarkSteps.has(action) ? {} : { step: 'satker.step' };

/** Officers are told once of a record: one that was sent back has its card, and a reply there once it is corrected. */
const round = 'officer';

/**
 * Tells everybody concerned what a change means: the thread of who asked, the officers who decide, the person whom it is
 * about.
 */
export function announceJob({ db }: DeskDeps): Job<'satker.announce'> {
  return announcing(db, 'satker.announce', async (told) => {
    const entry = await loadEntry(db, told);
    const record = entry && recordOf(entry.subject);
    if (!entry || !record) return null;
    if (record.type === 'ticket') {
      const ticket = await loadTicket(db, record.id);
      return ticket && aboutTicket(entry, ticket);
    }
    const user = await loadUser(db, record.id);
    return user && aboutUser(db, entry, user);
  });
}

async function aboutUser(db: Queryable, entry: Entry, user: UserState): Promise<Telling> {
  const { subject, action } = entry;
  const fromPaper = action === 'satker.registeredFromPaper';
  const isAsked = action === 'satker.registered' || action === 'satker.reassigned' || fromPaper;
  // What an officer registers for a ticket is told in the ticket's thread.
  const [asked] = await db.query('SELECT 1 FROM posted_card WHERE key = $1', [threadOf(subject)]);
  const letter = letterToUser(entry);
  return {
    entry,
    id: user.id,
    ...(user.requesterId !== null && (isAsked || asked)
      ? { thread: { personId: user.requesterId, root: 'satker.root', ...stepIn(entry) } }
      : {}),
    wait: waitOf(registrations, user),
    round,
    cards: fromPaper ? await toSatker(db, entry, user) : [],
    letters: letter ? [{ key: `${subject} ${entry.id}`, ...letter }] : [],
  };
}

/** The satker whose letter came on paper has no thread that could say what became of it. */
async function toSatker(db: Queryable, { id, subject }: Entry, user: UserState): Promise<Posting[]> {
  const audience = await audienceOf(db, 'SATKER', user.satker.id);
  return audience
    .filter((one) => !('personId' in one) || one.personId !== user.requesterId)
    .map(({ key, ...where }) => ({
      ...where,
      key: `${subject} satker ${key}`,
      card: 'satker.step',
      subject,
      args: { entry: id },
      live: false,
    }));
}

function aboutTicket(entry: Entry, ticket: Ticket): Telling {
  return {
    entry,
    id: ticket.id,
    thread: { personId: ticket.requesterId, root: 'satker.ticket', ...stepIn(entry) },
    wait: waitOf(tickets, ticket),
    round,
    ...(entry.action === 'satker-ticket.corrected' ? { holdersStep: 'satker.step' } : {}),
  };
}
