import { type Card, closedCard, type Part } from '../../../chat/card.ts';
import { type Context, isForEverybody } from '../../../core/context.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { type Entry, type EntryRead, loadEntry } from '../../../records/entry.ts';
import { handedIn } from '../../../records/handing.ts';
import { entryLine, logCard as logOf } from '../../../records/log.ts';
import { type Happened, remarkSteps } from '../../../records/remarks.ts';
import { nameLeft } from '../../../retention/emptied.ts';
import type { Showing } from '../deps.ts';
import {
  isStatus,
  recordOf,
  type Ticket,
  type TicketStatus,
  ticketStatuses,
  ticketSubject,
  type UserState,
  userSubject,
} from '../model.ts';
import { registrations } from '../registrations/kind.ts';
import { mayRead, maySee } from '../rules.ts';
import { loadTicket, loadUser, standingOf } from '../store.ts';
import { tickets } from '../tickets/kind.ts';
import { reasonPart, statusOf, ticketStatusOf } from './facts.ts';

/** What each change is called in the texts: `satker.step.…` tells of it in a thread, `satker.log.…` is its line in a log. */
const changes = {
  'satker.registered': 'registered',
  'satker.registeredByOfficer': 'registeredByOfficer',
  'satker.registeredFromPaper': 'registeredFromPaper',
  'satker.approved': 'approved',
  'satker.rejected': 'rejected',
  'satker.withdrawn': 'withdrawn',
  'satker.replaced': 'replaced',
  'satker.superseded': 'superseded',
  'satker.deactivated': 'deactivated',
  'satker.reactivated': 'reactivated',
  'satker.dormant': 'dormant',
  'satker.deleted': 'deleted',
  'satker-ticket.opened': 'opened',
  'satker-ticket.corrected': 'corrected',
  'satker-ticket.returned': 'returned',
  'satker-ticket.registered': 'ticketRegistered',
  'satker-ticket.deleted': 'ticketDeleted',
  'satker-ticket.reactivated': 'ticketReactivated',
  'satker-ticket.rejected': 'ticketRejected',
  'satker-ticket.withdrawn': 'ticketWithdrawn',
  'satker.reassigned': 'reassigned',
  'satker-ticket.reassigned': 'reassigned',
} as const;

const isChange = (action: string): action is keyof typeof changes => action in changes;

/** Steps that take a row out of every list: whatever status it had means nothing any more. */
const removing = new Set(['satker.withdrawn', 'satker.replaced', 'satker.superseded', 'satker.deleted']);

const isTicketStatus = (text: string): text is TicketStatus =>
  (ticketStatuses as readonly string[]).includes(text);

/** One step in a thread (S-7, S-8): what happened, by whom, why. */
export async function stepCard(ctx: Context, deps: Showing, entryId: string): Promise<Card | null> {
  const entry = await loadEntry(deps.db, entryId);
  const record = entry && recordOf(entry.subject);
  if (!entry || !record || !isChange(entry.action)) return null;
  const about = await aboutRecord(ctx, deps, record);
  if (!about) return null;
  if (!isForEverybody(ctx) && !about.mayRead) return closedCard(ctx.t, about.title);
  const status =
    entry.to && isTicketStatus(entry.to) && record.type === 'ticket'
      ? ticketStatusOf(ctx, entry.to)
      : entry.to && isStatus(entry.to) && !removing.has(entry.action)
        ? statusOf(ctx, entry.to)
        : undefined;
  return {
    title: about.title,
    ...(status ? { status } : {}),
    parts: [
      { type: 'text', text: stepText(ctx, entry, entry.action, about) },
      ...reasonPart(ctx, entry.reason, entry.action),
    ],
    buttons: [],
  };
}

interface About {
  name: string;
  satker: string;
}

export const aboutUser = (ctx: Context, user: UserState): About => ({
  name: nameLeft(ctx, user),
  satker: user.satker.name,
});
export const aboutTicket = (ctx: Context, { user, satker }: Ticket): About => ({
  name: user ? nameLeft(ctx, user) : '',
  satker: satker.name,
});

/** One change as a thread tells it: a sentence, with what to do about it. */
function stepText({ t }: Context, entry: Entry, action: keyof typeof changes, about: About): string {
  const { name, satker } = about;
  const args = { actor: actorIn(t, entry), name, satker, to: handedIn(entry) };
  return t.message({ key: `satker.step.${changes[action]}`, args });
}

/** One line of the Activity Log and of the berita acara. */
export function logText({ t }: Context, entry: Entry, { name, satker }: About): string {
  const { action } = entry;
  const change = isChange(action) ? changes[action] : 'registered';
  const done = { key: `satker.log.${change}`, args: { name, satker, to: handedIn(entry) } } as const;
  return entryLine(t, entry, done, action === 'satker.dormant');
}

/**
 * Who has brought a record to the status that it has, and when, with what they said (U-13); where the log does not have that any more, what they
 * said by itself, `unsaid` so far.
 */
export function decisionOn(
  ctx: Context,
  decided: EntryRead | null,
  reason: string | null,
  about: About,
): { decided: Happened[]; unsaid: Part[] } {
  if (!decided) return { decided: [], unsaid: reasonPart(ctx, reason) };
  const at = new Date(decided.at);
  const who = `${logText(ctx, { ...decided, at }, about)}, ${ctx.time(at)}`;
  const parts: Part[] = [{ type: 'text', text: who }, ...reasonPart(ctx, reason, decided.action)];
  return { decided: [{ at, parts }], unsaid: [] };
}

/** The entries of a record's log that are told of it. */
export const steps: readonly string[] = [...Object.keys(changes), ...remarkSteps.keys()];

async function aboutRecord(
  ctx: Context,
  { db }: Showing,
  record: { type: 'user' | 'ticket'; id: number },
): Promise<(About & { title: string; mayRead: boolean }) | null> {
  const standing = await standingOf(db, ctx.actor);
  if (record.type === 'user') {
    const user = await loadUser(db, record.id);
    return (
      user && {
        title: registrations.title(ctx, user),
        ...aboutUser(ctx, user),
        mayRead: mayRead(ctx.actor, standing, user),
      }
    );
  }
  const ticket = await loadTicket(db, record.id);
  return (
    ticket && {
      title: tickets.title(ctx, ticket),
      ...aboutTicket(ctx, ticket),
      mayRead: maySee(ctx.actor, standing, ticket),
    }
  );
}

/** The Activity Log of a record: every step with actor, time and reason, oldest first. */
export async function logCard(
  ctx: Context,
  deps: Showing,
  record: { type: 'user' | 'ticket'; id: number; number: string },
): Promise<Card> {
  const subject = record.type === 'user' ? userSubject(record.id) : ticketSubject(record.id);
  const about = await aboutRecord(ctx, deps, record);
  const title = ctx.t('record.log.title', { number: record.number });
  return logOf(ctx, deps.db, { title, subject, actions: steps }, (entry) =>
    logText(ctx, entry, about ?? { name: '', satker: '' }),
  );
}
